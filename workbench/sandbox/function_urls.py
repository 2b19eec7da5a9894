"""Lambda's API of function URLs: the account knows one for a function, and AWS one for each alias too."""

from __future__ import annotations

import json
import re
import secrets
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote
from weakref import WeakKeyDictionary

from workbench.sandbox.message import ACCOUNT_ID, Answer, json_answer, refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.events.json_value import JsonObject
    from workbench.sandbox.message import Asked

_CONFIG = re.compile(r"/2021-10-31/functions/(?P<name>[^/]+)/url(?P<every>s?)/?")
_AUTH_TYPES = frozenset({"NONE", "AWS_IAM"})
_THERE = (
    "Failed to create function url config for [functionArn = {}]. "
    "Error message:  FunctionUrlConfig exists for this Lambda function"
)
"""LocalStack test_lambda.py::TestLambdaURL::test_lambda_url_config_create_duplicate, recorded."""
_MISSING = "The resource you requested does not exist."


@dataclass(frozen=True, slots=True)
class FunctionUrl:
    """The URL of a function or alias."""

    id: str
    region: str
    name: str
    qualifier: str
    config: JsonObject
    """As GetFunctionUrlConfig answers it."""


class FunctionUrls:
    """Keeps the URLs with the function that they lead to: with the function they are gone."""

    def __init__(self, endpoint: Callable[[], str]) -> None:
        """`endpoint` is asked for the URL of the box, whose port stands in every function URL."""
        self._endpoint = endpoint
        self._lock = threading.Lock()
        self._urls: WeakKeyDictionary[Any, dict[str, FunctionUrl]] = WeakKeyDictionary()

    def find(self, url_id: str) -> FunctionUrl | None:
        """The URL of an id; None where there is none, or none any more."""
        with self._lock:
            every = [(function, url) for function, urls in self._urls.items() for url in urls.values()]
        found = next(((function, url) for function, url in every if url.id == url_id), None)
        if found is None:
            return None
        function, url = found
        return url if _function(url.region, url.name, url.qualifier) is function else None

    def answer(self, asked: Asked) -> Answer | None:
        """The answer to an operation on a function URL; None for any other request."""
        found = _CONFIG.fullmatch(asked.path)
        if found is None:
            return None
        name, _, own = unquote(found["name"]).rpartition("function:")[2].partition(":")
        qualifier = asked.query.get("Qualifier", [own])[0]
        function = _function(asked.region, name, qualifier)
        arn = f"arn:aws:lambda:{asked.region}:{ACCOUNT_ID}:function:{name}" + (f":{qualifier}" if qualifier else "")
        if function is None:
            return refusal(404, "ResourceNotFoundException", f"Function not found: {arn}")
        with self._lock:
            urls = self._urls.setdefault(function, {})
            if found["every"]:
                return json_answer({"FunctionUrlConfigs": [url.config for url in urls.values()]})
            return self._one(urls, asked, name, qualifier, arn)

    def _one(self, urls: dict[str, FunctionUrl], asked: Asked, name: str, qualifier: str, arn: str) -> Answer:
        there = urls.get(qualifier)
        if asked.method == "POST":
            if there is not None:
                return refusal(409, "ResourceConflictException", _THERE.format(arn))
            return self._put(urls, self._made(asked.region, name, qualifier, arn), asked, status=201)
        if there is None:
            return refusal(404, "ResourceNotFoundException", _MISSING)
        if asked.method == "PUT":
            return self._put(urls, there, asked, status=200)
        if asked.method == "DELETE":
            del urls[qualifier]
            return Answer(204)
        return json_answer(there.config)

    def _made(self, region: str, name: str, qualifier: str, arn: str) -> FunctionUrl:
        url_id = secrets.token_hex(16)
        port = self._endpoint().rpartition(":")[2]
        config = {
            "FunctionUrl": f"http://{url_id}.lambda-url.{region}.localhost:{port}/",
            "FunctionArn": arn,
            "CreationTime": _now(),
            "InvokeMode": "BUFFERED",
        }
        return FunctionUrl(url_id, region, name, qualifier, config)

    def _put(self, urls: dict[str, FunctionUrl], url: FunctionUrl, asked: Asked, *, status: int) -> Answer:
        said = json.loads(asked.body or b"{}")
        given = {key: said[key] for key in ("AuthType", "Cors", "InvokeMode") if said.get(key) is not None}
        config = {**url.config, **given, "LastModifiedTime": _now()}
        if config.get("AuthType") not in _AUTH_TYPES:
            return refusal(400, "ValidationException", f"AuthType must be one of {', '.join(sorted(_AUTH_TYPES))}")
        if url.qualifier.isdecimal() or url.qualifier == "$LATEST":
            return refusal(400, "ValidationException", "A function URL leads to a function or an alias, to no version")
        urls[url.qualifier] = FunctionUrl(url.id, url.region, url.name, url.qualifier, config)
        return json_answer(config, status=status)


def _function(region: str, name: str, qualifier: str) -> Any:
    """The account's own object for a function, one as long as that exists; None where it or its qualifier is not."""
    from moto.awslambda.exceptions import LambdaClientError
    from moto.backends import get_backend
    from moto.core.exceptions import ServiceException

    backend = get_backend("lambda")[ACCOUNT_ID][region]
    try:
        if qualifier:
            backend.get_function(name, qualifier)
        return backend.get_function(name, None)
    except (LambdaClientError, ServiceException, KeyError):
        return None


def _now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime())
