"""What the client of an HTTP API gets for a function's result, with payload 1.0 and 2.0."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.events.source import Source
from workbench.gateway import rules_http as rules
from workbench.gateway.client_view import ClientView, title_case
from workbench.gateway.cors import Cors
from workbench.gateway.own_answers import http_api_answer
from workbench.gateway.result import Malformed, body_of, decoded, flag_of, kind_of, parse, shown, status_of, text_of
from workbench.gateway.verdict import Reply, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.events.json_value import Json
    from workbench.gateway.returned import Returned
    from workbench.gateway.verdict import Rule

DROPPED = frozenset({"connection", "content-length", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade"})
KEYS = frozenset({"statusCode", "headers", "body", "isBase64Encoded"})


def respond(returned: Returned) -> Reply:
    """The reply of an HTTP API."""
    if returned.timed_out:
        timeout = returned.timeout_ms
        why = f"The function took longer than the {timeout:,} ms that an HTTP API waits; it runs on."
        verdict = Verdict("integration_timeout", why, rules.INTEGRATION_TIMEOUT)
        return _answer(returned, 503, verdict, "Service Unavailable")
    if returned.too_large:
        return _failed(returned, "response_too_large", returned.too_large_reason, rules.TOO_LARGE)
    if returned.outcome.function_error:
        return _failed(returned, "function_error", returned.failure, rules.FUNCTION_ERROR)
    try:
        result = parse(returned.outcome.payload, rule=rules.NOT_JSON)
        if returned.source is Source.HTTP_1:
            return _payload_1(returned, result)
        return _payload_2(returned, result)
    except Malformed as problem:
        return _failed(returned, problem.code, problem.message, problem.rule)


def no_permission(returned: Returned) -> Reply:
    """The reply where the function's policy does not let API Gateway in."""
    why = "API Gateway may not invoke the function. Add the permission to its resource policy."
    return _failed(returned, "invoke_not_permitted", why, rules.NO_PERMISSION)


def _failed(returned: Returned, code: str, why: str, rule: Rule) -> Reply:
    return _answer(returned, 500, Verdict(code, why, rule), "Internal Server Error")


def _answer(returned: Returned, status: int, verdict: Verdict, message: str) -> Reply:
    """The API's own error; its CORS headers go with it."""
    cors = Cors.of(returned.api)
    headers = cors.headers_for(returned.request) if cors and returned.request else ()
    request_id = returned.extended_request_id
    return http_api_answer(status, verdict, message=message, request_id=request_id, headers=headers)


def _payload_1(returned: Returned, result: Json) -> Reply:
    if not isinstance(result, dict):
        mend = 'Return an object, such as {"statusCode": 200, "body": "…"}.'
        raise Malformed(f"The result is {kind_of(result)}, not an object. {mend}", rules.NOT_AN_OBJECT)
    if result.get("statusCode") is None:
        raise Malformed("statusCode is missing. Return a number, such as 200.", rules.STATUS_MISSING)
    view = ClientView()
    status = _status(result["statusCode"], view)
    single = _pairs(result.get("headers"), view)
    multi = _multi_pairs(result.get("multiValueHeaders"), view)
    order = {name.lower(): index for index, (name, _) in reversed(list(enumerate(single + multi)))}
    both = {name.lower() for name, _ in single} & {name.lower() for name, _ in multi}
    for name in sorted(both):
        view.changed(f"{title_case(name)}: the single value is sent before those of multiValueHeaders", rules.MERGED)
    for name, value in sorted(single + multi, key=lambda pair: order[pair[0].lower()]):
        _carry(returned, view, name, value)
    view.ignore(result, known=KEYS | {"multiValueHeaders"}, rule=rules.UNKNOWN_KEY)
    return _finish(returned, view, status, _body(result, view), rules.OK_1)


def _payload_2(returned: Returned, result: Json) -> Reply:
    if not isinstance(result, dict) or result.get("statusCode") is None:
        return _inferred(returned, result)
    view = ClientView()
    status = _status(result["statusCode"], view)
    for name, value in _pairs(result.get("headers"), view):
        _carry(returned, view, name, value)
    for cookie in cookies_of(result.get("cookies")):
        view.changed(f"The cookie {cookie[:40]} becomes a Set-Cookie header", rules.COOKIES)
        view.carry("Set-Cookie", cookie)
    view.ignore(result, known=KEYS | {"cookies"}, rule=rules.UNKNOWN_KEY)
    return _finish(returned, view, status, _body(result, view), rules.OK_2)


def _inferred(returned: Returned, result: Json) -> Reply:
    view = ClientView()
    view.changed("The status is 200 and the whole result is the body, as it has no statusCode", rules.INFERRED_FORMAT)
    if isinstance(result, str):
        view.changed("The string is sent without its quotes", rules.STRING_UNQUOTED)
        body = result.encode("utf-8", "replace")
    else:
        body = returned.outcome.payload
    view.add("Content-Type", "application/json", rules.INFERRED_FORMAT)
    return _finish(returned, view, 200, body, rules.INFERRED_FORMAT)


def _finish(returned: Returned, view: ClientView, status: int, body: bytes, rule: Rule) -> Reply:
    if not view.has("Content-Type"):
        view.add("Content-Type", "text/plain; charset=utf-8", rules.CONTENT_TYPE)
    cors = Cors.of(returned.api)
    for name, value in cors.headers_for(returned.request) if cors and returned.request else ():
        view.add(title_case(name), value, rules.CORS)
    method = returned.request.method.upper() if returned.request else "GET"
    body = view.sized(method, status, body, rule=rules.ADDED)
    view.add("Apigw-Requestid", returned.extended_request_id, rules.ADDED)
    return view.reply(status, body, Verdict("ok", "The client gets what the function returned.", rule))


def _status(value: Json, view: ClientView) -> int:
    invalid = rules.STATUS_INVALID
    status = status_of(value, invalid=invalid, zero=rules.STATUS_ZERO, outside=invalid)
    if isinstance(value, str):
        view.changed(f"statusCode {shown(value)} is read as the number {status}", rules.STATUS_TEXT)
    return status


def _pairs(headers: Json, view: ClientView) -> list[tuple[str, str]]:
    if headers is None:
        return []
    if not isinstance(headers, dict):
        raise Malformed(
            f"headers is {kind_of(headers)}, not an object. Return names and values.", rules.HEADERS_NOT_A_MAP
        )
    return [(name, _text(name, value, view, key="headers")) for name, value in headers.items()]


def _multi_pairs(headers: Json, view: ClientView) -> list[tuple[str, str]]:
    if headers is None:
        return []
    if not isinstance(headers, dict):
        what = f"multiValueHeaders is {kind_of(headers)}, not an object. Return names and lists of values."
        raise Malformed(what, rules.HEADERS_NOT_A_MAP)
    pairs = []
    for name, values in headers.items():
        if not isinstance(values, list):
            what = f"multiValueHeaders[{shown(name)}] is {kind_of(values)}, not a list. Put the value in a list."
            raise Malformed(what, rules.MULTI_NOT_A_LIST)
        pairs += [(name, _text(name, value, view, key="multiValueHeaders")) for value in values]
    return pairs


def _text(name: str, value: Json, view: ClientView, *, key: str) -> str:
    text = text_of(value)
    if text is not None:
        if text is not value:
            view.changed(f"{name}: {kind_of(value)} is sent as the text {text}", rules.HEADER_AS_TEXT)
        return text
    what = f"{key}[{shown(name)}] is {kind_of(value)}, not a string. Return the value as text."
    raise Malformed(what, rules.HEADER_NOT_TEXT)


def cookies_of(value: Json) -> list[str]:
    """The entries of `cookies`; null is none.

    Raises:
        Malformed: it is not a list of text.
    """
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        what = 'cookies is not a list of strings. Return one string for each cookie, such as "a=1; Secure".'
        raise Malformed(what, rules.COOKIES_NOT_A_LIST)
    return value


def _carry(returned: Returned, view: ClientView, name: str, value: str) -> None:
    lower = name.lower()
    if lower in DROPPED:
        view.changed(f"{name} is dropped", rules.DROPPED)
        return
    if lower.startswith("access-control-") and Cors.of(returned.api):
        view.changed(f"{name} of the function is dropped: the API has a CORS configuration", rules.CORS)
        return
    spelled = title_case(name)
    if spelled != name:
        view.changed(f"{name} is sent as {spelled}", rules.CASING)
    view.carry(spelled, value)


def _body(result: Mapping[str, Json], view: ClientView) -> bytes:
    text = body_of(result.get("body"), rule=rules.BODY_NOT_TEXT)
    flag = flag_of("isBase64Encoded", result.get("isBase64Encoded"), rule=rules.FLAG_NOT_BOOLEAN)
    if not flag or not text:
        return text.encode("utf-8", "replace")
    body = decoded(text, rule=rules.INVALID_BASE64, code="invalid_base64")
    view.changed(f"The body is decoded from base64 to {len(body):,} bytes", rules.DECODED)
    return body
