"""What the client of a REST API gets for a function's result: the Lambda proxy integration, payload 1.0."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from workbench.gateway import rules_rest as rules
from workbench.gateway.client_view import ClientView
from workbench.gateway.gateway_responses import Refusal, ResponseType, refuse
from workbench.gateway.result import Malformed, body_of, decoded, flag_of, kind_of, parse, shown, status_of
from workbench.gateway.verdict import Reply, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.events.json_value import Json
    from workbench.gateway.returned import Returned
    from workbench.gateway.verdict import Rule

KEYS = frozenset({"statusCode", "headers", "multiValueHeaders", "body", "isBase64Encoded", "base64Encoded"})
REMAPPED = frozenset({
    "authorization", "connection", "content-length", "content-md5", "date", "expect", "host", "max-forwards",
    "proxy-authenticate", "server", "trailer", "upgrade", "user-agent", "www-authenticate",
})  # fmt: skip
DROPPED = frozenset({"transfer-encoding", "te", "keep-alive"})


def respond(returned: Returned) -> Reply:
    """The reply of a REST API."""
    if returned.timed_out:
        timeout = returned.timeout_ms
        why = f"The function took longer than the {timeout:,} ms that a REST API waits; it runs on."
        return _refused(returned, "INTEGRATION_TIMEOUT", "integration_timeout", why, rules.INTEGRATION_TIMEOUT)
    if returned.too_large:
        return _refused(returned, "DEFAULT_5XX", "response_too_large", returned.too_large_reason, rules.TOO_LARGE)
    if returned.outcome.function_error:
        return _refused(returned, "DEFAULT_5XX", "function_error", returned.failure, rules.FUNCTION_ERROR)
    try:
        return _accepted(returned, parse(returned.outcome.payload, rule=rules.NOT_JSON))
    except Malformed as problem:
        kind: ResponseType = "API_CONFIGURATION_ERROR" if problem.code == "invalid_base64" else "DEFAULT_5XX"
        return _refused(returned, kind, problem.code, problem.message, problem.rule)


def no_permission(returned: Returned) -> Reply:
    """The reply where the function's policy does not let API Gateway in."""
    why = "API Gateway may not invoke the function. Add the permission to its resource policy."
    return _refused(returned, "API_CONFIGURATION_ERROR", "invoke_not_permitted", why, rules.NO_PERMISSION)


def _refused(returned: Returned, kind: ResponseType, code: str, why: str, rule: Rule) -> Reply:
    context = {
        **returned.context,
        "requestId": returned.request_id,
        "extendedRequestId": returned.extended_request_id,
    }
    return refuse(returned.api, returned.request, Refusal(kind, code, why, rule, context=context))


def _accepted(returned: Returned, result: Json) -> Reply:
    if not isinstance(result, dict):
        mend = 'Return an object, such as {"statusCode": 200, "body": "…"}.'
        raise Malformed(f"The result is {kind_of(result)}, not an object. {mend}", rules.NOT_AN_OBJECT)
    for key in result:
        if key not in KEYS:
            allowed = "statusCode, headers, multiValueHeaders, body and isBase64Encoded"
            raise Malformed(f"{shown(key)} is not a key of a proxy response. Leave only {allowed}.", rules.UNKNOWN_KEY)
    view = ClientView()
    status = _status(result.get("statusCode"), view)
    flag_key = "base64Encoded" if "base64Encoded" in result else "isBase64Encoded"
    flag = flag_of(flag_key, result.get(flag_key), rule=rules.FLAG_NOT_BOOLEAN)
    _merge(view, _single(result.get("headers"), view), _multi(result.get("multiValueHeaders"), view))
    text = body_of(result.get("body"), rule=rules.BODY_NOT_TEXT)
    body = _body(returned, text, flag, view)
    if not view.has("Content-Type"):
        view.add("Content-Type", "application/json", rules.CONTENT_TYPE)
    method = returned.request.method.upper() if returned.request else "GET"
    body = view.sized(method, status, body, rule=rules.ADDED)
    view.add("x-amzn-RequestId", returned.request_id, rules.ADDED)
    view.add("x-amz-apigw-id", returned.extended_request_id, rules.ADDED)
    view.add("X-Amzn-Trace-Id", returned.trace, rules.ADDED)
    if returned.api.endpoint_type == "EDGE":
        for name, value in edge_headers(returned.request_id):
            view.add(name, value, rules.EDGE)
    return view.reply(status, body, Verdict("ok", "The client gets what the function returned.", rules.OK))


def _status(value: Json, view: ClientView) -> int:
    if value is None:
        view.changed("The status is 200, as the result has no statusCode", rules.STATUS_DEFAULT)
        return 200
    status = status_of(value, invalid=rules.STATUS_NOT_A_NUMBER, zero=rules.STATUS_ZERO, outside=rules.STATUS_RANGE)
    if isinstance(value, str):
        view.changed(f"statusCode {shown(value)} is read as the number {status}", rules.STATUS_TEXT)
    return status


def _single(headers: Json, view: ClientView) -> Mapping[str, Json]:
    if headers is None:
        return {}
    if not isinstance(headers, dict):
        raise Malformed(
            f"headers is {kind_of(headers)}, not an object. Return names and values.", rules.HEADERS_NOT_A_MAP
        )
    return {name: _text(name, value, view, key="headers") for name, value in headers.items()}


def _multi(headers: Json, view: ClientView) -> Mapping[str, list[str]]:
    if headers is None:
        return {}
    if not isinstance(headers, dict):
        what = f"multiValueHeaders is {kind_of(headers)}, not an object. Return names and lists of values."
        raise Malformed(what, rules.HEADERS_NOT_A_MAP)
    found = {}
    for name, values in headers.items():
        if not isinstance(values, list):
            what = f"multiValueHeaders[{shown(name)}] is {kind_of(values)}, not a list. Put the value in a list."
            raise Malformed(what, rules.MULTI_NOT_A_LIST)
        found[name] = [_text(name, value, view, key="multiValueHeaders") for value in values]
    return found


def _text(name: str, value: Json, view: ClientView, *, key: str) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        text = "true" if value else "false"
        view.changed(f"{name}: the boolean is sent as the text {text}", rules.HEADER_BOOLEAN)
        return text
    what = f"{key}[{shown(name)}] is {kind_of(value)}, not a string. Return the value as text."
    raise Malformed(what, rules.HEADER_NOT_TEXT)


def _merge(view: ClientView, single: Mapping[str, str], multi: Mapping[str, list[str]]) -> None:
    """Multi values first, in the multi map's casing; then the single values that are not there already."""
    if not multi:
        for name, value in single.items():
            _carry(view, name, value)
        return
    spelled = {name.lower(): name for name in multi}
    beside: dict[str, list[tuple[str, str]]] = {}
    for name, value in single.items():
        beside.setdefault(name.lower(), []).append((name, value))
    for name, values in multi.items():
        for value in values:
            _carry(view, name, value)
        for own, value in beside.pop(name.lower(), ()) if spelled[name.lower()] == name else ():
            if value in values:
                view.changed(f"{own}: {value} stands in both maps and is sent once", rules.SAME_PAIR)
            else:
                view.changed(f"{own}: {value} is sent after the values of multiValueHeaders", rules.MERGED)
                _carry(view, name, value)
    for own_pairs in beside.values():
        for name, value in own_pairs:
            _carry(view, name, value)


def _carry(view: ClientView, name: str, value: str) -> None:
    lower = name.lower()
    if lower in REMAPPED:
        view.changed(f"{name} is sent as x-amzn-Remapped-{name}", rules.REMAPPED)
        view.carry(f"x-amzn-Remapped-{name}", value)
    elif lower in DROPPED:
        view.changed(f"{name} is dropped", rules.DROPPED)
    else:
        view.carry(name, value)


def _body(returned: Returned, text: str, flag: bool, view: ClientView) -> bytes:
    if not flag or not text:
        return text.encode("utf-8", "replace")
    types = {kind.lower() for kind in returned.api.binary_media_types}
    accept = returned.request.header("Accept") if returned.request else None
    if "*/*" in types:
        rule = rules.DECODED_ANY
    elif accept is None:
        view.changed("The body is sent as base64 text: the request has no Accept header", rules.NOT_DECODED_NO_ACCEPT)
        return text.encode("utf-8", "replace")
    elif (wanted := first_media_type(accept)) in types or f"{wanted.partition('/')[0]}/*" in types:
        rule = rules.DECODED
    else:
        what = f"The body is sent as base64 text: {wanted or 'nothing'}, first in Accept, is no binary media type"
        view.changed(what, rules.NOT_DECODED)
        return text.encode("utf-8", "replace")
    body = decoded(text, rule=rules.INVALID_BASE64, code="invalid_base64")
    view.changed(f"The body is decoded from base64 to {len(body):,} bytes", rule)
    return body


def edge_headers(request_id: str) -> tuple[tuple[str, str], ...]:
    """What CloudFront adds in front of an edge-optimised endpoint; the ids are made up from the request's."""
    digits = request_id.replace("-", "")
    return (
        ("X-Cache", "Miss from cloudfront"),
        ("Via", f"1.1 {digits[:32]}.cloudfront.net (CloudFront)"),
        ("X-Amz-Cf-Pop", "IAD89-C1"),
        ("X-Amz-Cf-Id", base64.b64encode(digits.encode().ljust(41, b"0")[:41]).decode()),
    )


def first_media_type(accept: str) -> str:
    """The first media type that an Accept header names, without its parameters."""
    return accept.partition(",")[0].partition(";")[0].strip().lower()
