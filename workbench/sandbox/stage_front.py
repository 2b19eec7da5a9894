"""The stages of the sandbox's APIs: a client's request goes the whole road, and gets what API Gateway would answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workbench.errors import WorkbenchError
from workbench.events.http import HttpRequest
from workbench.sandbox.gateway_road import NotInvokedError, client_headers, failed
from workbench.sandbox.message import ACCOUNT_ID, Answer, json_answer

if TYPE_CHECKING:
    from workbench.exchange.road import Road
    from workbench.gateway.api import Api
    from workbench.sandbox.gateway_road import GatewayRoad
    from workbench.sandbox.message import Asked
    from workbench.sandbox.stated import Stated

_PATH = re.compile(r"/restapis/(?P<api>[a-z0-9]+)/(?P<stage>[^/?]+)/_user_request_(?P<rest>(?:/[^?]*)?(?:\?.*)?)")
"""A stage of a REST, HTTP or WebSocket API by path, as tools that stand in for AWS have it."""
_HOST = re.compile(r"(?P<api>[a-z0-9]+)\.execute-api\.[a-z0-9.-]+(?::\d+)?")
"""A stage by host, `API_ID.execute-api.localhost`, with the stage in the path as on AWS."""


class StageFront:
    """Answers requests to a stage: routed, admitted, run and responded to as the road does it everywhere else."""

    def __init__(self, gateway: GatewayRoad, stated: Stated) -> None:
        """`stated` knows what an API file said beyond what the account keeps of an API."""
        self._gateway = gateway
        self._stated = stated
        self._stages: dict[tuple[str, str], tuple[Api, Road]] = {}

    def forget(self) -> None:
        """Read the APIs anew: one of them changed, or the account was reset."""
        self._stages = {}  # what a request reads right now is kept in the old one, and so by nobody

    def answer(self, asked: Asked) -> Answer | None:
        """The client's response; None for a request to no stage."""
        named = _named(asked)
        if named is None:
            return None
        api_id, stage, rest = named
        region = _region_of(api_id)
        if region is None:
            return json_answer({"message": "Forbidden"}, status=403)
        try:
            api, road = self._stage(api_id, stage, region)
            return self._gateway.send(api, road, _request(asked, api, rest))
        except (NotInvokedError, WorkbenchError) as error:
            return failed(error)

    def _stage(self, api_id: str, stage: str, region: str) -> tuple[Api, Road]:
        from workbench.exchange.live_api import read_staged

        stages = self._stages
        known = stages.get((api_id, stage))
        if known is None:
            named = f"live:{api_id}/{stage}"
            api = read_staged(self._gateway.session(region), named, account_id=ACCOUNT_ID).api
            made = self._stated.completed(api), self._gateway.open(region)
            # Of two first requests at a time one road is kept: it remembers throttles and caches for both.
            known = stages.setdefault((api_id, stage), made)
        return known


def _request(asked: Asked, api: Api, rest: str) -> HttpRequest:
    prefix = "" if api.stage == "$default" else f"/{api.stage}"
    host = f"{api.id}.execute-api.{api.region}.amazonaws.com"
    headers = client_headers(asked.headers, host=host)
    return HttpRequest(asked.method, f"https://{host}{prefix}{rest or '/'}", headers, asked.body or None)


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
