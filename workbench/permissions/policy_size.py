"""How large a policy may be; one that is larger is said, at the place where it passes the quota."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.permissions.rule import QUOTA_PAGE

if TYPE_CHECKING:
    from workbench.permissions.finding_log import FindingLog
    from workbench.permissions.json_source import Node

_LIMITS = {
    "identity": (6144, "A managed policy may have 6,144 characters without blanks, a role's inline policies 10,240"),
    "boundary": (6144, "A permissions boundary may have 6,144 characters without blanks"),
    "session": (2048, "A session policy may have 2,048 characters"),
    "trust": (2048, "A trust policy may have 2,048 characters without blanks, 4,096 where the quota was raised"),
    "resource": (20480, "The resource policy of a Lambda function may have 20 KB"),
}  # fmt: skip
_DOCUMENTED_WITHOUT_BLANKS = frozenset({"identity", "boundary", "trust", "session"})


def check_size(root: Node, kind: str, log: FindingLog) -> None:
    """Say where a policy of a kind becomes too large."""
    limit, text = _LIMITS[kind]
    if root.end - root.start <= limit:
        return
    blanks = kind in _DOCUMENTED_WITHOUT_BLANKS
    size = 0
    for offset in range(root.start, root.end):
        letter = log.source.text[offset]
        size += (0 if letter.isspace() else 1) if blanks else len(letter.encode("utf-8", "surrogatepass"))
        if size > limit:
            log.say_at(offset, "too-large", f"{text}; it is passed here.", "warning", QUOTA_PAGE)
            return
