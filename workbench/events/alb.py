"""The event of an Application Load Balancer with a Lambda target, in both header modes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.events.body_encoding import as_base64, as_text, is_text
from workbench.events.header_fields import HOP_BY_HOP, add_forwarding, gathered, put
from workbench.events.identifiers import stable_id
from workbench.events.query import all_values, last_values, raw_pairs

if TYPE_CHECKING:
    from random import Random

    from workbench.events.arrival import Arrival
    from workbench.events.http import HttpRequest
    from workbench.events.json_value import Json, JsonObject


def alb_event(request: HttpRequest, arrival: Arrival, *, now_ms: int, random: Random) -> JsonObject:
    """The event that a load balancer sends; the query is not decoded, and a missing body is an empty string."""
    fields = gathered(request.headers, dropped=HOP_BY_HOP)
    if "host" not in fields:
        put(fields, "host", arrival.domain)
    scheme = request.scheme
    port = request.host.rpartition(":")[2]
    add_forwarding(
        fields,
        request,
        port=port if port.isdecimal() else ("80" if scheme == "http" else "443"),
        proto=scheme,
        now_ms=now_ms,
        random=random,
    )
    query = raw_pairs(request.raw_query)
    event: dict[str, Json] = {
        "requestContext": {"elb": {"targetGroupArn": target_group_arn(arrival)}, **arrival.context},
        "httpMethod": request.method,
        "path": arrival.path,
    }
    names = sorted(fields)
    if arrival.multi_value_headers:
        event["multiValueQueryStringParameters"] = all_values(query)
        event["multiValueHeaders"] = {name: fields[name][1] for name in names}
    else:
        event["queryStringParameters"] = last_values(query)
        event["headers"] = {name: fields[name][1][-1] for name in names}
    body = request.body or b""
    is_base64 = bool(body) and (not is_text(request.header("content-type")) or "content-encoding" in fields)
    event["body"] = as_base64(body) if is_base64 else as_text(body)
    event["isBase64Encoded"] = is_base64
    return event


def target_group_arn(arrival: Arrival) -> str:
    """The ARN of the target group that the function is registered with; the API id stands for its name."""
    return (
        f"arn:{arrival.partition}:elasticloadbalancing:{arrival.region}:{arrival.account_id}"
        f":targetgroup/{arrival.api_id}/{stable_id(arrival.api_id, 12)}"
    )
