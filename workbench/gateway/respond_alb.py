"""What the client of an Application Load Balancer gets for a Lambda target's result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.gateway import rules_alb as rules
from workbench.gateway.client_view import ClientView
from workbench.gateway.own_answers import load_balancer_answer
from workbench.gateway.result import Malformed, kind_of, parse, shown, status_of, text_of
from workbench.gateway.verdict import Reply, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.events.json_value import Json
    from workbench.gateway.returned import Returned

KEYS = frozenset({"statusCode", "statusDescription", "headers", "multiValueHeaders", "body", "isBase64Encoded"})
HOP_BY_HOP = frozenset({
    "connection", "content-length", "keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailer",
    "transfer-encoding", "upgrade",
})  # fmt: skip
MAX_RESULT_BYTES = 1024 * 1024
"""The most that a load balancer takes from a function: 1 MB."""


def respond(returned: Returned) -> Reply:
    """The reply of a load balancer."""
    size = len(returned.outcome.payload)
    if returned.timed_out:
        why = f"The function took longer than {returned.timeout_ms:,} ms."
        return load_balancer_answer(504, Verdict("integration_timeout", why, rules.TIMEOUT))
    if returned.outcome.function_error and not returned.too_large:
        return load_balancer_answer(502, Verdict("function_error", returned.failure, rules.FUNCTION_ERROR))
    if returned.too_large or size > MAX_RESULT_BYTES:
        how = f"has {size:,} bytes" if size > MAX_RESULT_BYTES else "is too large"
        why = f"The result {how}; a load balancer takes at most {MAX_RESULT_BYTES:,}."
        return load_balancer_answer(502, Verdict("response_too_large", why, rules.TOO_LARGE))
    try:
        return _accepted(returned, parse(returned.outcome.payload, rule=rules.MALFORMED))
    except Malformed as problem:
        return load_balancer_answer(502, Verdict(problem.code, problem.message, problem.rule))


def no_permission(returned: Returned) -> Reply:
    """The reply where the function's policy does not let the load balancer in."""
    del returned
    why = "The load balancer may not invoke the function. Add the permission to its resource policy."
    return load_balancer_answer(502, Verdict("invoke_not_permitted", why, rules.NO_PERMISSION))


def _accepted(returned: Returned, result: Json) -> Reply:
    if not isinstance(result, dict):
        mend = 'Return an object, such as {"statusCode": 200, "body": "…"}.'
        raise Malformed(f"The result is {kind_of(result)}, not an object. {mend}", rules.MALFORMED)
    if result.get("statusCode") is None:
        raise Malformed("statusCode is missing. Return a number, such as 200.", rules.MALFORMED)
    view = ClientView()
    value = result["statusCode"]
    status = status_of(value, invalid=rules.MALFORMED, zero=rules.MALFORMED, outside=rules.MALFORMED)
    if isinstance(value, str):
        view.changed(f"statusCode {shown(value)} is read as the number {status}", rules.STATUS_TEXT)
    reason = _reason(result.get("statusDescription"), view)
    _headers(returned, result, view)
    view.ignore(result, known=KEYS, rule=rules.UNKNOWN_KEY)
    body = view.body(result, malformed=rules.MALFORMED, decoding=rules.DECODED)
    if not view.has("Content-Type"):
        view.add("Content-Type", "application/octet-stream", rules.CONTENT_TYPE)
    if not view.has("Server"):
        view.add("Server", "awselb/2.0", rules.ADDED)
    method = returned.request.method.upper() if returned.request else "GET"
    body = view.sized(method, status, body, rule=rules.ADDED)
    return view.reply(
        status, body, Verdict("ok", "The client gets what the function returned.", rules.OK), reason=reason
    )


def _reason(value: Json, view: ClientView) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        what = f'statusDescription is {kind_of(value)}, not a string. Return it as "200 OK".'
        raise Malformed(what, rules.MALFORMED)
    number, _, words = value.partition(" ")
    reason = (words if number.isdigit() else value).encode("ascii", "replace").decode()
    reason = "".join(char if char.isprintable() else " " for char in reason)
    if reason:
        view.changed(f"The reason phrase is {reason[:40]}", rules.REASON)
    return reason


def _headers(returned: Returned, result: Mapping[str, Json], view: ClientView) -> None:
    multi = returned.api.multi_value_headers
    key, other = ("multiValueHeaders", "headers") if multi else ("headers", "multiValueHeaders")
    if result.get(other):
        setting = "on" if multi else "off"
        view.changed(f"{other} is ignored: multi-value headers are {setting} for the target group", rules.OTHER_MAP)
    headers = result.get(key)
    if headers is None:
        return
    if not isinstance(headers, dict):
        raise Malformed(f"{key} is {kind_of(headers)}, not an object. Return names and values.", rules.MALFORMED)
    for name, value in headers.items():
        if multi and not isinstance(value, list):
            what = f"multiValueHeaders[{shown(name)}] is {kind_of(value)}, not a list. Put the value in a list."
            raise Malformed(what, rules.MALFORMED)
        for each in value if multi else (value,):
            _carry(view, key, name, each)


def _carry(view: ClientView, key: str, name: str, value: Json) -> None:
    text = text_of(value)
    if text is None:
        what = f"{key}[{shown(name)}] is {kind_of(value)}, not a string. Return the value as text."
        raise Malformed(what, rules.MALFORMED)
    if text is not value:
        view.changed(f"{name}: {kind_of(value)} is sent as the text {text}", rules.HEADER_AS_TEXT)
    if name.lower() in HOP_BY_HOP:
        view.changed(f"{name} is dropped", rules.DROPPED)
    else:
        view.carry(name, text)
