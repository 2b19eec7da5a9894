"""A deployed function as a target: its name, qualifier, and whose account and region it is in."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from workbench.errors import UsageError

_ARN = re.compile(
    r"arn:(?P<partition>aws[\w-]*):lambda:(?P<region>[a-z0-9-]+):(?P<account>\d{12}):function:"
    r"(?P<name>[A-Za-z0-9_-]{1,140})(?::(?P<qualifier>\$LATEST|[A-Za-z0-9_-]{1,128}))?"
)
_NAME = re.compile(r"(?P<name>[A-Za-z0-9_-]{1,140})(?::(?P<qualifier>\$LATEST|[A-Za-z0-9_-]{1,128}))?")


@dataclass(frozen=True, slots=True)
class Account:
    """Which credentials, region and endpoint to use: what the AWS CLI calls --profile, --region, --endpoint-url."""

    profile: str = ""
    """Empty: the default chain of the SDK."""
    region: str = ""
    """Empty: the region of the profile or of the environment."""
    endpoint_url: str = ""
    """Empty: AWS itself, or what AWS_ENDPOINT_URL says."""


@dataclass(frozen=True, slots=True)
class DeployedFunction:
    """A function in AWS, named as a person or a template names it."""

    name: str
    qualifier: str = ""
    """Alias or version; empty is `$LATEST` without a qualifier in the ARN."""
    account: Account = Account()
    account_id: str = ""
    """Known where the reference was an ARN, or once somebody asked."""
    handler: str = ""
    runtime: str = ""
    timeout_s: float = 0.0
    """0 where the configuration was not read."""
    memory_mb: int = 0
    role_arn: str = ""

    @property
    def arn(self) -> str:
        """The ARN that is invoked; empty while account or region are not known."""
        if not (self.account_id and self.account.region):
            return ""
        plain = f"arn:aws:lambda:{self.account.region}:{self.account_id}:function:{self.name}"
        return f"{plain}:{self.qualifier}" if self.qualifier else plain


def deployed_function(reference: str, account: Account) -> DeployedFunction:
    """Read `aws:NAME[:QUALIFIER]` or a function ARN.

    Raises:
        UsageError: it is neither.
    """
    arn = _ARN.fullmatch(reference)
    if arn:
        return DeployedFunction(
            arn["name"],
            arn["qualifier"] or "",
            replace(account, region=arn["region"]),
            arn["account"],
        )
    name = _NAME.fullmatch(reference.removeprefix("aws:"))
    if name is None:
        mend = "Write aws:NAME, aws:NAME:ALIAS or the function's whole ARN."
        raise UsageError(f"'{reference}' does not name a deployed function", mend=mend)
    return DeployedFunction(name["name"], name["qualifier"] or "", account)
