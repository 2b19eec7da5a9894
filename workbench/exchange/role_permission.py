"""Whether the execution role allows what the function did in this exchange."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.events.outcome import Outcome
    from workbench.exchange.order import Order
    from workbench.exchange.record import PermissionAnswer
    from workbench.exchange.trace import Trace
    from workbench.runtime.call_record import AwsCallAsked


def denials(order: Order, *, now_ms: int) -> Callable[[AwsCallAsked], str | None] | None:
    """What answers a call before it leaves, where the order enforces the role; else None."""
    return None


def execution_role(order: Order, outcome: Outcome, trace: Trace, *, now_ms: int) -> tuple[PermissionAnswer, ...]:
    """One answer for each action that each call of the run needed, and their step on the trace."""
    return ()
