"""A whole verdict as plain sentences: what a screen reader says of it, with the values that were compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.app.results.body_text import value_text
from workbench.app.results.verdict_text import basis_notes, effect_words, findings, short_reason

if TYPE_CHECKING:
    from workbench.events.json_value import Json
    from workbench.exchange.record import PermissionAnswer


def spoken(answer: PermissionAnswer) -> str:
    """The reason, the statement behind it part by part, what a client would get, and what else is worth knowing."""
    said = [short_reason(answer)]
    statement = _statement(answer)
    if statement is not None:
        said += [_condition(each) for each in statement.get("conditions") or []]
    if answer.effect:
        said.append(f"{effect_words(answer).rstrip('.')}.")
    said += findings(answer)
    said += basis_notes(answer)
    if answer.mends:
        said.append(f"What would allow this: {', '.join(title for title, _ in answer.mends)}.")
    return " ".join(said)


def _statement(answer: PermissionAnswer) -> Json:
    """The statement that decides, else the nearest; None where there is none."""
    inside = answer.explanation.get("explanation")
    why = {**inside, **answer.explanation} if isinstance(inside, dict) else answer.explanation
    deciding = why.get("deciding")
    shown = deciding[0] if isinstance(deciding, list) and deciding else why.get("closest")
    if not isinstance(shown, dict):
        return None
    for policy in why.get("policies") or []:
        if policy.get("policy") != shown.get("policy"):
            continue
        for number, each in enumerate(policy.get("statements") or []):
            if each.get("statement", number) == shown.get("statement"):
                return each
    return None


def _condition(condition: Json) -> str:
    word = {True: "met", False: "not met"}.get(condition.get("matched"), "not known")
    says, has = (_values(condition.get(name)) for name in ("expected", "actual"))
    name = f"{condition['operator']} {condition['key']}"
    return f"Condition {name} is {word}: the policy says {says}, the request has {has}."


def _values(values: Json) -> str:
    if values is None or values == []:
        return "nothing"
    return " or ".join(value_text(value) for value in (values if isinstance(values, list) else [values]))
