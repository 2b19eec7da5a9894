"""An order for a deployed function, with what stands around it in AWS read just before the run."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.errors import ServiceError
from workbench.runtime.function import LocalFunction

if TYPE_CHECKING:
    from workbench.deployed.session import AwsSession
    from workbench.exchange.order import Order


def with_live_documents(order: Order, session: AwsSession) -> Order:
    """The order with configuration, resource policy and role of its function; unknown where they may not be read.

    For worker threads.

    Raises:
        WorkbenchError: the function is not there, or AWS did not answer.
    """
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
