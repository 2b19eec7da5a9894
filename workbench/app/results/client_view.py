"""What the client would get: status, headers and body, the rule that was broken, and what the gateway changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from workbench.app.results.response_text import response_text, wire_text
from workbench.app.tasks import Lane
from workbench.app.widgets.code_view import CodeView
from workbench.app.widgets.disclosure import Disclosure
from workbench.app.widgets.notice_bar import NoticeBar
from workbench.app.widgets.rule_note import RuleNote, rule_source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.app.appearance import Appearance
    from workbench.app.results.response_text import ResponseText
    from workbench.app.widgets.code_view import Span
    from workbench.exchange.record import Exchange
    from workbench.gateway.verdict import Reply

CHANGES_HEIGHT = 190


class ClientView(QWidget):
    """The client's truth of a run."""

    def __init__(self, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._exchange: Exchange | None = None
        self.verdict = NoticeBar(appearance)
        """Which rule the function's result broke, and the mend."""
        self.effect = NoticeBar(appearance)
        """What AWS would answer instead because of a missing permission."""
        self.note = NoticeBar(appearance)
        """That only the beginning of a large body is shown."""
        self.code = CodeView("What the client would get", appearance)
        self._changes_inside = QWidget()
        self._changes_inside.setProperty("role", "inside")
        self._changes_list = QVBoxLayout(self._changes_inside)
        self._changes_list.setContentsMargins(0, 0, 0, 0)
        self._changes_list.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._changes_area = QScrollArea()
        self._changes_area.setAccessibleName("Differences from what the function returned")
        self._changes_area.setWidgetResizable(True)
        self._changes_area.setWidget(self._changes_inside)
        self.changes = Disclosure("", self._changes_area, appearance)
        """Every difference from the function's view, with the rule behind it."""
        self.changes.hide()
        self._whole = Lane("whole-response", self)
        self._whole.finished.connect(self._show_text)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for widget in (self.verdict, self.effect, self.note):
            layout.addWidget(widget)
        layout.addWidget(self.code, 1)
        layout.addWidget(self.changes)

    def show_exchange(self, exchange: Exchange) -> None:
        """Show what a client would get."""
        self._exchange = exchange
        self.show_effect(exchange)
        if exchange.reply is None:
            self._show_no_client(exchange)
            return
        reply = exchange.reply
        self._whole.cancel()
        self._show_text(response_text(reply.response))
        self._show_verdict(reply)
        self._show_changes(reply)

    def show_running(self) -> None:
        """The first run is under way: there is nothing to show yet."""
        if self._exchange is None:
            words = "The function is running. What it prints comes in under Logs."
            self.code.show_text(words, colours=_muted)

    def text_to_copy(self) -> str:
        """The whole response as it would be on the wire."""
        if self._exchange is None or self._exchange.reply is None:
            return self.code.toPlainText()
        return wire_text(self._exchange.reply.response)

    def _show_no_client(self, exchange: Exchange) -> None:
        self.verdict.clear()
        self.note.clear()
        self.changes.hide()
        why = f"No HTTP client waits for this event ({exchange.source.label})."
        self.code.show_text(f"{why}\nWhat the function returned stands under Function.")

    def _show_verdict(self, reply: Reply) -> None:
        verdict = reply.verdict
        if verdict.ok:
            self.verdict.clear()
            return
        rule = f"Rule: {verdict.rule.text}\n{rule_source(verdict.rule)}"
        self.verdict.say("error", verdict.message, detail=rule, dismissable=False)

    def show_effect(self, exchange: Exchange) -> None:
        """Say what a client would get in AWS where the function may not be invoked."""
        answer = exchange.invoke_permission
        if answer is None or answer.decision in {"allowed", "unknown"} or not answer.effect:
            self.effect.clear()
            return
        self.effect.say(
            "warning",
            f"In AWS a client would get {answer.effect}",
            detail="Invoked here all the same. See Permissions.",
            dismissable=False,
        )

    def _show_changes(self, reply: Reply) -> None:
        while item := self._changes_list.takeAt(0):
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        count = len(reply.changes)
        self.changes.setVisible(count > 0)
        self.changes.set_text(
            "1 difference from the function's view" if count == 1 else f"{count} differences from the function's view"
        )
        for what, rule in reply.changes:
            self._changes_list.addWidget(RuleNote(rule, self._appearance, heading=what))
        wanted = self._changes_inside.sizeHint().height() + 4
        self._changes_area.setFixedHeight(min(wanted, self._appearance.px(CHANGES_HEIGHT)))

    def _show_text(self, shown: ResponseText) -> None:
        self.code.show_text(shown.text, colours=shown.spans)
        if shown.body.whole:
            self.note.clear()
            return
        actions = [("View whole", self._on_view_whole)] if shown.body.language != "binary" else []
        self.note.say("neutral", shown.body.note, actions=actions, dismissable=False)

    def _on_view_whole(self) -> None:
        if self._exchange is None or self._exchange.reply is None:
            return
        response = self._exchange.reply.response
        self.note.say("neutral", "Reading the whole body…", dismissable=False)
        self._whole.start(lambda _run: response_text(response, whole=True))


def _muted(_number: int, line: str) -> Sequence[Span]:
    return [(0, len(line), "muted")]
