"""The road: from the client through the gateway to the function and back, every hop written down."""

from __future__ import annotations

import threading
import time

from workbench.errors import UsageError
from workbench.exchange.invoke_permission import invoke_permission
from workbench.exchange.passage import Passage
from workbench.exchange.record import Exchange, Step
from workbench.exchange.role_permission import denials, execution_role
from workbench.exchange.starting_point import read_event, route_of
from workbench.exchange.trace import Trace
from workbench.runtime.function import LocalFunction
from workbench.runtime.local import new_request_id
from workbench.runtime.runtime_choice import runtime_command
from workbench.value import replace

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from workbench.events.http import HttpRequest
    from workbench.events.json_value import Json, JsonObject
    from workbench.events.outcome import LogLine, Outcome
    from workbench.events.source import Source
    from workbench.exchange.gate import Gate
    from workbench.exchange.invoker import Invoker
    from workbench.exchange.order import Function, Order
    from workbench.exchange.record import StepOutcome
    from workbench.gateway.routing import Match, RouteTable
    from workbench.gateway.verdict import Reply


class Road:
    """Runs orders, on any thread, in front of the same gateway: its buckets, quotas and cache are remembered."""

    def __init__(
        self,
        invoker: Invoker,
        *,
        find_function: Callable[[str], Function] | None = None,
        clock: Callable[[], float] = time.time,
        random: Random | None = None,
    ) -> None:
        """`find_function` leads to an authorizer's function; `clock` gives seconds since the epoch."""
        self._invoker = invoker
        self._find_function = find_function
        self._clock = clock
        self._random = random
        self._gate: Gate | None = None
        self._making = threading.Lock()

    def run(
        self,
        order: Order,
        *,
        on_log: Callable[[LogLine], None] | None = None,
        on_step: Callable[[Step], None] | None = None,
        cancelled: threading.Event | None = None,
        debug_port: int | None = None,
    ) -> Exchange:
        """Run one order and return its record.

        Raises:
            InputError: the event or request cannot be understood.
            WorkbenchError: the function cannot be run at all.
        """
        trace = Trace(on_step=on_step)
        passage = self._start(order, trace)
        opened = _opened(order, passage)
        if passage.reply is not None:
            return replace(opened, reply=self._sent(passage, passage.reply), steps=trace.steps)
        permission = invoke_permission(order, passage, trace)
        outcome = self._invoke(order, passage, trace, on_log, cancelled, debug_port)
        role = execution_role(order, outcome, trace, now_ms=self._now_ms())
        reply = _respond(passage, outcome, trace)
        if reply is not None and passage.admission is not None and self._gate is not None:
            reply = self._gate.remember(passage.admission, reply, trace, now_ms=self._now_ms())
        return replace(
            opened,
            request_id=outcome.request_id or opened.request_id,
            outcome=outcome,
            reply=None if reply is None else self._sent(passage, reply),
            invoke_permission=permission,
            role=role,
            steps=trace.steps,
        )

    def _now_ms(self) -> int:
        return int(self._clock() * 1000)

    def _sent(self, passage: Passage, reply: Reply) -> Reply:
        """The reply as it reaches the client."""
        if passage.api is None:
            return reply
        from workbench.gateway.wire import on_the_wire

        return on_the_wire(passage.api, passage.request, reply, now_ms=self._now_ms())

    def _start(self, order: Order, trace: Trace) -> Passage:
        if order.event is not None:
            return self._composed(order, order.event, trace)
        if order.request is None:
            raise UsageError("neither an event nor a request was given", mend="Give one of the two.")
        return self._requested(order, order.request, trace)

    def _composed(self, order: Order, payload: bytes, trace: Trace) -> Passage:
        """An event that a person composed: it says itself by which route it came, and is passed on unchanged."""
        found = read_event(payload, name=order.event_name, api=order.api)
        passage = Passage(found.source, found.value, payload, found.request, found.arrival, found.api)
        if found.arrival is None or found.request is None:
            return passage
        route, basis = route_of(found, order.api)
        passage = replace(passage, route=route, arrival=replace(found.arrival, route_method=route.method))
        said = {"route_key": route.key, "path": found.arrival.path, "stage": found.arrival.stage}
        trace.add(Step("route", "ok", f"{route.key}, as {basis} says", came_in=said))
        trace.add(Step("event", "ok", "composed by hand, passed on unchanged", detail={"bytes": len(payload)}))
        return passage

    def _requested(self, order: Order, request: HttpRequest, trace: Trace) -> Passage:
        """A request of a client: routed, admitted, and made into the event."""
        import json
        from random import Random

        from workbench.events.build import build_event
        from workbench.events.identifiers import request_ids
        from workbench.exchange.gate import Gate
        from workbench.gateway.api import Api
        from workbench.gateway.request_quota import refuse_event
        from workbench.gateway.routing import RouteTable
        from workbench.gateway.verdict import Reply

        # Made here, not at the start: an event that is passed on as it is needs neither.
        with self._making:
            random = self._random = self._random or Random()
            gate = self._gate = self._gate or Gate(self._invoker, self._find_function, random)
        table = RouteTable.of(order.api or Api())
        context = request_ids(table.api.source, random)
        with trace.timed() as ended:
            match = _matched(table, order, request, context, random)
            ended(_route_step(request, match))
        if isinstance(match, Reply):
            return Passage(table.api.source, None, b"", request, None, table.api, reply=match)
        admitted = gate.admit(match, request, trace, now_ms=self._now_ms())
        arrival = admitted.arrival
        passage = Passage(arrival.source, None, b"", request, arrival, match.api, match.route, admitted)
        if admitted.reply is not None:
            return replace(passage, reply=admitted.reply)
        with trace.timed() as ended:
            event = build_event(request, arrival, now_ms=self._now_ms(), random=random)
            payload = json.dumps(event, separators=(",", ":"), ensure_ascii=False).encode("utf-8", "replace")
            too_large = refuse_event(match.api, request, payload, context=arrival.context)
            ended(_event_step(arrival.source, event, payload, too_large))
        return replace(passage, event=event, payload=payload, reply=too_large)

    def _invoke(
        self,
        order: Order,
        passage: Passage,
        trace: Trace,
        on_log: Callable[[LogLine], None] | None,
        cancelled: threading.Event | None,
        debug_port: int | None,
    ) -> Outcome:
        with trace.timed() as ended:
            outcome = self._invoker(
                order.function,
                passage.payload,
                request_id="",
                client_context=order.client_context,
                on_log=on_log,
                decide=denials(order, now_ms=self._now_ms()),
                cancelled=cancelled,
                debug_port=debug_port,
            )
            ended(_invoke_step(outcome))
        return outcome


def _opened(order: Order, passage: Passage) -> Exchange:
    function = order.function
    return Exchange(
        request_id=new_request_id(),
        source=passage.source,
        function_kind="local" if isinstance(function, LocalFunction) else "deployed",
        function_name=function.name,
        function_arn=function.arn,
        handler=function.handler,
        runtime=runtime_command(function).runtime if isinstance(function, LocalFunction) else function.runtime,
        event=passage.event,
        event_text=passage.payload.decode("utf-8", "replace"),
        request=passage.request,
    )


def _matched(
    table: RouteTable, order: Order, request: HttpRequest, context: Mapping[str, Json], random: Random
) -> Match | Reply:
    connection = order.connection
    if connection is None or table.api.type != "WEBSOCKET":
        return table.route(request, context=context)
    from workbench.events.identifiers import short_id

    return table.route_moment(request, replace(connection, id=connection.id or short_id(random)), context=context)


def _route_step(request: HttpRequest, match: Match | Reply) -> Step:
    came_in = {"method": request.method, "url": request.url}
    from workbench.gateway.verdict import Reply

    if isinstance(match, Reply):
        verdict = match.verdict
        answered = {"status": match.response.status, "body": match.response.body.decode("utf-8", "replace")}
        outcome: StepOutcome = "ok" if verdict.ok else "refused"
        return Step("route", outcome, verdict.message, came_in=came_in, went_out=answered, rule=verdict.rule)
    went_out = {
        "route_key": match.route.key,
        "function": match.route.function,
        "path_parameters": dict(match.arrival.path_parameters),
    }
    return Step("route", "ok", match.route.key, came_in=came_in, went_out=went_out, rule=match.rule)


def _event_step(source: Source, event: JsonObject, payload: bytes, too_large: Reply | None) -> Step:
    if too_large is not None:
        return Step("event", "refused", too_large.verdict.message, rule=too_large.verdict.rule)
    return Step("event", "ok", f"{source.label} event, {len(payload)} bytes", went_out=event)


def _invoke_step(outcome: Outcome) -> Step:
    took = f"{outcome.report.duration_ms:.0f} ms" if outcome.report else f"{outcome.round_trip_ms:.0f} ms"
    detail = {
        "function_error": outcome.function_error,
        "error_type": outcome.error_type,
        "request_id": outcome.request_id,
    }
    if outcome.function_error:
        said = f"{outcome.error_type or outcome.function_error} after {took}"
        return Step("invoke", "failed", said, went_out=outcome.payload_text, detail=detail)
    return Step("invoke", "ok", took, went_out=outcome.payload_text, detail=detail)


def _traced(event: Json) -> str:
    """The trace that the event names, as the response repeats it; empty where it names none."""
    headers = event.get("headers") if isinstance(event, dict) else None
    if not isinstance(headers, dict):
        return ""
    named = next((value for name, value in headers.items() if name.lower() == "x-amzn-trace-id"), "")
    root = str(named).partition(";")[0]
    return f"{root};Sampled=0" if root.startswith("Root=") else ""


def _respond(passage: Passage, outcome: Outcome, trace: Trace) -> Reply | None:
    """What the client gets; None for an event that no HTTP client waits for."""
    if passage.api is None:
        return None
    from workbench.gateway.respond import answer
    from workbench.gateway.returned import Returned

    context = passage.event.get("requestContext") if isinstance(passage.event, dict) else None
    known = context if isinstance(context, dict) else {}
    with trace.timed() as ended:
        returned = Returned(
            passage.api, passage.request, outcome, outcome.round_trip_ms, passage.route, known, _traced(passage.event)
        )
        reply = answer(returned)
        verdict, status = reply.verdict, reply.response.status
        said = f"{status} {reply.response.status_text}".strip()
        answered = {"status": status, "headers": [list(pair) for pair in reply.response.headers]}
        detail = {"verdict": verdict.code, "message": verdict.message}
        ended(
            Step(
                "response",
                "ok" if verdict.ok else "failed",
                said,
                came_in=outcome.payload_text,
                went_out=answered,
                rule=verdict.rule,
                detail=detail,
            )
        )
    return reply
