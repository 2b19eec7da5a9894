"""The page about an event: its case file as a form, beside the response, saved when a person says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from workbench.app.case.case_fields import CaseFields, fields_of, with_fields
from workbench.app.case.case_form import CaseForm
from workbench.app.widgets.chip import Chip
from workbench.app.widgets.code_block import CodeBlock
from workbench.app.widgets.disclosure import Disclosure
from workbench.app.widgets.notice_bar import NoticeBar
from workbench.app.widgets.page import Page
from workbench.app.widgets.prose import Prose
from workbench.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workbench.app.appearance import Appearance
    from workbench.library.case_file import CaseFile
    from workbench.library.environment import Environment
    from workbench.library.event_tree import SavedEvent

_SECRET = "A secret: never shown and never kept"


class CasePage(Page):
    """Shows one case file. Whoever opened it reads, writes and decides."""

    beside_results = True
    edited = Signal()
    """Someone changed a field."""
    save_wanted = Signal()
    open_wanted = Signal()
    """The file itself is wanted in the person's editor."""
    discarded = Signal()
    """What was not saved is given up."""

    def __init__(
        self,
        event: SavedEvent,
        file: CaseFile,
        appearance: Appearance,
        *,
        may_leave: Callable[[CasePage], bool],
        parent: QWidget | None = None,
    ) -> None:
        """`may_leave` asks about what is not saved before the page closes."""
        super().__init__("About this event", appearance, parent=parent)
        self._file = file
        self._may_leave = may_leave
        self._variables: tuple[object, ...] = ()
        self.chip = Chip(appearance)
        self.add_to_header(self.chip)
        self.where = Prose("", appearance, color="muted", size=12)
        """The event and the file that this page writes."""
        self.notice = NoticeBar(appearance)
        self.form = CaseForm(appearance)
        self.expect = CodeBlock("Expectations", appearance)
        about = Prose("What the file says must hold of an outcome. Edit it there.", appearance, color="muted", size=12)
        inside = QWidget()
        below = QVBoxLayout(inside)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self.expect)
        below.addWidget(about)
        self.expectations = Disclosure("Expectations", inside, appearance, open_=True)
        self.save = self._button("Save", "Write the case file beside the event (Ctrl+S)", self._on_save)
        self.save.setProperty("kind", "primary")
        self.revert = self._button("Revert", "Back to what the file says", self._on_revert)
        self.open_file = self._button("Open file", "The case file in your editor", self.open_wanted.emit)
        foot = QHBoxLayout()
        for button in (self.save, self.revert, self.open_file):
            foot.addWidget(button)
        foot.addStretch(1)
        content = QWidget()
        content.setProperty("role", "inside")
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, appearance.px(4), 0)
        column.addWidget(self.form)
        column.addWidget(self.expectations)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(content)
        self.body.addWidget(self.where)
        self.body.addWidget(self.notice)
        self.body.addWidget(scroll, 1)
        self.body.addLayout(foot)
        self.show_event(event)
        self._shown = CaseFields()
        self.show_file(file)
        self.form.edited.connect(self._on_edited)

    @property
    def unsaved(self) -> bool:
        """Whether something differs from the file."""
        return self.form.fields() != self._shown

    @property
    def file(self) -> CaseFile:
        """The file as it was read or saved."""
        return self._file

    def changed_file(self) -> CaseFile:
        """The file with what the form says.

        Raises:
            InputError: a field does not fit; names it.
        """
        return with_fields(self._file, self.form.fields(), before=self._shown)

    def show_file(self, file: CaseFile) -> None:
        """Show what a file says, in place of all that was typed."""
        self._file = file
        self.form.show_fields(fields_of(file.case))
        self._shown = self.form.fields()
        written = file.written("expect")
        self.expectations.setVisible(bool(written))
        self.expectations.set_text(f"Expectations, {len(file.case.expect)}")
        self.expect.setPlainText(written)
        self.open_file.setEnabled(bool(file.fingerprint))
        if self.notice.kind == "error":
            self.notice.clear()
        self._show_state()

    def show_event(self, event: SavedEvent) -> None:
        """Say which event it is about; it may get another name while the page is open."""
        self.where.set_text(f"{event.name}, in {event.case_path.name}")
        self.setAccessibleName(f"About {event.name}")

    def show_draft(self, fields: CaseFields) -> None:
        """Show what was typed and not saved before."""
        self.form.show_fields(fields)
        self._on_edited()

    def saved(self, file: CaseFile) -> None:
        """The file was written."""
        self.notice.clear()
        self.show_file(file)

    def show_variables(self, names: Sequence[str], environment: Environment | None) -> None:
        """Say where each variable that is used comes from."""
        found = [(name, environment.find(name) if environment is not None else None) for name in names]
        if tuple(found) == self._variables:
            return
        self._variables = tuple(found)
        known = self.form.known
        known.clear()
        for name, variable in found:
            chip = Chip(self._appearance)
            if variable is None:
                chip.set("error", f"{name} is not known")
                chip.setToolTip(
                    f"Choose an environment that has it, or set {name.upper()} in the shell, then start again"
                )
            else:
                chip.set("ok", f"{name}: {variable.origin}")
                chip.setToolTip(_SECRET if variable.secret else f"{name} = {variable.value}")
            known.add(chip)

    def focus_first(self) -> None:
        """Take the keyboard to the name."""
        self.form.lines["name"].setFocus()

    def may_close(self) -> bool:
        """Asks about what is not saved."""
        return not self.unsaved or self._may_leave(self)

    def _show_state(self) -> None:
        changed = self.unsaved
        self.save.setEnabled(changed)
        self.revert.setEnabled(changed)
        if changed:
            self.chip.set("accent", "Not saved")
        elif self._file.fingerprint:
            self.chip.set("neutral", "As in the file")
        else:
            self.chip.set("neutral", "No case file yet")

    def _on_edited(self) -> None:
        self._show_state()
        try:
            self.changed_file()
        except InputError as error:
            self.notice.say_error(error)
        else:
            if self.notice.kind == "error":
                self.notice.clear()
        self.edited.emit()

    def _on_save(self) -> None:
        if self.unsaved:
            self.save_wanted.emit()

    def _on_revert(self) -> None:
        self.show_file(self._file)
        self.discarded.emit()
        self.focus_first()

    def _button(self, text: str, tip: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setToolTip(tip)
        button.clicked.connect(act)
        return button
