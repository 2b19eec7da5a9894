"""The way back: the HTTP request that an event was built from, and how it arrived."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from workbench.events.arrival import Arrival, EndpointType, is_aws_domain
from workbench.events.body_encoding import body_bytes
from workbench.events.connection import Connection
from workbench.events.header_fields import gathered, without_forwarding
from workbench.events.http import HttpRequest
from workbench.events.layout import layout_of
from workbench.events.pair_maps import headers_of, query_of
from workbench.events.query import encoded, spelled
from workbench.events.recognise import source_of
from workbench.events.rest import CLOUDFRONT_HEADERS, TEST_STAGE
from workbench.events.source import Source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.events.http import Headers
    from workbench.events.json_value import Json, JsonObject

_NOT_RECOVERED = frozenset({Source.OTHER, Source.REST_TOKEN_AUTHORIZER})

_PATH_SAFE = "/-._~!$&'()*+,;=:@"
"""What a path may hold without being encoded (RFC 3986, 3.3)."""

_DERIVED_CONTEXT = frozenset(
    {
        "accountId", "apiId", "authorizer", "connectedAt", "connectionId", "disconnectReason", "disconnectStatusCode",
        "domainName", "domainPrefix", "elb", "eventType", "http", "httpMethod", "identity", "messageDirection", "path",
        "resourcePath", "routeKey", "stage",
    }
)  # fmt: skip
"""Keys of requestContext that building derives from the request and the arrival; the others are carried as they are."""

_ADDED_HEADERS = {
    Source.HTTP_1: frozenset({"content-length"}),
    Source.HTTP_1_AUTHORIZER: frozenset({"content-length"}),
    Source.HTTP_2: frozenset({"content-length"}),
    Source.HTTP_2_AUTHORIZER: frozenset({"content-length"}),
    Source.FUNCTION_URL: frozenset({"x-amzn-tls-cipher-suite", "x-amzn-tls-version"}),
}
_PRIVATE_HEADERS = frozenset(
    {"x-amzn-cipher-suite", "x-amzn-tls-version", "x-amzn-vpc-id", "x-amzn-vpce-config", "x-amzn-vpce-id"}
)
_EDGE_HEADERS = frozenset({"via", "x-amz-cf-id", *(name.lower() for name in CLOUDFRONT_HEADERS)})


def recover(event: JsonObject) -> tuple[HttpRequest, Arrival] | None:
    """The request behind an event and its arrival; None for an event that comes from no HTTP request.

    Building an event from both gives the event again, but for the trace id, wherever AWS could have sent it.
    """
    source = source_of(event)
    if source in _NOT_RECOVERED:
        return None
    context = _object(event.get("requestContext"))
    layout = layout_of(source)
    endpoint = _endpoint_type(event, source, context)
    is_test = context.get("stage") == TEST_STAGE
    headers, address = _client_headers(headers_of(event, layout), source, endpoint, is_test=is_test)
    cookies = event.get("cookies")
    if layout.cookies and isinstance(cookies, list) and cookies:
        headers = (*headers, ("cookie", "; ".join(str(cookie) for cookie in cookies)))
    arrival = _arrival(event, source, context, endpoint)
    host = next((value for name, value in headers if name.lower() == "host"), "") or arrival.domain
    identity = _object(context.get("identity")) or _object(context.get("http"))
    request = HttpRequest(
        method=_method(event, context),
        url=_url(event, source, arrival, host),
        headers=headers,
        body=_body(event, source),
        client_address=_text(identity.get("sourceIp")) or address or "127.0.0.1",
    )
    return request, arrival


def _object(value: Json) -> Mapping[str, Json]:
    return value if isinstance(value, dict) else {}


def _text(value: Json) -> str:
    return value if isinstance(value, str) else ""


def _method(event: JsonObject, context: Mapping[str, Json]) -> str:
    http = _object(context.get("http"))
    return _text(event.get("httpMethod")) or _text(http.get("method")) or _text(context.get("httpMethod")) or "GET"


def _endpoint_type(event: JsonObject, source: Source, context: Mapping[str, Json]) -> EndpointType:
    if source not in (Source.REST, Source.REST_REQUEST_AUTHORIZER):
        return "REGIONAL"
    if "vpceId" in _object(context.get("identity")):
        return "PRIVATE"
    names = {str(name).lower() for name in _object(event.get("headers")) or _object(event.get("multiValueHeaders"))}
    return "EDGE" if "x-amz-cf-id" in names else "REGIONAL"


def _client_headers(pairs: Headers, source: Source, endpoint: EndpointType, *, is_test: bool) -> tuple[Headers, str]:
    """What the client itself sent, and its address as X-Forwarded-For tells it."""
    dropped = _ADDED_HEADERS.get(source, frozenset())
    if endpoint == "PRIVATE":
        dropped |= _PRIVATE_HEADERS
    elif endpoint == "EDGE":
        dropped |= _EDGE_HEADERS
    fields = gathered(pairs, dropped=dropped)
    address = "" if is_test else without_forwarding(fields, behind=endpoint == "EDGE")
    return tuple((name, value) for name, values in fields.values() for value in values), address


def _arrival(event: JsonObject, source: Source, context: Mapping[str, Json], endpoint: EndpointType) -> Arrival:
    default = Arrival(source)
    api_id = _text(context.get("apiId")) or default.api_id
    domain = _text(context.get("domainName"))
    stage = _text(context.get("stage")) or ("$default" if source == Source.FUNCTION_URL else default.stage)
    route_method, resource = _route(event, source, context)
    account = _text(context.get("accountId"))
    authorizer = context.get("authorizer")
    parameters = tuple((name, str(value)) for name, value in _object(event.get("pathParameters")).items())
    path, base_path = _paths(event, source, stage, resource, custom=bool(domain) and not is_aws_domain(domain))
    region, account_of_arn = _region(event, context)
    own_domain = Arrival(source, api_id=api_id, region=region).domain
    return Arrival(
        source,
        api_id=api_id,
        account_id=account if account and account != "anonymous" else account_of_arn or default.account_id,
        region=region,
        stage=stage,
        endpoint_type=endpoint,
        route_method=route_method,
        resource=resource,
        path=path,
        path_parameters=_spelled(parameters, source),
        stage_variables={name: str(value) for name, value in _object(event.get("stageVariables")).items()},
        domain_name="" if domain in (own_domain, "") else domain,
        base_path=base_path,
        binary_media_types=("*/*",) if source == Source.REST and event.get("isBase64Encoded") is True else (),
        multi_value_headers="multiValueHeaders" in event,
        identity=_known_identity(_object(context.get("identity")), source),
        authorizer=authorizer if isinstance(authorizer, dict) else None,
        context={key: value for key, value in context.items() if key not in _DERIVED_CONTEXT},
        connection=_connection(event, context) if source == Source.WEBSOCKET else None,
    )


def _region(event: JsonObject, context: Mapping[str, Json]) -> tuple[str, str]:
    """The Region and the account that an ARN, the domain name or the Host header of the event tells."""
    arn = event.get("methodArn") or event.get("routeArn") or _object(context.get("elb")).get("targetGroupArn")
    parts = _text(arn).split(":")
    if len(parts) > 4 and parts[3]:
        return parts[3], parts[4]
    headers = {name.lower(): value for name, value in _object(event.get("headers")).items()}
    labels = _text(context.get("domainName") or headers.get("host")).split(".")
    for kind in ("execute-api", "lambda-url"):
        if kind in labels[:-1]:
            return labels[labels.index(kind) + 1], ""
    return Arrival(Source.REST).region, ""


def _route(event: JsonObject, source: Source, context: Mapping[str, Json]) -> tuple[str, str]:
    key = _text(event.get("routeKey") or context.get("routeKey"))
    if source == Source.WEBSOCKET or (key and not event.get("resource")):
        method, space, template = key.partition(" ")
        return (method, template) if space else ("ANY", key or "$default")
    resource = _text(event.get("resource") or context.get("resourcePath"))
    http_1_key = _text(context.get("resourceId"))
    method = http_1_key.partition(" ")[0] if " /" in http_1_key else "ANY"
    return method, resource or "/{proxy+}"


def _paths(event: JsonObject, source: Source, stage: str, resource: str, *, custom: bool) -> tuple[str, str]:
    """The path as the client spelled it, without the stage, and the base path of a custom domain."""
    context = _object(event.get("requestContext"))
    if source == Source.WEBSOCKET:
        return "/", ""
    path = _text(event.get("path")) or quote(_text(event.get("rawPath")), safe=_PATH_SAFE + "%" * _is_spelled(source))
    if source in (Source.REST, Source.REST_REQUEST_AUTHORIZER):
        whole = _text(context.get("path"))
        prefix = f"/{stage}"
        if not custom and whole.startswith(f"{prefix}/") and whole.endswith(path):
            path = whole[len(prefix) :]
    elif not custom or source in (Source.HTTP_2, Source.HTTP_2_AUTHORIZER):
        path = path[len(stage) + 1 :] if path.startswith(f"/{stage}/") else path
    if not custom or source not in (Source.REST, Source.HTTP_1, Source.REST_REQUEST_AUTHORIZER):
        return path or "/", ""
    filled = resource
    for name, value in _object(event.get("pathParameters")).items():
        filled = filled.replace(f"{{{name}}}", str(value)).replace(f"{{{name}+}}", str(value))
    base = path.rstrip("/").removesuffix(filled.rstrip("/")) if path.rstrip("/").endswith(filled.rstrip("/")) else ""
    return path or "/", base.strip("/")


def _is_spelled(source: Source) -> bool:
    """Whether the path of this source keeps the client's percent-encoding."""
    return source not in (Source.HTTP_2, Source.HTTP_2_AUTHORIZER)


def _spelled(parameters: Headers, source: Source) -> Headers:
    if source in (Source.REST, Source.REST_REQUEST_AUTHORIZER):
        return parameters
    return tuple((name, quote(value, safe=_PATH_SAFE)) for name, value in parameters)


def _known_identity(identity: Mapping[str, Json], source: Source) -> dict[str, Json]:
    """What identity says beyond the address and user agent, which the request tells."""
    told = {"sourceIp", "userAgent"}
    return {
        name: value
        for name, value in identity.items()
        if name not in told and (value is not None or source == Source.WEBSOCKET)
    }


def _connection(event: JsonObject, context: Mapping[str, Json]) -> Connection:
    kind = context.get("eventType")
    at = context.get("connectedAt")
    code = context.get("disconnectStatusCode")
    reason = context.get("disconnectReason")
    return Connection(
        kind if kind in ("MESSAGE", "DISCONNECT") else "CONNECT",
        id=_text(context.get("connectionId")),
        connected_at_ms=at if isinstance(at, int) else None,
        message=_body(event, Source.ALB) or b"" if kind == "MESSAGE" else b"",
        disconnect_code=code if isinstance(code, int) else Connection().disconnect_code,
        disconnect_reason=reason if isinstance(reason, str) else None,
    )


def _url(event: JsonObject, source: Source, arrival: Arrival, host: str) -> str:
    raw = event.get("rawQueryString")
    pairs = query_of(event, layout_of(source))
    query = raw if isinstance(raw, str) and raw else spelled(pairs) if source == Source.ALB else encoded(pairs)
    staged = source not in (Source.ALB, Source.FUNCTION_URL) and arrival.stage not in ("$default", TEST_STAGE)
    stage = f"/{arrival.stage}" if staged and not arrival.has_custom_domain else ""
    proto = _text(_object(event.get("headers")).get("x-forwarded-proto")) if source == Source.ALB else ""
    path = "" if source == Source.WEBSOCKET else arrival.path
    return f"{proto or 'https'}://{host}{stage}{path}" + (f"?{query}" if query else "")


def _body(event: JsonObject, source: Source) -> bytes | None:
    body = event.get("body")
    if source == Source.WEBSOCKET or not isinstance(body, str) or not body:
        return None
    return body_bytes(body, is_base64=event.get("isBase64Encoded") is True)
