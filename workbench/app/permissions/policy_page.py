"""The editor of policies: their own text, what is wrong in it, and the run beside it judged by every change at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from workbench.app.permissions.policy_editor import PolicyEditor
from workbench.app.permissions.policy_findings import PolicyFindings
from workbench.app.permissions.statement_beside import StatementBeside
from workbench.app.results.stack_text import Place
from workbench.app.widgets.chip import Chip
from workbench.app.widgets.page import Page
from workbench.app.widgets.prose import Prose
from workbench.app.widgets.tab_row import TabRow
from workbench.permissions.catalogue import catalogue_findings
from workbench.permissions.document import parse_policy

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from workbench.app.appearance import Appearance
    from workbench.app.permissions.policy_subject import PolicySubject
    from workbench.exchange.record import PermissionAnswer
    from workbench.permissions.document import Policy
    from workbench.permissions.statement import Statement


class PolicyPage(Page):
    """One tab a policy. What is typed is judged after a pause; only Save writes it, and never to AWS."""

    beside_results = True
    edited = Signal(str, str)
    """The name and the text of a policy that someone has changed."""
    save_wanted = Signal(str, str)
    """The name and the text of a policy to write."""
    place_activated = Signal(object)
    """A `Place` in a policy file to open elsewhere."""

    def __init__(
        self,
        subjects: Sequence[PolicySubject],
        appearance: Appearance,
        *,
        may_leave: Callable[[PolicyPage], bool],
        parent: QWidget | None = None,
    ) -> None:
        """`may_leave` asks about what is not saved before the page closes."""
        super().__init__("Policies", appearance, parent=parent)
        self._subjects = list(subjects)
        self._saved: dict[str, str] = {}
        """What the files say, as the editors print it."""
        self._policies: dict[str, Policy] = {}
        self._answers: Sequence[PermissionAnswer] = ()
        self._may_leave = may_leave
        self.chip = Chip(appearance)
        self.add_to_header(self.chip)
        self._tab_row = TabRow("Policies of the function", appearance)
        self.tabs = self._tab_row.strip
        self.what = Prose("", appearance, color="muted", size=12)
        """What the policy in front decides."""
        self.editors: list[PolicyEditor] = []
        self._stack = QStackedWidget()
        for subject in subjects:
            self.tabs.add(subject.label, tooltip=f"{subject.what}\n{subject.policy.name}")
            editor = PolicyEditor(subject.policy.name, appearance)
            editor.set_text(subject.policy.text)
            self._saved[subject.policy.name] = editor.text()
            editor.edited.connect(self._on_edited)
            editor.save_wanted.connect(self._on_save)
            editor.cursorPositionChanged.connect(self._on_moved)
            self.editors.append(editor)
            self._stack.addWidget(editor)
        self.findings = PolicyFindings(appearance)
        self.findings.wanted.connect(self._on_finding_wanted)
        self.comparison = StatementBeside(appearance)
        self.save = QPushButton("Save")
        self.save.setProperty("kind", "primary")
        self.save.setToolTip("Write the file (Ctrl+S)")
        self.save.clicked.connect(self._on_save)
        self.revert = QPushButton("Revert")
        self.revert.setToolTip("Back to the text of the file")
        self.revert.clicked.connect(self._on_revert)
        self.open_file = QPushButton("Open file")
        self.open_file.clicked.connect(self._on_open_file)
        self.copy = QPushButton("Copy policy")
        self.copy.setToolTip("The text as it stands here; nothing is written to AWS or to the template")
        self.copy.clicked.connect(self._on_copy)
        self._lay_out(appearance)
        self.tabs.currentChanged.connect(self._on_tab_changed)
        self._on_tab_changed(0)

    def _lay_out(self, appearance: Appearance) -> None:
        buttons = QHBoxLayout()
        for button in (self.save, self.revert, self.open_file, self.copy):
            buttons.addWidget(button)
        buttons.addStretch(1)
        below = QWidget()
        lower = QVBoxLayout(below)
        lower.setContentsMargins(0, 0, 0, 0)
        lower.addWidget(self.findings, 1)
        lower.addWidget(self.comparison, 2)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setHandleWidth(appearance.px(8))
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._stack)
        splitter.addWidget(below)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([620, 380])
        for widget in (self._tab_row, self.what):
            self.body.addWidget(widget)
        self.body.addWidget(splitter, 1)
        self.body.addLayout(buttons)

    @property
    def unsaved(self) -> dict[str, str]:
        """The names and texts of what was changed and not written."""
        return {
            subject.policy.name: editor.text()
            for subject, editor in zip(self._subjects, self.editors, strict=True)
            if subject.path is not None and editor.text() != self._saved[subject.policy.name]
        }

    @property
    def tried(self) -> list[str]:
        """The names of what was changed to try it, and has no file that it could be written to."""
        return [
            subject.policy.name
            for subject, editor in zip(self._subjects, self.editors, strict=True)
            if subject.path is None and editor.text() != self._saved[subject.policy.name]
        ]

    @property
    def editor(self) -> PolicyEditor:
        """The policy in front."""
        return self.editors[self.tabs.currentIndex()]

    def show_place(self, name: str, line: int) -> bool:
        """Bring a policy to the front, its statement at a line tinted; whether it is one of these."""
        at = next((at for at, each in enumerate(self._subjects) if each.policy.name == name), -1)
        if at < 0:
            return False
        self.tabs.setCurrentIndex(at)
        if line:
            self.editor.go_to_line(line)
            self.editor.verticalScrollBar().setValue(line - 2)
            self._on_moved()
        return True

    def show_answers(self, answers: Sequence[PermissionAnswer]) -> None:
        """The verdicts that statements are compared with."""
        self._answers = answers
        self._on_moved()

    def resume(self, texts: Mapping[str, str]) -> list[str]:
        """Take up what was typed before and not saved; the names of those that now differ from their files."""
        resumed = []
        for at, (subject, editor) in enumerate(zip(self._subjects, self.editors, strict=True)):
            name = subject.policy.name
            text = texts.get(name, self._saved[name])
            if subject.path is not None and text != self._saved[name]:
                editor.set_text(text)
                self._judge(at)
                resumed.append(name)
        self._show_state()
        for name in resumed:
            self.edited.emit(name, texts[name])
        return resumed

    def saved(self, name: str, text: str) -> None:
        """A policy was written."""
        text = text.replace("\r\n", "\n")
        self._saved[name] = text
        at = next(at for at, each in enumerate(self._subjects) if each.policy.name == name)
        if self.editors[at].text() != text:
            self.editors[at].set_text(text)
        self._judge(at)
        self._show_state()

    def text_of_file(self, name: str) -> str:
        """What the file of a policy said when it was read or written here."""
        return self._saved[name]

    def focus_first(self) -> None:
        """Take the keyboard to the text."""
        self.editor.setFocus()

    def may_close(self) -> bool:
        """Asks about what is not saved."""
        for editor in self.editors:
            editor.commit()
        return not (self.unsaved or self.tried) or self._may_leave(self)

    def _subject(self) -> PolicySubject:
        return self._subjects[self.tabs.currentIndex()]

    def _on_tab_changed(self, index: int) -> None:
        self._stack.setCurrentIndex(index)
        subject = self._subject()
        self.what.set_text(f"{subject.what}: {subject.policy.name}")
        for button in (self.save, self.open_file):
            button.setVisible(subject.path is not None)
        self.copy.setVisible(subject.path is None)
        self.revert.setToolTip("Back to the text of the file" if subject.path else "Back to the text as it was read")
        self._judge(index)
        self._show_state()
        self._on_moved()

    def _on_edited(self, text: str) -> None:
        index = self.tabs.currentIndex()
        self._judge(index)
        self._show_state()
        self.edited.emit(self._subject().policy.name, text)
        self._on_moved()

    def _judge(self, index: int) -> None:
        """Read the text anew: its statements, and what is wrong."""
        subject, editor = self._subjects[index], self.editors[index]
        policy = parse_policy(editor.text(), name=subject.policy.name, kind=subject.kind)
        self._policies[subject.policy.name] = policy
        if index != self.tabs.currentIndex():
            return
        found = [*policy.findings, *catalogue_findings(policy)]
        editor.show_findings(found)
        self.findings.show_findings(found)

    def _show_state(self) -> None:
        changed = {*self.unsaved, *self.tried}
        for at, subject in enumerate(self._subjects):
            self.tabs.set_marked(at, subject.policy.name in changed)
        subject = self._subject()
        is_changed = subject.policy.name in changed
        self.save.setEnabled(is_changed)
        self.revert.setEnabled(is_changed)
        self.copy.setText("Copy policy")
        if is_changed:
            self.chip.set(
                "accent", "Not saved, judged beside" if subject.path is not None else "What if, judged beside"
            )
        elif subject.path is None:
            self.chip.set("neutral", "As it is in AWS" if subject.live else "No file of its own")
        else:
            self.chip.set("neutral", "As in the file")

    def _on_moved(self) -> None:
        """Tint the statement at the cursor and set it beside the request."""
        subject, editor = self._subject(), self.editor
        statement = self._statement()
        if statement is None:
            editor.mark_ranges([])
            self.comparison.clear()
            return
        editor.mark_lines(statement.line, statement.end_line, scroll=False)
        self.comparison.show_statement(statement, self._answers, policy=subject.policy.name)

    def _statement(self) -> Statement | None:
        policy = self._policies.get(self._subject().policy.name)
        line = self.editor.line
        statements = policy.statements if policy is not None else ()
        return next((each for each in statements if each.line <= line <= each.end_line), None)

    def _on_finding_wanted(self, line: int, column: int) -> None:
        self.editor.go_to_line(line, column)

    def _on_save(self) -> None:
        self.editor.commit()
        subject = self._subject()
        if subject.path is not None and subject.policy.name in self.unsaved:
            self.save_wanted.emit(subject.policy.name, self.editor.text())

    def _on_revert(self) -> None:
        subject = self._subject()
        self.editor.set_text(self._saved[subject.policy.name])
        self._on_edited(self.editor.text())

    def _on_open_file(self) -> None:
        if (path := self._subject().path) is not None:
            self.place_activated.emit(Place(path, self.editor.line))

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.editor.text())
        self.copy.setText("Copied")
