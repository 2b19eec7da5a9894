"""The event of an Application Load Balancer."""

from workbench.events.models.base import EventModel, ListMap, TextMap


class Elb(EventModel):
    """`requestContext.elb`."""

    target_group_arn: str


class RequestContext(EventModel):
    """`requestContext` of a load balancer's event."""

    elb: Elb


class AlbEvent(EventModel):
    """The event of a load balancer: the single-value maps or the multi-value maps, by the target group's setting."""

    request_context: RequestContext
    http_method: str
    path: str
    headers: TextMap | None = None
    multi_value_headers: ListMap | None = None
    query_string_parameters: TextMap | None = None
    multi_value_query_string_parameters: ListMap | None = None
    body: str | None = None
    is_base64_encoded: bool | None = None
