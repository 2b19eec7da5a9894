"""The question whether a function may be invoked by what stands before it, and the source ARNs that AWS may send."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from workbench.permissions.arn import Arn, partition_of

if TYPE_CHECKING:
    from workbench.permissions.document import Policy

FrontType = Literal["REST", "HTTP", "WEBSOCKET", "FUNCTION_URL", "ALB"]

GATEWAY = "apigateway.amazonaws.com"
LOAD_BALANCER = "elasticloadbalancing.amazonaws.com"
CALLER_CREDENTIALS = ":user/*"
"""How an integration that passes the caller's own identity on spells its credentials."""

ANY_METHODS = ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")
_PARAMETER = re.compile(r"\{[^{}/]+\}")


@dataclass(frozen=True, slots=True)
class InvokeQuestion:
    """One way to a function: a route, an authorizer, a function URL or a target group, and the function behind it."""

    api_type: FrontType
    function_arn: str
    """Exactly the ARN that is invoked, with its qualifier where it has one."""
    api_id: str = ""
    stage: str = ""
    region: str = ""
    """Empty: the function's."""
    account_id: str = ""
    """The account of the API; empty: the function's."""
    method: str = "ANY"
    """As configured, `ANY` included."""
    path: str = "/"
    """As configured, with its `{parameters}`."""
    route_key: str = ""
    """`$connect` and the like of a WebSocket API; `$default` of an HTTP API."""
    concrete_method: str = ""
    """Of a request at hand; empty where the question is about the route as such."""
    concrete_path: str = ""
    authorizer_id: str = ""
    """Set: the function is the one of this authorizer."""
    credentials: str = ""
    """The role that the integration assumes; empty: the function's resource policy decides."""
    credentials_trust: Policy | None = None
    """None: not known."""
    credentials_policies: tuple[Policy, ...] | None = None
    """None: not known."""
    auth_type: Literal["NONE", "AWS_IAM"] = "NONE"
    """Of a function URL."""
    caller: str = ""
    """The ARN of who calls a function URL with AWS_IAM."""
    caller_policies: tuple[Policy, ...] | None = None
    """None: not known."""
    target_group_arn: str = ""
    """Of a load balancer; empty: not known."""

    @property
    def owner(self) -> str:
        """The account of the API."""
        return self.account_id or Arn.of(self.function_arn).account

    @property
    def where(self) -> str:
        """The region of the API."""
        return self.region or Arn.of(self.function_arn).region

    @property
    def function_name(self) -> str:
        """The function's name, without its qualifier."""
        return self.function_arn.split(":")[6] if self.function_arn.count(":") > 5 else self.function_arn

    @property
    def qualifier(self) -> str:
        """The alias or version in the ARN; empty for none."""
        return self.function_arn.split(":")[7] if self.function_arn.count(":") > 6 else ""

    @property
    def route(self) -> str:
        """How AWS names the route."""
        if self.authorizer_id:
            return f"authorizer {self.authorizer_id}"
        return self.route_key or f"{self.method} {self.path}"


@dataclass(frozen=True, slots=True)
class SourceCandidate:
    """A value that `aws:SourceArn` may have, and why."""

    arn: str
    form: Literal["template", "concrete", "exact"]
    """From the route as it is configured, from the request at hand, or beyond doubt."""


def source_candidates(question: InvokeQuestion) -> tuple[SourceCandidate, ...]:
    """What API Gateway may send as source ARN; the first is the most likely one.

    Whether a method's ARN carries the configured template or the request's own verb and path is not documented: logs
    show `/ANY/{resource+}`, an issue of AWS SAM reports the contrary. So both are candidates.
    """
    if question.api_type == "ALB":
        return (SourceCandidate(question.target_group_arn, "exact"),) if question.target_group_arn else ()
    if question.api_type == "FUNCTION_URL":
        return ()
    prefix = f"arn:{partition_of(question.where)}:execute-api:{question.where}:{question.owner}:{question.api_id}"
    if question.authorizer_id:
        return (SourceCandidate(f"{prefix}/authorizers/{question.authorizer_id}", "exact"),)
    if question.route_key:
        return (SourceCandidate(f"{prefix}/{question.stage}/{question.route_key}", "exact"),)
    template = f"{prefix}/{question.stage}/{question.method}{_rooted(question.path)}"
    if question.concrete_method:
        methods: tuple[str, ...] = (question.concrete_method,)
    else:
        methods = ANY_METHODS if question.method == "ANY" else (question.method,)
    path = _rooted(question.concrete_path or _PARAMETER.sub("x", question.path))
    concrete = [f"{prefix}/{question.stage}/{method}{path}" for method in methods]
    return (
        SourceCandidate(template, "template"),
        *(SourceCandidate(arn, "concrete") for arn in concrete if arn != template),
    )


def advised_source_arn(question: InvokeQuestion) -> str:
    """The source ARN to write into a permission: `*` for the stage, for ANY and for path parameters."""
    if question.api_type == "ALB":
        return question.target_group_arn
    prefix = f"arn:{partition_of(question.where)}:execute-api:{question.where}:{question.owner}:{question.api_id}"
    if question.authorizer_id:
        return f"{prefix}/authorizers/{question.authorizer_id}"
    if question.route_key:
        return f"{prefix}/*/{question.route_key}"
    method = "*" if question.method == "ANY" else question.method
    return f"{prefix}/*/{method}{_PARAMETER.sub('*', _rooted(question.path))}"


def _rooted(path: str) -> str:
    plain = path.partition("?")[0]
    return plain if plain.startswith("/") else f"/{plain}"
