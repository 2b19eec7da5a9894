"""Lambda's Invoke API in front of the sandbox: what it does not answer itself goes on to moto."""

from __future__ import annotations

import base64
import json
import re
import threading
import uuid
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote

from workbench.sandbox.deployment import Deployed, NotDeployedError, NotRunnableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from workbench.runtime.local import LocalRuntime
    from workbench.sandbox.deployment import Deployments

_INVOCATIONS = re.compile(r"/2015-03-31/functions/(?P<name>[^/]+)/invocations/?")
_SCOPE = re.compile(r"Credential=[^/]+/\d{8}/(?P<region>[^/]+)/")
_ACCOUNT_ID = "123456789012"
_TAIL = 4096
_LIMIT = {"RequestResponse": 6_291_556, "Event": 1_048_576}
"""Bytes of a payload; lambda quotas page and the recorded text of Function.ResponseSizeTooLarge."""


class InvokeFront:
    """A WSGI application that runs deployed functions in the local runtime."""

    def __init__(self, account: Any, runtime: LocalRuntime, deployments: Deployments) -> None:
        """`account` is the WSGI application that answers everything else."""
        self._account = account
        self._runtime = runtime
        self._deployments = deployments
        self._background: list[threading.Thread] = []

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer an Invoke; hand every other request on."""
        asked = _INVOCATIONS.fullmatch(environ.get("PATH_INFO", ""))
        if environ.get("REQUEST_METHOD") != "POST" or asked is None:
            answer: Iterable[bytes] = self._account(environ, start_response)
            return answer
        status, headers, body = self._invoke(unquote(asked["name"]), environ)
        start_response(status, [*headers, ("Content-Length", str(len(body)))])
        return [body]

    def close(self) -> None:
        """Wait for the asynchronous invocations that are under way."""
        for thread in self._background:
            thread.join()

    def _invoke(self, name: str, environ: dict[str, Any]) -> _Answer:
        length = int(environ.get("CONTENT_LENGTH") or 0)
        payload = environ["wsgi.input"].read(length) or b"{}"
        kind = environ.get("HTTP_X_AMZ_INVOCATION_TYPE", "RequestResponse")
        qualifier = parse_qs(environ.get("QUERY_STRING", "")).get("Qualifier", [""])[0]
        region = _region(environ)
        name, qualifier = _plain(name, qualifier)
        arn = f"arn:aws:lambda:{region}:{_ACCOUNT_ID}:function:{name}" + (f":{qualifier}" if qualifier else "")
        try:
            deployed = self._deployments.find(name, qualifier, account_id=_ACCOUNT_ID, region=region)
        except NotDeployedError:
            asked = arn if qualifier else f"{arn}:$LATEST"
            return _error(404, "ResourceNotFoundException", f"Function not found: {asked}", user=True)
        except NotRunnableError as error:
            return _error(502, "InvalidRuntimeException", str(error))
        if kind not in {"RequestResponse", "Event", "DryRun"}:
            return _error(400, "InvalidParameterValueException", f"Unknown invocation type {kind}", user=True)
        refused = _check(payload, kind)
        if refused is not None:
            return refused
        request_id = str(uuid.uuid4())
        identity = [("x-amzn-RequestId", request_id), ("X-Amz-Executed-Version", deployed.version)]
        if kind == "DryRun":
            return "204 No Content", identity, b""
        context = environ.get("HTTP_X_AMZ_CLIENT_CONTEXT", "")
        client_context = base64.b64decode(context).decode("utf-8", "replace") if context else ""
        if kind == "Event":
            thread = threading.Thread(
                target=self._run, args=(deployed, payload, request_id, client_context), name=f"invoke {name}"
            )
            self._background = [one for one in self._background if one.is_alive()]
            self._background.append(thread)
            thread.start()
            return "202 Accepted", identity, b""
        return self._answer(deployed, payload, request_id, client_context, environ, identity)

    def _answer(
        self,
        deployed: Deployed,
        payload: bytes,
        request_id: str,
        client_context: str,
        environ: dict[str, Any],
        identity: list[tuple[str, str]],
    ) -> _Answer:
        outcome = self._run(deployed, payload, request_id, client_context)
        headers = [("Content-Type", "application/json"), *identity]
        if outcome.function_error:
            headers.append(("X-Amz-Function-Error", outcome.function_error))
        if environ.get("HTTP_X_AMZ_LOG_TYPE") == "Tail":
            tail = outcome.log_text.encode()[-_TAIL:]
            headers.append(("X-Amz-Log-Result", base64.b64encode(tail).decode()))
        return "200 OK", headers, outcome.payload

    def _run(self, deployed: Deployed, payload: bytes, request_id: str, client_context: str) -> Any:
        return self._runtime.invoke(deployed.function, payload, request_id=request_id, client_context=client_context)


_Answer = tuple[str, list[tuple[str, str]], bytes]


def _check(payload: bytes, kind: str) -> _Answer | None:
    limit = _LIMIT.get(kind)
    if limit is not None and len(payload) > limit:
        said = f"{len(payload)} byte payload is too large for the {kind} invocation type (limit {limit} bytes)"
        return _error(413, "RequestTooLargeException", said, user=True)
    try:
        json.loads(payload)
    except ValueError as error:
        said = f"Could not parse request body into json: {error}"
        return _error(400, "InvalidRequestContentException", said, user=True)
    return None


def _error(status: int, code: str, message: str, *, user: bool = False) -> _Answer:
    words = {400: "Bad Request", 404: "Not Found", 413: "Request Entity Too Large", 502: "Bad Gateway"}
    body = json.dumps({"Type": "User" if user else "Server", "Message": message}).encode()
    headers = [
        ("Content-Type", "application/json"),
        ("x-amzn-ErrorType", code),
        ("x-amzn-RequestId", str(uuid.uuid4())),
    ]
    return f"{status} {words[status]}", headers, body


def _region(environ: dict[str, Any]) -> str:
    scope = _SCOPE.search(environ.get("HTTP_AUTHORIZATION", ""))
    return scope["region"] if scope else "us-east-1"


def _plain(name: str, qualifier: str) -> tuple[str, str]:
    """A function name and qualifier out of a name, `name:qualifier`, partial ARN or ARN."""
    tail = name.rpartition("function:")[2]
    plain, _, own = tail.partition(":")
    return plain, qualifier or own
