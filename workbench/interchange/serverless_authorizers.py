"""The authorizers of a serverless.yml: those of its HTTP API by name, those of a REST API where an event asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.gateway.api import Authorizer
from workbench.interchange.api_draft import iam_authorizer
from workbench.interchange.document import mapping
from workbench.interchange.template import strings, truth, whole

if TYPE_CHECKING:
    from workbench.events.json_value import Json, JsonObject
    from workbench.interchange.api_draft import ApiDraft
    from workbench.interchange.places import Path
    from workbench.interchange.serverless_functions import ServerlessFunctions
    from workbench.interchange.template import Template


class ServerlessAuthorizers:
    """Reads authorizers into the draft of their API, and lets it invoke their functions."""

    def __init__(self, template: Template, functions: ServerlessFunctions) -> None:
        self._template = template
        self._functions = functions

    def of_provider(self, said: Json, draft: ApiDraft, *, path: Path) -> None:
        """Add the named authorizers of an HTTP API."""
        for name, each in mapping(said).items():
            draft.authorizers[name] = self._of_http_api(name, mapping(each), draft, path=(*path, name))

    def of_event(self, said: Json, draft: ApiDraft, *, path: Path) -> tuple[str | None, tuple[str, ...]]:
        """The authorizer of a route by name, and the scopes that the route asks for."""
        if said is None:
            return None, ()
        how = mapping(said)
        kind = str(how.get("type", said if isinstance(said, str) else "")).upper()
        if kind == "AWS_IAM":
            return iam_authorizer(draft), ()
        scopes = strings(how.get("scopes"))
        name = str(how.get("name") or (said if isinstance(said, str) else "") or "").rpartition(":")[2]
        if name in draft.authorizers:
            return name, scopes
        if draft.type == "HTTP":
            self._template.note(path, f"There is no authorizer {name}")
            return None, ()
        return self._of_rest_api(name, said, how, draft, path=path), scopes

    def _of_http_api(self, name: str, said: Json, draft: ApiDraft, *, path: Path) -> Authorizer:
        settings: JsonObject = {"ttl_seconds": whole(said.get("resultTtlInSeconds"))}
        source = strings(said.get("identitySource"))
        function: str | None = None
        if said.get("type") == "request":
            function = self._functions.named(said.get("functionName") or said.get("functionArn"), path=path)
            settings["payload_format_version"] = str(said.get("payloadVersion") or "2.0")
            settings["enable_simple_responses"] = truth(said.get("enableSimpleResponses"))
            if function:
                self._functions.grant("httpApi", function, draft, path=path)
        else:
            settings |= {"issuer": said.get("issuerUrl"), "audience": list(strings(said.get("audience"))) or None}
        kept = {key: value for key, value in settings.items() if value is not None}
        return Authorizer(name, "REQUEST" if said.get("type") == "request" else "JWT", function, source, kept)

    def _of_rest_api(self, name: str, said: Json, how: Json, draft: ApiDraft, *, path: Path) -> str | None:
        arn = str(self._template.resolve(how.get("arn"), path) or (said if isinstance(said, str) else ""))
        name = name or arn.rpartition(":")[2].rpartition("/")[2] or "authorizer"
        identity = str(how.get("identitySource") or "method.request.header.Authorization")
        source = tuple(part.strip() for part in identity.split(","))
        settings: JsonObject = {
            "ttl_seconds": whole(how.get("resultTtlInSeconds")),
            "identity_validation_expression": how.get("identityValidationExpression"),
        }
        kept = {key: value for key, value in settings.items() if value is not None}
        kind = str(how.get("type", "")).upper()
        if ":cognito-idp:" in arn or kind == "COGNITO_USER_POOLS":
            draft.authorizers[name] = Authorizer(name, "COGNITO", None, source, {**kept, "user_pool_arns": [arn]})
            return name
        function = self._functions.named(arn if arn.startswith("arn:") else name, path=path)
        if function is None:
            return None
        self._functions.grant("http", function, draft, path=path)
        draft.authorizers[name] = Authorizer(name, "REQUEST" if kind == "REQUEST" else "TOKEN", function, source, kept)
        return name
