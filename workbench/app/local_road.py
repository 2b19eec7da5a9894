"""The road of this window: its runtime and gateway live as long as the window, made when they are first needed."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.events.outcome import LogLine
    from workbench.exchange.order import Order
    from workbench.exchange.record import Exchange, Step
    from workbench.exchange.road import Road
    from workbench.runtime.function import LocalFunction
    from workbench.runtime.local import LocalRuntime


class LocalRoad:
    """Runs orders one at a time in front of one gateway, functions kept warm between them. For worker threads."""

    def __init__(self) -> None:
        self._making = threading.Lock()
        self._runtime: LocalRuntime | None = None
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
        """Run one order.

        Raises:
            WorkbenchError: the event cannot be understood or the function cannot be run at all.
        """
        road, _ = self._ready()
        return road.run(order, on_log=on_log, on_step=on_step, cancelled=cancelled, debug_port=debug_port)

    def prepare(self, function: LocalFunction) -> None:
        """Start a function's process, so that its first invocation comes sooner."""
        self._ready()[1].prepare(function)

    def close(self) -> None:
        """End every process."""
        with self._making:
            self._closed = True
            if self._runtime is not None:
                self._runtime.close()

    def _ready(self) -> tuple[Road, LocalRuntime]:
        from workbench.errors import RuntimeUnavailable
        from workbench.exchange.invoker import Invoker
        from workbench.exchange.road import Road
        from workbench.runtime.local import LocalRuntime

        with self._making:
            if self._closed:
                raise RuntimeUnavailable("The window is closing", mend="Open it again.")
            if self._runtime is None or self._road is None:
                self._runtime = LocalRuntime()
                self._road = Road(Invoker(self._runtime.invoke))
            return self._road, self._runtime
