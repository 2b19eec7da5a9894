"""ARNs, cut at their first five colons, and patterns of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.permissions.wildcard import Glob

if TYPE_CHECKING:
    from workbench.permissions.wildcard import Piece

ARN_PARTS = 6


@dataclass(frozen=True, slots=True)
class Arn:
    """An ARN by its parts; a text that is none has no parts."""

    text: str
    parts: tuple[str, ...]
    head: str
    """The first five parts, with their colons."""

    @classmethod
    def of(cls, text: str) -> Arn:
        """Cut a text."""
        parts = tuple(text.split(":", ARN_PARTS - 1))
        if len(parts) != ARN_PARTS:
            return cls(text, (), "")
        return cls(text, parts, text[: len(text) - len(parts[-1])])

    @property
    def region(self) -> str:
        """The region in it; empty where it names none."""
        return self.parts[3] if self.parts else ""

    @property
    def account(self) -> str:
        """The account in it; empty where it names none."""
        return self.parts[4] if self.parts and self.parts[4].isdigit() else ""


def partition_of(region: str) -> str:
    """The partition that a region belongs to."""
    if region.startswith("cn-"):
        return "aws-cn"
    return "aws-us-gov" if region.startswith("us-gov-") else "aws"


@dataclass(frozen=True, slots=True)
class ArnPattern:
    """A pattern of ARNs: its parts are compared one by one, and only the last one spans colons."""

    head: str
    """The first five parts, where none of them has a wildcard: one comparison instead of five."""
    globs: tuple[Glob, ...]
    tail: Glob

    @classmethod
    def of(cls, parts: tuple[tuple[Piece, ...], ...]) -> ArnPattern:
        """Prepare a pattern from its six parts."""
        globs = tuple(Glob.of(part) for part in parts)
        literals = [glob.literal for glob in globs[:-1] if glob.literal is not None]
        head = "".join(f"{literal}:" for literal in literals) if len(literals) == ARN_PARTS - 1 else ""
        return cls(head, globs[:-1], globs[-1])

    def head_matches(self, arn: Arn) -> bool:
        """Whether the first five parts fit."""
        if self.head:
            return arn.head == self.head
        if not arn.parts:
            return False
        return all(glob.matches(part) for glob, part in zip(self.globs, arn.parts, strict=False))

    def matches_text(self, text: str) -> bool:
        """Whether a text is an ARN that fits."""
        if self.head:
            return text.startswith(self.head) and self.tail.matches(text[len(self.head) :])
        arn = Arn.of(text)
        return self.head_matches(arn) and self.tail.matches(arn.parts[-1])
