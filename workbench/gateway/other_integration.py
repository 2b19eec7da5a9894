"""Routes that lead to something else than a function: an HTTP endpoint, a queue, a function behind templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.events.http import HttpResponse
from workbench.gateway.rules_routing import NO_FUNCTION
from workbench.gateway.verdict import Reply, Verdict

if TYPE_CHECKING:
    from workbench.gateway.api import Route


def not_simulated(route: Route) -> Reply | None:
    """A 501 in place of an answer that is not known here; None where a function or a MOCK integration answers."""
    kind = route.settings.get("leads_to")
    if not kind:
        return None
    why = f"{route.key} leads to {kind}, not to a function. What it answers is not simulated; 501 stands for it."
    return Reply(HttpResponse(501), Verdict("not_simulated", why, NO_FUNCTION))
