"""The event of an HTTP API with payload format 2.0, and of a function URL."""

from typing import Any, Literal

from pydantic import Field

from workbench.events.models.base import EventModel, TextMap
from workbench.events.models.client_certificate import ClientCertificate


class Jwt(EventModel):
    """What a JWT authorizer says of the caller."""

    claims: dict[str, Any] | None = None
    scopes: list[str] | None = None


class Iam(EventModel):
    """What IAM authorization says of the caller."""

    access_key: str | None = None
    account_id: str | None = None
    caller_id: str | None = None
    cognito_identity: dict[str, Any] | None = None
    principal_org_id: str | None = None
    user_arn: str | None = None
    user_id: str | None = None


class Authorizer(EventModel):
    """`requestContext.authorizer`: one member, named by the kind of authorizer."""

    jwt: Jwt | None = None
    iam: Iam | None = None
    lambda_context: dict[str, Any] | None = Field(default=None, alias="lambda")


class Authentication(EventModel):
    """`requestContext.authentication`: mutual TLS."""

    client_cert: ClientCertificate | None = None


class Http(EventModel):
    """`requestContext.http`: the request line and the caller."""

    method: str
    path: str | None = None
    protocol: str | None = None
    source_ip: str | None = None
    user_agent: str | None = None


class RequestContext(EventModel):
    """`requestContext` of payload 2.0."""

    account_id: str | None = None
    api_id: str | None = None
    authentication: Authentication | None = None
    authorizer: Authorizer | None = None
    domain_name: str | None = None
    domain_prefix: str | None = None
    http: Http
    request_id: str | None = None
    route_key: str | None = None
    stage: str | None = None
    time: str | None = None
    time_epoch: int | None = None


class Request2(EventModel):
    """What integrations and authorizers share in payload 2.0: what is empty is left out."""

    version: Literal["2.0"]
    route_key: str | None = None
    raw_path: str
    raw_query_string: str | None = None
    cookies: list[str] | None = None
    headers: TextMap | None = None
    query_string_parameters: TextMap | None = None
    path_parameters: TextMap | None = None
    stage_variables: TextMap | None = None
    request_context: RequestContext


class Http2Event(Request2):
    """The event of an HTTP API, payload 2.0, and of a function URL."""

    body: str | None = None
    is_base64_encoded: bool | None = None
