"""Function policies and execution roles as they stand in AWS; what may not be read is named, never guessed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from workbench.deployed.partial_reading import PartialReading
from workbench.deployed.service_error import code_of, in_words, is_denied, missing_action

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    return _RoleReading(session, role_arn).read()


class _RoleReading:
    """Reads of one role that may each be denied."""

    def __init__(self, session: AwsSession, role_arn: str) -> None:
        self._arn = role_arn
        self._name = role_arn.rsplit("/", 1)[-1]
        self._iam = session.client("iam")
        self._reading = PartialReading(session)

    def read(self) -> LiveRole:
        role: dict[str, Any] = (
            self._reading.ask("iam:GetRole", lambda: self._iam.get_role(RoleName=self._name)["Role"]) or {}
        )
        policies = (*self._inline(), *self._managed())
        trust = role.get("AssumeRolePolicyDocument")
        boundary = role.get("PermissionsBoundary", {}).get("PermissionsBoundaryArn")
        return LiveRole(
            arn=self._arn,
            policies=policies,
            trust=LivePolicy(f"trust policy of {self._name}", _pretty(trust)) if trust else None,
            boundary=self._document(boundary) if boundary else None,
            not_read=self._reading.not_read,
        )

    def _inline(self) -> Iterator[LivePolicy]:
        for name in self._rows("iam:ListRolePolicies", "list_role_policies", "PolicyNames"):
            words = {"RoleName": self._name, "PolicyName": name}
            found = self._reading.ask("iam:GetRolePolicy", partial(self._iam.get_role_policy, **words))
            if found is not None:
                yield LivePolicy(name, _pretty(found["PolicyDocument"]))

    def _managed(self) -> Iterator[LivePolicy]:
        for row in self._rows("iam:ListAttachedRolePolicies", "list_attached_role_policies", "AttachedPolicies"):
            document = self._document(row["PolicyArn"])
            if document is not None:
                yield document

    def _document(self, arn: str) -> LivePolicy | None:
        policy = self._reading.ask("iam:GetPolicy", partial(self._iam.get_policy, PolicyArn=arn))
        if policy is None:
            return None
        words = {"PolicyArn": arn, "VersionId": policy["Policy"]["DefaultVersionId"]}
        found = self._reading.ask("iam:GetPolicyVersion", partial(self._iam.get_policy_version, **words))
        if found is None:
            return None
        return LivePolicy(arn.rsplit("/", 1)[-1], _pretty(found["PolicyVersion"]["Document"]))

    def _rows(self, action: str, operation: str, key: str) -> list[Any]:
        def question() -> list[Any]:
            pages = self._iam.get_paginator(operation).paginate(RoleName=self._name)
            return [row for page in pages for row in page[key]]

        return self._reading.ask(action, question) or []


def _pretty(document: Any) -> str:
    value = json.loads(document) if isinstance(document, str) else document
    return json.dumps(value, indent=2)
