"""The function URLs of the sandbox, by host as on AWS and by path, answered as Lambda answers their clients."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workbench.errors import WorkbenchError
from workbench.events.http import HttpRequest
from workbench.sandbox.gateway_road import NotInvokedError, client_headers, failed
from workbench.sandbox.message import ACCOUNT_ID, Answer, refusal

if TYPE_CHECKING:
    from workbench.sandbox.function_urls import FunctionUrls
    from workbench.sandbox.gateway_road import GatewayRoad
    from workbench.sandbox.message import Asked

URL_PATH = "/_function_url/"
"""Before the id of a function URL, for clients that do not find names that end in localhost."""
_PATH = re.compile(rf"{URL_PATH}(?P<id>[a-z0-9]+)(?P<rest>(?:/[^?]*)?(?:\?.*)?)")
_HOST = re.compile(r"(?P<id>[a-z0-9]+)\.lambda-url\.[a-z0-9.-]+(?::\d+)?")


class UrlFront:
    """Answers requests to a function URL: CORS, authorization and permissions as on AWS, then the function."""

    def __init__(self, urls: FunctionUrls, gateway: GatewayRoad) -> None:
        self._urls = urls
        self._gateway = gateway

    def answer(self, asked: Asked) -> Answer | None:
        """The client's response; None for a request to no function URL."""
        named = _named(asked)
        if named is None:
            return None
        url_id, rest = named
        url = self._urls.find(url_id)
        if url is None:
            # LocalStack test_lambda.py::TestLambdaURL::test_lambda_url_non_existing_url, recorded
            missing = refusal(403, "ForbiddenException", "")
            return Answer(403, missing.headers, b'{"Message":null}')
        from workbench.deployed.function_url import live_url
        from workbench.exchange.live_api import staged

        live = live_url(url.config, name=url.name)
        api = staged(live, live.stages[0], region=url.region, account_id=ACCOUNT_ID).api
        host = f"{url.id}.lambda-url.{url.region}.on.aws"
        where = f"https://{host}{rest if rest.startswith('/') else f'/{rest}'}"
        request = HttpRequest(asked.method, where, client_headers(asked.headers, host=host), asked.body or None)
        try:
            return self._gateway.send(api, self._gateway.open(url.region), request)
        except (NotInvokedError, WorkbenchError) as error:
            return failed(error)


def _named(asked: Asked) -> tuple[str, str] | None:
    """The id of a function URL and the rest of the URL, where a request goes to one."""
    by_path = _PATH.fullmatch(asked.raw_uri)
    if by_path is not None:
        return by_path["id"], by_path["rest"]
    by_host = _HOST.fullmatch(asked.header("Host"))
    return (by_host["id"], asked.raw_uri) if by_host is not None else None
