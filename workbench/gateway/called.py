"""Reading the URL that a client called: which host it is, and where the stage or base path ends and the path begins."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.events.http import HttpRequest
    from workbench.gateway.api import Api

_EXECUTE_API = re.compile(r"^[a-z0-9-]+\.execute-api\.[a-z0-9-]+\.(?:vpce\.)?amazonaws\.com(?:\.cn)?$")


@dataclass(frozen=True, slots=True)
class Called:
    """One reading of a URL: the path that routes are matched against, and what stood before it."""

    path: str
    """What the templates see, as spelled."""
    event_path: str
    """Without the stage; with the base path of a custom domain."""
    domain_name: str = ""
    base_path: str = ""


def readings(api: Api, request: HttpRequest) -> tuple[Called, ...]:
    """Every way to read the URL, likeliest first; none where the stage or the base path is missing.

    An execute-api host carries the stage (`$default` excepted), a custom domain its base path. Any other host, such as
    localhost, is read with the stage and without.
    """
    host = request.host.rpartition("@")[2].partition(":")[0].lower()
    path = request.raw_path
    if api.custom_domain is not None and host == api.custom_domain.name.lower():
        base = api.custom_domain.base_path.strip("/")
        inner = below(path, base) if base else path
        return () if inner is None else (Called(inner, path, host, base),)
    if api.stage == "$default" or api.type in ("FUNCTION_URL", "ALB"):
        return (Called(path, path, host if _is_aws(host) else ""),)
    staged = below(path, api.stage)
    with_stage = () if staged is None else (Called(staged, staged, host if _is_aws(host) else ""),)
    return with_stage if _is_aws(host) else (*with_stage, Called(path, path))


def below(path: str, first: str) -> str | None:
    """The rest of a path below its first segments, at least `/`; None where the path begins otherwise."""
    head = "/" + first
    if path == head:
        return "/"
    return path[len(head) :] if path.startswith(head + "/") else None


def _is_aws(host: str) -> bool:
    if not host.endswith((".amazonaws.com", ".amazonaws.com.cn", ".on.aws")):
        return False
    return bool(_EXECUTE_API.match(host)) or ".lambda-url." in host or ".elb." in host
