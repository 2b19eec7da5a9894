"""What the window does about calls through deployed APIs: whose account, what is asked before, and the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from workbench.app.aws.gateway_caller import GatewayCaller
from workbench.app.aws.stage_request import stage_request, why_not_called

if TYPE_CHECKING:
    from workbench.app.aws.sessions import AwsSessions
    from workbench.app.main_window import MainWindow
    from workbench.deployed.target import Account, DeployedFunction


class GatewayCallActions(QObject):
    """Opens the page for the event in front."""

    def __init__(self, window: MainWindow, sessions: AwsSessions, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self.caller = GatewayCaller(sessions, self)

    def open(self) -> None:
        """Open the page for the request behind the event in front."""
        from workbench.app.aws.call_page import CallPage
        from workbench.deployed.target import Account

        notice = self._window.workspace.notice
        document = self._window.area.current()
        if document is None:
            notice.say("neutral", "No event is open.", detail="Choose one on the left, or press Ctrl+N for a new one.")
            return
        document.settle()
        asked = stage_request(document.event_object) if document.error is None else None
        if asked is None:
            why = why_not_called(document.event_object) if document.error is None else "It is no JSON object yet."
            notice.say("neutral", "This event cannot be sent through an API.", detail=why)
            return
        account = self.account()
        page = CallPage(
            self.caller,
            asked,
            account or Account(),
            may_call=self.may_call,
            appearance=self._window.appearance,
            target=self._target(),
        )
        page.connect_wanted.connect(self._window.aws.connect_to_aws)
        self._window.workspace.stage.open(page)
        if account is not None:
            page.read_apis()

    def account(self) -> Account | None:
        """The target's account, else the one that was connected to, else the sandbox's; None: nobody chose one."""
        from workbench.deployed.target import Account

        aws = self._window.aws
        if (function := self._target()) is not None:
            return function.account
        if aws.browser.identity is not None:
            return aws.browser.account
        running = aws.sandbox.running
        return Account("", running.region, running.endpoint_url) if running is not None else None

    def _target(self) -> DeployedFunction | None:
        """The deployed function that is chosen as the target; None for a local one."""
        target = self._window.bar.target()
        return self._window.aws.deployed.function(target.name) if target is not None else None

    def may_call(self, functions: list[DeployedFunction]) -> bool:
        """Whether a call may go out that one of these functions answers; asks before production."""
        from workbench.errors import WorkbenchError

        try:
            questions = [self._window.aws.deployed.question(function) for function in functions]
        except WorkbenchError as error:
            self._window.workspace.notice.say_error(error)
            return False
        asked = next((each for each in questions if each is not None), None)
        return asked is None or self._window.dialogs.confirm("Call in production", asked.text, do="Call")

    def close(self) -> None:
        """Wait for nothing."""
        self.caller.stop()
