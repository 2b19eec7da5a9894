"""Operations on HTTP APIs for which the account keeps what they need, and has no answer."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from workbench.sandbox.message import ACCOUNT_ID, Answer, json_answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.sandbox.message import Asked

_AUTHORIZERS = re.compile(r"/v2/apis/(?P<api>[a-z0-9]+)/authorizers/?")
_STAGE = re.compile(r"/v2/apis/(?P<api>[a-z0-9]+)/stages/(?P<stage>[^/]+)/?")
_CHANGED = {
    "accessLogSettings": "access_log_settings",
    "autoDeploy": "auto_deploy",
    "defaultRouteSettings": "default_route_settings",
    "description": "description",
    "routeSettings": "route_settings",
    "stageVariables": "stage_variables",
}
"""What UpdateStage changes, by the names of the account's own object."""


class HttpApiFront:
    """Answers from what the account keeps; what is not there the account refuses in its own words."""

    def __init__(self, changed: Callable[[], None]) -> None:
        """`changed` is told when a stage was changed."""
        self._changed = changed

    def answer(self, asked: Asked) -> Answer | None:
        """The answer; None for any other request, and for an API or stage that is not there."""
        if asked.method == "GET" and (found := _AUTHORIZERS.fullmatch(asked.path)):
            api = _api(asked.region, found["api"])
            return None if api is None else json_answer({"items": [_said(each) for each in api.authorizers.values()]})
        if asked.method == "PATCH" and (found := _STAGE.fullmatch(asked.path)):
            api = _api(asked.region, found["api"])
            stage = api.stages.get(found["stage"]) if api is not None else None
            return None if stage is None else self._update(stage, json.loads(asked.body or b"{}"))
        return None

    def _update(self, stage: Any, said: dict[str, Any]) -> Answer:
        for name, attribute in _CHANGED.items():
            if name in said:
                setattr(stage, attribute, _merged(getattr(stage, attribute), said[name]))
        self._changed()
        return json_answer(_said(stage))


def _api(region: str, api_id: str) -> Any:
    from moto.backends import get_backend

    return get_backend("apigatewayv2")[ACCOUNT_ID][region].apis.get(api_id)


def _said(kept: Any) -> dict[str, Any]:
    return {name: value for name, value in kept.to_json().items() if value is not None}


def _merged(before: Any, change: Any) -> Any:
    return {**before, **change} if isinstance(before, dict) and isinstance(change, dict) else change
