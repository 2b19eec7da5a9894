"""`--resource-policy ARN=FILE`: the policies of buckets, queues, keys and the like that a function calls."""

from __future__ import annotations

from workbench.cli.policy_file import policy_text
from workbench.errors import UsageError
from workbench.exchange.order import ResourcePolicyText

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    from collections.abc import Sequence

_COLONS = 5


def given_resource_policies(
    pairs: Sequence[str], known: tuple[ResourcePolicyText, ...] = ()
) -> tuple[ResourcePolicyText, ...]:
    """The policies that the options name, before those that are known already: the first one of an ARN counts.

    Raises:
        UsageError: an option is no ARN and file.
        InputError: a file cannot be read.
    """
    given: list[ResourcePolicyText] = []
    for pair in pairs:
        arn, equals, path = pair.partition("=")
        if not equals or not path or not arn.startswith("arn:") or arn.count(":") < _COLONS:
            mend = "Write it as arn:aws:s3:::bucket=policy.json."
            raise UsageError(f"--resource-policy {pair} is no ARN=FILE", mend=mend)
        given.append(ResourcePolicyText(arn, policy_text(path)))
    return (*given, *known)
