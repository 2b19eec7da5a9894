"""The event of a REST API, and the parts of it that HTTP APIs share with payload 1.0."""

from typing import Any

from workbench.events.models.base import EventModel, ListMap, TextMap
from workbench.events.models.client_certificate import ClientCertificate


class Identity(EventModel):
    """`requestContext.identity`: who called, as far as API Gateway knows."""

    access_key: str | None = None
    account_id: str | None = None
    api_key: str | None = None
    api_key_id: str | None = None
    caller: str | None = None
    client_cert: ClientCertificate | None = None
    cognito_authentication_provider: str | None = None
    cognito_authentication_type: str | None = None
    cognito_identity_id: str | None = None
    cognito_identity_pool_id: str | None = None
    principal_org_id: str | None = None
    source_ip: str | None = None
    user: str | None = None
    user_agent: str | None = None
    user_arn: str | None = None
    vpc_id: str | None = None
    vpce_id: str | None = None


class RequestContext(EventModel):
    """`requestContext` of payload 1.0."""

    account_id: str | None = None
    api_id: str | None = None
    authorizer: dict[str, Any] | None = None
    deployment_id: str | None = None
    domain_name: str | None = None
    domain_prefix: str | None = None
    extended_request_id: str | None = None
    http_method: str | None = None
    identity: Identity | None = None
    is_canary_request: bool | None = None
    operation_name: str | None = None
    path: str | None = None
    protocol: str | None = None
    request_id: str | None = None
    request_time: str | None = None
    request_time_epoch: int | None = None
    resource_id: str | None = None
    resource_path: str | None = None
    stage: str | None = None


class RequestMaps(EventModel):
    """The maps of a request in payload 1.0; null where there is nothing."""

    headers: TextMap | None = None
    multi_value_headers: ListMap | None = None
    query_string_parameters: TextMap | None = None
    multi_value_query_string_parameters: ListMap | None = None
    path_parameters: TextMap | None = None
    stage_variables: TextMap | None = None


class RestEvent(RequestMaps):
    """The proxy event of a REST API."""

    resource: str | None = None
    path: str
    http_method: str
    request_context: RequestContext | None = None
    body: str | None = None
    is_base64_encoded: bool | None = None
