"""The road of this window: its runtime and gateway live as long as the window, made when they are first needed."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.deployed.session import AwsSession
    from workbench.deployed.target import Account
    from workbench.events.outcome import LogLine
    from workbench.exchange.order import Order
    from workbench.exchange.record import Exchange, Step
    from workbench.exchange.road import Road
    from workbench.runtime.host import HostedRuntime


class LocalRoad:
    """Runs orders in front of one gateway, functions kept warm between them. For worker threads.

    Local functions run under a helper process of their own: a window that draws does not slow them down.
    """

    def __init__(self, sessions: Callable[[Account], AwsSession] | None = None) -> None:
        """`sessions` gives the session of an account; None: deployed functions are not run."""
        self._sessions = sessions
        self._making = threading.Lock()
        self._runtime: HostedRuntime | None = None
        self._road: Road | None = None
        self._closed = False

    def __call__(
        self,
        order: Order,
        *,
        on_log: Callable[[LogLine], None] | None = None,
        on_step: Callable[[Step], None] | None = None,
        cancelled: threading.Event | None = None,
        debug_port: int | None = None,
    ) -> Exchange:
        """Run one order; a deployed function is judged by its policies as they stand in AWS now.

        Raises:
            WorkbenchError: the event cannot be understood or the function cannot be run at all.
        """
        from workbench.runtime.function import LocalFunction

        road = self._ready()
        if self._sessions is not None and not isinstance(order.function, LocalFunction):
            from workbench.app.aws.live_order import with_live_documents

            order = with_live_documents(order, self._sessions(order.function.account))
        return road.run(order, on_log=on_log, on_step=on_step, cancelled=cancelled, debug_port=debug_port)

    def close(self) -> None:
        """End every process."""
        with self._making:
            self._closed = True
            if self._runtime is not None:
                self._runtime.close()

    def _ready(self) -> Road:
        from workbench.errors import RuntimeUnavailable
        from workbench.exchange.invoker import Invoker
        from workbench.exchange.road import Road
        from workbench.runtime.host import HostedRuntime

        with self._making:
            if self._closed:
                raise RuntimeUnavailable("The window is closing", mend="Open it again.")
            if self._runtime is None or self._road is None:
                self._runtime = HostedRuntime()
                self._road = Road(Invoker(self._runtime.invoke, self._sessions))
            return self._road
