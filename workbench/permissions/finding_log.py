"""The findings of one policy, gathered while its text is read; each knows its line and column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.permissions.finding import Finding

if TYPE_CHECKING:
    from workbench.permissions.finding import Severity
    from workbench.permissions.json_source import JsonSource, Node

GRAMMAR = "IAM User Guide, Grammar of the IAM JSON policy language"


class FindingLog:
    """What is wrong with a policy, in the order in which it was met."""

    def __init__(self, source: JsonSource, name: str) -> None:
        self.source = source
        self.name = name
        self.findings: list[Finding] = []

    @property
    def errors(self) -> int:
        """How many of the findings are errors."""
        return sum(finding.severity == "error" for finding in self.findings)

    def say(self, node: Node, code: str, message: str, severity: Severity = "error", source: str = GRAMMAR) -> None:
        """Something is wrong at a node."""
        self.say_at(node.start, code, message, severity, source)

    def say_at(self, offset: int, code: str, message: str, severity: Severity, source: str) -> None:
        """Something is wrong at an offset of the text."""
        line, column = self.source.place(offset)
        self.findings.append(Finding(code, severity, message, self.name, line, column, source))

    def check_names(self, node: Node, known: tuple[str, ...], where: str) -> None:
        """Every name of an object is known, and stands there once."""
        seen: set[str] = set()
        for key, _ in node.members:
            if key.value in seen:
                self.say(key, "duplicate-element", f"{key.value} stands twice in this {where}; the last one counts.")
            elif key.value not in known:
                from difflib import get_close_matches

                near = get_close_matches(key.value.lower(), [name.lower() for name in known], 1)
                meant = next((name for name in known if near and name.lower() == near[0]), "")
                hint = f" Did you mean {meant}?" if meant else ""
                self.say(key, "unknown-element", f"A {where} has no element {key.value}.{hint}")
            seen.add(key.value)

    def texts(self, node: Node, what: str) -> tuple[tuple[Node, str], ...]:
        """A string or a list of strings; what is none of them is said and left out."""
        found: list[tuple[Node, str]] = []
        items = node.items if node.kind == "array" else (node,)
        if not items:
            self.say(node, "empty-list", f"{what} lists nothing.")
        for item in items:
            if item.kind == "string":
                found.append((item, str(item.value)))
            else:
                self.say(item, "wrong-type", f"{what} is a string or a list of strings, not {named(item)}.")
        return tuple(found)

    def either(self, node: Node, name: str) -> tuple[Node | None, bool]:
        """An element or its negation, and whether it is the negation."""
        plain, negated = node.member(name), node.member(f"Not{name}")
        if plain is not None and negated is not None:
            self.say(negated, "conflicting-elements", f"A statement has {name} or Not{name}, not both.")
        return (plain, False) if plain is not None else (negated, negated is not None)


def named(node: Node) -> str:
    """A kind of JSON value in a sentence: `an object`, `a string`, `null`."""
    return "null" if node.kind == "null" else f"an {node.kind}" if node.kind[0] in "ao" else f"a {node.kind}"
