"""The session in which a function runs: whom AWS sees, and what it knows of each call."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbench.permissions.arn import Arn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.permissions.document import Policy
    from workbench.permissions.json_source import Json
    from workbench.permissions.resource_policy import ResourcePolicy

_UNKNOWN = (
    "aws:SourceIp", "aws:SourceVpc", "aws:SourceVpce", "aws:VpcSourceIp", "aws:UserAgent", "aws:Referer", "aws:userid",
    "aws:ResourceTag/*", "aws:RequestTag/*", "aws:TagKeys", "aws:PrincipalOrgID", "aws:PrincipalOrgPaths",
    "aws:ResourceOrgID", "aws:ResourceOrgPaths", "aws:ResourceAccount", "aws:Ec2InstanceSourceVpc",
)  # fmt: skip
"""What only AWS, or the user, can tell of a call."""


@dataclass(frozen=True, slots=True)
class RoleDocuments:
    """The execution role of a function, as far as its documents are known."""

    arn: str
    policies: tuple[Policy, ...] | None = None
    """Identity policies; None: not known, as opposed to none at all."""
    trust: Policy | None = None
    """None: not known."""
    boundary: Policy | None = None
    """None: there is no permissions boundary, as far as is known."""
    tags: Mapping[str, str] | None = field(default=None, hash=False)
    """None: not known."""

    @property
    def name(self) -> str:
        """The role's name without its path."""
        return self.arn.rpartition("/")[2] or "role"

    @property
    def account(self) -> str:
        """The account of the role."""
        return Arn.of(self.arn).account


@dataclass(frozen=True, slots=True)
class RoleSession:
    """A role in use by a function."""

    role: RoleDocuments
    function_name: str
    function_arn: str = ""
    now_ms: int | None = None
    """When the calls were made; None leaves conditions on the time unknown."""
    resource_policies: tuple[ResourcePolicy, ...] = ()
    """The policies of the resources that are called, as far as they are at hand."""

    @property
    def arn(self) -> str:
        """Who AWS says is calling."""
        partition = self.role.arn.split(":")[1] if self.role.arn.startswith("arn:") else "aws"
        return f"arn:{partition}:sts::{self.role.account}:assumed-role/{self.role.name}/{self.function_name}"

    def context(self, region: str) -> dict[str, Json]:
        """The condition keys of a call from this session."""
        carried: dict[str, Json] = {
            "aws:PrincipalArn": self.role.arn,
            "aws:PrincipalAccount": self.role.account,
            "aws:PrincipalType": "AssumedRole",
            "aws:PrincipalIsAWSService": "false",
            "aws:RequestedRegion": region,
            "aws:SecureTransport": "true",
            "aws:ViaAWSService": "false",
        }
        if self.function_arn:
            carried["lambda:SourceFunctionArn"] = self.function_arn
        for key, value in (self.role.tags or {}).items():
            carried[f"aws:PrincipalTag/{key}"] = value
        if self.now_ms is not None:
            from datetime import UTC, datetime

            seconds = self.now_ms // 1000
            carried["aws:CurrentTime"] = datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            carried["aws:EpochTime"] = str(seconds)
        return carried

    def unknown(self, action: str, known: Mapping[str, Json]) -> tuple[str, ...]:
        """The condition keys of which nothing is known, those of the service among them."""
        own = f"{action.partition(':')[0]}:*"
        times = () if self.now_ms is not None else ("aws:CurrentTime", "aws:EpochTime")
        tags = ("aws:PrincipalTag/*",) if self.role.tags is None else ()
        given = {key.lower() for key in known}
        return (*(key for key in _UNKNOWN if key.lower() not in given), "aws:TokenIssueTime", *times, *tags, own)
