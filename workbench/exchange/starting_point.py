"""Where a road begins: an event that a person composed, or a request that a client sends; both end as one event."""

from __future__ import annotations

from workbench.errors import InputError
from workbench.events.json_reading import read_json
from workbench.events.recognise import source_of
from workbench.events.source import Source
from workbench.value import dataclass, replace

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    from workbench.events.arrival import Arrival
    from workbench.events.http import HttpRequest
    from workbench.events.json_value import Json
    from workbench.gateway.api import Api, ApiType, Route

_TYPES: dict[Source, ApiType] = {
    Source.REST: "REST",
    Source.HTTP_1: "HTTP",
    Source.HTTP_2: "HTTP",
    Source.FUNCTION_URL: "FUNCTION_URL",
    Source.ALB: "ALB",
    Source.WEBSOCKET: "WEBSOCKET",
}


@dataclass(frozen=True, slots=True)
class ComposedEvent:
    """An event that a person composed, read for what it says of the gateway that would have sent it."""

    value: Json
    source: Source
    request: HttpRequest | None
    """The request that would have made it; None for an event of no HTTP source."""
    arrival: Arrival | None
    api: Api | None


def read_event(payload: bytes, *, name: str, api: Api | None) -> ComposedEvent:
    """Read a composed event, which messages call `name`. With no `api`, its own keys say what stands in front.

    Raises:
        InputError: the payload is not JSON; names line and column.
    """
    try:
        value = read_json(payload)
    except ValueError as error:
        raise _not_json(name, error) from None
    source = source_of(value)
    if source not in _TYPES or not isinstance(value, dict):
        return ComposedEvent(value, source, None, None, None)
    from workbench.events.recover import recover

    found = recover(value)
    if found is None:
        return ComposedEvent(value, source, None, None, None)
    request, arrival = found
    own = api_of(arrival, source)
    # The event names its own API, stage and account; what it cannot name (limits, binary types) the definition adds.
    merged = own if api is None or api.type != own.type else replace(api, stage=own.stage)
    return ComposedEvent(value, source, request, arrival, merged)


def api_of(arrival: Arrival, source: Source) -> Api:
    """The API that an event says it came through."""
    from workbench.gateway.api import Api, CustomDomain

    return Api(
        type=_TYPES[source],
        id=arrival.api_id,
        account_id=arrival.account_id,
        region=arrival.region,
        stage=arrival.stage,
        endpoint_type=arrival.endpoint_type,
        payload_format_version="1.0" if source is Source.HTTP_1 else "2.0",
        multi_value_headers=arrival.multi_value_headers,
        custom_domain=CustomDomain(arrival.domain_name, arrival.base_path) if arrival.base_path else None,
        binary_media_types=arrival.binary_media_types,
        stage_variables=arrival.stage_variables,
    )


def route_of(event: ComposedEvent, api: Api | None) -> tuple[Route, str]:
    """The route that a composed event came by, and who says so: the API's definition, else the event.

    An event names its path template, but whether the route was configured for its method or for ANY, only the
    definition of the API tells.
    """
    from workbench.gateway.api import Route
    from workbench.gateway.routing import Match, RouteTable

    if event.arrival is None or event.request is None:
        raise ValueError(event.source)
    said = event.arrival
    if api is not None and api.routes and event.api is not None and api.type == event.api.type:
        found = RouteTable.of(replace(api, stage=event.api.stage, custom_domain=event.api.custom_domain)).route(
            event.request
        )
        if isinstance(found, Match) and found.route.path == said.resource:
            return found.route, "the API"
    return Route(method=event.request.method, path=said.resource), "the event"


def _not_json(name: str, error: ValueError) -> InputError:
    mend = "Mend the JSON there, then run once more."
    from json import JSONDecodeError

    if isinstance(error, JSONDecodeError):
        return InputError(f"not JSON: {error.msg}", place=f"{name}:{error.lineno}:{error.colno}", mend=mend)
    return InputError(f"not JSON: {error}", place=name, mend=mend)
