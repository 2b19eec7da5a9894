"""What the function itself returned: its figures, its error and stack, its payload."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workbench.app.results.report_chips import show_report
from workbench.app.results.stack_text import LinkedText, function_text
from workbench.app.tasks import Lane
from workbench.app.widgets.code_view import CodeView
from workbench.app.widgets.flow_row import FlowRow
from workbench.app.widgets.notice_bar import NoticeBar

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.app.appearance import Appearance
    from workbench.exchange.record import Exchange


class FunctionView(QWidget):
    """The function's truth of a run. Its stack frames are links."""

    place_activated = Signal(object)
    """A `Place` that someone wants to see in an editor."""

    def __init__(self, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._root: Path | None = None
        self._exchange: Exchange | None = None
        self._text = LinkedText()
        self.chips = FlowRow(appearance)
        self.note = NoticeBar(appearance)
        self.code = CodeView("What the function returned", appearance)
        self.code.line_activated.connect(self._on_line_activated)
        self._whole = Lane("whole-payload", self)
        self._whole.finished.connect(self._show_text)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.chips)
        layout.addWidget(self.note)
        layout.addWidget(self.code, 1)

    def set_root(self, root: Path | None) -> None:
        """The project's folder: paths of frames are shown relative to it."""
        self._root = root

    def show_exchange(self, exchange: Exchange) -> None:
        """Show what the function did."""
        self._exchange = exchange
        show_report(self.chips, exchange.outcome, self._appearance)
        self.note.clear()
        if exchange.outcome is None:
            self._text = LinkedText()
            self.code.show_text("The function was not invoked: the gateway answered by itself.")
            return
        self._whole.cancel()
        self._show_text(function_text(exchange.outcome, root=self._root))

    def _show_text(self, shown: LinkedText) -> None:
        self._text = shown
        self.note.clear()
        self.code.show_text(self._text.text, colours=self._text.colours, links=frozenset(self._text.links))
        if self._text.body is not None and not self._text.body.whole:
            self.note.say(
                "neutral", self._text.body.note, actions=[("View whole", self._on_view_whole)], dismissable=False
            )

    def text_to_copy(self) -> str:
        """The payload exactly as it came."""
        if self._exchange is None or self._exchange.outcome is None:
            return ""
        return self._exchange.outcome.payload_text

    def _on_view_whole(self) -> None:
        if self._exchange is None or self._exchange.outcome is None:
            return
        outcome, root = self._exchange.outcome, self._root
        self.note.say("neutral", "Reading the whole payload…", dismissable=False)
        self._whole.start(lambda _run: function_text(outcome, root=root, whole=True))

    def _on_line_activated(self, number: int) -> None:
        if place := self._text.links.get(number):
            self.place_activated.emit(place)
