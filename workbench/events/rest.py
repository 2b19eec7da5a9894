"""The event of a REST API's Lambda proxy integration: regional, edge-optimized and private endpoints, console test."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.events import identifiers
from workbench.events.body_encoding import as_base64, as_text, is_binary_media_type
from workbench.events.header_fields import Fields, add_forwarding, gathered, put
from workbench.events.query import all_values, decoded_pairs, last_values

if TYPE_CHECKING:
    from random import Random

    from workbench.events.arrival import Arrival
    from workbench.events.http import HttpRequest
    from workbench.events.json_value import Json, JsonObject

TEST_STAGE = "test-invoke-stage"
"""The stage of the console's Test button and of TestInvokeMethod."""

DROPPED_HEADERS = frozenset(
    {
        "connection", "content-length", "content-md5", "expect", "max-forwards", "proxy-authenticate", "server",
        "te", "transfer-encoding", "trailer", "upgrade", "www-authenticate",
    }
)  # fmt: skip
"""Request headers that never reach the event (LocalStack header_utils.py, validated on AWS 2024-12)."""

TITLE_CASED_HEADERS = {"authorization": "Authorization", "user-agent": "User-Agent", "host": "Host"}
"""Headers that come title-cased, however the client spelled them."""


def rest_event(request: HttpRequest, arrival: Arrival, *, now_ms: int, random: Random) -> JsonObject:
    """The event that a REST API's proxy integration sends."""
    event = rest_request(request, arrival, now_ms=now_ms, random=random)
    body: str | None = None
    is_base64 = False
    if request.body:
        is_base64 = bool(arrival.binary_media_types) and is_binary_media_type(
            request.header("content-type"), arrival.binary_media_types
        )
        body = as_base64(request.body) if is_base64 else as_text(request.body)
    event["body"] = body
    event["isBase64Encoded"] = is_base64
    return event


def rest_request(request: HttpRequest, arrival: Arrival, *, now_ms: int, random: Random) -> JsonObject:
    """All of the event but the body: what proxy integrations and REQUEST authorizers share."""
    is_test = arrival.stage == TEST_STAGE
    fields = gathered(request.headers, dropped=DROPPED_HEADERS)
    if not is_test:
        _add_headers(fields, request, arrival, now_ms=now_ms, random=random)
    for key, spelling in TITLE_CASED_HEADERS.items():
        if key in fields:
            fields[key] = (spelling, fields[key][1])
    names = sorted(fields)
    query = decoded_pairs(request.raw_query)
    path = arrival.path
    return {
        "resource": arrival.resource,
        "path": "/" + path.lstrip("/") if path[:2] == "//" else path,
        "httpMethod": request.method,
        "headers": {fields[key][0]: fields[key][1][-1] for key in names} if names else None,
        "multiValueHeaders": {fields[key][0]: fields[key][1] for key in names} if names else None,
        "queryStringParameters": last_values(query) if query else None,
        "multiValueQueryStringParameters": all_values(query) if query else None,
        "pathParameters": _path_parameters(arrival),
        "stageVariables": dict(arrival.stage_variables) or None,
        "requestContext": _request_context(request, arrival, now_ms=now_ms, random=random),
    }


def anonymous_identity(request: HttpRequest) -> JsonObject:
    """`requestContext.identity` of a caller of whom nothing is known but the address and user agent."""
    return {
        "cognitoIdentityPoolId": None,
        "accountId": None,
        "cognitoIdentityId": None,
        "caller": None,
        "sourceIp": request.client_address,
        "principalOrgId": None,
        "accessKey": None,
        "cognitoAuthenticationType": None,
        "cognitoAuthenticationProvider": None,
        "userArn": None,
        "userAgent": request.header("user-agent"),
        "user": None,
    }


def vpc_endpoint(arrival: Arrival) -> tuple[str, str]:
    """The VPC and the VPC endpoint through which a private API was called, made up where not given."""
    vpc = arrival.identity.get("vpcId") or f"vpc-0{identifiers.stable_id(arrival.api_id, 8)}"
    vpce = arrival.identity.get("vpceId") or f"vpce-0{identifiers.stable_id('e' + arrival.api_id, 8)}"
    return str(vpc), str(vpce)


def _path_parameters(arrival: Arrival) -> dict[str, str] | None:
    if not arrival.path_parameters:
        return None
    greedy = arrival.resource.rpartition("{")[2].removesuffix("+}") if arrival.resource.endswith("+}") else None
    return {name: value.removesuffix("/") if name == greedy else value for name, value in arrival.path_parameters}


def _request_context(request: HttpRequest, arrival: Arrival, *, now_ms: int, random: Random) -> JsonObject:
    is_test = arrival.stage == TEST_STAGE
    domain = "testPrefix.testDomainName" if is_test and not arrival.domain_name else arrival.domain
    identity = anonymous_identity(request)
    if is_test:
        identity.update(_console_identity(arrival))
    elif arrival.endpoint_type == "PRIVATE":
        identity["vpcId"], identity["vpceId"] = vpc_endpoint(arrival)
    if arrival.identity:
        identity.update(arrival.identity)
    context: dict[str, Json] = {
        "resourceId": identifiers.stable_id(f"{arrival.api_id}{arrival.resource}"),
        "resourcePath": arrival.resource,
        "httpMethod": request.method,
        "extendedRequestId": identifiers.short_id(random),
        "requestTime": identifiers.request_time(now_ms),
        "path": arrival.path if is_test or arrival.has_custom_domain else f"/{arrival.stage}{arrival.path}",
        "accountId": arrival.account_id,
        "protocol": "HTTP/1.1",
        "stage": arrival.stage,
        "domainPrefix": domain.partition(".")[0],
        "requestTimeEpoch": now_ms,
        "requestId": identifiers.request_id(random),
        "identity": identity,
        "domainName": domain,
        "deploymentId": identifiers.stable_id(f"{arrival.api_id}/{arrival.stage}"),
        "apiId": arrival.api_id,
    }
    if arrival.authorizer is not None:
        context["authorizer"] = dict(arrival.authorizer)
    if arrival.context:
        context.update(arrival.context)
    return context


def _console_identity(arrival: Arrival) -> JsonObject:
    return {
        "accountId": arrival.account_id,
        "caller": "AIDAQ3EGPAPIEXAMPLE12",
        "apiKey": "test-invoke-api-key",
        "sourceIp": "test-invoke-source-ip",
        "accessKey": "ASIAQ3EGPAPIEXAMPLE12",
        "apiKeyId": "test-invoke-api-key-id",
        "userArn": f"arn:{arrival.partition}:iam::{arrival.account_id}:user/tester",
        "user": "AIDAQ3EGPAPIEXAMPLE12",
    }


def _add_headers(fields: Fields, request: HttpRequest, arrival: Arrival, *, now_ms: int, random: Random) -> None:
    signature = fields.get("authorization")
    if signature and signature[1][-1].startswith("AWS4-HMAC-SHA256 "):
        del fields["authorization"]
    if "host" not in fields:
        put(fields, "Host", arrival.domain)
    behind = ""
    if arrival.endpoint_type == "EDGE":
        behind = f"64.252.{random.getrandbits(8)}.{random.getrandbits(8)}"
        _add_cloudfront_headers(fields, request, random=random)
    elif arrival.endpoint_type == "PRIVATE":
        vpc, vpce = vpc_endpoint(arrival)
        put(fields, "x-amzn-cipher-suite", "ECDHE-RSA-AES128-GCM-SHA256")
        put(fields, "x-amzn-tls-version", "TLSv1.2")
        put(fields, "x-amzn-vpc-id", vpc)
        put(fields, "x-amzn-vpce-config", "1")
        put(fields, "x-amzn-vpce-id", vpce)
    add_forwarding(fields, request, port="443", proto="https", now_ms=now_ms, random=random, behind=behind)


CLOUDFRONT_HEADERS = (
    "CloudFront-Forwarded-Proto", "CloudFront-Is-Desktop-Viewer", "CloudFront-Is-Mobile-Viewer",
    "CloudFront-Is-SmartTV-Viewer", "CloudFront-Is-Tablet-Viewer", "CloudFront-Viewer-ASN",
    "CloudFront-Viewer-Country",
)  # fmt: skip
"""What the CloudFront distribution of an edge-optimized API adds, beside Via and X-Amz-Cf-Id."""


def _add_cloudfront_headers(fields: Fields, request: HttpRequest, *, random: Random) -> None:
    agent = (request.header("user-agent") or "").lower()
    is_tablet = "ipad" in agent or "tablet" in agent
    is_mobile = "mobile" in agent and not is_tablet
    is_tv = "smart-tv" in agent or "smarttv" in agent
    is_desktop = not (is_tablet or is_mobile or is_tv)
    told = ("https", *(str(yes).lower() for yes in (is_desktop, is_mobile, is_tv, is_tablet)), "16509", "US")
    for name, value in zip(CLOUDFRONT_HEADERS, told, strict=True):
        put(fields, name, value)
    version = "2.0" if request.http_version.upper() in {"HTTP/2", "HTTP/2.0", "H2"} else "1.1"
    via = f"{version} {identifiers.cloudfront_host(random)} (CloudFront)"
    earlier = fields.get("via")
    put(fields, "Via", f"{', '.join(earlier[1])}, {via}" if earlier else via)
    put(fields, "X-Amz-Cf-Id", identifiers.cloudfront_id(random))
