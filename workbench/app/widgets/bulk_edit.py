"""The rows of a table as text: one line a row, `//` before a row that is not sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from workbench.app.widgets.bulk_text import rows_to_text, text_to_rows
from workbench.app.widgets.text_field import TextField

if TYPE_CHECKING:
    from workbench.app.appearance import Appearance
    from workbench.app.widgets.row import Rows


class BulkEdit(TextField):
    """A plain text field whose lines are rows."""

    def __init__(self, name: str, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(f"{name} as text", appearance, parent=parent)
        self.setPlaceholderText("name: value\n// name: value that is kept, not sent")
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)

    @property
    def rows(self) -> Rows:
        """The rows that the text stands for."""
        return text_to_rows(self.text())

    def set_rows(self, rows: Rows) -> None:
        """Show rows as text, unless the text says the same already."""
        if self.rows != rows:
            self.show_text(rows_to_text(rows))
