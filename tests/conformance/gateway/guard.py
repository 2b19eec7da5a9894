"""How the rows about authorizers ask: a guarded API, a request to it, and what its authorizer answered."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.conformance.gateway.asking import HOST, same
from tests.conformance.gateway.tokens import NOW_S
from workbench.events.http import HttpRequest
from workbench.events.outcome import Outcome
from workbench.gateway.admission import admit, proceed
from workbench.gateway.api import Api, Authorizer, Route
from workbench.gateway.gate_state import GateState
from workbench.gateway.routing import Match, RouteTable

if TYPE_CHECKING:
    from workbench.gateway.admission_so_far import Admission

REST_GUIDE = "API Gateway developer guide, apigateway-use-lambda-authorizer"
OUTPUT = "API Gateway developer guide, api-gateway-lambda-authorizer-output"
HTTP_GUIDE = "API Gateway developer guide, http-api-lambda-authorizer"
JWT_GUIDE = "API Gateway developer guide, http-api-jwt-authorizer"
COGNITO_GUIDE = "API Gateway developer guide, apigateway-integrate-with-cognito"
IAM_GUIDE = "API Gateway developer guide, permissions"
PUBLIC = "public captures of deployed APIs"
NOW_MS = NOW_S * 1000
ARN = "arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/prod/GET/pets/7"
UNAUTHORIZED = b'{"message":"Unauthorized"}'
DENIED = b'{"Message":"User is not authorized to access this resource"}'
EXPLICIT = b'{"Message":"User is not authorized to access this resource with an explicit deny"}'
BROKEN = b'{"message":null}'
FORBIDDEN = b'{"message":"Forbidden"}'
FAILED = b'{"message":"Internal Server Error"}'


def guarded(
    kind: Any = "TOKEN",
    *,
    api: Any = "REST",
    sources: Any = (),
    route: Any = None,
    version: Any = "2.0",
    **settings: Any,
) -> Api:
    guard = Authorizer("guard", kind, "auth.handler", tuple(sources), settings)
    own = Route("GET", "/pets/{id}", authorizer="guard", settings=route or {})
    other = Route("GET", "/dogs/{id}", authorizer="guard")
    return Api(type=api, payload_format_version=version, authorizers={"guard": guard}, routes=(own, other))


def ask(api: Any, *headers: Any, path: Any = "/pets/7", state: Any = None, now_ms: Any = NOW_MS) -> Admission:
    stage = "" if api.stage == "$default" else "/prod"
    request = HttpRequest("GET", f"{HOST}{stage}{path}", headers)
    match = RouteTable.of(api).route(request)
    assert isinstance(match, Match), match
    return admit(api, match, request, state or GateState(), now_ms=now_ms)


TOKEN = ("Authorization", "allow me")


def answered(
    api: Any, answer: Any, *headers: Any, error: Any = None, path: Any = "/pets/7", took_ms: Any = 12.0
) -> Admission:
    """The admission after the authorizer's function gave its answer."""
    admission = ask(api, *(headers or (TOKEN,)), path=path)
    assert admission.needs_authorizer is not None, admission
    payload = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
    return proceed(admission, Outcome("id", payload, error), admission.state, now_ms=NOW_MS, took_ms=took_ms)


def policy(effect: Any = "Allow", resource: Any = ARN, action: Any = "execute-api:Invoke", **more: Any) -> Any:
    statement = {"Action": action, "Effect": effect, "Resource": resource}
    return {"principalId": "alice", "policyDocument": {"Version": "2012-10-17", "Statement": [statement]}, **more}


def refused(admission: Any, status: Any, body: Any, code: Any = None) -> None:
    assert admission.reply is not None, admission.decisions
    same(admission.reply, status=status, body=body, code=code)
    assert admission.needs_authorizer is None
