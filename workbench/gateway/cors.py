"""CORS of an HTTP API or function URL: the preflight that it answers by itself, and the headers that it adds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.events.http import HttpResponse
from workbench.gateway.verdict import Reply, Rule, Verdict

if TYPE_CHECKING:
    from workbench.events.http import Headers, HttpRequest
    from workbench.events.json_value import Json
    from workbench.gateway.api import Api

PREFLIGHT = Rule(
    "http.preflight",
    "With a CORS configuration an HTTP API answers preflight requests itself, also without an OPTIONS route.",
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
    preflight_status: int = 204

    @classmethod
    def of(cls, api: Api) -> Cors | None:
        """The configuration of an HTTP API or function URL; None where it has none."""
        said = api.settings.get("cors") if api.type in ("HTTP", "FUNCTION_URL") else None
        if not isinstance(said, dict) or not said:
            return None
        age = said.get("max_age")
        return cls(
            _texts(said.get("allow_origins")),
            tuple(method.upper() for method in _texts(said.get("allow_methods"))),
            _texts(said.get("allow_headers")),
            _texts(said.get("expose_headers")),
            age if isinstance(age, int) else None,
            said.get("allow_credentials") is True,
            204 if api.type == "HTTP" else 200,
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
        return Reply(HttpResponse(self.preflight_status, tuple(headers)), Verdict("ok", why, PREFLIGHT))


def _texts(value: Json) -> tuple[str, ...]:
    return tuple(str(each) for each in value) if isinstance(value, list) else ()
