"""An HTTP API put into the account as a deployment would: routes, authorizers, CORS, and its stage's throttling."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.events.json_value import Json
    from workbench.gateway.api import Api, Authorizer, Route, Throttle

_CORS = {
    "allow_origins": "AllowOrigins",
    "allow_methods": "AllowMethods",
    "allow_headers": "AllowHeaders",
    "expose_headers": "ExposeHeaders",
    "max_age": "MaxAge",
    "allow_credentials": "AllowCredentials",
}
_IAM = frozenset({"AWS_IAM", "IAM"})
_LONGEST_TIMEOUT_MS = 30_000


def aws_cors(said: Json) -> dict[str, Any]:
    """CORS of an API file as HTTP APIs and function URLs are told it."""
    given = said if isinstance(said, dict) else {}
    return {theirs: given[ours] for ours, theirs in _CORS.items() if given.get(ours) not in (None, [])}


class HttpApiSeed:
    """Makes one API of its definition, whose functions are named by ARN."""

    def __init__(
        self, gateway: Any, api: Api, *, function_arn: Callable[[str], str], invocation_uri: Callable[[str], str]
    ) -> None:
        """`gateway` is a client of API Gateway's second service."""
        self._gateway = gateway
        self._api = api
        self._arn = function_arn
        self._uri = invocation_uri
        self._id = ""
        self._authorizers: dict[str, dict[str, str]] = {}
        self._integrations: dict[tuple[object, ...], str] = {}
        self.authorizer_ids: dict[str, str] = {}
        """From the ids that the definition names to those that the authorizers got."""

    def make(self) -> str:
        """Make it; gives its id."""
        from workbench.gateway.api import Throttle

        api = self._api
        cors = aws_cors(api.settings.get("cors"))
        words = {"CorsConfiguration": cors} if cors else {}
        made: str = self._gateway.create_api(Name=api.name, ProtocolType="HTTP", **words)["ApiId"]
        self._id = made
        for authorizer in api.authorizers.values():
            self._authorizer(authorizer)
        for route in api.routes:
            self._route(route)
        own = {route.key: _limits(route.throttle) for route in api.routes if route.throttle}
        stage: dict[str, Any] = {
            **({"DefaultRouteSettings": _limits(api.throttle)} if api.throttle != Throttle() else {}),
            **({"RouteSettings": own} if own else {}),
        }
        self._gateway.create_stage(
            ApiId=self._id, StageName=api.stage, AutoDeploy=True, StageVariables=dict(api.stage_variables), **stage
        )
        return made

    def _authorizer(self, authorizer: Authorizer) -> None:
        said = authorizer.settings
        if authorizer.type == "IAM":
            self._authorizers[authorizer.name] = {"AuthorizationType": "AWS_IAM"}
            return
        is_jwt = authorizer.type in {"JWT", "COGNITO"}
        token = {"Issuer": said.get("issuer"), "Audience": said.get("audience")}
        words = {
            "AuthorizerUri": self._uri(authorizer.function) if authorizer.function else None,
            "AuthorizerPayloadFormatVersion": said.get("payload_format_version"),
            "AuthorizerResultTtlInSeconds": said.get("ttl_seconds"),
            "EnableSimpleResponses": said.get("enable_simple_responses"),
            "AuthorizerCredentialsArn": said.get("credentials"),
            "JwtConfiguration": {key: value for key, value in token.items() if value} if is_jwt else None,
        }
        made = self._gateway.create_authorizer(
            ApiId=self._id,
            Name=authorizer.name,
            AuthorizerType="JWT" if is_jwt else "REQUEST",
            IdentitySource=list(authorizer.identity_source) or ["$request.header.Authorization"],
            **{name: value for name, value in words.items() if value is not None},
        )["AuthorizerId"]
        kind = "JWT" if is_jwt else "CUSTOM"
        self._authorizers[authorizer.name] = {"AuthorizationType": kind, "AuthorizerId": made}
        if said.get("id"):
            self.authorizer_ids[str(said["id"])] = made

    def _route(self, route: Route) -> None:
        scopes = route.settings.get("scopes")
        words: dict[str, Any] = {
            **({"AuthorizationType": "AWS_IAM"} if route.authorizer in _IAM else {}),
            **self._authorizers.get(route.authorizer or "", {}),
            **({"AuthorizationScopes": scopes} if scopes else {}),
        }
        target = f"integrations/{self._integration(route)}"
        self._gateway.create_route(ApiId=self._id, RouteKey=route.key, Target=target, **words)

    def _integration(self, route: Route) -> str:
        """The integration of a route; routes to the same function share one."""
        version = str(route.settings.get("payload_format_version") or self._api.payload_format_version)
        timeout = route.settings.get("integration_timeout_ms") or self._api.integration_timeout_ms
        arn = self._arn(route.function or "")
        asked = (arn, version, timeout, route.credentials)
        if asked not in self._integrations:
            words: dict[str, Any] = {
                **({"TimeoutInMillis": min(int(timeout), _LONGEST_TIMEOUT_MS)} if timeout else {}),
                **({"CredentialsArn": route.credentials} if route.credentials else {}),
            }
            made = self._gateway.create_integration(
                ApiId=self._id, IntegrationType="AWS_PROXY", IntegrationUri=arn, PayloadFormatVersion=version, **words
            )
            self._integrations[asked] = made["IntegrationId"]
        return self._integrations[asked]


def _limits(throttle: Throttle) -> dict[str, Any]:
    return {"ThrottlingRateLimit": float(throttle.rate_limit), "ThrottlingBurstLimit": throttle.burst_limit}
