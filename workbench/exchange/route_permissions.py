"""Every way through an API to a function, and whether the function may be invoked on it: the matrix of an API."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from workbench.gateway.api import Route
from workbench.permissions.gateway_invoke import may_invoke
from workbench.permissions.invoke_question import InvokeQuestion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from workbench.events.json_value import JsonObject
    from workbench.gateway.api import Api
    from workbench.permissions.document import Policy
    from workbench.permissions.gateway_invoke import InvokeVerdict
    from workbench.permissions.role_session import RoleDocuments

_CATCH_ALL = {
    "REST": (Route("ANY", "/"), Route("ANY", "/{proxy+}")),
    "HTTP": (Route("ANY", "$default"),),
    "WEBSOCKET": (Route("ANY", "$connect"), Route("ANY", "$default"), Route("ANY", "$disconnect")),
    "FUNCTION_URL": (Route("ANY", "$default"),),
    "ALB": (Route("ANY", "/"),),
}
"""The routes of an API that names none."""


@dataclass(frozen=True, slots=True)
class InvokedFunction:
    """The function behind a route, as far as it is known."""

    reference: str
    """How the API names it."""
    arn: str
    """Without a qualifier."""
    policy: Policy | None = None
    """Its resource policy; None: not known."""
    role: RoleDocuments | None = None
    """Its execution role; None: not known."""


@dataclass(frozen=True, slots=True)
class RoutePermission:
    """One row of the matrix."""

    kind: Literal["route", "authorizer"]
    api: Api
    route: Route | None
    """None for an authorizer."""
    authorizer: str
    function: InvokedFunction
    verdict: InvokeVerdict

    def to_json(self) -> JsonObject:
        """The row that `permissions check` prints."""
        route = self.route
        keyed = route is not None and not route.path.startswith("/")
        return {
            "api": self.api.name or self.api.id,
            "stage": self.api.stage,
            "method": None if route is None else route.method,
            "path": None if route is None else route.path,
            "route_key": route.key if route is not None and (keyed or self.api.type in {"HTTP", "WEBSOCKET"}) else None,
            "function": self.function.reference or None,
            "authorizer": self.authorizer or None,
            "decision": self.verdict.decision,
            "reason": self.verdict.reason,
            "source_arns": list(self.verdict.source_arns),
            "kind": self.kind,
            "function_arn": self.verdict.resource,
            "effect": self.verdict.effect,
            "mends": [{"title": title, "text": text} for title, text in self.verdict.mends],
        }


def routes_of(api: Api) -> tuple[Route, ...]:
    """The routes of an API, or the catch-all that its type has by default."""
    return api.routes if api.routes or api.mocks else _CATCH_ALL[api.type]


def route_permissions(
    api: Api, function_of: Callable[[str | None], InvokedFunction], *, roles: Callable[[str], RoleDocuments | None]
) -> Iterator[RoutePermission]:
    """Every route of an API, then every authorizer function.

    Args:
        api: the API.
        function_of: the function that a reference means; None is the function of the command.
        roles: the documents of a role that an integration assumes, by its ARN; None where they are not known.
    """
    for route in routes_of(api):
        function = function_of(route.function)
        question = question_of(api, route, function, roles=roles)
        authorizer = route.authorizer or ""
        yield RoutePermission("route", api, route, authorizer, function, may_invoke(question, function.policy))
    for name, authorizer_ in api.authorizers.items():
        if authorizer_.function is None:
            continue
        function = function_of(authorizer_.function)
        credentials = str(authorizer_.settings.get("credentials") or "")
        documents = roles(credentials) if credentials else None
        question = InvokeQuestion(
            api.type, _qualified(function, authorizer_.settings.get("qualifier")), api.id, api.stage,
            api.region, api.account_id, authorizer_id=str(authorizer_.settings.get("id") or name),
            credentials=credentials,
            credentials_trust=documents.trust if documents is not None else None,
            credentials_policies=documents.policies if documents is not None else None,
        )  # fmt: skip
        yield RoutePermission("authorizer", api, None, name, function, may_invoke(question, function.policy))


def question_of(
    api: Api, route: Route, function: InvokedFunction, *, roles: Callable[[str], RoleDocuments | None]
) -> InvokeQuestion:
    """What a route asks of the permissions, whatever the request."""
    keyed = not route.path.startswith("/")
    documents = roles(route.credentials) if route.credentials else None
    return InvokeQuestion(
        api_type=api.type,
        function_arn=_qualified(function, route.settings.get("qualifier")),
        api_id=api.id,
        stage=api.stage,
        region=api.region,
        account_id=api.account_id,
        method=route.method,
        path="/" if keyed else route.path,
        route_key=route.path if keyed else "",
        credentials=route.credentials or "",
        credentials_trust=documents.trust if documents is not None else None,
        credentials_policies=documents.policies if documents is not None else None,
        auth_type="AWS_IAM" if api.settings.get("auth_type") == "AWS_IAM" else "NONE",
        target_group_arn=str(route.settings.get("target_group_arn") or api.settings.get("target_group_arn") or ""),
    )


def _qualified(function: InvokedFunction, qualifier: object) -> str:
    return f"{function.arn}:{qualifier}" if qualifier else function.arn
