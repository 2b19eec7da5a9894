"""Route choice: which function a request reaches, as each kind of API chooses it, or what the client gets instead."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from workbench.events.arrival import Arrival
from workbench.events.http import HttpResponse
from workbench.gateway.api import Route
from workbench.gateway.called import Called, readings
from workbench.gateway.cors import Cors
from workbench.gateway.gateway_responses import Refusal, refuse
from workbench.gateway.listener_rules import ListenerRules, of_target_group
from workbench.gateway.other_integration import not_simulated
from workbench.gateway.own_answers import (
    forbidden_answer,
    http_api_answer,
    load_balancer_answer,
    websocket_frame,
)
from workbench.gateway.path_table import PathTable, Placed
from workbench.gateway.request_quota import refuse_message
from workbench.gateway.rules_routing import (
    ALB_NO_RULE,
    ALB_RULES,
    DOMAIN_NO_MAPPING,
    HTTP_NO_ROUTE,
    HTTP_PRECEDENCE,
    REST_NO_ROUTE,
    REST_NO_STAGE,
    REST_PRECEDENCE,
    URL_TAKES_ALL,
    WEBSOCKET_NO_CONNECT,
    WEBSOCKET_NO_DISCONNECT,
    WEBSOCKET_NO_ROUTE,
    WEBSOCKET_SELECTION,
)
from workbench.gateway.verdict import Reply, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.events.connection import Connection
    from workbench.events.http import HttpRequest
    from workbench.events.json_value import Json
    from workbench.gateway.api import Api, ApiType
    from workbench.gateway.verdict import Rule


@dataclass(frozen=True, slots=True)
class Match:
    """A request that a route takes, with all that the gateway knows of it."""

    api: Api
    route: Route
    arrival: Arrival

    @property
    def rule(self) -> Rule:
        """How this kind of API chose the route."""
        return _PRECEDENCE[self.api.type]


_PRECEDENCE: Mapping[ApiType, Rule] = {
    "REST": REST_PRECEDENCE,
    "HTTP": HTTP_PRECEDENCE,
    "WEBSOCKET": WEBSOCKET_SELECTION,
    "FUNCTION_URL": URL_TAKES_ALL,
    "ALB": ALB_RULES,
}
DEFAULT_ROUTES: Mapping[str, tuple[Route, ...]] = {
    "REST": (Route(path="/"), Route(path="/{proxy+}")),
    "HTTP": (Route(path="$default"),),
    "WEBSOCKET": (Route(path="$connect"), Route(path="$default"), Route(path="$disconnect")),
    "FUNCTION_URL": (Route(path="$default"),),
    "ALB": (Route(path="/"),),
}
"""The catch-all of each kind of API, where its definition names no routes."""


def route(api: Api, request: HttpRequest, *, context: Mapping[str, Json] | None = None) -> Match | Reply:
    """The route that takes a request, or what the client is told where none does.

    For many requests to one API, build `RouteTable.of(api)` once.
    """
    return RouteTable.of(api).route(request, context=context)


@dataclass(frozen=True, slots=True)
class RouteTable:
    """The routes of one API, compiled once and asked for every request."""

    api: Api
    paths: PathTable
    by_key: Mapping[str, Route]
    """Routes that are found by key: `$default`, and every route of a WebSocket API."""
    cors: Cors | None = None
    rules: ListenerRules = field(default_factory=ListenerRules)
    """Those of a load balancer's listener; empty where one rule takes all."""

    @classmethod
    def of(cls, api: Api) -> RouteTable:
        """The table of an API's routes, or of its catch-all where it names none."""
        routes = api.routes if api.routes or api.mocks else DEFAULT_ROUTES[api.type]
        keyed: dict[str, Route] = {}
        for each in (*routes, *api.mocks):
            if api.type == "WEBSOCKET" or each.path.startswith("$"):
                keyed.setdefault(each.path, each)
        pathed = [each for each in (*api.mocks, *routes) if each.path.startswith("/")]
        rules = ListenerRules.of(pathed if api.type == "ALB" and api.routes else ())
        return cls(api, PathTable.of(pathed, any_takes_all=api.type != "REST"), keyed, Cors.of(api), rules)

    def route(self, request: HttpRequest, *, context: Mapping[str, Json] | None = None) -> Match | Reply:
        """The route that takes a request, or the refusal that the client gets.

        `context` is what `requestContext` has of the request already, such as its ids: refusal and event repeat them.
        """
        found = self._choose(request, context or {})
        if context and isinstance(found, Match):
            return replace(found, arrival=replace(found.arrival, context={**found.arrival.context, **context}))
        return found

    def _choose(self, request: HttpRequest, context: Mapping[str, Json]) -> Match | Reply:
        if self.cors is not None:
            preflight = self.cors.preflight(request, request_id=str(context.get("requestId") or ""))
            if preflight is not None:
                return preflight
        match self.api.type:
            case "REST":
                return self._rest(request, context)
            case "HTTP":
                return self._http(request, context)
            case "WEBSOCKET":
                return self._handshake(request, context)
            case "ALB":
                return self._load_balancer(request)
            case "FUNCTION_URL":
                return self._matched(next(iter(self.by_key.values()), _CATCH_ALL), readings(self.api, request)[0], ())

    def route_moment(
        self, request: HttpRequest, connection: Connection, *, context: Mapping[str, Json] | None = None
    ) -> Match | Reply:
        """The route of one moment of a WebSocket connection; `request` is that of its handshake."""
        known: Mapping[str, Json] = context or {}
        found: Match | Reply | None
        if connection.event_type == "MESSAGE":
            named = {**known, "connectionId": connection.id}
            found = self.route_message(request, connection.message, context=named, route_key=connection.route_key)
        elif connection.event_type == "DISCONNECT":
            found = self.route_disconnect(request)
        else:
            found = self._choose(request, known)
        if found is None:
            why = "The API has no $disconnect route: no function is called."
            return Reply(HttpResponse(200), Verdict("no_route", why, WEBSOCKET_NO_DISCONNECT))
        if not isinstance(found, Match):
            return found
        arrival = replace(found.arrival, connection=connection, context=known)
        return replace(found, arrival=replace(arrival, resource=connection.route_key or arrival.resource))

    def route_message(
        self, request: HttpRequest, message: bytes, *, context: Mapping[str, Json], route_key: str = ""
    ) -> Match | Reply:
        """The route of a WebSocket message: chosen by the selection expression, else `$default`, else Forbidden."""
        too_large = refuse_message(message)
        if too_large is not None:
            return too_large
        key = route_key or self._selected(message)
        found = self.by_key.get(key) or self.by_key.get("$default")
        if found is None:
            keys = ", ".join(sorted(name for name in self.by_key if not name.startswith("$"))) or "none"
            verdict = Verdict(
                "no_route", f"No route takes the route key {key!r}; there are: {keys}.", WEBSOCKET_NO_ROUTE
            )
            return websocket_frame(403, verdict, message="Forbidden", context=context)
        return self._connected(request, found)

    def route_disconnect(self, request: HttpRequest) -> Match | None:
        """The `$disconnect` route; None where the API has none, and nothing is called."""
        found = self.by_key.get("$disconnect")
        return None if found is None else self._connected(request, found)

    def _selected(self, message: bytes) -> str:
        expression = str(self.api.settings.get("route_selection_expression") or "$request.body.action")
        try:
            value: Json = json.loads(message)
        except (ValueError, RecursionError):
            return "$default"
        for part in expression.removeprefix("${").removesuffix("}").removeprefix("$request.body.").split("."):
            value = value.get(part) if isinstance(value, dict) else None
        return value if isinstance(value, str) else "$default" if value is None else json.dumps(value)

    def _rest(self, request: HttpRequest, context: Mapping[str, Json]) -> Match | Reply:
        candidates = readings(self.api, request)
        if not candidates:
            return self._lost(request, context)
        method = request.method.upper()
        for called in candidates:
            segments = _rest_segments(called.path)
            if found := self.paths.find(method, segments):
                return self._placed(found, called, segments)
        reason = f"No route takes {method} {candidates[-1].path}. A REST API answers that with 403, not 404."
        refusal = Refusal(
            "MISSING_AUTHENTICATION_TOKEN", "missing_authentication_token", reason, REST_NO_ROUTE, context=context
        )
        return refuse(self.api, request, refusal)

    def _http(self, request: HttpRequest, context: Mapping[str, Json]) -> Match | Reply:
        candidates = readings(self.api, request)
        if not candidates and self.api.custom_domain is not None and _on_domain(self.api, request):
            return self._lost(request, context)
        method = request.method.upper()
        for called in candidates:
            segments = called.path.lstrip("/").split("/") if called.path.strip("/") else []
            if found := self.paths.find(method, segments):
                return self._placed(found, called, segments)
        if candidates and (default := self.by_key.get("$default")):
            return not_simulated(default) or self._matched(default, candidates[0], ())
        path = candidates[-1].path if candidates else request.raw_path
        why = (
            f"No route takes {method} {path}."
            if candidates
            else f"{path} does not begin with the stage {self.api.stage}."
        )
        verdict = Verdict("not_found", why, HTTP_NO_ROUTE)
        return http_api_answer(404, verdict, message="Not Found", request_id=str(context.get("requestId") or ""))

    def _handshake(self, request: HttpRequest, context: Mapping[str, Json]) -> Match | Reply:
        if not readings(self.api, request):
            return self._lost(request, context)
        found = self.by_key.get("$connect")
        if found is None:
            verdict = Verdict(
                "no_route", "There is no $connect route: the connection opens unasked.", WEBSOCKET_NO_CONNECT
            )
            return Reply(HttpResponse(101, (("Upgrade", "websocket"), ("Connection", "upgrade"))), verdict)
        return self._connected(request, found)

    def _load_balancer(self, request: HttpRequest) -> Match | Reply:
        called = readings(self.api, request)[0]
        found = self.rules.find(request, called.path) if self.rules.rules else DEFAULT_ROUTES["ALB"][0]
        if found is not None:
            return self._matched(found, called, ())
        verdict = Verdict("not_found", f"No listener rule takes {request.method.upper()} {called.path}.", ALB_NO_RULE)
        return load_balancer_answer(404, verdict)

    def _lost(self, request: HttpRequest, context: Mapping[str, Json]) -> Reply:
        """The refusal of a URL whose stage or base path leads nowhere."""
        if self.api.custom_domain is not None and _on_domain(self.api, request):
            base = self.api.custom_domain.base_path
            reason = f"{request.raw_path} does not begin with the base path /{base} of {self.api.custom_domain.name}."
            return forbidden_answer(DOMAIN_NO_MAPPING, reason, context=context)
        reason = f"{request.raw_path} does not begin with the stage: put /{self.api.stage} in front."
        return forbidden_answer(REST_NO_STAGE, reason, context=context)

    def _placed(self, found: Placed, called: Called, segments: Sequence[str]) -> Match | Reply:
        return not_simulated(found.route) or self._matched(found.route, called, found.values(segments))

    def _connected(self, request: HttpRequest, found: Route) -> Match:
        called = (*readings(self.api, request), Called("/", "/"))[0]
        return self._matched(found, called, ())

    def _matched(self, found: Route, called: Called, parameters: tuple[tuple[str, str], ...]) -> Match:
        api = of_target_group(self.api, found)
        name = found.settings.get("operation_name") if api.type == "REST" else None
        arrival = Arrival(
            source=api.source_of(found),
            api_id=api.id,
            account_id=api.account_id,
            region=api.region,
            stage=api.stage,
            endpoint_type=api.endpoint_type,
            route_method=found.method.upper(),
            resource=found.path,
            path=called.event_path,
            path_parameters=parameters,
            stage_variables=api.stage_variables,
            domain_name=called.domain_name,
            base_path=called.base_path,
            binary_media_types=api.binary_media_types,
            multi_value_headers=api.multi_value_headers,
            context={"operationName": name} if name else {},
        )
        return Match(api, found, arrival)


_CATCH_ALL = DEFAULT_ROUTES["FUNCTION_URL"][0]


def _rest_segments(path: str) -> list[str]:
    """The segments that a REST API matches: slashes in front collapse, one at the end does not count."""
    inner = path.lstrip("/").removesuffix("/")
    return inner.split("/") if inner else []


def _on_domain(api: Api, request: HttpRequest) -> bool:
    host = request.host.rpartition("@")[2].partition(":")[0].lower()
    return api.custom_domain is not None and host == api.custom_domain.name.lower()
