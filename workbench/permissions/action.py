"""Action and NotAction: which actions a statement is about."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.permissions.wildcard import Glob, pieces_of


@dataclass(frozen=True, slots=True)
class ActionPattern:
    """One value of an Action element; prefix and name ignore case, `*` and `?` stand anywhere."""

    text: str
    glob: Glob | None
    """None where the text is no action: it matches nothing."""
    line: int = 0
    column: int = 0

    @classmethod
    def of(cls, text: str, *, line: int = 0, column: int = 0) -> ActionPattern:
        """Prepare a pattern that stands at a place of its policy."""
        prefix, colon, name = text.partition(":")
        if text != "*" and not (colon and prefix and name):
            return cls(text, None, line, column)
        return cls(text, Glob.of(pieces_of(text.lower())), line, column)


@dataclass(frozen=True, slots=True)
class ActionElement:
    """An Action or NotAction element."""

    patterns: tuple[ActionPattern, ...]
    negated: bool = False
    exact: frozenset[str] = frozenset()
    """The actions that are named without a wildcard."""
    globs: tuple[Glob, ...] = ()
    """The rest of the patterns."""

    @classmethod
    def of(cls, patterns: tuple[ActionPattern, ...], *, negated: bool = False) -> ActionElement:
        """Prepare an element."""
        globs = [pattern.glob for pattern in patterns if pattern.glob is not None]
        exact = frozenset(glob.literal for glob in globs if glob.literal is not None)
        return cls(patterns, negated, exact, tuple(glob for glob in globs if glob.literal is None))

    def matches(self, action: str) -> bool:
        """Whether the statement is about an action, given in lower case."""
        if action in self.exact:
            return not self.negated
        for glob in self.globs:
            if glob.matches(action):
                return not self.negated
        return self.negated

    def listing(self, action: str) -> str:
        """The pattern that matches the action, given in lower case; empty where none does."""
        return next((p.text for p in self.patterns if p.glob is not None and p.glob.matches(action)), "")
