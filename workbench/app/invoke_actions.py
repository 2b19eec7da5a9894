"""Invoking the event in front: from what the window shows to an order, plainly or under a debugger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from workbench.app.document import Document
    from workbench.app.main_window import MainWindow
    from workbench.app.theme import Kind
    from workbench.exchange.order import Enforce, Order


class InvokeActions(QObject):
    """What Invoke and its neighbours in the menu do."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._enforce: Enforce = "warn"
        self._said = ""
        window.area.current_changed.connect(self._on_document)
        self.set_enforce("warn")

    def invoke(self) -> None:
        """Run the event in front; while it runs, end it."""
        window = self._window
        if window.controller.cancel():
            return
        if (order := self._order()) is not None:
            window.controller.invoke(order)

    def debug(self) -> None:
        """Run the event in front under a debugger, and say how an editor attaches to it."""
        if (order := self._order()) is not None:
            self._window.debugging.begin(order)

    def set_enforce(self, enforce: Enforce) -> None:
        """What a call that the execution role forbids does: nothing, a remark, or AWS's AccessDenied."""
        self._enforce = enforce
        for each in ("off", "warn", "deny"):
            self._window.actions_[f"enforce_{each}"].setChecked(each == enforce)

    def _order(self) -> Order | None:
        """The order for the event in front; None where something is missing, which the notice says."""
        window = self._window
        document, target = window.area.current(), window.bar.target()
        if document is None:
            self._say("neutral", "No event is open.", "Choose one on the left, or press Ctrl+N for a new one.")
            return None
        if target is None:
            self._say("warning", "No function to invoke.", "Open a folder that has handlers, or try the demo.")
            return None
        document.settle()
        if document.error is not None:
            self._say("error", f"Not invoked: {document.name} is not JSON.", str(document.error))
            return None
        try:
            order = window.gateway.ordered(window.orders.of(document, target, enforce=self._enforce))
            if not window.orders.may_run(target):
                return None
        except WorkbenchError as error:
            window.workspace.notice.say_error(error)
            self._said = window.workspace.notice.message
            return None
        entry = window.session.entry(target.name)
        window.workspace.permissions.set_files(window.session.policy_files(entry) if entry is not None else {})
        return order

    def _say(self, kind: Kind, message: str, detail: str) -> None:
        self._window.workspace.notice.say(kind, message, detail=detail)
        self._said = message

    def _on_document(self, _document: Document | None) -> None:
        """What was said of the event that was in front is not about the next one."""
        if self._said and self._window.workspace.notice.message == self._said:
            self._window.workspace.notice.clear()
        self._said = ""
