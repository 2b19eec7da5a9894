"""Function policies and execution roles as they stand in AWS; what may not be read is named, never guessed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from workbench.deployed.service_error import code_of, in_words, is_denied, missing_action

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.deployed.session import AwsSession
    from workbench.deployed.target import DeployedFunction

EMPTY_POLICY = '{"Version": "2012-10-17", "Statement": []}'


@dataclass(frozen=True, slots=True)
class LivePolicy:
    """A policy document read from AWS."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class LiveRole:
    """The documents of an execution role, and the actions that were missing to read the rest."""

    arn: str
    policies: tuple[LivePolicy, ...] = ()
    trust: LivePolicy | None = None
    boundary: LivePolicy | None = None
    not_read: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FunctionPolicy:
    """The resource policy of a function or alias. `policy` is None where it may not be read."""

    policy: LivePolicy | None
    not_read: str = ""
    """The action that was missing."""


def function_policy(session: AwsSession, function: DeployedFunction) -> FunctionPolicy:
    """The resource policy of exactly the function, version or alias that is invoked; no policy at all is an empty one.

    Raises:
        ServiceError: AWS did not answer.
    """
    words = {"FunctionName": function.name}
    if function.qualifier:
        words["Qualifier"] = function.qualifier
    name = f"policy of {function.name}" + (f":{function.qualifier}" if function.qualifier else "")
    with in_words("lambda:GetPolicy", session.account):
        try:
            text = session.client("lambda").get_policy(**words)["Policy"]
        except Exception as error:
            if code_of(error) == "ResourceNotFoundException":
                return FunctionPolicy(LivePolicy(name, EMPTY_POLICY))
            if is_denied(error):
                return FunctionPolicy(None, missing_action(error, "lambda:GetPolicy"))
            raise
    return FunctionPolicy(LivePolicy(name, _pretty(text)))


def execution_role(session: AwsSession, role_arn: str) -> LiveRole:
    """Trust policy, inline and managed policies and permission boundary of a role.

    Raises:
        ServiceError: AWS did not answer.
    """
    role_name = role_arn.rsplit("/", 1)[-1]
    reading = _RoleReading(session, role_name)
    role = reading.ask("iam:GetRole", lambda iam: iam.get_role(RoleName=role_name)["Role"]) or {}
    policies = [*reading.inline(), *reading.managed()]
    trust = role.get("AssumeRolePolicyDocument")
    boundary = role.get("PermissionsBoundary", {}).get("PermissionsBoundaryArn")
    return LiveRole(
        arn=role_arn,
        policies=tuple(policies),
        trust=LivePolicy(f"trust policy of {role_name}", _pretty(trust)) if trust else None,
        boundary=reading.managed_document(boundary) if boundary else None,
        not_read=tuple(dict.fromkeys(reading.not_read)),
    )


class _RoleReading:
    """Reads of one role that may each be denied."""

    def __init__(self, session: AwsSession, role_name: str) -> None:
        self._session = session
        self._role_name = role_name
        self.not_read: list[str] = []

    def ask(self, action: str, question: Callable[[Any], Any]) -> Any:
        """The answer, or None with the missing action noted."""
        with in_words(action, self._session.account):
            try:
                return question(self._session.client("iam"))
            except Exception as error:
                if is_denied(error):
                    self.not_read.append(missing_action(error, action))
                    return None
                raise

    def inline(self) -> list[LivePolicy]:
        names = self._pages("iam:ListRolePolicies", "list_role_policies", "PolicyNames")
        found = []
        for name in names:
            document = self.ask("iam:GetRolePolicy", partial(self._inline_document, name))
            if document is not None:
                found.append(LivePolicy(name, _pretty(document)))
        return found

    def managed(self) -> list[LivePolicy]:
        attached = self._pages("iam:ListAttachedRolePolicies", "list_attached_role_policies", "AttachedPolicies")
        documents = (self.managed_document(row["PolicyArn"]) for row in attached)
        return [document for document in documents if document is not None]

    def managed_document(self, arn: str) -> LivePolicy | None:
        policy = self.ask("iam:GetPolicy", lambda iam: iam.get_policy(PolicyArn=arn)["Policy"])
        if policy is None:
            return None
        version = policy["DefaultVersionId"]
        found = self.ask(
            "iam:GetPolicyVersion",
            lambda iam: iam.get_policy_version(PolicyArn=arn, VersionId=version)["PolicyVersion"]["Document"],
        )
        return LivePolicy(arn.rsplit("/", 1)[-1], _pretty(found)) if found is not None else None

    def _inline_document(self, name: str, iam: Any) -> Any:
        return iam.get_role_policy(RoleName=self._role_name, PolicyName=name)["PolicyDocument"]

    def _pages(self, action: str, operation: str, key: str) -> list[Any]:
        def question(iam: Any) -> list[Any]:
            pages = iam.get_paginator(operation).paginate(RoleName=self._role_name)
            return [row for page in pages for row in page[key]]

        return self.ask(action, question) or []


def _pretty(document: Any) -> str:
    value = json.loads(document) if isinstance(document, str) else document
    return json.dumps(value, indent=2)
