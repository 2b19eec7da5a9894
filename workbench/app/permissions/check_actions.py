"""What the window does about a list of actions: judged by the role of the target, and by IAM's simulator in AWS."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from workbench.app.permissions.action_list import known_problem, read_actions
from workbench.app.tasks import Lane

if TYPE_CHECKING:
    from workbench.app.main_window import MainWindow
    from workbench.app.permissions.action_list import AskedAction
    from workbench.app.permissions.actions_page import ActionsPage
    from workbench.app.tasks import Run
    from workbench.deployed.target import DeployedFunction
    from workbench.errors import WorkbenchError
    from workbench.exchange.order import Order
    from workbench.exchange.record import Exchange, PermissionAnswer
    from workbench.exchange.simulated import SimulatedRow

Judged = tuple["Order", list[tuple["AskedAction", "PermissionAnswer | None"]]]


class CheckActions(QObject):
    """Keeps the list of the session, so that closing the page loses nothing."""

    def __init__(self, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._text = ""
        self._order: Order | None = None
        self._is_read = False
        """Whether the role stands in the order as AWS has it, or may not be read."""
        self._judging = Lane("actions", self)
        self._judging.finished.connect(self._on_judged)
        self._judging.failed.connect(self._on_failed)
        self._asking = Lane("simulator", self)
        self._asking.finished.connect(self._on_simulated)
        self._asking.failed.connect(self._on_failed)

    @property
    def busy(self) -> bool:
        """Whether a verdict is awaited."""
        return self._judging.busy or self._asking.busy

    def open(self, shown: Exchange | None) -> None:
        """Open the list for the target; at first it holds what the run in sight asked for."""
        from workbench.app.permissions.actions_page import ActionsPage

        window = self._window
        target = window.bar.target()
        if target is None:
            window.workspace.notice.say("neutral", "No function is chosen.")
            return
        deployed = window.aws.deployed.function(target.name)
        self._order = self._order_of(target.name, deployed)
        self._is_read = deployed is None
        if self._order is None:
            window.workspace.notice.say("neutral", f"{target.label} is not known any more.")
            return
        self._text = self._text or _asked_by(shown)
        page = ActionsPage(target.label, self._text, window.appearance, deployed=deployed is not None)
        page.edited.connect(self._on_edited)
        page.simulator_wanted.connect(self._on_simulator_wanted)
        window.workspace.stage.open(page)
        self._judge()

    def close(self) -> None:
        """Wait for nothing."""
        self._judging.cancel()
        self._asking.cancel()

    def _order_of(self, name: str, deployed: DeployedFunction | None) -> Order | None:
        from workbench.exchange.order import Order

        if deployed is not None:
            return Order(deployed, event=b"{}")
        entry = self._window.session.entry(name)
        if entry is None:
            return None
        return Order(entry.function, event=b"{}", role=entry.role, resource_policies=entry.resource_policies)

    def _page(self) -> ActionsPage | None:
        from workbench.app.permissions.actions_page import ActionsPage

        page = self._window.workspace.stage.page
        return page if isinstance(page, ActionsPage) else None

    def _on_edited(self, text: str) -> None:
        self._text = text
        self._judge()

    def _judge(self) -> None:
        order, text, sessions, is_read = self._order, self._text, self._window.aws.session_of, self._is_read
        if order is None:
            return

        def work(_run: Run) -> Judged:
            from workbench.app.aws.live_order import with_live_documents
            from workbench.deployed.target import DeployedFunction
            from workbench.exchange.role_permission import check_actions

            live, function = order, order.function
            if isinstance(function, DeployedFunction) and not is_read:
                live = with_live_documents(order, lambda: sessions(function.account))
            asked = [replace(each, problem=each.problem or known_problem(each)) for each in read_actions(text)]
            askable = [each for each in asked if each.is_action]
            pairs = [(each.action, each.resource) for each in askable]
            answers = iter(check_actions(live, pairs, now_ms=int(time.time() * 1000)))
            return live, [(each, next(answers) if each.is_action else None) for each in asked]

        self._judging.start(work)

    def _on_judged(self, judged: Judged) -> None:
        self._order, rows = judged
        self._is_read = True
        if (page := self._page()) is not None:
            page.show_rows(rows)

    def _on_simulator_wanted(self) -> None:
        from workbench.deployed.target import DeployedFunction

        page, order = self._page(), self._order
        if page is None or order is None or not isinstance(order.function, DeployedFunction):
            return
        function, role, answers = order.function, order.role, tuple(page.answers)
        sessions = self._window.aws.session_of

        def work(_run: Run) -> tuple[SimulatedRow, ...]:
            from workbench.errors import ServiceError
            from workbench.exchange.simulated import ask_simulator

            arn = role.arn if role is not None else function.role_arn
            if not arn:
                raise ServiceError(
                    "The role of the function could not be read, so IAM cannot be asked about it",
                    mend="Have lambda:GetFunctionConfiguration allowed for these credentials.",
                )
            return ask_simulator(sessions(function.account), arn, answers)

        self._asking.start(work)

    def _on_simulated(self, rows: tuple[SimulatedRow, ...]) -> None:
        if (page := self._page()) is not None:
            page.show_simulated(rows)

    def _on_failed(self, error: WorkbenchError) -> None:
        if (page := self._page()) is not None:
            page.show_error(error)


def _asked_by(shown: Exchange | None) -> str:
    """What the calls of a run asked of the role, each once."""
    if shown is None:
        return ""
    asked = (f"{each.action} {each.resource}" for each in shown.execution_role if each.about is not None)
    return "".join(f"{line}\n" for line in dict.fromkeys(asked))
