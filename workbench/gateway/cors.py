"""Cross-origin resource sharing of an HTTP API: the preflight that the API answers itself, and the headers it adds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.events.http import HttpResponse
from workbench.gateway.verdict import Reply, Rule, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.events.http import Headers, HttpRequest
    from workbench.events.json_value import Json
    from workbench.gateway.api import Api

PREFLIGHT = Rule(
    "http.preflight",
    "With a CORS configuration an HTTP API answers preflight requests itself, with 204, also without an OPTIONS route.",
    "API Gateway developer guide, http-api-cors",
    "documented",
)


@dataclass(frozen=True, slots=True)
class Cors:
    """The CORS configuration of an HTTP API."""

    allow_origins: tuple[str, ...] = ()
    allow_methods: tuple[str, ...] = ()
    allow_headers: tuple[str, ...] = ()
    expose_headers: tuple[str, ...] = ()
    max_age: int | None = None
    allow_credentials: bool = False

    @classmethod
    def of(cls, api: Api) -> Cors | None:
        """The configuration of an API, in the names of the API file or of AWS; None where it has none."""
        said = api.settings.get("cors") if api.type == "HTTP" else None
        if said is True:
            return cls(("*",), ("*",), ("*",))
        if not isinstance(said, dict) or not said:
            return None
        age = _said(said, "max_age")
        return cls(
            _texts(_said(said, "allow_origins")),
            tuple(method.upper() for method in _texts(_said(said, "allow_methods"))),
            _texts(_said(said, "allow_headers")),
            _texts(_said(said, "expose_headers")),
            age if isinstance(age, int) else None,
            _said(said, "allow_credentials") is True,
        )

    def allows(self, origin: str) -> bool:
        """Whether an origin is among those allowed: exact, `*`, or a scheme with `*`, such as `https://*`."""
        return any(
            allowed in ("*", origin) or (allowed.endswith("://*") and origin.startswith(allowed[:-1]))
            for allowed in self.allow_origins
        )

    def headers_for(self, request: HttpRequest) -> Headers:
        """The headers that the API adds to a response; none without an allowed Origin."""
        origin = request.header("Origin")
        if origin is None or not self.allows(origin):
            return ()
        headers = [("Access-Control-Allow-Origin", "*" if "*" in self.allow_origins else origin)]
        if self.allow_credentials:
            headers.append(("Access-Control-Allow-Credentials", "true"))
        if self.expose_headers:
            headers.append(("Access-Control-Expose-Headers", ",".join(self.expose_headers)))
        return tuple(headers)

    def preflight(self, request: HttpRequest, *, request_id: str = "") -> Reply | None:
        """The API's answer to a preflight; None where the request is none."""
        asked = request.header("Access-Control-Request-Method")
        origin = request.header("Origin")
        if request.method.upper() != "OPTIONS" or origin is None or asked is None:
            return None
        headers = list(self.headers_for(request))
        if headers:
            if self.allow_methods:
                headers.append(("Access-Control-Allow-Methods", ",".join(self.allow_methods)))
            if self.allow_headers:
                headers.append(("Access-Control-Allow-Headers", ",".join(self.allow_headers)))
            if self.max_age is not None:
                headers.append(("Access-Control-Max-Age", str(self.max_age)))
        why = f"The API answers the preflight of {origin} itself."
        if not headers:
            why = f"The API answers the preflight itself, and does not allow the origin {origin}."
        if request_id:
            headers.append(("Apigw-Requestid", request_id))
        return Reply(HttpResponse(204, tuple(headers)), Verdict("ok", why, PREFLIGHT))


_AWS_NAMES = {
    "allow_origins": ("allowOrigins", "AllowOrigins"),
    "allow_methods": ("allowMethods", "AllowMethods"),
    "allow_headers": ("allowHeaders", "AllowHeaders"),
    "expose_headers": ("exposeHeaders", "ExposeHeaders"),
    "max_age": ("maxAge", "MaxAge"),
    "allow_credentials": ("allowCredentials", "AllowCredentials"),
}


def _said(said: Mapping[str, Json], name: str) -> Json:
    return next((said[key] for key in (name, *_AWS_NAMES[name]) if key in said), None)


def _texts(value: Json) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(","))
    return tuple(str(each) for each in value) if isinstance(value, list) else ()
