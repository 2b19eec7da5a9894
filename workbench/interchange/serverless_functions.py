"""What the Serverless Framework calls what it makes of a function, and lets invoke it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.interchange.api_document import TemplatePermission
from workbench.interchange.template_permissions import API_GATEWAY, statement

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.events.json_value import Json, JsonObject
    from workbench.interchange.api_draft import ApiDraft
    from workbench.interchange.places import Path
    from workbench.interchange.template import Template

_SUFFIXES = {"http": "ApiGateway", "httpApi": "HttpApi", "websocket": "Websockets"}


def logical_id(function: str) -> str:
    """The logical id that the Serverless Framework gives a function."""
    return f"{spelled(function)}LambdaFunction"


def spelled(function: str) -> str:
    """A function's key as part of a logical id."""
    plain = function.replace("-", "Dash").replace("_", "Underscore")
    return f"{plain[:1].upper()}{plain[1:]}"


class ServerlessFunctions:
    """The functions of one service, with the permissions that the Serverless Framework writes for them."""

    def __init__(self, template: Template, functions: Mapping[str, Json]) -> None:
        """`functions` are what the file says of each, by its key."""
        self._template = template
        self._functions = functions
        self._granted: dict[tuple[str, str], TemplatePermission] = {}

    @property
    def permissions(self) -> tuple[TemplatePermission, ...]:
        """The permissions that were granted so far."""
        return tuple(self._granted.values())

    def named(self, said: Json, *, path: Path) -> str | None:
        """The function that an authorizer names, by its key in the file or its ARN."""
        text = str(self._template.resolve(said, path) or "")
        if text in self._functions:
            return text
        found = self._template.function_named(text)
        if found is None:
            self._template.note(path, f"The function {text or 'of this authorizer'} was not found")
        return found[0] if found else None

    def grant(self, kind: str, function: str, draft: ApiDraft, *, path: Path) -> None:
        """What the Serverless Framework lets an API invoke: all of a REST or HTTP API, and any WebSocket API.

        Serverless Framework 3, lib/plugins/aws/package/compile/events: api-gateway/lib/permissions.js, http-api.js,
        websockets/lib/permissions.js.
        """
        known = function if self._template.type_of(function) else logical_id(function)
        said: JsonObject = {"Principal": API_GATEWAY}
        if kind != "websocket":
            said["SourceArn"] = f"{draft.arn}/{'*/*' if kind == 'http' else '*'}"
        place = self._template.place_of(path, of_key=True)
        self._grant(known, kind, said, suffix=_SUFFIXES[kind], place=place)

    def grant_url(self, function: str) -> None:
        """Of the two actions that a new URL needs, the framework allows one (serverless issue 13147)."""
        known = logical_id(function)
        said = {"Principal": "*", "Action": "lambda:InvokeFunctionUrl", "FunctionUrlAuthType": "NONE"}
        self._grant(known, "url", said, suffix="FnUrl", place=self._template.place(known))

    def _grant(self, known: str, kind: str, said: JsonObject, *, suffix: str, place: str) -> None:
        sid = f"{known.removesuffix('LambdaFunction')}LambdaPermission{suffix}"
        stored = statement(said, sid=sid, resource=str(self._template.attribute(known, "Arn")))
        granted = TemplatePermission(known, stored, written_by="Serverless Framework", place=place)
        self._granted.setdefault((known, kind), granted)
