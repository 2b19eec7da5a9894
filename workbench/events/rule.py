"""A thing that AWS does, with where that is known from: a row of every table of rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Confidence = Literal["recorded", "documented", "inferred"]
"""`recorded`: seen on AWS. `documented`: AWS says so. `inferred`: from other tools, reports or reasoning."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that AWS does, with where that is known from and how sure it is."""

    id: str
    text: str
    source: str
    confidence: Confidence
