"""Where each source keeps what every HTTP event has: method, path, maps, body, identity; and what empty looks like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from workbench.events.edit import ABSENT, Absent
from workbench.events.source import Source

if TYPE_CHECKING:
    from workbench.events.json_value import Json


@dataclass(frozen=True, slots=True)
class Layout:
    """The places of one source, as JSON Pointers; empty where the source has no such thing."""

    method: str = "/httpMethod"
    path: str = "/path"
    route: str = "/resource"
    """The template of the route, or the route key."""
    raw_query: str = ""
    is_joined: bool = False
    """Whether the single-value maps hold every value, joined by commas."""
    has_multi: bool = True
    """Whether there are multi-value maps."""
    maps: bool = True
    """Whether there are headers and a query at all."""
    cookies: str = ""
    path_parameters: str = "/pathParameters"
    stage_variables: str = "/stageVariables"
    body: str = "/body"
    identity: str = "/requestContext/identity"
    source_ip: str = "/requestContext/identity/sourceIp"
    user_agent: str = "/requestContext/identity/userAgent"
    time: str = "/requestContext/requestTime"
    epoch: str = "/requestContext/requestTimeEpoch"
    arn: str = ""
    """Of authorizer inputs: where the ARN of the call stands."""
    empty_map: Json = None
    empty_body: Json = None
    header_case: Literal["title", "lower"] = "title"
    more_keys: tuple[str, ...] = ()
    """Further top-level keys that AWS sends."""

    def known_keys(self) -> frozenset[str]:
        """The top-level keys that AWS sends; what else an event has is extra."""
        places = (
            self.method, self.path, self.route, self.raw_query, self.cookies, self.path_parameters,
            self.stage_variables, self.body, self.arn,
        )  # fmt: skip
        keys = {place.split("/")[1] for place in places if place}
        if self.maps:
            keys |= {"headers", "queryStringParameters"}
            if self.has_multi:
                keys |= {"multiValueHeaders", "multiValueQueryStringParameters"}
        if self.body:
            keys.add("isBase64Encoded")
        return frozenset(keys | {"requestContext", *self.more_keys})


_REST = Layout()
_HTTP_1 = Layout(more_keys=("version",))
_HTTP_2 = Layout(
    method="/requestContext/http/method",
    path="/rawPath",
    route="/routeKey",
    raw_query="/rawQueryString",
    is_joined=True,
    has_multi=False,
    cookies="/cookies",
    identity="",
    source_ip="/requestContext/http/sourceIp",
    user_agent="/requestContext/http/userAgent",
    time="/requestContext/time",
    epoch="/requestContext/timeEpoch",
    empty_map=ABSENT,
    empty_body=ABSENT,
    header_case="lower",
    more_keys=("version",),
)

_LAYOUTS: dict[Source, Layout] = {
    Source.REST: _REST,
    Source.HTTP_1: _HTTP_1,
    Source.HTTP_2: _HTTP_2,
    Source.FUNCTION_URL: _HTTP_2,
    Source.ALB: Layout(
        route="", path_parameters="", stage_variables="", identity="", source_ip="", user_agent="", time="", epoch="",
        empty_map={}, empty_body="", header_case="lower",
    ),
    Source.WEBSOCKET: Layout(
        method="", path="", route="/requestContext/routeKey", path_parameters="", empty_map=ABSENT, empty_body=ABSENT,
    ),
    Source.REST_TOKEN_AUTHORIZER: Layout(
        method="", path="", route="", maps=False, path_parameters="", stage_variables="", body="", identity="",
        source_ip="", user_agent="", time="", epoch="", arn="/methodArn", more_keys=("type", "authorizationToken"),
    ),
    Source.REST_REQUEST_AUTHORIZER: Layout(
        body="", arn="/methodArn", empty_map={}, more_keys=("type",),
    ),
    Source.HTTP_1_AUTHORIZER: Layout(
        body="", arn="/methodArn", empty_map={},
        more_keys=("type", "version", "identitySource", "authorizationToken"),
    ),
    Source.HTTP_2_AUTHORIZER: Layout(
        method="/requestContext/http/method", path="/rawPath", route="/routeKey", raw_query="/rawQueryString",
        is_joined=True, has_multi=False, cookies="/cookies", body="", identity="",
        source_ip="/requestContext/http/sourceIp", user_agent="/requestContext/http/userAgent",
        time="/requestContext/time", epoch="/requestContext/timeEpoch", arn="/routeArn", empty_map=ABSENT,
        header_case="lower", more_keys=("version", "type", "identitySource"),
    ),
}  # fmt: skip

_NONE = Layout(
    method="", path="", route="", maps=False, path_parameters="", stage_variables="", body="", identity="",
    source_ip="", user_agent="", time="", epoch="",
)  # fmt: skip


def layout_of(source: Source) -> Layout:
    """The layout of a source; one without any place for an event of no HTTP source."""
    return _LAYOUTS.get(source, _NONE)


def is_absent(value: Json) -> bool:
    """Whether a value of `value_at` stands for no value at all."""
    return isinstance(value, Absent)
