"""What the gateway made of a function's result, and the AWS rule behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.events.rule import Confidence, Rule

if TYPE_CHECKING:
    from workbench.events.http import HttpResponse

__all__ = ["Confidence", "Reply", "Rule", "Verdict"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """How the gateway judged a result: `ok`, or what went wrong, for a person, with the rule."""

    code: str
    message: str
    rule: Rule

    @property
    def ok(self) -> bool:
        """Whether the client gets what the function meant."""
        return self.code == "ok"


@dataclass(frozen=True, slots=True)
class Reply:
    """What the client gets, and why."""

    response: HttpResponse
    verdict: Verdict
    changes: tuple[tuple[str, Rule], ...] = ()
    """Every difference between the function's view and the client's view, each with the rule behind it."""
