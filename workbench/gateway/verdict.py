"""What the gateway made of a function's result, and the AWS rule behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from workbench.events.http import HttpResponse

Confidence = Literal["recorded", "documented", "inferred"]
"""`recorded`: seen on AWS. `documented`: AWS says so. `inferred`: from other tools, reports or reasoning."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that AWS does, with where that is known from and how sure it is."""

    id: str
    text: str
    source: str
    confidence: Confidence


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
