"""May the function do what its code does: the role's trust, and every call against the role's policies."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from workbench.permissions.api_call import RequiredAction
from workbench.permissions.arn import Arn
from workbench.permissions.case import Case, Request
from workbench.permissions.denied_message import denied_message, read_denied_message
from workbench.permissions.document import unknown_policy
from workbench.permissions.evaluation import evaluate
from workbench.permissions.least_privilege import smallest_statement
from workbench.permissions.operations import actions_of
from workbench.permissions.resource_policy import policy_on
from workbench.permissions.role_mend import role_mends
from workbench.permissions.side_call import side_note
from workbench.permissions.unnamed_resource import nameable, possible_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.permissions.document import Policy
    from workbench.permissions.explanation import Decision
    from workbench.permissions.invoke_mend import Mend
    from workbench.permissions.json_source import Json, JsonObject
    from workbench.permissions.role_session import RoleDocuments, RoleSession
    from workbench.permissions.verdict_logic import Choice

Basis = Literal["proven", "simulated", "inferred", "unknown"]
"""`proven`: AWS answered so. `simulated`: evaluated from known policies. `inferred`: on an assumption."""

LAMBDA = "lambda.amazonaws.com"
_TRUSTED = "sts:assumerole"
_RESOURCE_POLICIES = ("s3", "sqs", "sns", "kms", "secretsmanager", "lambda", "dynamodb", "kinesis", "events", "ecr")
"""Services whose resources may have a policy of their own."""


@dataclass(frozen=True, slots=True)
class ActionVerdict:
    """Whether the role allows one action on one resource."""

    required: RequiredAction
    decision: Choice
    reason: str
    """One sentence."""
    basis: Basis
    explained: Decision
    service: str = ""
    operation: str = ""
    """Of the call that needs it; empty for an action asked for by hand."""
    mends: tuple[Mend, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def action(self) -> str:
        """The IAM action."""
        return self.required.action

    @property
    def resource(self) -> str:
        """The ARN, or `*`."""
        return self.required.resource

    @property
    def denied_message(self) -> str:
        """What AWS says where it is denied; empty where it is not."""
        denied = self.decision in {"implicitly_denied", "explicitly_denied"}
        return denied_message(self.explained) if denied else ""

    def to_json(self) -> JsonObject:
        """The verdict as a JSON object."""
        return {
            "action": self.action,
            "resource": self.resource,
            "decision": self.decision,
            "reason": self.reason,
            "basis": self.basis,
            "mapped": self.required.mapped,
            "source": self.required.source,
            "deciding": [statement.to_json() for statement in self.explained.deciding],
            "mends": [{"title": title, "text": text} for title, text in self.mends],
            "notes": list(self.notes),
            "explanation": self.explained.to_json(),
        }


def check_trust(role: RoleDocuments) -> Decision:
    """May Lambda assume the role; unknown where its trust policy is."""
    trust = role.trust or unknown_policy(name="the role's trust policy", kind="trust")
    unknown = ("aws:SourceArn", "aws:SourceAccount", "aws:SourceOrgID", "aws:CurrentTime", "aws:EpochTime")
    context = {"aws:PrincipalIsAWSService": "true", "aws:PrincipalServiceName": LAMBDA, "aws:SecureTransport": "true"}
    request = Request(LAMBDA, "sts:AssumeRole", role.arn, role.account, context)
    return evaluate(Case(request, resource_policy=trust, unknown_context=unknown))


def check_call(
    session: RoleSession, service: str, operation: str, parameters: Mapping[str, Json], *, region: str
) -> tuple[ActionVerdict, ...]:
    """The verdicts on everything that a call needs; empty for a call that needs no permission."""
    needed = actions_of(service, operation, parameters, region, session.role.account)
    return tuple(
        replace(check_action(session, each, region=region), service=service, operation=operation) for each in needed
    )


def check_action(session: RoleSession, required: RequiredAction, *, region: str) -> ActionVerdict:
    """Whether the role allows an action on a resource, such as one from a list that a person wrote."""
    decision = _decide(session, required, required.resource, region)
    notes = [required.note] if required.note else []
    if decision.decision == "implicitly_denied" and nameable(required.resource):
        decision, note = _by_name(session, required, region, decision)
        notes += [note] if note else []
    at_hand = next((each.policy for each in decision.policies if each.policy.kind in {"resource", "trust"}), None)
    notes.append(_resource_note(required.action, at_hand))
    if decision.allowed:
        notes.append(side_note(required.action, session.role.policies or ()))
    basis: Basis = "simulated" if required.mapped != "assumed" else "inferred"
    if decision.decision == "unknown":
        basis = "unknown"
    elif required.action.lower().startswith("kms:") and decision.allowed and at_hand is None:
        basis = "inferred"
        notes.append("assumed that the key's policy lets IAM policies decide, as AWS's default key policy does")
    mends: tuple[Mend, ...] = ()
    if decision.decision == "implicitly_denied":
        case = _case(session, required, required.resource, region)
        mends = role_mends(case, smallest_statement(required), role_arn=session.role.arn)
    return ActionVerdict(
        required=required,
        decision=decision.decision,
        reason=decision.reason,
        basis=basis,
        explained=decision,
        mends=mends,
        notes=tuple(note for note in notes if note),
    )


def _resource_note(action: str, at_hand: Policy | None) -> str:
    if at_hand is not None and at_hand.readable:
        return f"evaluated with {at_hand.name}, the resource's own policy"
    service = action.partition(":")[0].lower()
    return "not evaluated: the resource's own policy" if service in _RESOURCE_POLICIES else ""


def _case(session: RoleSession, required: RequiredAction, resource: str, region: str) -> Case:
    """The question as AWS asks it, with the policy of the resource where that is at hand."""
    owner = Arn.of(resource).account
    context = session.context(region) | dict(required.context) | ({"aws:ResourceAccount": owner} if owner else {})
    role = session.role
    unknown_identity = (unknown_policy(name="the role's policies", kind="identity"),)
    theirs = policy_on(resource, session.resource_policies)
    return Case(
        Request(session.arn, required.action, resource, (owner if theirs is not None else "") or role.account, context),
        unknown_identity if role.policies is None else role.policies,
        resource_policy=theirs,
        permission_boundary=role.boundary,
        unknown_context=session.unknown(required.action, context),
        resource_side_needed=theirs is not None,
    )


def _decide(session: RoleSession, required: RequiredAction, resource: str, region: str) -> Decision:
    case = _case(session, required, resource, region)
    decision = evaluate(case)
    if case.resource_policy is not None or not decision.allowed:
        return decision
    owner, assumes = Arn.of(resource).account, required.action.lower() == _TRUSTED
    if owner in {"", session.role.account} and not assumes:
        return decision
    what = "trust policy of the role" if assumes else "policy of the resource"
    theirs = unknown_policy(name=f"the {what} in account {owner}", kind="trust" if assumes else "resource")
    request = replace(case.request, resource_account=owner)
    return evaluate(replace(case, request=request, resource_policy=theirs, resource_side_needed=True))


def _by_name(session: RoleSession, required: RequiredAction, region: str, denied: Decision) -> tuple[Decision, str]:
    """The decision on a resource of which the parameters tell a part only, such as a secret by its name."""
    found = possible_names(required.resource, session.role.policies or ())
    decisions = [(name, _decide(session, required, name, region)) for name in found]
    allowed = next(((name, each) for name, each in decisions if each.allowed), None)
    if allowed is None:
        return denied, ""
    if "??????" in required.resource:
        return allowed[1], f"assumed that {required.resource} is {allowed[0]}, as its name says"
    reason = f"Cannot be decided: it is allowed on {allowed[0]}, and which resource is meant is not known."
    return replace(allowed[1], decision="unknown", reason=reason, headline=reason, request=denied.request), ""


def denied_by_aws(session: RoleSession, message: str, *, region: str) -> ActionVerdict | None:
    """The verdict that AWS itself gave in an AccessDenied message about this role; None for any other text."""
    read = read_denied_message(message)
    if read is None or read.principal.rpartition("/")[0] != session.arn.rpartition("/")[0]:
        return None
    verdict = check_action(session, RequiredAction(read.action, read.resource), region=region)
    choice: Choice = "explicitly_denied" if read.explicit else "implicitly_denied"
    notes = verdict.notes
    if verdict.decision not in {choice, "unknown"}:
        notes = (*notes, f"the policies at hand say otherwise: {verdict.reason}")
    return replace(verdict, decision=choice, reason=f"AWS answered: {message.strip()}", basis="proven", notes=notes)


def enforced(verdicts: tuple[ActionVerdict, ...]) -> str | None:
    """The AccessDenied message that a call meets where the role is enforced; None lets it pass."""
    return next((verdict.denied_message for verdict in verdicts if verdict.denied_message), None)
