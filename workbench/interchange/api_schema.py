"""What an API file may hold: the fields of `api.yaml`, their types and AWS's defaults."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from workbench.events.arrival import EndpointType
from workbench.events.json_value import JsonObject
from workbench.gateway.api import ApiType, AuthorizerType, InvalidationStrategy, Period

SCHEMA_ID = "https://json-schema.org/draft/2020-12/schema"


def _as_text(value: Any) -> Any:
    """Text for what people write without quotes: an account id, `2.0`."""
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value


Text = Annotated[str, BeforeValidator(_as_text)]
FormatVersion = Annotated[Literal["1.0", "2.0"], BeforeValidator(_as_text)]


class _Part(BaseModel):
    """A part of an API file: nothing unknown, nothing converted in silence."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)


class ThrottlePart(_Part):
    """A token bucket: requests a second, and how many may come at once."""

    rate_limit: float = Field(10000, ge=0)
    burst_limit: int = Field(5000, ge=0)


class QuotaPart(_Part):
    """How many requests a usage plan allows in a period."""

    limit: int = Field(ge=0)
    period: Period = "DAY"


class UsagePlanPart(_Part):
    """The throttle and quota of an API key."""

    rate_limit: float | None = Field(None, ge=0)
    burst_limit: int | None = Field(None, ge=0)
    quota: QuotaPart | None = None
    methods: dict[str, ThrottlePart] = Field({}, description="Route key: a throttle of this key's own on one method.")


class ApiKeyPart(_Part):
    """An API key and its usage plan."""

    name: str
    value: Text
    usage_plan: UsagePlanPart = UsagePlanPart()


class CachePart(_Part):
    """The response cache of a stage or route."""

    enabled: bool = False
    ttl_seconds: int = Field(300, ge=0, le=3600)
    encrypted: bool = False
    require_authorization: bool = Field(
        False, description="Whether a client needs execute-api:InvalidateCache to invalidate an entry."
    )
    unauthorized_strategy: InvalidationStrategy = "SUCCEED_WITH_RESPONSE_HEADER"


class CustomDomainPart(_Part):
    """A domain name of one's own, and the base path that maps to the stage."""

    name: str
    base_path: str = ""


class CorsPart(_Part):
    """CORS as an HTTP API or function URL answers it by itself."""

    allow_origins: list[str] = []
    allow_methods: list[str] = []
    allow_headers: list[str] = []
    expose_headers: list[str] = []
    max_age: int | None = Field(None, ge=-1, le=86400)
    allow_credentials: bool = False


class GatewayResponsePart(_Part):
    """What a REST API answers by itself in one case, such as `UNAUTHORIZED` or `DEFAULT_4XX`."""

    status: int | None = Field(None, ge=200, le=599)
    headers: dict[str, str] = Field({}, description="Name: `'text in single quotes'`, or a mapping expression.")
    templates: dict[str, str] = Field({}, description="Content type: template.")


class RateRulePart(_Part):
    """A rate-based rule of AWS WAF: the most requests of one client address in a window."""

    limit: int = Field(ge=10)
    window_seconds: Literal[60, 120, 300, 600] = 300


class RequestValidatorPart(_Part):
    """Which parts of a request a REST API validates before it invokes."""

    validate_request_body: bool = False
    validate_request_parameters: bool = False


class AuthorizerPart(_Part):
    """Who decides whether a request may pass."""

    type: AuthorizerType
    function: str | None = Field(None, description="TOKEN, REQUEST: the function that decides.")
    identity_source: list[str] = Field(
        [], description="As AWS spells it: `method.request.header.Authorization`, `$request.header.Authorization`."
    )
    ttl_seconds: int | None = Field(None, ge=0, le=3600)
    identity_validation_expression: str | None = Field(
        None, description="TOKEN: a regular expression that the token must match."
    )
    payload_format_version: FormatVersion | None = Field(None, description="REQUEST of an HTTP API.")
    enable_simple_responses: bool | None = Field(None, description="REQUEST of an HTTP API with payload 2.0.")
    issuer: str | None = Field(None, description="JWT: the `iss` that a token must have.")
    audience: list[str] | None = Field(None, description="JWT: the `aud` or `client_id` that a token must have.")
    jwks: str | JsonObject | None = Field(
        None, description="JWT, COGNITO: the keys that sign tokens; a file beside the API file, or the key set itself."
    )
    user_pool_arns: list[str] | None = Field(None, description="COGNITO: the user pools whose tokens pass.")
    scopes: list[str] | None = Field(
        None, description="JWT, COGNITO: scopes of which a token needs one, for routes that name none."
    )
    claims: JsonObject | None = Field(
        None, description="JWT, COGNITO: the claims to go on with where no key set proves a token."
    )
    identity: JsonObject | None = Field(None, description="IAM: who calls, by the keys of the event's own identity.")
    credentials: str | None = Field(
        None, description="The ARN of a role with which the authorizer function is invoked."
    )
    id: str | None = Field(None, description="The authorizer's id, as in `authorizers/ID` of a source ARN.")


class MockPart(_Part):
    """What a MOCK integration of a REST API answers in place of a function."""

    status: int = Field(200, ge=200, le=599)
    headers: dict[str, Text] = {}
    content_type: str = "application/json"
    body: str = ""


class ConditionPart(_Part):
    """A condition of a load balancer's rule beside path and method: one of its values must match."""

    field: Literal["host-header", "http-header", "query-string", "source-ip"]
    name: str | None = Field(None, description="http-header: the name of the header.")
    values: list[str] = Field(
        min_length=1, description="With `*` and `?`; of a query string `key=value`, of a client's address a CIDR block."
    )


class RoutePart(_Part):
    """A method and path, or a route key, mapped to a function."""

    method: str = "ANY"
    path: str | None = None
    route_key: str | None = Field(None, description="Instead of method and path: `GET /pets`, `$default`, `$connect`.")
    function: str | None = Field(None, description="None: the function of the command.")
    authorizer: str | None = Field(
        None, description="A name under `authorizers`, or `AWS_IAM`, which needs none there."
    )
    api_key_required: bool = False
    throttle: ThrottlePart | None = None
    cache: CachePart | None = None
    cache_key_parameters: list[str] = Field(
        [], description="`method.request.querystring.page`, `method.request.header.Accept`, `method.request.path.id`."
    )
    credentials: str | None = Field(None, description="The ARN of a role that the integration assumes.")
    request_parameters: dict[str, bool] | None = Field(
        None, description="`method.request.querystring.page`: whether it is required."
    )
    request_models: dict[str, str | JsonObject] | None = Field(
        None, description="Content type: a name under the API's `request_models`, or the JSON Schema itself."
    )
    request_validator: RequestValidatorPart | None = None
    mock: MockPart | None = Field(None, description="REST: what is answered without a function, such as a preflight.")
    multi_value_headers: bool | None = Field(None, description="ALB: where one target group differs from the API's.")
    conditions: list[ConditionPart] | None = Field(None, description="ALB: what else a rule asks of a request.")
    operation_name: str | None = Field(None, description="REST: the event's `requestContext.operationName`.")
    scopes: list[str] | None = None
    integration_timeout_ms: int | None = Field(None, ge=50, le=900_000)
    payload_format_version: FormatVersion | None = Field(
        None, description="HTTP: where one integration differs from the API's."
    )
    route_response: bool | None = Field(
        None, description="WEBSOCKET: whether the function's answer goes back to the client."
    )


class ApiFile(_Part):
    """What stands in front of a function, as an API file says it."""

    type: ApiType
    id: str = "a1b2c3d4e5"
    name: str = "demo"
    account_id: Annotated[Text, Field(pattern=r"^[0-9]{12}$")] = "123456789012"
    region: str = "us-east-1"
    stage: str | None = Field(None, description="`prod`; HTTP and FUNCTION_URL: `$default`.")
    endpoint_type: EndpointType = "REGIONAL"
    payload_format_version: FormatVersion = "2.0"
    multi_value_headers: bool = False
    custom_domain: CustomDomainPart | None = None
    binary_media_types: list[str] = []
    stage_variables: dict[str, Text] = {}
    integration_timeout_ms: int | None = Field(None, ge=50, le=900_000, description="None: the quota of the API type.")
    throttle: ThrottlePart = ThrottlePart()
    account_throttle: ThrottlePart | None = Field(
        None, description="None: 10,000 a second and 5,000 at once, shared by all APIs of a Region."
    )
    cache: CachePart = CachePart()
    api_key_source: Literal["HEADER", "AUTHORIZER"] | None = None
    api_keys: list[ApiKeyPart] = []
    authorizers: dict[str, AuthorizerPart] = {}
    cors: CorsPart | None = None
    gateway_responses: dict[str, GatewayResponsePart] | None = None
    request_models: dict[str, JsonObject] | None = Field(None, description="Name: JSON Schema.")
    rate_rule: RateRulePart | None = None
    route_selection_expression: str | None = Field(None, description="WEBSOCKET: `$request.body.action`.")
    auth_type: Literal["NONE", "AWS_IAM"] | None = Field(None, description="FUNCTION_URL.")
    invoke_mode: Literal["BUFFERED", "RESPONSE_STREAM"] | None = Field(None, description="FUNCTION_URL.")
    routes: list[RoutePart] = Field([], description="None: the one catch-all that the API type has by default.")


API_SETTINGS = (
    "account_throttle",
    "api_key_source",
    "auth_type",
    "cors",
    "gateway_responses",
    "invoke_mode",
    "rate_rule",
    "request_models",
    "route_selection_expression",
)
"""Fields that stand in `Api.settings`, where they are given."""

ROUTE_SETTINGS = (
    "conditions",
    "integration_timeout_ms",
    "mock",
    "multi_value_headers",
    "operation_name",
    "payload_format_version",
    "request_models",
    "request_parameters",
    "request_validator",
    "route_response",
    "scopes",
)
"""Fields that stand in `Route.settings`, where they are given."""

AUTHORIZER_SETTINGS = (
    "audience",
    "claims",
    "credentials",
    "enable_simple_responses",
    "id",
    "identity",
    "identity_validation_expression",
    "issuer",
    "jwks",
    "payload_format_version",
    "scopes",
    "ttl_seconds",
    "user_pool_arns",
)
"""Fields that stand in `Authorizer.settings`, where they are given."""


def settings_of(part: BaseModel, names: tuple[str, ...]) -> JsonObject:
    """The settings among a part's fields that are given, as plain values."""
    return part.model_dump(include=set(names), exclude_none=True)


def api_json_schema() -> JsonObject:
    """The JSON Schema of an API file, as it is published in the package."""
    return {"$schema": SCHEMA_ID, **ApiFile.model_json_schema()}
