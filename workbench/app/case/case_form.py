"""The form of a case file: what an event is called, what is put into it, and how its function is configured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from workbench.app.case.case_fields import LABELS, CaseFields
from workbench.app.case.note_field import NoteField
from workbench.app.widgets.caption import Caption
from workbench.app.widgets.choice_box import ChoiceBox
from workbench.app.widgets.disclosure import Disclosure
from workbench.app.widgets.flow_row import FlowRow
from workbench.app.widgets.key_value_table import KeyValueTable
from workbench.events.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workbench.app.appearance import Appearance

LINES = ("name", "tags", "timeout", "memory", "qualifier")
_HINTS = {
    "name": "What a person calls the event",
    "tags": "smoke, orders",
    "timeout": "Seconds; empty for the function's own",
    "memory": "MB; empty for the function's own",
    "qualifier": "Alias or version, of a function in AWS",
}
_ABOUT = {
    "function": "The function that this event is sent to by default",
    "environment": "Which variables of workbench.yaml fill {{name}}",
    "source": "Which form shows an event that its own keys do not tell",
}
_ABOUT_BINDINGS = "Put in at each run; the saved event stays as it is. {{name}} is filled from the environment."
ROW, FOOT, NOTE, CONTEXT, LABEL = 28, 52, 76, 76, 92
FEWEST_ROWS, MOST_ROWS = 2, 8
"""Of a table, before it scrolls; its heading and the blank row come on top."""


class CaseForm(QWidget):
    """Shows `CaseFields` and gives them back; `edited` comes from a person only."""

    edited = Signal()

    def __init__(self, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.lines = {key: self._line(key) for key in LINES}
        """One line each."""
        self.description = NoteField(LABELS["description"], appearance)
        self.function = self._box("function")
        self.function.setEditable(True)
        self.function.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        if (line := self.function.lineEdit()) is not None:
            line.setPlaceholderText("As its route says, or as chosen")
        self.environment = self._box("environment")
        self.source = self._box("source")
        self.source.addItem("Told by its own keys", "")
        for source in Source:
            self.source.addItem(source.label, str(source))
        self.bindings = KeyValueTable(LABELS["bindings"], appearance, titles=("JSON Pointer", "Value"), switches=False)
        self.bindings.set_hint(_ABOUT_BINDINGS)
        self.variables = KeyValueTable("Variables of the function", appearance, switches=False)
        self.variables.set_hint("Laid over the function's own environment variables.")
        self.context = NoteField(LABELS["client_context"], appearance, preview=False)
        self.known = FlowRow(appearance, gap=4)
        """The variables that are used, and where each comes from."""
        self.settings = Disclosure("How it is invoked", self._settings(), appearance)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._grid_of("name", "description", "tags", "function", "environment", "source"))
        self._column.addWidget(Caption(LABELS["bindings"], appearance))
        self._column.addWidget(self.bindings)
        self._column.addWidget(self.known)
        self._column.addWidget(self.settings)
        self._connect()
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()

    def fields(self) -> CaseFields:
        """What the form says."""
        return CaseFields(
            description=self.description.text(),
            source=str(self.source.currentData() or ""),
            function=self.function.currentText(),
            environment=str(self.environment.currentData() or ""),
            bindings=self.bindings.rows,
            variables=self.variables.rows,
            client_context=self.context.text(),
            **{key: line.text() for key, line in self.lines.items()},
        )

    def show_fields(self, fields: CaseFields) -> None:
        """Show these; nothing is emitted."""
        for key, line in self.lines.items():
            with QSignalBlocker(line):
                line.setText(getattr(fields, key))
        self.description.show_text(fields.description)
        self.context.show_text(fields.client_context)
        with QSignalBlocker(self.function):
            self.function.setEditText(fields.function)
        self._choose(self.environment, fields.environment, f"{fields.environment}, not in workbench.yaml")
        self._choose(self.source, fields.source, fields.source)
        self.bindings.set_rows(fields.bindings)
        self.variables.set_rows(fields.variables)
        self._fit_tables()
        said = (fields.timeout, fields.memory, fields.qualifier, fields.variables, fields.client_context)
        if any(said):
            self.settings.set_open(True)

    def offer(self, functions: Sequence[str], environments: Sequence[str]) -> None:
        """Offer these to choose from; what is chosen stays."""
        fields = self.fields()
        with QSignalBlocker(self.function):
            self.function.clear()
            self.function.addItems(list(functions))
            self.function.setEditText(fields.function)
        with QSignalBlocker(self.environment):
            self.environment.clear()
            self.environment.addItem("As chosen in the target bar", "")
            for name in environments:
                self.environment.addItem(name, name)
        self._choose(self.environment, fields.environment, f"{fields.environment}, not in workbench.yaml")

    def suggest(self, pointers: Callable[[], Sequence[str]], variables: Callable[[], Sequence[str]]) -> None:
        """Complete JSON Pointers from the event, and values with the variables of the environment."""
        names, values = 1, 2

        def words(column: int, _name: str) -> Sequence[str]:
            return {names: pointers, values: variables}[column]()

        self.bindings.set_suggestions(words)

    def _settings(self) -> QWidget:
        widget = QWidget()
        column = QVBoxLayout(widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._grid_of("timeout", "memory", "qualifier", "client_context"))
        column.addWidget(Caption("Variables of the function", self._appearance))
        column.addWidget(self.variables)
        return widget

    def _grid_of(self, *keys: str) -> QGridLayout:
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, self._appearance.px(LABEL))
        grid.setHorizontalSpacing(self._appearance.px(8))
        grid.setVerticalSpacing(self._appearance.px(6))
        for row, key in enumerate(keys):
            label = QLabel(LABELS[key])
            label.setProperty("role", "muted")
            label.setMinimumHeight(self._appearance.px(32))
            widget = self._widget(key)
            label.setBuddy(widget)
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(widget, row, 1)
        return grid

    def _widget(self, key: str) -> QWidget:
        others: dict[str, QWidget] = {
            "description": self.description, "function": self.function, "environment": self.environment,
            "source": self.source, "client_context": self.context,
        }  # fmt: skip
        return others[key] if key in others else self.lines[key]

    def _line(self, key: str) -> QLineEdit:
        line = QLineEdit()
        line.setAccessibleName(LABELS[key])
        line.setPlaceholderText(_HINTS[key])
        line.setToolTip(_HINTS[key] if key != "tags" else "Words to filter by, with commas between them")
        return line

    def _box(self, key: str) -> ChoiceBox:
        return ChoiceBox(LABELS[key], _ABOUT[key], self._appearance)

    def _choose(self, box: ChoiceBox, data: str, text: str) -> None:
        """Choose an item; one that is not offered is added, so that it is neither hidden nor lost."""
        with QSignalBlocker(box):
            if box.findData(data) < 0:
                box.addItem(text, data)
            box.setCurrentIndex(box.findData(data))

    def _connect(self) -> None:
        for line in self.lines.values():
            line.textChanged.connect(self.edited)
        for note in (self.description, self.context):
            note.edited.connect(self.edited)
        self.function.editTextChanged.connect(self.edited)
        for box in (self.environment, self.source):
            box.currentIndexChanged.connect(self.edited)
        for table in (self.bindings, self.variables):
            table.edited.connect(self._on_table_edited)

    def _on_table_edited(self, _words: str, _merge: str) -> None:
        self._fit_tables()
        self.edited.emit()

    def _fit_tables(self) -> None:
        px = self._appearance.px
        for table in (self.bindings, self.variables):
            rows = max(FEWEST_ROWS, min(len(table.rows), MOST_ROWS))
            table.setFixedHeight(px(ROW) * (rows + 2) + px(FOOT))

    def _on_appearance_changed(self) -> None:
        px = self._appearance.px
        self._column.setSpacing(px(8))
        self._fit_tables()
        self.description.set_height(px(NOTE))
        self.context.set_height(px(CONTEXT))
