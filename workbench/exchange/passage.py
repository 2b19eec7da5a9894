"""One request on its way to the function: what is known of it before the function is asked."""

from __future__ import annotations

from workbench.value import dataclass

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    from workbench.events.arrival import Arrival
    from workbench.events.http import HttpRequest
    from workbench.events.json_value import Json
    from workbench.events.source import Source
    from workbench.gateway.admission_so_far import Admission
    from workbench.gateway.api import Api, Route
    from workbench.gateway.verdict import Reply


@dataclass(frozen=True, slots=True)
class Passage:
    """What came in at the top of the road, and what the gateway made of it so far."""

    source: Source
    event: Json
    payload: bytes
    """The bytes that the function receives."""
    request: HttpRequest | None = None
    arrival: Arrival | None = None
    """None for an event of no HTTP source, and for a request that no route took."""
    api: Api | None = None
    route: Route | None = None
    admission: Admission | None = None
    """How it passed the gate; None for an event that a person composed."""
    reply: Reply | None = None
    """The answer that the gateway gave by itself; the function is then not asked."""

    @property
    def route_key(self) -> str:
        """How AWS names the route; empty where there is none."""
        return self.route.key if self.route is not None else ""
