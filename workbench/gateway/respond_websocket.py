"""What the client of a WebSocket API gets for a function's result: an open connection, a frame, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.events.http import HttpResponse
from workbench.gateway import rules_websocket as rules
from workbench.gateway.own_answers import websocket_frame
from workbench.gateway.result import Malformed, decoded, parse, shown, whole_number
from workbench.gateway.verdict import Reply, Verdict

if TYPE_CHECKING:
    from workbench.events.json_value import Json
    from workbench.gateway.returned import Returned
    from workbench.gateway.verdict import Rule

MAX_MESSAGE_BYTES = 128 * 1024
"""The most that one message carries."""


def respond(returned: Returned) -> Reply:
    """The reply of a WebSocket API: by route key, the handshake's without one."""
    key = returned.route.path if returned.route else str(returned.context.get("routeKey") or "$connect")
    if key == "$connect":
        return _handshake(returned)
    if key == "$disconnect":
        return Reply(
            HttpResponse(200), Verdict("ok", "The connection is closed; nobody gets the result.", rules.DISCONNECTED)
        )
    return _message(returned)


def no_permission(returned: Returned) -> Reply:
    """The reply where the function's policy does not let API Gateway in."""
    why = "API Gateway may not invoke the function. Add the permission to its resource policy."
    return _frame(returned, 500, Verdict("invoke_not_permitted", why, rules.MESSAGE_FAILED))


def _handshake(returned: Returned) -> Reply:
    failure = _failure(returned, rules.CONNECT_FAILED)
    if failure is not None:
        return _frame(returned, 504 if failure.code == "integration_timeout" else 502, failure)
    try:
        result = parse(returned.outcome.payload, rule=rules.STATUS_MISSING)
    except Malformed as problem:
        return _frame(returned, 502, Verdict(problem.code, problem.message, problem.rule))
    value = result.get("statusCode") if isinstance(result, dict) else None
    status = whole_number(value)
    if status is None or not 100 <= status <= 599:
        why = f"statusCode is {shown(value) if value is not None else 'missing'}. Return 200 to open the connection."
        return _frame(returned, 502, Verdict("malformed_proxy_response", why, rules.STATUS_MISSING))
    if not 200 <= status <= 299:
        why = f"The function answered $connect with {status}: the handshake fails."
        return Reply(HttpResponse(status), Verdict("connection_refused", why, rules.REFUSED))
    return _opened(result)


def _opened(result: dict[str, Json]) -> Reply:
    headers = [("Upgrade", "websocket"), ("Connection", "upgrade")]
    changes: list[tuple[str, Rule]] = [("The status is 101: the connection opens", rules.CONNECTED)]
    said = result.get("headers")
    for name, value in said.items() if isinstance(said, dict) else ():
        if (
            name.lower() == "sec-websocket-protocol"
            and isinstance(value, str)
            and value.isascii()
            and value.isprintable()
        ):
            headers.append(("Sec-WebSocket-Protocol", value))
        else:
            changes.append((f"{name} is dropped", rules.SUBPROTOCOL))
    if result.get("body"):
        changes.append(("The body is dropped", rules.SUBPROTOCOL))
    verdict = Verdict("ok", "The connection opens.", rules.CONNECTED)
    return Reply(HttpResponse(101, tuple(headers)), verdict, tuple(changes))


def _message(returned: Returned) -> Reply:
    failure = _failure(returned, rules.MESSAGE_FAILED)
    if failure is not None:
        return _frame(returned, 504 if failure.code == "integration_timeout" else 500, failure)
    answers = bool(returned.route and returned.route.settings.get("route_response"))
    if not answers:
        verdict = Verdict("ok", "The route has no route response: the client hears nothing.", rules.NO_ROUTE_RESPONSE)
        changes = (("The result is not sent", rules.NO_ROUTE_RESPONSE),) if returned.outcome.payload else ()
        return Reply(HttpResponse(200), verdict, changes)
    try:
        result = parse(returned.outcome.payload, rule=rules.MESSAGE_FAILED)
        body = _frame_body(result)
    except Malformed as problem:
        return _frame(returned, 500, Verdict(problem.code, problem.message, problem.rule))
    if len(body) > MAX_MESSAGE_BYTES:
        why = f"The body has {len(body):,} bytes; a message carries at most {MAX_MESSAGE_BYTES:,}."
        return _frame(returned, 500, Verdict("response_too_large", why, rules.TOO_LARGE))
    verdict = Verdict("ok", "The client gets the body as a frame.", rules.ROUTE_RESPONSE)
    changes = (("Only the body is sent: a frame has no status or headers", rules.ROUTE_RESPONSE),)
    return Reply(HttpResponse(200, (), body), verdict, changes)


def _frame_body(result: Json) -> bytes:
    if not isinstance(result, dict) or whole_number(result.get("statusCode")) is None:
        what = "statusCode is missing. Return an object with statusCode and body."
        raise Malformed(what, rules.MESSAGE_FAILED)
    body = result.get("body")
    if body is None:
        return b""
    if not isinstance(body, str):
        raise Malformed("body is not a string. Return it as text, for example with json.dumps.", rules.MESSAGE_FAILED)
    if result.get("isBase64Encoded") is True:
        return decoded(body, rule=rules.MESSAGE_FAILED, code="invalid_base64")
    return body.encode("utf-8", "replace")


def _failure(returned: Returned, rule: Rule) -> Verdict | None:
    if returned.timed_out:
        why = f"The function took longer than {returned.timeout_ms:,} ms; it runs on."
        return Verdict("integration_timeout", why, rules.TIMEOUT)
    if returned.too_large:
        return Verdict("response_too_large", returned.too_large_reason, rules.TOO_LARGE)
    return Verdict("function_error", returned.failure, rule) if returned.outcome.function_error else None


def _frame(returned: Returned, status: int, verdict: Verdict) -> Reply:
    message = "Endpoint request timed out" if verdict.code == "integration_timeout" else "Internal server error"
    context = {"requestId": returned.extended_request_id, **returned.context}
    return websocket_frame(status, verdict, message=message, context=context)
