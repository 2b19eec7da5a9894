"""The page of a function on this machine: where it runs, with what, and with whose credentials."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from workbench.app.runtime.function_facts import HIDDEN, Surroundings, configured_facts, look_up
from workbench.app.runtime.run_choices import is_role
from workbench.app.tasks import Lane
from workbench.app.widgets.caption import Caption
from workbench.app.widgets.choice_box import ChoiceBox
from workbench.app.widgets.fact_rows import FactRows
from workbench.app.widgets.notice_bar import NoticeBar
from workbench.app.widgets.page import Page
from workbench.app.widgets.prose import Prose
from workbench.app.widgets.row_table import Cell, RowTable

if TYPE_CHECKING:
    from workbench.app.appearance import Appearance
    from workbench.app.runtime.function_facts import Variable
    from workbench.app.runtime.run_choices import RunChoices
    from workbench.app.tasks import Run
    from workbench.library.project import FunctionEntry

NONE, NONE_WORDS = "None", "Fake keys: what it asks AWS for fails there, and no account is touched."
PROFILE_WORDS = "It acts as this profile in a real account."
ROLE_WORDS = "It acts as this role, assumed with your default credentials when it runs."
FOR_NOW = "For this session only; nothing of it is kept."
SANDBOX_WORDS = "What it asks AWS for goes to the sandbox, which takes any keys."


class FunctionPage(Page):
    """Configuration on the left, the environment on the right."""

    source_wanted = Signal(object)
    """The `FunctionEntry` whose source someone wants to see."""

    def __init__(
        self, entry: FunctionEntry, choices: RunChoices, appearance: Appearance, *, parent: QWidget | None = None
    ) -> None:
        super().__init__("Function", appearance, parent=parent)
        self._entry = entry
        self._choices = choices
        self._surroundings: Surroundings | None = None
        self._lane = Lane("function", self)
        self._lane.finished.connect(self._on_found)
        self.title = QLabel(entry.label)
        self.title.setProperty("role", "title")
        self.title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.source = QPushButton("Open source")
        self.source.clicked.connect(self._on_source)
        self.notice = NoticeBar(appearance)
        self.credentials = ChoiceBox(
            "Credentials",
            "Whose AWS credentials the function gets: none, a profile, or the ARN of a role to assume",
            appearance,
        )
        self.credentials.setEditable(True)
        self.credentials.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.credentials.activated.connect(self._on_credentials)
        if (line := self.credentials.lineEdit()) is not None:
            line.editingFinished.connect(self._on_credentials)
        self.words = Prose("", appearance, color="muted", size=12)
        self.facts = FactRows(appearance)
        self.environment = RowTable("Environment", ("Name", "Value", "From"), appearance, stretch=(1,))
        self.reveal = QPushButton("Show hidden values")
        self.reveal.setProperty("kind", "link")
        self.reveal.setCheckable(True)
        self.reveal.toggled.connect(self._show_environment)
        inside = QWidget()
        inside.setProperty("role", "inside")
        self._left = QVBoxLayout(inside)
        self._left.setContentsMargins(0, 0, 0, 0)
        self._left.addWidget(Caption("Credentials", appearance))
        self._left.addWidget(self.credentials)
        self._left.addWidget(self.words)
        self._left.addSpacing(appearance.px(6))
        self._left.addWidget(Caption("Configuration", appearance))
        self._left.addWidget(self.facts)
        self._left.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        head = QHBoxLayout()
        head.addWidget(Caption("Environment as the function sees it", appearance), 1)
        head.addWidget(self.reveal)
        self._right = QVBoxLayout()
        self._right.addLayout(head)
        self._right.addWidget(self.environment, 1)
        self._columns = QHBoxLayout()
        self._columns.addWidget(scroll, 2)
        self._columns.addLayout(self._right, 3)
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.source)
        self.body.addLayout(top)
        self.body.addWidget(self.notice)
        self.body.addLayout(self._columns, 1)
        appearance.changed.connect(self._space)
        self._space()
        choices.changed.connect(self.refresh)
        with QSignalBlocker(self.credentials):
            self.credentials.addItem(NONE, "")
            if entry.role is not None and entry.role.arn:
                self.credentials.addItem(entry.role.arn, entry.role.arn)
        self.refresh()
        self._read_profiles()

    def focus_first(self) -> None:
        """Take the keyboard to the choice."""
        self.credentials.setFocus()

    def may_close(self) -> bool:
        """Always."""
        self._lane.close()
        self._profiles.close()
        return True

    def refresh(self) -> None:
        """Look it up anew: something was chosen."""
        function = self._choices.applied(self._entry.function)
        whose = self._choices.credentials_of(function.name)
        with QSignalBlocker(self.credentials):
            self.credentials.setEditText(whose or NONE)
        if whose:
            words = f"{ROLE_WORDS if is_role(whose) else PROFILE_WORDS} {FOR_NOW}"
        else:
            words = SANDBOX_WORDS if self._choices.in_sandbox else NONE_WORDS
        self.words.set_text(words)

        def work(_run: Run) -> Surroundings:
            return look_up(function)

        self._lane.start(work)
        self._function = function

    def _read_profiles(self) -> None:
        self._profiles = Lane("profiles", self)
        self._profiles.finished.connect(self._on_profiles)

        def work(_run: Run) -> tuple[str, ...]:
            from workbench.deployed.profiles import profile_names

            return profile_names()

        self._profiles.start(work)

    def _on_profiles(self, names: tuple[str, ...]) -> None:
        with QSignalBlocker(self.credentials):
            shown = self.credentials.currentText()
            for name in names:
                self.credentials.addItem(name, name)
            self.credentials.setEditText(shown)

    def _on_found(self, found: Surroundings) -> None:
        self._surroundings = found
        self.facts.show_facts((*configured_facts(self._entry, self._function)[:2], *found.facts,
                               *configured_facts(self._entry, self._function)[2:]))  # fmt: skip
        if found.error is not None:
            self.notice.say_error(found.error)
        else:
            self.notice.clear()
        self._show_environment()

    def _show_environment(self) -> None:
        if self._surroundings is None:
            return
        variables, shown = self._surroundings.variables, self.reveal.isChecked()
        self.reveal.setVisible(any(each.is_secret and each.is_own for each in variables))
        self.reveal.setText("Hide secret values" if shown else "Show hidden values")
        self.environment.show_rows(
            [
                (Cell(each.name, mono=True), _value(each, shown=shown), Cell(each.origin.partition(":")[0], muted=True))
                for each in variables
            ]
        )

    def _on_credentials(self) -> None:
        text = self.credentials.currentText().strip()
        whose = "" if text in ("", NONE) else text
        if whose != self._choices.credentials_of(self._function.name):
            self._choices.set_credentials(self._function.name, whose)

    def _on_source(self) -> None:
        self.source_wanted.emit(self._entry)

    def _space(self) -> None:
        px = self._appearance.px
        self._left.setSpacing(px(6))
        self._right.setSpacing(px(4))
        self._columns.setSpacing(px(16))


def _value(variable: Variable, *, shown: bool) -> Cell:
    """A value; a secret one only where someone set it for this function, and asked to see it."""
    if variable.is_secret and not (shown and variable.is_own):
        return Cell(HIDDEN, mono=True, muted=True)
    return Cell(variable.value, mono=True)
