"""The pane of permissions: may API Gateway invoke the function, and may the function do what its code did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from workbench.app.permissions.role_needs import RoleNeeds
from workbench.app.results.outcome_words import permissions_word
from workbench.app.results.verdict_row import VerdictRow
from workbench.app.results.verdict_text import not_evaluated
from workbench.app.widgets.caption import Caption
from workbench.app.widgets.chip import Chip
from workbench.app.widgets.empty_state import EmptyState
from workbench.app.widgets.flow_row import FlowRow
from workbench.app.widgets.pane import Pane
from workbench.app.widgets.prose import Prose

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from workbench.app.appearance import Appearance
    from workbench.exchange.record import Exchange, PermissionAnswer


class PermissionPane(Pane):
    """Both permission questions of one run, each verdict a line that unfolds."""

    place_activated = Signal(object)
    """A `Place` in a policy file that someone wants to see."""

    def __init__(self, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__("Permissions", appearance, parent=parent)
        self._files: Mapping[str, Path] = {}
        self.rows: list[VerdictRow] = []
        self.chip = Chip(appearance)
        self.chip.hide()
        self.header.addWidget(self.chip)
        self.empty = EmptyState(
            appearance,
            icon="shield",
            title="No verdict yet",
            text="Every run answers two questions here: may API Gateway invoke the function, and may the function's "
            "role do what its code did.",
        )
        self._inside = QWidget()
        self._inside.setProperty("role", "inside")
        self._list = QVBoxLayout(self._inside)
        self._list.setContentsMargins(0, appearance.px(6), appearance.px(2), 0)
        self._list.setSpacing(appearance.px(2))
        self._area = QScrollArea()
        self._area.setAccessibleName("Verdicts")
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._inside)
        self.body.addWidget(self.empty, 1)
        self.foot = FlowRow(appearance)
        """What can be done about permissions, whatever the run."""
        self.body.addWidget(self._area, 1)
        self.body.addWidget(self.foot)
        self._area.hide()

    def set_files(self, files: Mapping[str, Path]) -> None:
        """Where the policies are that verdicts name, so that a statement can be opened."""
        self._files = files

    def show_exchange(self, exchange: Exchange) -> None:
        """Show both questions of a run; what was unfolded for the same action stays so."""
        open_before = {(row.answer.action, row.answer.resource) for row in self.rows if row.heading.isChecked()}
        self._clear()
        self.chip.set(*permissions_word(exchange))
        self.chip.show()
        invoke, calls = exchange.invoke_permission, exchange.execution_role
        self._list.addWidget(Caption("API Gateway → function", self._appearance))
        if invoke is None:
            self._say(_why_not_asked(exchange))
        else:
            self._add(invoke, open_before)
        self._list.addSpacing(self._appearance.px(8))
        trust, calls_made = _trust_and_calls(calls)
        count = f", {len(calls_made)} call{'s' if len(calls_made) != 1 else ''}" if calls_made else ""
        self._list.addWidget(Caption(f"Function → AWS{count}", self._appearance))
        for answer in trust:
            self._add(answer, open_before)
        if not calls_made:
            self._say(_why_no_call(exchange))
        for answer in calls_made:
            self._add(answer, open_before)
        if exchange.role.least_privilege or exchange.role.unused:
            self._list.addWidget(RoleNeeds(exchange.role, self._appearance))
        self._list.addStretch(1)
        left_out = not_evaluated([*([invoke] if invoke else []), *calls])
        if left_out:
            self._say(f"Not evaluated: {', '.join(_lower_first(each) for each in left_out)}.")
        self.empty.hide()
        self._area.show()

    def focus_first(self) -> None:
        """Take the keyboard to the first verdict."""
        (self.rows[0].heading if self.rows else self._area).setFocus()

    def _add(self, answer: PermissionAnswer, open_before: set[tuple[str, str]]) -> None:
        row = VerdictRow(answer, self._appearance, files=self._files)
        row.place_activated.connect(self.place_activated)
        row.set_open((answer.action, answer.resource) in open_before)
        self.rows.append(row)
        self._list.addWidget(row)

    def _say(self, text: str) -> None:
        self._list.addWidget(Prose(text, self._appearance, color="muted", size=12))

    def _clear(self) -> None:
        self.rows.clear()
        while item := self._list.takeAt(0):
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()


def _trust_and_calls(
    answers: tuple[PermissionAnswer, ...],
) -> tuple[tuple[PermissionAnswer, ...], tuple[PermissionAnswer, ...]]:
    """Whether Lambda may assume the role, which stands first where it was asked, and the calls of the code."""
    number = 1 if answers and answers[0].action == "sts:AssumeRole" else 0
    return answers[:number], answers[number:]


def _why_no_call(exchange: Exchange) -> str:
    if exchange.outcome is None:
        return "The function did not run."
    if exchange.role.unseen:
        return exchange.role.unseen
    if exchange.outcome.aws_calls:
        return "Not checked: the role check is off."
    return "The function made no call to AWS in this run."


def _why_not_asked(exchange: Exchange) -> str:
    if exchange.outcome is None:
        return "Not asked: the gateway answered by itself, so the function was not invoked."
    if exchange.reply is None:
        return f"Not asked: no API Gateway stands in front of this event ({exchange.source.label})."
    return "Not asked in this run."


def _lower_first(text: str) -> str:
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
