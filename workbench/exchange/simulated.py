"""IAM's own simulator beside our verdicts on an execution role, and where the two differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbench.deployed.policies import LiveRole
    from workbench.deployed.session import AwsSession
    from workbench.deployed.simulation import Simulated
    from workbench.exchange.record import Decision, PermissionAnswer

_WHY_IT_MAY_DIFFER = "The simulator knows service control policies; it knows no trust policy and no resource policy."


@dataclass(frozen=True, slots=True)
class SimulatedRow:
    """One action on one resource: what we say, and what IAM's simulator says."""

    action: str
    resource: str
    ours: Decision
    theirs: Decision
    missing_context: tuple[str, ...] = ()
    """The condition keys that the simulator was given no value for."""

    @property
    def agrees(self) -> bool | None:
        """Whether both say the same; None where we do not know, so that there is nothing to compare."""
        return None if self.ours == "unknown" else self.ours == self.theirs

    @property
    def remark(self) -> str:
        """One sentence where the two do not agree; else empty."""
        if self.agrees is not False:
            return ""
        keys = f" It had no value for {', '.join(self.missing_context)}." if self.missing_context else ""
        return f"We say {_words(self.ours)}, the simulator says {_words(self.theirs)}.{keys} {_WHY_IT_MAY_DIFFER}"


def role_answer(role: LiveRole, action: str, resource: str) -> PermissionAnswer:
    """Our own answer to whether a role, as far as it could be read, allows an action on a resource."""
    from workbench.exchange.record import PermissionAnswer
    from workbench.permissions.case import Case, Request
    from workbench.permissions.document import parse_policy
    from workbench.permissions.evaluation import evaluate

    boundary = role.boundary
    case = Case(
        request=Request(principal=role.arn, action=action, resource=resource),
        identity_policies=tuple(parse_policy(one.text, name=one.name, kind="identity") for one in role.policies),
        permission_boundary=parse_policy(boundary.text, name=boundary.name, kind="boundary") if boundary else None,
    )
    decision = evaluate(case)
    if role.not_read and decision.decision != "explicitly_denied":
        said = f"The role could not be read whole: {', '.join(role.not_read)} is missing."
        return PermissionAnswer("unknown", said, action, resource, "unknown")
    return PermissionAnswer(decision.decision, decision.reason, action, resource, "simulated")


def beside(answers: Iterable[PermissionAnswer], simulated: Iterable[Simulated]) -> tuple[SimulatedRow, ...]:
    """Each answer of ours with the simulator's for the same action and resource, where it was asked the same."""
    theirs = {(row.action.lower(), row.resource): row for row in simulated}
    return tuple(
        SimulatedRow(answer.action, answer.resource, answer.decision, row.decision, row.missing_context)
        for answer in answers
        if (row := theirs.get((answer.action.lower(), answer.resource))) is not None
    )


def ask_simulator(session: AwsSession, role_arn: str, answers: Iterable[PermissionAnswer]) -> tuple[SimulatedRow, ...]:
    """Ask IAM's simulator the questions that our answers are about, each resource once.

    Raises:
        ServiceError: AWS refused (the simulator itself needs a permission) or did not answer.
    """
    from workbench.deployed.simulation import simulate

    ours = tuple(answers)
    actions: dict[str, dict[str, None]] = {}
    for answer in ours:
        actions.setdefault(answer.resource, {})[answer.action] = None
    found = [row for resource, names in actions.items() for row in simulate(session, role_arn, tuple(names), resource)]
    return beside(ours, found)


def _words(decision: Decision) -> str:
    return decision.replace("_", " ")
