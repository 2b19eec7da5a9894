"""A deployed function with its configuration, resource policy and execution role as they stand in AWS."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.errors import ServiceError
from workbench.exchange.order import ExecutionRole, PolicyText

if TYPE_CHECKING:
    from workbench.deployed.policies import LivePolicy
    from workbench.deployed.session import AwsSession
    from workbench.deployed.target import DeployedFunction


@dataclass(frozen=True, slots=True)
class LiveFunction:
    """A deployed function, ready for an order."""

    function: DeployedFunction
    function_policy: PolicyText | None
    """None where it may not be read."""
    role: ExecutionRole | None
    """None where nothing of it may be read."""


def read_live(session: AwsSession, function: DeployedFunction) -> LiveFunction:
    """Read what stands around a deployed function; what may not be read, its configuration too, stays unknown.

    Raises:
        WorkbenchError: the function is not there, or AWS did not answer.
    """
    from workbench.deployed.functions import configured
    from workbench.deployed.policies import execution_role, function_policy
    from workbench.deployed.service_error import is_denied

    try:
        function = configured(session, function)
    except ServiceError as error:
        # Who may invoke a function need not be allowed to read it.
        if not (isinstance(error.__cause__, Exception) and is_denied(error.__cause__)):
            raise
    policy = function_policy(session, function).policy
    live = execution_role(session, function.role_arn) if function.role_arn else None
    role = None
    if live is not None and not (live.not_read and live.trust is None and not live.policies):
        role = ExecutionRole(
            arn=live.arn,
            policies=tuple(_text(each) for each in live.policies),
            trust=_text(live.trust) if live.trust else None,
            boundary=_text(live.boundary) if live.boundary else None,
            not_read=live.not_read,
        )
    return LiveFunction(function, _text(policy) if policy else None, role)


def _text(policy: LivePolicy) -> PolicyText:
    return PolicyText(policy.name, policy.text)
