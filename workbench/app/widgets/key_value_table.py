"""A table of names and values with its foot: a hint, and the way to edit all rows as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from workbench.app.widgets.bulk_edit import BulkEdit
from workbench.app.widgets.bulk_text import pasted_rows
from workbench.app.widgets.key_value_model import NAME, TITLES, KeyValueModel
from workbench.app.widgets.key_value_view import KeyValueView

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from workbench.app.appearance import Appearance
    from workbench.app.widgets.row import Row, Rows


class KeyValueTable(QWidget):
    """Query, headers, path parameters, stage variables, claims: rows with a switch, a blank one always ready."""

    edited = Signal(str, str)
    """What a person did, in words, and what it merges with. Never emitted by a setter."""
    command_pasted = Signal(str)
    """A cURL command was pasted; it fills the whole form."""
    row_entered = Signal(int)
    """The row that has the cursor; -1 for none."""

    def __init__(
        self,
        name: str,
        appearance: Appearance,
        *,
        query: bool = False,
        titles: tuple[str, str] = TITLES,
        switches: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """`switches` is whether a row can be kept and not sent."""
        super().__init__(parent)
        self._appearance = appearance
        self._query = query
        self._model = KeyValueModel(titles=titles, parent=self)
        self._view = KeyValueView(self._model, appearance, parent=self)
        self._view.setAccessibleName(name)
        switching = "Space switches a row, " if switches else ""
        self._view.setAccessibleDescription(
            f"Enter edits, Tab goes on, {switching}Delete removes it, Alt with the arrows moves it"
        )
        if not switches:
            self._view.hide_switches()
        self.bulk = BulkEdit(name, appearance, parent=self)
        """The rows as text."""
        self._stack = QStackedWidget()
        self._stack.addWidget(self._view)
        self._stack.addWidget(self.bulk)
        self._hint = QLabel()
        self._hint.setProperty("role", "muted")
        self._hint.setWordWrap(True)
        self._hint.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.toggle = QPushButton()
        """The way to the rows as text, and back."""
        self.toggle.setProperty("kind", "soft")
        self.toggle.setCheckable(True)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self._hint, 1)
        self._foot.addWidget(self.toggle)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._stack, 1)
        self._column.addLayout(self._foot)
        self.setFocusProxy(self._view)
        self._model.edited.connect(self.edited)
        self._view.pasted.connect(self._on_pasted)
        self._view.row_entered.connect(self.row_entered)
        self.bulk.edited.connect(self._on_bulk_edited)
        self.toggle.toggled.connect(self._on_toggled)
        self._name_toggle()
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()

    @property
    def rows(self) -> Rows:
        """All rows, those that are switched off too."""
        return self._model.rows

    @property
    def view(self) -> KeyValueView:
        """The table itself."""
        return self._view

    @property
    def model(self) -> KeyValueModel:
        """The rows as Qt's model."""
        return self._model

    @property
    def editing(self) -> bool:
        """Whether someone is typing here, so that nothing may write over it."""
        return self._view.editing or self.bulk.hasFocus()

    def set_rows(self, rows: Iterable[Row]) -> None:
        """Show rows. Nothing is emitted."""
        self._model.set_rows(rows)
        if self.toggle.isChecked() and not self.bulk.hasFocus():
            self.bulk.set_rows(self._model.rows)

    def set_read_only(self, read_only: bool) -> None:
        """Let rows be looked at only."""
        self._model.set_read_only(read_only)
        self.bulk.setReadOnly(read_only)

    def set_hint(self, text: str) -> None:
        """One line below the table."""
        self._hint.setText(text)

    def set_suggestions(self, suggest: Callable[[int, str], Sequence[str]]) -> None:
        """Where completions come from: given the column and the row's name."""
        self._view.delegate.set_suggestions(suggest)

    def add_to_foot(self, widget: QWidget) -> None:
        """Put a control beside the button for bulk edit."""
        self._foot.insertWidget(1, widget)

    def focus_name(self, name: str) -> None:
        """Put the cursor on the row of a name."""
        for number, row in enumerate(self._model.rows):
            if row.name == name:
                self._view.setCurrentIndex(self._model.index(number, NAME))
                self._view.scrollTo(self._model.index(number, NAME))
                return

    def _on_pasted(self, text: str, row: int) -> None:
        if text.lstrip().startswith("curl "):
            self.command_pasted.emit(text)
        else:
            self._model.insert(pasted_rows(text, query=self._query), at=row)

    def _on_bulk_edited(self) -> None:
        self._model.replace_all(self.bulk.rows)

    def _on_toggled(self, as_text: bool) -> None:
        if as_text:
            self.bulk.set_rows(self._model.rows)
        self._stack.setCurrentWidget(self.bulk if as_text else self._view)
        self._name_toggle()
        (self.bulk if as_text else self._view).setFocus()

    def _name_toggle(self) -> None:
        as_text = self.toggle.isChecked()
        self.toggle.setText("Table" if as_text else "Bulk edit")
        said = "Back to the table" if as_text else "Edit all rows as text"
        self.toggle.setToolTip(said)
        self.toggle.setAccessibleName(said)

    def _on_appearance_changed(self) -> None:
        self._column.setSpacing(self._appearance.px(8))
        self._foot.setSpacing(self._appearance.px(8))
