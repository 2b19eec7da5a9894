"""The policies of a deployed function, read in AWS so that a copy of them can be changed and judged; never written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from workbench.app.tasks import Lane
from workbench.runtime.function import LocalFunction

if TYPE_CHECKING:
    from workbench.app.main_window import MainWindow
    from workbench.app.tasks import Run
    from workbench.errors import WorkbenchError
    from workbench.exchange.order import Order


class LivePolicies(QObject):
    """Reads them when someone wants to see them, off the window's thread."""

    read = Signal(object)
    """The `Order` with what stands around its function in AWS."""

    def __init__(self, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._lane = Lane("live policies", self)
        self._lane.finished.connect(self._on_read)
        self._lane.failed.connect(self._on_failed)

    @property
    def busy(self) -> bool:
        """Whether AWS is being asked."""
        return self._lane.busy

    def close(self) -> None:
        """Wait for nothing."""
        self._lane.close()

    def is_live(self, order: Order) -> bool:
        """Whether the order's policies are those of AWS."""
        return not isinstance(order.function, LocalFunction)

    def is_wanted(self, order: Order) -> bool:
        """Whether the policies of a deployed function have still to be read."""
        return self.is_live(order) and order.function_policy is None and order.role is None

    def start(self, order: Order) -> None:
        """Read the policies; `read` says when they are here."""
        sessions = self._window.aws.session_of
        self._window.workspace.notice.say("neutral", f"Reading the policies of {order.function.name} in AWS…")

        def work(run: Run) -> Order:
            from workbench.app.aws.live_order import with_live_documents

            function = order.function
            if isinstance(function, LocalFunction):
                return order
            return with_live_documents(order, lambda: sessions(function.account), cancelled=run.cancelled)

        self._lane.start(work)

    def with_documents(self, order: Order, live: Order) -> Order:
        """An order with the policies of another."""
        return replace(order, function=live.function, function_policy=live.function_policy, role=live.role)

    def _on_read(self, order: object) -> None:
        self._window.workspace.notice.clear()
        self.read.emit(order)

    def _on_failed(self, error: WorkbenchError) -> None:
        self._window.workspace.notice.say_error(error)
