"""An order for a deployed function, with what stands around it in AWS read just before the run."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.errors import ServiceError
from workbench.runtime.function import LocalFunction

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.deployed.session import AwsSession
    from workbench.exchange.order import Order


LOOK_S = 0.05


def with_live_documents(
    order: Order, sessions: Callable[[], AwsSession], *, cancelled: threading.Event | None = None
) -> Order:
    """The order with configuration, resource policy and role of its function; unknown where they may not be read.

    For worker threads. A slow endpoint is waited for on a thread of its own, so that cancelling ends the waiting.

    Raises:
        WorkbenchError: the function is not there, AWS did not answer, or the waiting was cancelled.
    """
    found: list[Order | Exception] = []
    ended = threading.Event()

    def work() -> None:
        try:
            found.append(_read(order, sessions()))
        except Exception as error:  # noqa: BLE001 - handed to the thread that waits, which raises it
            found.append(error)
        ended.set()

    threading.Thread(target=work, name="aws-live", daemon=True).start()
    while not ended.wait(LOOK_S):
        if cancelled is not None and cancelled.is_set():
            raise ServiceError("The run was cancelled before the function was invoked")
    answer = found[0]
    if isinstance(answer, Exception):
        raise answer
    return answer


def _read(order: Order, session: AwsSession) -> Order:
    from workbench.deployed.service_error import is_denied
    from workbench.exchange.live_documents import read_live

    function = order.function
    if isinstance(function, LocalFunction):
        return order
    try:
        live = read_live(session, function)
    except ServiceError as error:
        # Who may invoke a function need not be allowed to read it; then only the verdicts are unknown.
        if isinstance(error.__cause__, Exception) and is_denied(error.__cause__):
            return order
        raise
    return replace(order, function=live.function, function_policy=live.function_policy, role=live.role)
