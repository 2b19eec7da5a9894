"""The authorization cases behind the question whether a function may be invoked, with the context that AWS sends."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from workbench.permissions.arn import Arn, partition_of
from workbench.permissions.case import Case, Request
from workbench.permissions.document import unknown_policy
from workbench.permissions.invoke_question import (
    CALLER_CREDENTIALS,
    GATEWAY,
    LOAD_BALANCER,
    InvokeQuestion,
    SourceCandidate,
    source_candidates,
)

if TYPE_CHECKING:
    from workbench.permissions.document import Policy
    from workbench.permissions.json_source import Json

INVOKE = "lambda:InvokeFunction"
INVOKE_URL = "lambda:InvokeFunctionUrl"
_UNKNOWN_OF_SERVICES = ("aws:SourceOrgID", "aws:SourceOrgPaths", "aws:SourceIp", "aws:CurrentTime", "aws:EpochTime",
                        "aws:ResourceTag/*", "aws:ResourceOrgID", "aws:ResourceOrgPaths")  # fmt: skip
_UNKNOWN_OF_REQUESTS = ("aws:SourceIp", "aws:CurrentTime", "aws:EpochTime", "aws:SourceVpce", "aws:SourceVpc")
_UNKNOWN_OF_CALLERS = ("aws:PrincipalOrgID", "aws:PrincipalTag/*", "aws:ResourceTag/*", "aws:userid")

AskedCase = tuple[str, Literal["template", "concrete", "exact"], Case]


def cases_of(question: InvokeQuestion, policy: Policy | None) -> list[AskedCase]:
    """The authorizations behind a question, in the order that AWS asks for them."""
    known = policy if policy is not None else unknown_policy(name="the function's resource policy", kind="resource")
    if question.credentials and question.api_type not in {"FUNCTION_URL", "ALB"}:
        return _by_role(question, policy)
    if question.api_type == "FUNCTION_URL":
        return _by_url(question, known)
    principal = LOAD_BALANCER if question.api_type == "ALB" else GATEWAY
    request = Request(principal, INVOKE, question.function_arn, context=_service_context(question, principal))
    case = Case(request, resource_policy=known, unknown_context=_UNKNOWN_OF_SERVICES)
    candidates = source_candidates(question)
    if not candidates:
        return [("a target group", "exact", replace(case, unknown_context=(*case.unknown_context, "aws:SourceArn")))]
    return [_from(candidate, case) for candidate in candidates]


def _from(candidate: SourceCandidate, case: Case) -> AskedCase:
    context = dict(case.request.context) | {"aws:SourceArn": candidate.arn}
    return candidate.arn, candidate.form, replace(case, request=replace(case.request, context=context))


def _service_context(question: InvokeQuestion, principal: str) -> dict[str, Json]:
    return {
        "aws:SourceAccount": question.owner,
        "aws:PrincipalIsAWSService": "true",
        "aws:PrincipalServiceName": principal,
        "aws:PrincipalServiceNamesList": [principal],
        "aws:SecureTransport": "true",
        "aws:ViaAWSService": "false",
        "aws:RequestedRegion": Arn.of(question.function_arn).region,
        "aws:ResourceAccount": Arn.of(question.function_arn).account,
    }


def _by_url(question: InvokeQuestion, policy: Policy) -> list[AskedCase]:
    """A function URL asks for two actions since October 2025."""
    anonymous = question.auth_type == "NONE"
    caller = "*" if anonymous else question.caller or f"arn:aws:iam::{question.owner}:role/the-caller"
    identity: tuple[Policy, ...] = ()
    if not anonymous:
        unknown = unknown_policy(name="the caller's identity policies", kind="identity")
        identity = (unknown,) if question.caller_policies is None else question.caller_policies
    context: dict[str, Json] = {"lambda:FunctionUrlAuthType": question.auth_type, "aws:SecureTransport": "true"}
    unknown_keys = _UNKNOWN_OF_REQUESTS if anonymous else (*_UNKNOWN_OF_REQUESTS, *_UNKNOWN_OF_CALLERS)
    asked: list[AskedCase] = []
    for action in (INVOKE_URL, INVOKE):
        more = {} if action == INVOKE_URL else {"lambda:InvokedViaFunctionUrl": "true"}
        request = Request(caller, action, question.function_arn, context=context | more)
        asked.append((action, "exact", Case(request, identity, policy, unknown_context=unknown_keys)))
    return asked


def _by_role(question: InvokeQuestion, policy: Policy | None) -> list[AskedCase]:
    """An integration with credentials: the role's trust policy, then the role's own permission."""
    role = question.credentials
    if role.endswith(CALLER_CREDENTIALS):
        caller = question.caller or f"arn:aws:iam::{question.owner}:user/the-caller"
        unknown = (unknown_policy(name="the caller's identity policies", kind="identity"),)
        identity = unknown if question.caller_policies is None else question.caller_policies
        request = Request(caller, INVOKE, question.function_arn)
        return [("the caller's own identity", "exact", Case(request, identity, policy))]
    trust = question.credentials_trust or unknown_policy(name="the role's trust policy", kind="trust")
    unknown_identity = (unknown_policy(name="the role's identity policies", kind="identity"),)
    identity = unknown_identity if question.credentials_policies is None else question.credentials_policies
    account = Arn.of(role).account or question.owner
    partition = partition_of(question.where)
    name = role.rsplit("/", 1)[-1]
    session = f"arn:{partition}:sts::{account}:assumed-role/{name}/BackplaneAssumeRoleSession"
    own = account == Arn.of(question.function_arn).account
    side = policy
    if side is None and not own:
        side = unknown_policy(name="the function's resource policy", kind="resource")
    assumed = Request(GATEWAY, "sts:AssumeRole", role, context=_service_context(question, GATEWAY))
    invoked = Request(
        session, INVOKE, question.function_arn, context={"aws:PrincipalArn": role, "aws:PrincipalAccount": account}
    )
    unknown_keys = (*_UNKNOWN_OF_SERVICES, "aws:SourceArn", "aws:PrincipalTag/*", "aws:PrincipalOrgID")
    return [
        (role, "exact", Case(assumed, resource_policy=trust, unknown_context=unknown_keys)),
        (question.function_arn, "exact", Case(invoked, identity, side, unknown_context=unknown_keys)),
    ]
