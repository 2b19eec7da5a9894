"""What the client of a Lambda function URL gets for the function's result."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from workbench.events.http import HttpResponse
from workbench.gateway import rules_function_url as rules
from workbench.gateway.client_view import ClientView
from workbench.gateway.cors import Cors
from workbench.gateway.respond_http import cookies_of
from workbench.gateway.respond_rest import DROPPED, REMAPPED
from workbench.gateway.result import Malformed, kind_of, parse, shown, status_of, text_of
from workbench.gateway.verdict import Reply, Verdict

if TYPE_CHECKING:
    from workbench.events.json_value import Json
    from workbench.gateway.returned import Returned
    from workbench.gateway.verdict import Rule

KEYS = frozenset({"statusCode", "headers", "body", "cookies", "isBase64Encoded"})
FORBIDDEN = (
    '{"Message":"Forbidden. For troubleshooting Function URL authorization issues, see: '
    'https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html"}'
)


def respond(returned: Returned) -> Reply:
    """The reply of a function URL."""
    if returned.timed_out:
        why = "The function took longer than the 15 minutes that a function may run."
        return _failed(returned, Verdict("integration_timeout", why, rules.TIMEOUT))
    if returned.too_large:
        return _failed(returned, Verdict("response_too_large", returned.too_large_reason, rules.TOO_LARGE))
    if returned.outcome.function_error:
        return _failed(returned, Verdict("function_error", returned.failure, rules.FUNCTION_ERROR))
    try:
        return _accepted(returned, parse(returned.outcome.payload, rule=rules.MALFORMED))
    except Malformed as problem:
        return _failed(returned, Verdict(problem.code, problem.message, problem.rule))


def no_permission(returned: Returned) -> Reply:
    """The reply where the function's policy does not let the URL's caller in."""
    why = "The caller may not invoke the function through its URL. Add the permission to its resource policy."
    return _answer(returned, 403, FORBIDDEN, Verdict("invoke_not_permitted", why, rules.NO_PERMISSION))


def _failed(returned: Returned, verdict: Verdict) -> Reply:
    return _answer(returned, 502, "Internal Server Error", verdict)


def _answer(returned: Returned, status: int, text: str, verdict: Verdict) -> Reply:
    body = text.encode()
    headers = [("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
    headers.append(("x-amzn-RequestId", returned.request_id))
    if status == 403:
        headers.append(("x-amzn-ErrorType", "AccessDeniedException"))
    return Reply(HttpResponse(status, tuple(headers), body), verdict)


def _accepted(returned: Returned, result: Json) -> Reply:
    view = ClientView()
    if not isinstance(result, dict) or result.get("statusCode") is None:
        view.changed(
            "The status is 200 and the whole result is the body, as it has no statusCode", rules.INFERRED_FORMAT
        )
        return _finish(returned, view, 200, _printed(result, view), rules.INFERRED_FORMAT)
    value = result["statusCode"]
    status = status_of(value, invalid=rules.MALFORMED, zero=rules.MALFORMED, outside=rules.MALFORMED)
    if isinstance(value, str):
        view.changed(f"statusCode {shown(value)} is read as the number {status}", rules.STATUS_TEXT)
    _headers(result.get("headers"), view)
    for cookie in cookies_of(result.get("cookies")):
        view.changed(f"The cookie {cookie[:40]} becomes a Set-Cookie header", rules.COOKIES)
        view.carry("Set-Cookie", cookie)
    view.ignore(result, known=KEYS, rule=rules.UNKNOWN_KEY)
    body = view.body(result, malformed=rules.MALFORMED, decoding=rules.DECODED)
    return _finish(returned, view, status, body, rules.OK)


def _printed(result: Json, view: ClientView) -> bytes:
    if isinstance(result, str):
        view.changed("The string is sent without its quotes", rules.STRING_UNQUOTED)
        return result.encode("utf-8", "replace")
    return json.dumps(result, separators=(",", ":"), ensure_ascii=False).encode("utf-8", "replace")


def _headers(headers: Json, view: ClientView) -> None:
    if headers is None:
        return
    if not isinstance(headers, dict):
        raise Malformed(f"headers is {kind_of(headers)}, not an object. Return names and values.", rules.MALFORMED)
    for name, value in headers.items():
        text = text_of(value)
        if text is None:
            what = f"headers[{shown(name)}] is {kind_of(value)}, not a string. Return the value as text."
            raise Malformed(what, rules.MALFORMED)
        if text is not value:
            view.changed(f"{name}: {kind_of(value)} is sent as the text {text}", rules.HEADER_AS_TEXT)
        lower = name.lower()
        if lower in REMAPPED:
            view.changed(f"{name} is sent as x-amzn-Remapped-{name}", rules.REMAPPED)
            view.carry(f"x-amzn-Remapped-{name}", text)
        elif lower in DROPPED:
            view.changed(f"{name} is dropped", rules.DROPPED)
        else:
            view.carry(name, text)


def _finish(returned: Returned, view: ClientView, status: int, body: bytes, rule: Rule) -> Reply:
    if not view.has("Content-Type"):
        view.add("Content-Type", "application/json", rules.CONTENT_TYPE)
    cors = Cors.of(returned.api)
    for name, value in cors.headers_for(returned.request) if cors and returned.request else ():
        view.add(name, value, rules.CORS)
    method = returned.request.method.upper() if returned.request else "GET"
    body = view.sized(method, status, body, rule=rules.ADDED)
    view.add("x-amzn-RequestId", returned.request_id, rules.ADDED)
    view.add("X-Amzn-Trace-Id", returned.trace, rules.ADDED)
    return view.reply(status, body, Verdict("ok", "The client gets what the function returned.", rule))
