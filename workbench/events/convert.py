"""The same request as another source: the event that it would be there, and what cannot be carried over."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workbench.errors import UsageError
from workbench.events.arrival import Arrival, is_aws_domain
from workbench.events.build import build_event
from workbench.events.caller import Caller, CallerKind, caller_kinds
from workbench.events.caller_in_event import caller_of
from workbench.events.caller_overlay import overlay_of
from workbench.events.path_template import path_parameters
from workbench.events.query import decoded_pairs
from workbench.events.recognise import source_of
from workbench.events.recover import recover
from workbench.events.source import Source

if TYPE_CHECKING:
    from random import Random

    from workbench.events.http import HttpRequest
    from workbench.events.json_value import JsonObject

_BARE = frozenset({Source.ALB, Source.FUNCTION_URL})
"""Sources without routes, stage and stage variables."""

_HTTP_APIS = frozenset({Source.HTTP_1, Source.HTTP_2, Source.HTTP_1_AUTHORIZER, Source.HTTP_2_AUTHORIZER})
_AUTHORIZERS = frozenset(
    {
        Source.REST_TOKEN_AUTHORIZER,
        Source.REST_REQUEST_AUTHORIZER,
        Source.HTTP_1_AUTHORIZER,
        Source.HTTP_2_AUTHORIZER,
    }
)


@dataclass(frozen=True, slots=True)
class Converted:
    """An event of another source, and what of the first one it cannot say, one sentence each."""

    event: JsonObject
    not_carried: tuple[str, ...] = ()


def convert(event: JsonObject, to: Source, *, now_ms: int, random: Random) -> Converted:
    """The event that the request behind this one would be if it came from another source.

    Raises:
        UsageError: there is no request behind the event, or none that the other source could send.
    """
    source = source_of(event)
    found = recover(event)
    if found is None or to == Source.OTHER:
        raise UsageError(
            f"No request of the kind {to.value} can be made of an event of the kind {source.value}",
            mend="Choose an event that came over HTTP.",
        )
    if source == to:
        return Converted(event)
    request, arrival = found
    losses: list[str] = []
    request = _as_request(request, arrival, to, losses)
    caller = caller_of(event, source)
    there = _as_arrival(arrival, to, losses)
    if to in _AUTHORIZERS and request.header("authorization") is not None:
        there = replace(there, identity_sources=("$request.header.Authorization",))
    request, there = _with_caller(request, there, caller, losses)
    request = replace(request, url=_url(request, there))
    if to == Source.ALB:
        there = replace(there, multi_value_headers=_has_duplicates(request))
    _note_duplicates(request, there, losses)
    _note_encoding(request, there, losses)
    return Converted(build_event(request, there, now_ms=now_ms, random=random), tuple(losses))


def _as_request(request: HttpRequest, arrival: Arrival, to: Source, losses: list[str]) -> HttpRequest:
    connection = arrival.connection
    if connection is not None and to != Source.WEBSOCKET:
        losses.append(f"The connection {connection.id} and its route key {arrival.route_key}.")
        if connection.event_type == "MESSAGE":
            request = replace(request, method="POST", body=connection.message)
        elif connection.event_type == "DISCONNECT":
            losses.append(f"The close code {connection.disconnect_code}.")
    if to == Source.WEBSOCKET:
        if request.method != "GET":
            losses.append(f"The method {request.method}: a connection begins with GET.")
        if arrival.path != "/":
            losses.append(f"The path {arrival.path}: a WebSocket API has none.")
        request = replace(request, method="GET")
    if request.body and (to in _AUTHORIZERS or to == Source.WEBSOCKET):
        losses.append("The body.")
        request = replace(request, body=None)
    if to == Source.REST_TOKEN_AUTHORIZER:
        losses.append("Everything but the token, and the ARN of the call.")
    return request


def _as_arrival(arrival: Arrival, to: Source, losses: list[str]) -> Arrival:
    """The arrival at the other source: values that AWS makes up are made up anew."""
    losses += [f"requestContext.{name}." for name in arrival.context if name in _TOLD_BY_USERS]
    there = replace(arrival, source=to, context={}, identity={}, authorizer=None, connection=None)
    if arrival.source in _BARE and to not in _BARE:
        there = replace(there, stage="$default" if to in _HTTP_APIS else "prod")
    elif to in _BARE:
        if arrival.stage != "$default" and arrival.source not in _BARE:
            losses.append(f"The stage {arrival.stage}.")
        if arrival.stage_variables:
            losses.append(f"The stage variables {', '.join(arrival.stage_variables)}.")
        if arrival.path_parameters:
            losses.append(f"The path parameters {', '.join(name for name, _ in arrival.path_parameters)}.")
        there = replace(there, stage="$default", stage_variables={}, path_parameters=())
    elif to not in _HTTP_APIS and arrival.stage == "$default":
        there = replace(there, stage="prod")
    if arrival.endpoint_type != "REGIONAL" and to not in (Source.REST, Source.REST_REQUEST_AUTHORIZER):
        losses.append(f"That the endpoint is {arrival.endpoint_type.lower()}.")
        there = replace(there, endpoint_type="REGIONAL")
    if arrival.domain_name and is_aws_domain(arrival.domain_name):
        there = replace(there, domain_name="")
    return _routed(there)


_TOLD_BY_USERS = frozenset({"operationName", "isCanaryRequest"})
"""What a context says that AWS does not make up: set in the API, and told only by REST APIs."""


def _routed(there: Arrival) -> Arrival:
    """With a route that the other source can have, and the path parameters that it gives."""
    if there.source == Source.WEBSOCKET:
        return replace(there, resource="$connect", path="/", path_parameters=())
    if there.source == Source.FUNCTION_URL:
        return replace(there, resource="$default")
    if there.source == Source.ALB:
        return replace(there, resource="/")
    is_filled = bool(there.path_parameters) or "{" not in there.resource
    if there.resource.startswith("/") and is_filled and (there.resource != "/" or there.path == "/"):
        return there
    if there.source in _HTTP_APIS:
        return replace(there, resource="$default", route_method="ANY", path_parameters=())
    resource = "/" if there.path == "/" else "/{proxy+}"
    return replace(there, resource=resource, path_parameters=path_parameters(resource, there.path) or ())


def _with_caller(
    request: HttpRequest, there: Arrival, caller: Caller, losses: list[str]
) -> tuple[HttpRequest, Arrival]:
    kinds = caller_kinds(there.source)
    twin = {CallerKind.JWT: CallerKind.COGNITO_USER_POOL, CallerKind.COGNITO_USER_POOL: CallerKind.JWT}
    if caller.kind not in kinds and twin.get(caller.kind) in kinds:
        if caller.scopes:
            losses.append(f"The scopes {', '.join(caller.scopes)}.")
        caller = replace(caller, kind=twin[caller.kind])
    if caller.kind not in kinds:
        losses.append(f"The caller ({caller.kind.value}): {there.source.label} cannot tell of one of this kind.")
        return request, there
    if caller.kind == CallerKind.LAMBDA_AUTHORIZER and caller.principal_id and there.source == Source.HTTP_2:
        losses.append(f"The principal id {caller.principal_id}.")
    overlay = overlay_of(caller, there.source)
    sent = {name.lower() for name, _ in request.headers}
    more = tuple(header for header in overlay.headers if header[0] not in sent)
    return replace(request, headers=(*request.headers, *more)), replace(
        there, identity=overlay.identity, authorizer=overlay.authorizer, context=overlay.context
    )


def _url(request: HttpRequest, there: Arrival) -> str:
    stage = "" if there.stage == "$default" or there.source in _BARE or there.has_custom_domain else f"/{there.stage}"
    path = "" if there.source == Source.WEBSOCKET else there.path
    query = f"?{request.raw_query}" if request.raw_query else ""
    return f"{request.scheme}://{request.host}{stage}{path}{query}"


def _note_duplicates(request: HttpRequest, there: Arrival, losses: list[str]) -> None:
    headers = _repeated([name.lower() for name, _ in request.headers])
    if there.source in (Source.HTTP_2, Source.FUNCTION_URL, Source.HTTP_2_AUTHORIZER):
        losses += [f"That the header {name} was sent more than once: its values are joined." for name in headers]
        if headers or any(name.lower() != name for name, _ in request.headers):
            losses.append("The case of header names.")
    elif there.source == Source.ALB and any(name.lower() != name for name, _ in request.headers):
        losses.append("The case of header names.")


def _has_duplicates(request: HttpRequest) -> bool:
    """Whether only a target group in multi-value mode carries all of a request."""
    names = [name for name, _ in decoded_pairs(request.raw_query)]
    return bool(_repeated(names) or _repeated([name.lower() for name, _ in request.headers]))


def _repeated(names: list[str]) -> list[str]:
    return [name for name in dict.fromkeys(names) if names.count(name) > 1 and name != "cookie"]


def _note_encoding(request: HttpRequest, there: Arrival, losses: list[str]) -> None:
    if there.source in (Source.HTTP_2, Source.HTTP_2_AUTHORIZER) and "%" in request.raw_path:
        losses.append("How the path was percent-encoded: it comes decoded.")
