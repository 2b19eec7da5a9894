"""Resource and NotResource: which ARNs a statement is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.permissions.arn import ARN_PARTS, ArnPattern
from workbench.permissions.context import Unresolved
from workbench.permissions.template import has_variables, parts_of, plain_pieces, resolve
from workbench.permissions.wildcard import Glob, Wild

if TYPE_CHECKING:
    from workbench.permissions.arn import Arn
    from workbench.permissions.context import Context
    from workbench.permissions.template import Part
    from workbench.permissions.wildcard import Piece

TYPED_RESOURCES: dict[str, tuple[str, ...]] = {
    "iam": ("user", "role", "group", "policy", "instance-profile", "mfa", "saml-provider", "oidc-provider"),
    "lambda": ("function", "layer", "event-source-mapping", "code-signing-config"),
    "dynamodb": ("table", "global-table"),
    "logs": ("log-group", "destination", "delivery"),
    "kms": ("key", "alias"),
    "secretsmanager": ("secret",),
    "ssm": ("parameter", "document", "automation-definition"),
    "states": ("stateMachine", "execution", "express", "activity"),
    "events": ("rule", "event-bus", "archive", "connection", "destination"),
    "kinesis": ("stream",),
    "ecr": ("repository",),
    "ecs": ("cluster", "service", "task", "task-definition"),
    "cognito-idp": ("userpool",),
    "sts": ("assumed-role", "federated-user"),
}
"""Services all of whose resources begin with a type word (AWS Service Authorization Reference)."""


@dataclass(frozen=True, slots=True)
class ResourcePattern:
    """One value of a Resource element, cut at its first five colons; the last part spans `/` and `:`."""

    text: str
    everything: bool = False
    pattern: ArnPattern | None = None
    """None where the text is no ARN: it matches nothing."""
    tail: tuple[Part, ...] = ()
    """The last part, where it has variables."""
    undecidable: bool = False
    """A wildcard inside the type word, which the documentation does not allow: what AWS does is not known."""

    @classmethod
    def of(cls, text: str, *, variables: bool) -> ResourcePattern:
        """Prepare a pattern."""
        if text == "*":
            return cls(text, everything=True)
        parts = text.split(":", ARN_PARTS - 1)
        if len(parts) < ARN_PARTS and text.startswith("arn:") and text.endswith("*"):
            # Short forms such as arn:aws:dynamodb:* are saved by people and accepted; the missing parts are wildcards.
            parts += ["*"] * (ARN_PARTS - len(parts))
        if len(parts) < ARN_PARTS or parts[0] != "arn" or "*" in parts[2] or "?" in parts[2]:
            return cls(text)
        heads = tuple(parts_plain(part) for part in parts[:-1])
        tail = parts_of(parts[-1], variables=variables)
        undecidable = _wild_type(parts[2], parts[-1])
        if has_variables(tail):
            return cls(text, pattern=ArnPattern.of((*heads, ())), tail=tail, undecidable=undecidable)
        return cls(text, pattern=ArnPattern.of((*heads, plain_pieces(tail))), undecidable=undecidable)

    def matches(self, arn: Arn, context: Context) -> bool | None:
        """Whether an ARN fits; None where that hangs on something unknown."""
        if self.everything:
            return True
        pattern = self.pattern
        if pattern is None or not pattern.head_matches(arn):
            return False
        if self.tail:
            resolved = resolve(self.tail, context)
            if resolved is Unresolved.UNKNOWN:
                return None
            if isinstance(resolved, Unresolved) or not Glob.of(resolved).matches(arn.parts[-1]):
                return False
        elif not pattern.tail.matches(arn.parts[-1]):
            return False
        return None if self.undecidable else True

    @property
    def is_exact(self) -> bool:
        """Whether it names one ARN in full."""
        pattern = self.pattern
        if pattern is None or self.tail or self.undecidable:
            return False
        return bool(pattern.head) and pattern.tail.literal is not None


def parts_plain(text: str) -> tuple[Piece, ...]:
    """The literal texts and wildcards of a part in which variables are not replaced."""
    return plain_pieces(parts_of(text, variables=False))


def _wild_type(service: str, last: str) -> bool:
    types = TYPED_RESOURCES.get(service)
    if types is None or last.startswith("*"):
        return False
    word = last.replace("/", ":").split(":", 1)[0]
    pieces = parts_plain(word)
    if not any(isinstance(piece, Wild) for piece in pieces):
        return False
    glob = Glob.of(pieces)
    return any(glob.matches(known) or known.startswith(word.rstrip("*?")) for known in types)


@dataclass(frozen=True, slots=True)
class ResourceElement:
    """A Resource or NotResource element."""

    patterns: tuple[ResourcePattern, ...]
    negated: bool = False
    exact: frozenset[str] = frozenset()
    """The ARNs that are named in full."""
    patterned: tuple[ResourcePattern, ...] = ()
    """The rest of the patterns."""

    @classmethod
    def of(cls, patterns: tuple[ResourcePattern, ...], *, negated: bool = False) -> ResourceElement:
        """Prepare an element."""
        exact = frozenset(pattern.text for pattern in patterns if pattern.is_exact)
        return cls(patterns, negated, exact, tuple(pattern for pattern in patterns if not pattern.is_exact))

    def matches(self, arn: Arn, context: Context) -> bool | None:
        """Whether the statement is about an ARN."""
        if arn.text in self.exact:
            return not self.negated
        unknown = False
        for pattern in self.patterned:
            met = pattern.matches(arn, context)
            if met:
                return not self.negated
            unknown = unknown or met is None
        return None if unknown else self.negated

    def listing(self, arn: Arn, context: Context) -> str:
        """The pattern that matches the ARN; empty where none does for certain."""
        return next((pattern.text for pattern in self.patterns if pattern.matches(arn, context)), "")
