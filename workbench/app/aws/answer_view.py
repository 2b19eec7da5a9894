"""What a deployed API answered: status and time, the response as the client got it, the execution log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from workbench.app.results.body_text import duration_text
from workbench.app.results.response_text import response_text, wire_text
from workbench.app.widgets.chip import Chip
from workbench.app.widgets.code_view import CodeView
from workbench.app.widgets.empty_state import EmptyState
from workbench.app.widgets.notice_bar import NoticeBar
from workbench.app.widgets.tab_strip import TabStrip

if TYPE_CHECKING:
    from workbench.app.appearance import Appearance
    from workbench.app.aws.gateway_caller import GatewayAnswer
    from workbench.app.theme import Kind

CLIENT, LOG = range(2)
NO_LOG = "Only the test of a method answers with an execution log. A stage writes its own to CloudWatch Logs."
_CLIENT_ERROR, _SERVER_ERROR = 400, 500


class AnswerView(QWidget):
    """Empty until the first answer; the one before stays while the next is waited for."""

    def __init__(self, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._answer: GatewayAnswer | None = None
        self.empty = EmptyState(
            appearance,
            icon="cloud",
            title="No answer yet",
            text="What the deployed API answers stands here, as a client gets it, with its status and time.",
            keys=(("Enter", "send, from the URL"), ("Esc", "back to the event")),
        )
        self.status = Chip(appearance)
        self.time = Chip(appearance, "neutral", "", icon="clock")
        self.tabs = TabStrip("Views of the answer", appearance)
        self.tabs.add("Client", tooltip="The response as the client got it")
        self.tabs.add("Execution log", tooltip="Each step in API Gateway's own words")
        self.copy = QPushButton("Copy")
        self.copy.setProperty("kind", "soft")
        self.copy.setToolTip("Copy what is in front")
        self.copy.clicked.connect(self._on_copy)
        self.note = NoticeBar(appearance)
        self.client = CodeView("What the client got", appearance)
        self.log = CodeView("Execution log", appearance)
        self._views = QStackedWidget()
        self._views.addWidget(self.client)
        self._views.addWidget(self.log)
        self.tabs.currentChanged.connect(self._views.setCurrentIndex)
        self._found = QWidget()
        head = QHBoxLayout()
        head.addWidget(self.tabs, 1)
        for widget in (self.status, self.time, self.copy):
            head.addWidget(widget)
        column = QVBoxLayout(self._found)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self.note)
        column.addWidget(self._views, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.empty, 1)
        outer.addWidget(self._found, 1)
        self._found.hide()

    @property
    def answer(self) -> GatewayAnswer | None:
        """The answer in sight."""
        return self._answer

    def show_answer(self, answer: GatewayAnswer) -> None:
        """Show the newest answer."""
        self._answer = answer
        status = answer.response.status
        kind: Kind = "error" if status >= _SERVER_ERROR else "warning" if status >= _CLIENT_ERROR else "ok"
        self.status.set(kind, f"{status} {answer.response.status_text}".strip())
        self.time.set("neutral", duration_text(answer.took_ms), icon="clock")
        self._show_response(whole=False)
        self.log.show_text(answer.log or NO_LOG)
        self.tabs.setTabEnabled(LOG, bool(answer.log))
        self.tabs.setCurrentIndex(CLIENT)
        self.empty.hide()
        self._found.show()

    def text_to_copy(self) -> str:
        """What is in front, as it came."""
        if self._answer is None:
            return ""
        return self._answer.log if self.tabs.currentIndex() == LOG else wire_text(self._answer.response)

    def _show_response(self, *, whole: bool) -> None:
        if self._answer is None:
            return
        shown = response_text(self._answer.response, whole=whole)
        self.client.show_text(shown.text, colours=shown.spans)
        if shown.body.whole:
            self.note.clear()
            return
        actions = [("View whole", self._on_view_whole)] if shown.body.language != "binary" else []
        self.note.say("neutral", shown.body.note, actions=actions, dismissable=False)

    def _on_view_whole(self) -> None:
        self._show_response(whole=True)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text_to_copy())
