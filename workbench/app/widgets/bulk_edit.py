"""The rows of a table as text: one line a row, `//` before a row that is not sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from workbench.app.widgets.bulk_text import rows_to_text, text_to_rows

if TYPE_CHECKING:
    from workbench.app.appearance import Appearance
    from workbench.app.widgets.row import Rows


class BulkEdit(QPlainTextEdit):
    """A plain text field whose lines are rows."""

    edited = Signal()
    """Someone typed; never after `set_rows`."""

    def __init__(self, name: str, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._setting = False
        self.setProperty("flat", True)
        self.setAccessibleName(f"{name} as text")
        self.setPlaceholderText("name: value\n// name: value that is kept, not sent")
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.textChanged.connect(self._on_text_changed)
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()

    @property
    def rows(self) -> Rows:
        """The rows that the text stands for."""
        return text_to_rows(self._text())

    def set_rows(self, rows: Rows) -> None:
        """Show rows as text, unless the text says the same already."""
        if self.rows == rows:
            return
        self._setting = True
        try:
            self.setPlainText(rows_to_text(rows))
        finally:
            self._setting = False

    def _text(self) -> str:
        return self.document().toRawText().replace("\u2029", "\n")

    def _on_text_changed(self) -> None:
        if not self._setting:
            self.edited.emit()

    def _on_appearance_changed(self) -> None:
        self.setFont(self._appearance.mono())
        # Qt tells of a new margin as of a new text; nobody has typed anything.
        self._setting = True
        self.document().setDocumentMargin(self._appearance.px(6))
        self._setting = False
