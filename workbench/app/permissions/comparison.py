"""A statement beside a request: each part with what the policy says, what the request has, and whether they match."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workbench.app.results.body_text import value_text
from workbench.app.results.value_parts import differing
from workbench.app.widgets.row_table import Cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workbench.app.theme import Kind
    from workbench.events.json_value import Json
    from workbench.exchange.record import PermissionAnswer
    from workbench.permissions.statement import Statement

HEADINGS = ("Part", "Policy says", "Request has")
_MATCH: dict[bool, tuple[Kind, str]] = {True: ("ok", "matches"), False: ("error", "does not match")}
_NOT_KNOWN: tuple[Kind, str] = ("unknown", "not known")


def compared(
    answers: Iterable[PermissionAnswer], statement: Statement, *, policy: str
) -> tuple[PermissionAnswer | None, list[tuple[Cell, ...]]]:
    """The rows of a statement for the first answer that it has a say in: what is denied before what is allowed."""
    ranked = sorted(answers, key=lambda answer: answer.decision == "allowed")
    for answer in ranked:
        found = _met(answer, statement.index, policy)
        if found is not None:
            return answer, rows(answer, found, statement)
    return None, []


def rows(answer: PermissionAnswer, met: Json, statement: Statement) -> list[tuple[Cell, ...]]:
    """One row a part."""
    made: list[tuple[Cell, ...]] = []
    principal, resource = statement.principal, statement.resource
    named = [entry.text for entry in principal.entries] if principal else []
    mismatch = str(met.get("first_mismatch") or "")
    asks = mismatch.removeprefix("principal: ") if mismatch.startswith("principal: ") else ", ".join(named)
    parts = (
        ("Principal", named, asks),
        ("Action", [each.text for each in statement.action.patterns], answer.action),
        ("Resource", [each.text for each in resource.patterns] if resource else [], answer.resource),
    )
    for name, says, has in parts:
        if name.lower() in met and says:
            made.append(_row(name, ", ".join(says), has, met[name.lower()]))
    for condition in met.get("conditions") or []:
        said, has = _values(condition.get("expected")), _values(condition.get("actual"))
        made.append(_row(f"{condition['operator']} {condition['key']}", said, has, condition.get("matched")))
    return made


def _met(answer: PermissionAnswer, index: int, policy: str) -> Json:
    """How an answer's explanation tells of a statement; None where it says nothing of it."""
    for each in _why(answer).get("policies") or []:
        if each.get("policy") == policy:
            statements: Sequence[Json] = each.get("statements") or []
            for number, statement in enumerate(statements):
                if statement.get("statement", number) == index:
                    return statement
    return None


def _why(answer: PermissionAnswer) -> Json:
    """The whole explanation, whether it stands by itself or within a verdict on a gateway."""
    inside = answer.explanation.get("explanation")
    return {**inside, **answer.explanation} if isinstance(inside, dict) else answer.explanation


def _row(part: str, says: str, has: str, matched: object) -> tuple[Cell, ...]:
    kind, word = _MATCH[matched] if isinstance(matched, bool) else _NOT_KNOWN
    same = matched is True and says == has
    shown, beside = _differing(says, has) if matched is False else tails(says, has)
    if same:
        shown, beside = says, "the same"
    name = part.rpartition(" ")[2]
    return (
        Cell(name, kind, tip=f"{part}: {word}"),
        Cell(shown, mono=True, tip=says),
        Cell(beside, mono=not same, tip=has, muted=matched is True),
    )


def _differing(pattern: str, value: str) -> tuple[str, str]:
    """Only the parts that keep a value from matching a pattern; all of both where they have nothing in common."""
    in_pattern, in_value = differing(pattern, value)
    if not in_pattern or not in_value or len(in_pattern[0]) == len(pattern):
        return pattern, value
    return _cut(pattern, in_pattern), _cut(value, in_value)


def _cut(text: str, parts: list[tuple[int, int]]) -> str:
    shown = " … ".join(text[at : at + length] for at, length in parts)
    before, after = parts[0][0] > 0, sum(parts[-1]) < len(text)
    return f"{'…' * before}{shown}{'…' * after}"


def tails(one: str, other: str) -> tuple[str, str]:
    """Two ARNs without the parts that they begin with alike; the last part stays where all are alike."""
    first, second = re.split("(?<=[:/])", one), re.split("(?<=[:/])", other)
    same = 0
    for left, right in zip(first[:-1], second[:-1], strict=False):
        if left != right:
            break
        same += 1
    if not same:
        return one, other
    return f"…{''.join(first[same:])}", f"…{''.join(second[same:])}"


def _values(values: Json) -> str:
    if values is None or values == []:
        return "not given"
    return ", ".join(value_text(value) for value in (values if isinstance(values, list) else [values]))
