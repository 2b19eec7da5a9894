"""The stages of the sandbox's APIs: a client's request goes the whole road, and gets what API Gateway would answer."""

from __future__ import annotations

import json
import re
import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from workbench.errors import WorkbenchError
from workbench.events.http import HttpRequest
from workbench.sandbox.deployment import Deployed, NotDeployedError, NotRunnableError
from workbench.sandbox.message import ACCOUNT_ID, Answer, json_answer, refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.deployed.session import AwsSession
    from workbench.events.outcome import Outcome
    from workbench.exchange.road import Road
    from workbench.gateway.api import Api
    from workbench.gateway.routing import Match
    from workbench.runtime.function import LocalFunction
    from workbench.sandbox.deployment import Deployments
    from workbench.sandbox.message import Asked

_PATH = re.compile(r"/restapis/(?P<api>[a-z0-9]+)/(?P<stage>[^/?]+)/_user_request_(?P<rest>(?:/[^?]*)?(?:\?.*)?)")
"""A stage of a REST, HTTP or WebSocket API by path, as tools that stand in for AWS have it."""
_HOST = re.compile(r"(?P<api>[a-z0-9]+)\.execute-api\.[a-z0-9.-]+(?::\d+)?")
"""A stage by host, `API_ID.execute-api.localhost`, with the stage in the path as on AWS."""
_TEST = re.compile(r"/restapis/(?P<api>[a-z0-9]+)/resources/(?P<resource>[a-z0-9]+)/methods/(?P<method>[A-Z]+)/?")
"""API Gateway's own test of a REST method: TestInvokeMethod."""
_TEST_STAGE = "test-invoke-stage"
_HOP_BY_HOP = frozenset({"connection", "content-length", "transfer-encoding"})


class _MayNotInvokeError(WorkbenchError):
    """API Gateway has no permission to invoke the function."""


class StageFront:
    """Answers requests to a stage: routed, admitted, run and responded to as the road does it everywhere else."""

    def __init__(
        self,
        deployments: Deployments,
        run: Callable[..., Outcome],
        session: Callable[[str], AwsSession],
    ) -> None:
        """`run` invokes a deployed function; `session` gives a session to the box's own account in a region."""
        self._deployments = deployments
        self._run = run
        self._session = session
        self._lock = threading.Lock()
        self._stages: dict[tuple[str, str], tuple[Api, Road]] = {}

    def forget(self) -> None:
        """Read the APIs anew: one of them changed, or the account was reset."""
        with self._lock:
            self._stages.clear()

    def answer(self, asked: Asked) -> Answer | None:
        """The client's response; None for a request to no stage."""
        tested = _TEST.fullmatch(asked.path) if asked.method == "POST" else None
        if tested is not None:
            return self._test(asked, tested["api"], tested["method"])
        named = _named(asked)
        if named is None:
            return None
        api_id, stage, rest = named
        region = _region_of(api_id)
        if region is None:
            return json_answer({"message": "Forbidden"}, status=403)
        try:
            api, road = self._stage(api_id, stage, region)
            return self._through(asked, api, road, rest)
        except (NotDeployedError, NotRunnableError, _MayNotInvokeError):
            # AWS tells the client no more than this; its execution log names the reason.
            return json_answer({"message": "Internal server error"}, status=500)
        except WorkbenchError as error:
            return json_answer({"message": str(error)}, status=500)

    def _stage(self, api_id: str, stage: str, region: str) -> tuple[Api, Road]:
        from workbench.exchange.invoker import Invoker
        from workbench.exchange.live_api import read_staged
        from workbench.exchange.road import Road

        with self._lock:
            known = self._stages.get((api_id, stage))
        if known is None:
            named = f"live:{api_id}/{stage}"
            api = read_staged(self._session(region), named, account_id=ACCOUNT_ID).api
            known = api, Road(Invoker(self._invoke), find_function=lambda arn: self._deployed(arn, region).function)
            with self._lock:
                self._stages[api_id, stage] = known
        return known

    def _test(self, asked: Asked, api_id: str, method: str) -> Answer:
        """Run the method as the console's Test tab does: without stage, key and authorizer."""
        from workbench.deployed.apis import read_api
        from workbench.deployed.live_api import LiveStage
        from workbench.exchange.invoker import Invoker
        from workbench.exchange.live_api import staged
        from workbench.exchange.road import Road

        said = json.loads(asked.body or b"{}")
        try:
            live = read_api(self._session(asked.region), api_id)
            stage = LiveStage(_TEST_STAGE, said.get("stageVariables") or {})
            api = staged(live, stage, region=asked.region, account_id=ACCOUNT_ID).api
        except WorkbenchError as error:
            return refusal(404, "NotFoundException", str(error))
        routes = tuple(replace(route, authorizer=None, api_key_required=False) for route in api.routes)
        multiple = said.get("multiValueHeaders") or {name: [one] for name, one in (said.get("headers") or {}).items()}
        headers = tuple((name, one) for name, values in multiple.items() for one in values)
        body = str(said.get("body") or "").encode() or None
        path = said.get("pathWithQueryString") or "/"
        url = f"https://{api.id}.execute-api.{api.region}.amazonaws.com/{_TEST_STAGE}{path}"
        began = time.perf_counter()
        try:
            answer = self._run_road(
                replace(api, routes=routes), Road(Invoker(self._invoke)), HttpRequest(method, url, headers, body)
            )
        except (NotDeployedError, NotRunnableError, _MayNotInvokeError) as error:
            answer = json_answer({"message": "Internal server error"}, status=500)
            log = f"Execution failed due to configuration error: {error}"
        else:
            log = f"Method completed with status: {answer.status}"
        found: dict[str, list[str]] = {}
        for name, value in answer.headers:
            found.setdefault(name, []).append(value)
        shown = {
            "status": answer.status,
            "body": answer.body.decode("utf-8", "replace"),
            "headers": {name: values[-1] for name, values in found.items()},
            "multiValueHeaders": found,
            "log": log,
            "latency": round((time.perf_counter() - began) * 1000),
        }
        return json_answer(shown)

    def _through(self, asked: Asked, api: Api, road: Road, rest: str) -> Answer:
        prefix = "" if api.stage == "$default" else f"/{api.stage}"
        host = f"{api.id}.execute-api.{api.region}.amazonaws.com"
        headers = tuple(
            (name, host if name == "host" else value) for name, value in asked.headers if name not in _HOP_BY_HOP
        )
        request = HttpRequest(asked.method, f"https://{host}{prefix}{rest or '/'}", headers, asked.body or None)
        return self._run_road(api, road, request)

    def _run_road(self, api: Api, road: Road, request: HttpRequest) -> Answer:
        from workbench.exchange.order import Order
        from workbench.gateway.routing import RouteTable
        from workbench.gateway.verdict import Reply

        match = RouteTable.of(api).route(request)
        if isinstance(match, Reply):
            return _as_answer(match)
        deployed = self._deployed(match.route.function or "", api.region)
        order = Order(deployed.function, is_named=True, request=request, api=api)
        self._ask_permission(order, match, request)
        exchange = road.run(order)
        return _as_answer(exchange.reply) if exchange.reply is not None else json_answer({}, status=500)

    def _ask_permission(self, order: Any, match: Match, request: HttpRequest) -> None:
        """API Gateway asks the function's policy before each invocation.

        Raises:
            _MayNotInvokeError: the policy does not allow it.
        """
        from workbench.deployed.policies import function_policy
        from workbench.deployed.target import Account, DeployedFunction
        from workbench.exchange.invoke_permission import invoke_question
        from workbench.exchange.passage import Passage
        from workbench.permissions.document import parse_policy
        from workbench.permissions.gateway_invoke import may_invoke

        if match.route.credentials:
            return
        local: LocalFunction = order.function
        target = DeployedFunction(local.name, local.qualifier, Account(region=local.region))
        found = function_policy(self._session(local.region), target).policy
        policy = parse_policy(found.text, name=found.name, kind="resource") if found else None
        passage = Passage(match.arrival.source, None, b"", request, match.arrival, match.api, match.route)
        decision = may_invoke(invoke_question(order, passage), policy).decision
        if decision in {"implicitly_denied", "explicitly_denied"}:
            raise _MayNotInvokeError("Invalid permissions on Lambda function")

    def _deployed(self, arn: str, region: str) -> Deployed:
        name, _, qualifier = arn.rpartition("function:")[2].partition(":")
        return self._deployments.find(name, qualifier, account_id=ACCOUNT_ID, region=region)

    def _invoke(self, function: LocalFunction, event: bytes, **words: Any) -> Outcome:
        return self._run(Deployed(function), event, client_context=words.get("client_context", ""))


def _named(asked: Asked) -> tuple[str, str, str] | None:
    """API id, stage, and the rest of the URL, where a request goes to a stage."""
    by_path = _PATH.fullmatch(asked.raw_uri)
    if by_path is not None:
        return by_path["api"], by_path["stage"].replace("%24", "$"), by_path["rest"]
    by_host = _HOST.fullmatch(asked.header("Host"))
    if by_host is None:
        return None
    api_id = by_host["api"]
    if _has_default_stage(api_id):
        return api_id, "$default", asked.raw_uri
    first, slash, rest = asked.raw_uri.removeprefix("/").partition("/")
    stage, question, query = first.partition("?")
    return api_id, stage, f"{slash}{rest}{question}{query}"


def _has_default_stage(api_id: str) -> bool:
    from moto.backends import get_backend

    return any(
        "$default" in backend.apis[api_id].stages
        for backend in get_backend("apigatewayv2")[ACCOUNT_ID].values()
        if api_id in backend.apis
    )


def _region_of(api_id: str) -> str | None:
    from moto.backends import get_backend

    for service in ("apigateway", "apigatewayv2"):
        for region, backend in get_backend(service)[ACCOUNT_ID].items():
            if api_id in backend.apis:
                return str(region)
    return None


def _as_answer(reply: Any) -> Answer:
    response = reply.response
    headers = tuple((name, value) for name, value in response.headers if name.lower() not in _HOP_BY_HOP)
    return Answer(response.status, headers, response.body)
