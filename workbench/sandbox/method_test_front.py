"""API Gateway's own test of a REST method: TestInvokeMethod, as the Test tab of its console asks it."""

from __future__ import annotations

import json
import re
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.errors import WorkbenchError
from workbench.events.http import HttpRequest
from workbench.sandbox.gateway_road import NotInvokedError, failed
from workbench.sandbox.message import ACCOUNT_ID, Answer, json_answer, refusal

if TYPE_CHECKING:
    from workbench.gateway.api import Api
    from workbench.sandbox.gateway_road import GatewayRoad
    from workbench.sandbox.message import Asked

_TEST = re.compile(r"/restapis/(?P<api>[a-z0-9]+)/resources/(?P<resource>[a-z0-9]+)/methods/(?P<method>[A-Z]+)/?")
_TEST_STAGE = "test-invoke-stage"


class MethodTestFront:
    """Runs a method without stage, API key, throttle and authorizer."""

    def __init__(self, gateway: GatewayRoad) -> None:
        self._gateway = gateway

    def answer(self, asked: Asked) -> Answer | None:
        """The test's result; None for any other request."""
        tested = _TEST.fullmatch(asked.path) if asked.method == "POST" else None
        if tested is None:
            return None
        said = json.loads(asked.body or b"{}")
        try:
            api = self._api(asked, tested["api"], said.get("stageVariables") or {})
        except WorkbenchError as error:
            return refusal(404, "NotFoundException", str(error))
        multiple = said.get("multiValueHeaders") or {name: [one] for name, one in (said.get("headers") or {}).items()}
        headers = tuple((name, one) for name, values in multiple.items() for one in values)
        body = str(said.get("body") or "").encode() or None
        path = said.get("pathWithQueryString") or "/"
        url = f"https://{api.id}.execute-api.{api.region}.amazonaws.com/{_TEST_STAGE}{path}"
        began = time.perf_counter()
        try:
            answer = self._gateway.send(
                api, self._gateway.open(api.region), HttpRequest(tested["method"], url, headers, body)
            )
        except (NotInvokedError, WorkbenchError) as error:
            answer, log = failed(error), f"Execution failed due to configuration error: {error}"
        else:
            log = f"Method completed with status: {answer.status}"
        return json_answer(_result(answer, log, latency_ms=(time.perf_counter() - began) * 1000))

    def _api(self, asked: Asked, api_id: str, variables: dict[str, str]) -> Api:
        from workbench.deployed.apis import read_api
        from workbench.deployed.live_api import LiveStage
        from workbench.exchange.live_api import staged

        live = read_api(self._gateway.session(asked.region), api_id)
        stage = LiveStage(_TEST_STAGE, variables)
        api = staged(live, stage, region=asked.region, account_id=ACCOUNT_ID).api
        routes = tuple(replace(route, authorizer=None, api_key_required=False) for route in api.routes)
        return replace(api, routes=routes)


def _result(answer: Answer, log: str, *, latency_ms: float) -> dict[str, object]:
    found: dict[str, list[str]] = {}
    for name, value in answer.headers:
        found.setdefault(name, []).append(value)
    return {
        "status": answer.status,
        "body": answer.body.decode("utf-8", "replace"),
        "headers": {name: values[-1] for name, values in found.items()},
        "multiValueHeaders": found,
        "log": log,
        "latency": round(latency_ms),
    }
