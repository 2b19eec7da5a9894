"""One step of the trace opened: what went in, what came out, and the rule that applied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QToolButton, QVBoxLayout, QWidget

from workbench.app.results.body_text import SHOWN_AT_ONCE, duration_text, json_spans, readable, value_text
from workbench.app.trace.step_words import STEP_MEANINGS, STEP_WORDS, kind_of, outcome_word
from workbench.app.widgets.caption import Caption
from workbench.app.widgets.chip import Chip
from workbench.app.widgets.code_view import CodeView, plain
from workbench.app.widgets.pane import Pane
from workbench.app.widgets.rule_note import rule_source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFont

    from workbench.app.appearance import Appearance
    from workbench.app.widgets.code_view import Span
    from workbench.events.json_value import Json
    from workbench.exchange.record import Step


class ReadingView(CodeView):
    """Text to read, in the interface font."""

    def _text_font(self) -> QFont:
        return self._appearance.text(13)


class StepDetail(Pane):
    """The open step; Esc or the cross closes it."""

    closed = Signal()

    def __init__(self, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__("Step", appearance, parent=parent)
        self._chip = Chip(appearance)
        self._took = QLabel()
        self._took.setProperty("role", "muted")
        self._close = QToolButton()
        self._close.setAccessibleName("Close the step")
        self._close.setToolTip("Close the step (Esc)")
        self._close.clicked.connect(self.closed)
        self.header.insertWidget(1, self._chip)
        self.header.insertWidget(2, self._took)
        self.header.addWidget(self._close)
        self.came_in = CodeView("What went in", appearance)
        self.went_out = CodeView("What came out", appearance)
        self.about = ReadingView("What happened, and the rule that applied", appearance)
        columns = QSplitter(Qt.Orientation.Horizontal)
        columns.setChildrenCollapsible(False)
        columns.setHandleWidth(appearance.px(12))
        for title, widget in (("Went in", self.came_in), ("Came out", self.went_out), ("What happened", self.about)):
            columns.addWidget(_column(title, widget, appearance))
        columns.setSizes([380, 380, 360])
        self.body.addWidget(columns, 1)
        appearance.changed.connect(self._dress)
        self._dress()

    def show_step(self, step: Step) -> None:
        """Show a step."""
        self._chip.set(kind_of(step), f"{STEP_WORDS[step.name]} {outcome_word(step)}")
        self._took.setText(duration_text(step.took_ms))
        self.setAccessibleDescription(f"{STEP_WORDS[step.name]} {outcome_word(step)}: {step.summary}")
        for view, value in ((self.came_in, step.came_in), (self.went_out, step.went_out)):
            self._show_value(view, value)
        parts = [f"{step.summary[:1].upper()}{step.summary[1:]}", STEP_MEANINGS[step.name]]
        if step.rule is not None:
            parts += [f"Rule: {step.rule.text}", rule_source(step.rule)]
        parts += [f"{name}: {value_text(value)}" for name, value in step.detail.items()]
        self.about.show_text("\n\n".join(part for part in parts if part), colours=_first_strong)

    def _show_value(self, view: CodeView, value: Json) -> None:
        if value is None:
            view.show_text("Nothing to show for this step.", colours=_muted)
            return
        if isinstance(value, str):
            body = readable(value.encode("utf-8", "replace"))
            view.show_text(body.text, colours=_json if body.language == "json" else plain)
            return
        text = value_text(value)
        view.show_text(text[:SHOWN_AT_ONCE], colours=_json)

    def _dress(self) -> None:
        self._close.setIcon(self._appearance.icon("cross", "muted", size=14))


def _column(title: str, widget: QWidget, appearance: Appearance) -> QWidget:
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(2)
    row = QHBoxLayout()
    row.addWidget(Caption(title, appearance))
    row.addStretch(1)
    layout.addLayout(row)
    layout.addWidget(widget, 1)
    return column


def _json(_number: int, line: str) -> Sequence[Span]:
    return json_spans(line)


def _muted(_number: int, line: str) -> Sequence[Span]:
    return [(0, len(line), "muted")]


def _first_strong(number: int, line: str) -> Sequence[Span]:
    return [(0, len(line), "text" if number == 0 else "muted")]
