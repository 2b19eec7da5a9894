"""Calls through a deployed API: the console's test of a REST method, and a request to a stage, signed or plain."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

from workbench.deployed.service_error import in_words
from workbench.events.http import HttpResponse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.deployed.session import AwsSession
    from workbench.events.http import HttpRequest

_HOST = re.compile(r"[a-z0-9]+\.(?P<service>execute-api|lambda-url)\.(?P<region>[a-z]{2}(?:-[a-z]+)+-\d)\.")
_URL_PATH = "/_function_url/"
"""How the path of a function URL begins at an endpoint that stands in for AWS."""
_STAGE_TIMEOUT_S = 65
"""A little more than the longest integration timeout that a Regional API can usually be given."""


@dataclass(frozen=True, slots=True)
class MethodTest:
    """What API Gateway's own test of a REST method answered. The function ran, under `test-invoke-stage`."""

    response: HttpResponse
    log: str
    """The execution log: each transformation in API Gateway's own words."""
    latency_ms: int


@dataclass(frozen=True, slots=True)
class StageAnswer:
    """What a real request to a stage got."""

    response: HttpResponse
    took_ms: float
    signed: bool


def run_method_test(
    session: AwsSession,
    api_id: str,
    resource_id: str,
    request: HttpRequest,
    *,
    stage_variables: Mapping[str, str] | None = None,
) -> MethodTest:
    """Ask API Gateway to test a REST method with this request. The function really runs.

    Raises:
        ServiceError: AWS refused or did not answer.
    """
    path = request.raw_path + (f"?{request.raw_query}" if request.raw_query else "")
    with in_words("apigateway:POST", session.account):
        answer = session.client("apigateway", invokes=True).test_invoke_method(
            restApiId=api_id,
            resourceId=resource_id,
            httpMethod=request.method,
            pathWithQueryString=path,
            body=(request.body or b"").decode("utf-8", "replace"),
            multiValueHeaders=_multi(request.headers),
            stageVariables=dict(stage_variables or {}),
        )
    headers = answer.get("multiValueHeaders") or {name: [value] for name, value in answer.get("headers", {}).items()}
    return MethodTest(
        response=HttpResponse(
            int(answer["status"]),
            tuple((name, value) for name, values in headers.items() for value in values),
            answer.get("body", "").encode(),
        ),
        log=answer.get("log", ""),
        latency_ms=int(answer.get("latency", 0)),
    )


def call_stage(session: AwsSession, request: HttpRequest, *, signed: bool) -> StageAnswer:
    """Send a request to the stage's own URL, with the credentials' signature where `signed`.

    Raises:
        ServiceError: the host cannot be reached or did not answer.
    """
    from botocore.awsrequest import AWSRequest
    from botocore.httpsession import URLLib3Session

    url, host = _reachable(request.url)
    message = AWSRequest(request.method, url, data=request.body)
    if host:
        message.headers["Host"] = host
    for name, value in request.headers:
        if name.lower() not in {"host", "content-length", "authorization", "x-amz-date", "x-amz-security-token"} or (
            name.lower() == "authorization" and not signed
        ):
            message.headers.add_header(name, value)
    with in_words("execute-api:Invoke", session.account):
        if signed:
            _sign(session, message, request.url)
        web = URLLib3Session(timeout=_STAGE_TIMEOUT_S)
        started = time.perf_counter()
        try:
            answer: Any = web.send(message.prepare())
            body = bytes(answer.content)
        finally:
            web.close()
    # The client's own headers hold each name once; several Set-Cookie are only in what urllib3 read.
    response = HttpResponse(answer.status_code, tuple(answer.raw.headers.items()), body)
    return StageAnswer(response, (time.perf_counter() - started) * 1000, signed)


def _reachable(url: str) -> tuple[str, str]:
    """A URL that every resolver finds, and the host to name where that is another.

    Names that end in localhost are this machine (RFC 6761), but not every resolver knows it.
    """
    where = urlsplit(url)
    if not (where.hostname or "").endswith(".localhost"):
        return url, ""
    here = f"127.0.0.1:{where.port}" if where.port else "127.0.0.1"
    return urlunsplit(where._replace(netloc=here)), where.netloc


def _sign(session: AwsSession, message: Any, url: str) -> None:
    """Sign a request for the service and Region that its host names."""
    from botocore.auth import SigV4Auth
    from botocore.exceptions import NoCredentialsError

    credentials = session.credentials()
    if credentials is None:
        raise NoCredentialsError
    named = _HOST.match(urlsplit(url).hostname or "")
    service = "lambda" if (named and named["service"] == "lambda-url") or _URL_PATH in url else "execute-api"
    SigV4Auth(credentials, service, named["region"] if named else session.region).add_auth(message)


def _multi(headers: tuple[tuple[str, str], ...]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in headers:
        found.setdefault(name, []).append(value)
    return found
