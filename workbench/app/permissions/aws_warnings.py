"""What a run that looks fine here would meet in AWS: nobody may miss it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.app.theme import Kind
    from workbench.exchange.record import Exchange

_DENIED = frozenset({"implicitly_denied", "explicitly_denied"})
_STATUS = re.compile(r"[45]\d\d\b")


def aws_warnings(exchange: Exchange) -> list[tuple[Kind, str]]:
    """Each in a few words; none where the run met it already, or there is nothing to warn of."""
    found: list[tuple[Kind, str]] = []
    invoke = exchange.invoke_permission
    if invoke is not None and invoke.decision in _DENIED:
        status = _STATUS.search(invoke.effect)
        found.append(("error", f"Would be {status[0]} in AWS" if status else "AWS would not invoke it"))
    denied = [answer for answer in exchange.execution_role if answer.decision in _DENIED]
    trust = [answer for answer in denied if answer.about is None and answer.action == "sts:AssumeRole"]
    if trust:
        found.append(("error", "Lambda could not assume the role"))
    calls = {
        (id(answer.about) if answer.about is not None else answer.action)
        for answer in denied
        if answer not in trust and (answer.about is None or answer.about.outcome != "denied")
    }
    if calls:
        found.append(("error", f"Role denies {len(calls)} call{'s' if len(calls) != 1 else ''}"))
    return found
