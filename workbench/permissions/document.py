"""A policy document, read from text into statements that know their line; what is wrong with it becomes findings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from workbench.permissions.finding import Finding
from workbench.permissions.json_source import JsonSource, JsonSyntaxError
from workbench.permissions.lint import remarks
from workbench.permissions.policy_reader import PolicyReader

if TYPE_CHECKING:
    from workbench.permissions.json_source import JsonObject, Node
    from workbench.permissions.statement import Statement

PolicyKind = Literal["identity", "resource", "boundary", "session", "trust"]


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy, prepared once and evaluated often."""

    name: str
    kind: PolicyKind
    version: str
    statements: tuple[Statement, ...]
    findings: tuple[Finding, ...] = ()
    readable: bool = True
    """False where the text is no policy at all: what it would say is not known."""


def parse_policy(text: str, *, name: str, kind: PolicyKind) -> Policy:
    """Read a policy; never raises: what is wrong stands in the findings, with line and column."""
    source = JsonSource.of(text.removeprefix("\ufeff"), name=name)
    try:
        root = source.read()
    except JsonSyntaxError as error:
        line, column = source.place(error.offset)
        message = f"This is not JSON: {error.message}."
        finding = Finding("invalid-json", "error", message, name, line, column, "RFC 8259", "Mend the text here.")
        return Policy(name, kind, "", (), (finding,), readable=False)
    return read_policy(root, source, name=name, kind=kind)


def read_policy(root: Node, source: JsonSource, *, name: str, kind: PolicyKind) -> Policy:
    """Read a policy that stands inside a larger document; lines and columns are those of the document."""
    reader = PolicyReader(source, name, kind)
    version, statements = reader.read(root)
    dangers = (finding for statement in statements for finding in remarks(statement, policy=name))
    return Policy(name, kind, version, statements, (*reader.findings, *dangers), readable=reader.readable)


def policy_of(document: JsonObject, *, name: str, kind: PolicyKind) -> Policy:
    """Read a policy that is at hand as a JSON value; its lines are those of its indented print."""
    from json import dumps

    return parse_policy(dumps(document, indent=2), name=name, kind=kind)


def unknown_policy(*, name: str, kind: PolicyKind) -> Policy:
    """A policy of which nothing is known: a decision that it has a say in is unknown."""
    return Policy(name, kind, "", (), readable=False)
