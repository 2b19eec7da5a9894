"""What the window does about AWS: looking around in an account, its functions as targets, the sandbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from workbench.app.aws.account_browser import AccountBrowser
from workbench.app.aws.deployed_targets import DeployedTargets
from workbench.app.aws.gateway_call_actions import GatewayCallActions
from workbench.app.aws.sandbox_button import SandboxButton
from workbench.app.aws.sandbox_process import SandboxProcess
from workbench.app.aws.whole_log import WholeLog, is_tail

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from workbench.app.aws.mfa_prompt import MfaPrompt
    from workbench.app.aws.sandbox_process import Running
    from workbench.app.aws.sessions import AwsSessions
    from workbench.app.main_window import MainWindow
    from workbench.app.target import Target
    from workbench.deployed.session import AwsSession
    from workbench.deployed.target import Account, DeployedFunction
    from workbench.errors import WorkbenchError
    from workbench.exchange.order import Order
    from workbench.exchange.record import Exchange


class AwsActions(QObject):
    """Connects what is known of AWS with the target bar, the panes and the menus."""

    def __init__(self, window: MainWindow, sessions: AwsSessions, prompt: MfaPrompt) -> None:
        super().__init__(window)
        self._window = window
        self._sessions = sessions
        self._prompt = prompt
        self._ran: tuple[Exchange, DeployedFunction] | None = None
        self._running: str = ""
        self.browser = AccountBrowser(sessions, self)
        self.deployed = DeployedTargets(self._patterns, self)
        self.sandbox = SandboxProcess(self)
        self.log = WholeLog(sessions, self)
        self.calls = GatewayCallActions(window, sessions, self)
        self.button = SandboxButton(window.appearance, parent=window.menuBar())
        window.menuBar().setCornerWidget(self.button, Qt.Corner.TopRightCorner)
        self.deployed.changed.connect(self._on_targets_changed)
        self.sandbox.started.connect(self._on_sandbox_started)
        self.sandbox.stopped.connect(self._on_sandbox_stopped)
        self.sandbox.failed.connect(window.workspace.notice.say_error)
        self.sandbox.was_reset.connect(self._on_sandbox_reset)
        self.button.browse_wanted.connect(self.browse_sandbox)
        self.button.reset_wanted.connect(self.sandbox.reset)
        self.button.stop_wanted.connect(self.sandbox.stop)
        self.log.read.connect(self._on_log_read)
        self.log.failed.connect(self._on_log_failed)
        window.controller.began.connect(self._on_began)
        window.controller.finished.connect(self._on_finished)
        window.controller.cancelled.connect(self._on_cancelled)

    def table(self) -> dict[str, Callable[[], object]]:
        """What each action does."""
        return {
            "connect_aws": self.connect_to_aws,
            "test_events": self.show_events,
            "call_gateway": self.calls.open,
            "sandbox": self.toggle_sandbox,
            "reset_sandbox": self.reset_sandbox,
        }

    def targets(self) -> tuple[Target, ...]:
        """Everything that an event can be sent to."""
        return (*self._window.session.targets(), *self.deployed.targets())

    def session_of(self, account: Account) -> AwsSession:
        """The session of an account. For worker threads."""
        return self._sessions(account)

    def connect_to_aws(self) -> None:
        """Open the page of an account."""
        self._open_page(None)

    def browse_sandbox(self) -> None:
        """Open the page of the sandbox's account."""
        from workbench.deployed.target import Account

        if (running := self.sandbox.running) is not None:
            self._open_page(Account("", running.region, running.endpoint_url))

    def use(self, function: DeployedFunction) -> None:
        """Make a deployed function the target of the event in front."""
        from workbench.errors import WorkbenchError

        try:
            target = self.deployed.add(function)
        except WorkbenchError as error:
            self._window.workspace.notice.say_error(error)
            return
        self._window.bar.set_target(target.name)
        self._window.bar.target_changed.emit(target)
        self._window.workspace.stage.close_page()

    def show_events(self) -> None:
        """List the shareable test events of the function that is the target."""
        target = self._window.bar.target()
        function = self.deployed.function(target.name) if target is not None else None
        if function is None:
            self._window.workspace.notice.say(
                "neutral",
                "Shareable test events belong to a function in AWS.",
                detail="Choose one as the target first.",
                actions=[("Connect to AWS…", self.connect_to_aws)],
            )
            return
        self._show_events_of(function)

    def toggle_sandbox(self) -> None:
        """Start the sandbox, or stop it."""
        if self.sandbox.state != "stopped":
            self.sandbox.stop()
            return
        self.button.show_starting()
        self.sandbox.start(self._filling())
        self._mark()

    def reset_sandbox(self) -> None:
        """Fill the sandbox anew."""
        if self.sandbox.running is None:
            self._window.workspace.notice.say("neutral", "No sandbox is running.")
        self.sandbox.reset()

    def close(self) -> None:
        """Wait for nothing, and end the sandbox."""
        self._prompt.close()
        self.browser.stop()
        self.log.stop()
        self.calls.close()
        self.sandbox.close()

    def _patterns(self) -> Iterable[str]:
        project = self._window.session.project
        return (*self._window.own_settings.production(), *(project.production if project is not None else ()))

    def _filling(self) -> Path | None:
        """The folder whose functions the sandbox is filled with; None: the demo, which it knows best itself."""
        from workbench.sandbox.seed import FUNCTIONS

        project = self._window.session.project
        if project is None or not project.functions:
            return None
        return None if set(FUNCTIONS) <= {entry.label for entry in project.functions} else project.folder

    def _open_page(self, account: Account | None) -> None:
        from workbench.app.aws.connect_page import ConnectPage

        page = ConnectPage(self.browser, self._window.appearance)
        page.target_wanted.connect(self.use)
        page.events_wanted.connect(self._show_events_of)
        self._window.workspace.stage.open(page)
        if account is not None:
            page.connect_to(account)

    def _show_events_of(self, function: DeployedFunction) -> None:
        from workbench.app.aws.shareable_events_dialog import ShareableEventsDialog

        document = self._window.area.current()
        dialog = ShareableEventsDialog(
            self._sessions, function, document, dialogs=self._window.dialogs, appearance=self._window.appearance,
            parent=self._window,
        )  # fmt: skip
        dialog.opened.connect(self._on_event_opened)
        dialog.open()

    def _on_event_opened(self, name: str, event: object) -> None:
        self._window.workspace.stage.close_page()
        self._window.documents.new(event, name=f"{name}.json")

    def _on_targets_changed(self) -> None:
        self._window.bar.set_functions(self.targets())

    def _on_sandbox_started(self, running: Running) -> None:
        from workbench.deployed.target import Account, DeployedFunction

        self._sessions.set_sandbox(running.endpoint_url)
        self._window.run_choices.set_sandbox(running.endpoint_url, running.region)
        account = Account("", running.region, running.endpoint_url)
        self.deployed.set_sandbox(
            DeployedFunction(name, account=account, account_id=running.account_id) for name in running.functions
        )
        self.button.show_running(running)
        self._mark()
        self._window.workspace.notice.say(
            "ok",
            f"The sandbox is running at {running.endpoint_url}.",
            detail="What local functions ask AWS for goes there now. Its own functions are among the targets.",
        )

    def _on_sandbox_stopped(self) -> None:
        self._sessions.set_sandbox("")
        self._window.run_choices.set_sandbox("")
        self.deployed.set_sandbox(())
        self.button.show_stopped()
        self._mark()

    def _on_sandbox_reset(self) -> None:
        self._window.workspace.notice.say("ok", "The sandbox is as it was at first.")

    def _mark(self) -> None:
        self._window.actions_["sandbox"].setChecked(self.sandbox.state != "stopped")
        if self.sandbox.state == "stopped":
            self.button.show_stopped()

    def _on_began(self, order: Order) -> None:
        from workbench.runtime.function import LocalFunction

        self._running = "" if isinstance(order.function, LocalFunction) else order.function.name

    def _on_cancelled(self) -> None:
        if self._running:
            self._window.workspace.notice.say(
                "warning",
                f"No longer waiting; {self._running} may go on running in AWS.",
                detail="Nothing there can be stopped from outside. Read its log before a new run.",
            )

    def _on_finished(self, exchange: Exchange, _previous: object) -> None:
        self._ran = None
        target = self._window.bar.target()
        function = self.deployed.function(target.name) if target is not None else None
        if function is None or exchange.function_kind != "deployed" or not is_tail(exchange):
            return
        self._ran = (exchange, function)
        self._window.workspace.response.logs.notice.say(
            "neutral",
            "This is the end of the log: an invocation answers with its last 4 KB.",
            actions=[("Fetch the whole log", self._fetch_log)],
        )

    def _fetch_log(self) -> None:
        if self._ran is not None:
            notice = self._window.workspace.response.logs.notice
            notice.say("neutral", "Reading the log from CloudWatch Logs. It may take some seconds to arrive there.")
            self.log.fetch(*self._ran)

    def _on_log_read(self, exchange: Exchange) -> None:
        if self._ran is None or exchange.request_id != self._ran[0].request_id:
            return
        logs = self._window.workspace.response.logs
        found = exchange.outcome is not None and bool(exchange.outcome.log)
        if found:
            logs.show_exchange(exchange)
        said = (
            "This is the whole log, from CloudWatch Logs." if found else "CloudWatch Logs has nothing of this run yet."
        )
        logs.notice.say("ok" if found else "warning", said, actions=[] if found else [("Try again", self._fetch_log)])

    def _on_log_failed(self, error: WorkbenchError) -> None:
        self._window.workspace.response.logs.notice.say_error(error, actions=[("Try again", self._fetch_log)])
