"""Authorizers and API keys as an OpenAPI document with API Gateway extensions names them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from workbench.gateway.api import Authorizer
from workbench.interchange.api_draft import ApiDraft, iam_authorizer
from workbench.interchange.document import mapping, sequence
from workbench.interchange.template import strings, truth, whole

if TYPE_CHECKING:
    from workbench.events.json_value import Json, JsonObject
    from workbench.gateway.api import AuthorizerType
    from workbench.interchange.integration import Target
    from workbench.interchange.places import Path

_TYPES: dict[str, AuthorizerType] = {
    "token": "TOKEN",
    "request": "REQUEST",
    "cognito_user_pools": "COGNITO",
    "jwt": "JWT",
}


class Surroundings(Protocol):
    """What a reader of a part needs of the whole file."""

    def target(self, uri: Json, draft: ApiDraft) -> Target | None:
        """The function that an integration or authorizer URI leads to."""

    def note(self, path: Path, what: str) -> None:
        """Remember something that was not understood."""


def read_schemes(body: Json, draft: ApiDraft, *, around: Surroundings, path: Path) -> frozenset[str]:
    """Add the authorizers of a document to the draft; the names of the schemes that ask for an API key."""
    swagger = mapping(body.get("securityDefinitions"))
    if swagger:
        return _read(swagger, draft, around=around, path=(*path, "securityDefinitions"))
    schemes = mapping(mapping(body.get("components")).get("securitySchemes"))
    return _read(schemes, draft, around=around, path=(*path, "components", "securitySchemes"))


def _read(schemes: Json, draft: ApiDraft, *, around: Surroundings, path: Path) -> frozenset[str]:
    keys: set[str] = set()
    for name, scheme in schemes.items():
        scheme = mapping(scheme)
        said = mapping(scheme.get("x-amazon-apigateway-authorizer"))
        kind = str(scheme.get("x-amazon-apigateway-authtype", "")).lower()
        if said:
            _authorizer(name, scheme, draft, around=around, path=(*path, name))
        elif kind == "awssigv4":
            draft.authorizers[name] = Authorizer(name, "IAM")
        elif scheme.get("type") == "apiKey" and str(scheme.get("name", "")).lower() == "x-api-key":
            keys.add(name)
        else:
            around.note((*path, name), f"The security scheme {name} names no authorizer of API Gateway")
    return frozenset(keys)


def _authorizer(name: str, scheme: Json, draft: ApiDraft, *, around: Surroundings, path: Path) -> None:
    said = scheme["x-amazon-apigateway-authorizer"]
    kind = _TYPES.get(str(said.get("type", "")).lower())
    inside = (*path, "x-amazon-apigateway-authorizer")
    if kind is None:
        around.note(inside, f"An authorizer of type {said.get('type')} is not known")
        return
    source = said.get("identitySource")
    identity = tuple(part.strip() for text in strings(source) for part in text.split(",")) if source else ()
    if not identity and kind in {"TOKEN", "COGNITO"} and scheme.get("in") == "header" and scheme.get("name"):
        identity = (f"method.request.header.{scheme['name']}",)
    target = around.target(said.get("authorizerUri"), draft) if kind in {"TOKEN", "REQUEST"} else None
    if kind in {"TOKEN", "REQUEST"} and target is None:
        around.note(inside, f"The function of the authorizer {name} was not found")
    draft.authorizers[name] = Authorizer(name, kind, target.function if target else None, identity, _settings(said))


def _settings(said: Json) -> JsonObject:
    jwt = mapping(said.get("jwtConfiguration"))
    version = said.get("authorizerPayloadFormatVersion")
    settings: JsonObject = {
        "ttl_seconds": whole(said.get("authorizerResultTtlInSeconds")),
        "identity_validation_expression": said.get("identityValidationExpression"),
        "credentials": said.get("authorizerCredentials"),
        "user_pool_arns": list(strings(said.get("providerARNs"))) or None,
        "issuer": jwt.get("issuer"),
        "audience": list(strings(jwt.get("audience"))) or None,
        "payload_format_version": None if version is None else str(version),
        "enable_simple_responses": truth(said["enableSimpleResponses"]) if "enableSimpleResponses" in said else None,
    }
    return {key: value for key, value in settings.items() if value is not None}


def security_of(
    operation: Json, body: Json, draft: ApiDraft, *, keys: frozenset[str]
) -> tuple[str | None, bool, tuple[str, ...]]:
    """The authorizer of an operation, whether it needs an API key, and the scopes that it asks for."""
    auth = str(mapping(operation.get("x-amazon-apigateway-auth")).get("type", "")).upper()
    if auth == "AWS_IAM":
        return iam_authorizer(draft), False, ()
    said = operation.get("security", body.get("security"))
    if said is None:
        return draft.default_authorizer, draft.api_key_required, ()
    authorizer: str | None = None
    scopes: tuple[str, ...] = ()
    api_key = False
    for each in sequence(said):
        for name, asked in mapping(each).items():
            if name in keys or name == "api_key":
                api_key = True
            elif name in draft.authorizers:
                authorizer, scopes = name, strings(asked)
    return authorizer, api_key, scopes
