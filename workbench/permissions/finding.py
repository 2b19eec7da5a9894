"""What is worth saying about a policy beside the decision: mistakes, dangers and remarks, with their place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from workbench.permissions.json_source import JsonObject

Severity = Literal["error", "warning", "note"]
"""`error`: AWS refuses to save it. `warning`: it does something else than it seems to. `note`: worth knowing."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark about a policy or about the question that was asked."""

    code: str
    severity: Severity
    message: str
    policy: str = ""
    line: int = 0
    """Counted from one; zero where there is no text to point at."""
    column: int = 0
    source: str = ""
    """Where the rule behind it is known from."""
    mend: str = ""

    @property
    def place(self) -> str:
        """`policy:line:column`, as far as known."""
        return f"{self.policy}:{self.line}:{self.column}" if self.line else self.policy

    def to_json(self) -> JsonObject:
        """The finding as a JSON object."""
        return {
            "code": self.code,
            "severity": self.severity,
            "message": self.message,
            "policy": self.policy,
            "line": self.line or None,
            "column": self.column or None,
            "source": self.source,
            "mend": self.mend,
        }
