"""Resource and NotResource: which ARNs a statement is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.permissions.template import Unresolved, Variable, has_variables, parts_of, plain_pieces, resolve
from workbench.permissions.wildcard import Glob, Wild, split_at_colons

if TYPE_CHECKING:
    from workbench.permissions.context import Context
    from workbench.permissions.template import Part
    from workbench.permissions.wildcard import Piece

ARN_PARTS = 6

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
    globs: tuple[Glob, ...] = ()
    """Empty where the text is no ARN: it matches nothing. Five where the last part has variables."""
    tail: tuple[Part, ...] = ()
    """The last part, where it has variables."""
    undecidable: bool = False
    """A wildcard inside the type word, which the documentation does not allow: what AWS does is not known."""

    @classmethod
    def of(cls, text: str, *, variables: bool) -> ResourcePattern:
        """Prepare a pattern."""
        if text == "*":
            return cls(text, everything=True)
        head = text.split(":", ARN_PARTS - 1)
        if len(head) < ARN_PARTS and text.startswith("arn:") and text.endswith("*"):
            # Short forms such as arn:aws:dynamodb:* are saved by people and accepted; the missing parts are wildcards.
            head += ["*"] * (ARN_PARTS - len(head))
        if len(head) < ARN_PARTS or head[0] != "arn" or "*" in head[2] or "?" in head[2]:
            return cls(text)
        parts = parts_of(head[-1], variables=variables)
        globs = tuple(Glob.of(split_at_colons(parts_plain(part), 1)[0]) for part in head[:-1])
        undecidable = _wild_type(head[2], head[-1])
        if has_variables(parts):
            return cls(text, globs=globs, tail=parts, undecidable=undecidable)
        return cls(text, globs=(*globs, Glob.of(plain_pieces(parts))), undecidable=undecidable)

    def matches(self, arn: tuple[str, ...], context: Context) -> bool | None:
        """Whether an ARN, cut at its first five colons, fits; None where that hangs on something unknown."""
        if self.everything:
            return True
        if len(arn) != ARN_PARTS or not self.globs:
            return False
        for glob, part in zip(self.globs, arn, strict=False):
            if not glob.matches(part):
                return False
        if self.tail:
            resolved = resolve(self.tail, context)
            if resolved is Unresolved.UNKNOWN:
                return None
            if isinstance(resolved, Unresolved) or not Glob.of(resolved).matches(arn[-1]):
                return False
        return None if self.undecidable else True

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables in it, as the policy spells them."""
        return tuple(part.written for part in self.tail if isinstance(part, Variable))


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

    def matches(self, arn: tuple[str, ...], context: Context) -> bool | None:
        """Whether the statement is about an ARN, cut at its first five colons."""
        unknown = False
        for pattern in self.patterns:
            met = pattern.matches(arn, context)
            if met:
                return not self.negated
            unknown = unknown or met is None
        return None if unknown else self.negated

    def listing(self, arn: tuple[str, ...], context: Context) -> str:
        """The pattern that matches the ARN; empty where none does for certain."""
        return next((pattern.text for pattern in self.patterns if pattern.matches(arn, context)), "")


def split_arn(text: str) -> tuple[str, ...]:
    """An ARN cut at its first five colons; a text that is none is one part."""
    return tuple(text.split(":", ARN_PARTS - 1))
