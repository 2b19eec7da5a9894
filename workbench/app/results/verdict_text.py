"""A permission verdict with everything behind it, as lines: statements, their parts, and both values compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.app.results.body_text import value_text
from workbench.app.results.stack_text import LinkedText, Place
from workbench.app.results.value_parts import differing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from workbench.app.widgets.code_view import Span
    from workbench.events.json_value import Json
    from workbench.exchange.record import PermissionAnswer

SIGNS = {True: "✓", False: "✗", None: "?"}
TOKENS = {True: "ok", False: "error", None: "unknown"}
_SENTENCES = ("In AWS ", "Lambda ", "If ")
_SAID_ELSEWHERE = ("error: ", "warning: ", "note: ", "Not evaluated: ")
"""How the notes begin that are findings, or say of every verdict alike what was not evaluated."""
_MOST_STATEMENTS = 40
"""Statements that are shown of one policy; the nearest and the deciding ones come first."""


def explained(answer: PermissionAnswer, *, files: Mapping[str, Path]) -> LinkedText:
    """Print what stands behind a verdict. `files` says where policies are, so that statements are links."""
    made = LinkedText()
    why = _why(answer)
    deciding = {_key(each) for each in _list(why.get("deciding"))}
    closest = _key(why["closest"]) if why.get("closest") else None
    for policy in _list(why.get("policies")):
        _policy(made, policy, deciding=deciding, closest=closest, files=files)
    _bullets(made, "Allowed if", _list(why.get("allowed_if")))
    _bullets(made, "Findings", [_finding(each) for each in _list(why.get("findings"))])
    made.payload_at = len(made.lines)
    return made


def short_reason(answer: PermissionAnswer) -> str:
    """Why, in as few words as can be: the statement that decides, or the nearest with the parts that differ."""
    why = _why(answer)
    deciding, closest = _list(why.get("deciding")), why.get("closest")
    if answer.decision in {"allowed", "explicitly_denied"} and deciding:
        return f"{_statement_words(deciding[0])}."
    if answer.decision != "implicitly_denied" or not isinstance(closest, dict):
        return answer.reason
    return f"No statement allows it. The nearest is {_statement_words(closest)}{_mismatch_words(why, closest)}"


def short_resource(arn: str) -> str:
    """The part of an ARN that tells resources apart: `table/orders`, `function:hello`."""
    parts = arn.split(":", 5)
    return parts[5] if len(parts) == 6 and parts[0] == "arn" else arn


def not_evaluated(answers: Iterable[PermissionAnswer]) -> list[str]:
    """What no verdict of a run could take into account, each once."""
    found: dict[str, None] = {}
    for answer in answers:
        found.update(dict.fromkeys(str(each) for each in _list(_why(answer).get("not_evaluated"))))
    return list(found)


def effect_words(answer: PermissionAnswer) -> str:
    """What happens in AWS, as a sentence: what a client gets, or how a call of the function ends."""
    is_sentence = answer.effect.startswith(_SENTENCES)
    return answer.effect if is_sentence else f"In AWS a client would get {answer.effect}"


def basis_notes(answer: PermissionAnswer) -> list[str]:
    """What a verdict rests on, and what it leaves open; what else is noted stands beside the verdict already."""
    own = (note for note in answer.notes if not note.startswith(_SAID_ELSEWHERE))
    return [f"{note[:1].upper()}{note[1:].rstrip('.')}." for note in own]


def findings(answer: PermissionAnswer) -> list[str]:
    """What is worth saying beside a verdict: mistakes and dangers in the policies."""
    return [
        str(each["message"])
        for each in _list(_why(answer).get("findings"))
        if isinstance(each, dict) and each.get("severity") in {"error", "warning"}
    ]


def _why(answer: PermissionAnswer) -> Mapping[str, Json]:
    """The whole explanation, whether it stands by itself or within a verdict on a gateway."""
    inside = answer.explanation.get("explanation")
    return {**inside, **answer.explanation} if isinstance(inside, dict) else answer.explanation


def _statement_words(each: Json) -> str:
    number = each.get("statement")
    label = each.get("sid") or (f"statement {number + 1}" if isinstance(number, int) else "a statement")
    line = f", line {each['line']}" if each.get("line") else ""
    return f"{label} of {each['policy']}{line}"


def _mismatch_words(why: Mapping[str, Json], closest: Json) -> str:
    """What keeps the nearest statement from applying, told by the parts of both values that differ."""
    key = _key(closest)
    for policy in _list(why.get("policies")):
        for index, statement in enumerate(_list(policy.get("statements"))):
            if (str(policy["policy"]), statement.get("statement", index)) == key:
                return _condition_words(statement)
    return "."


def _condition_words(statement: Json) -> str:
    for condition in _list(statement.get("conditions")):
        if condition.get("matched") is not False:
            continue
        expected, actual = _only(condition.get("expected")), _nearest(condition)
        if expected is not None and actual is not None:
            in_policy, in_request = differing(expected, actual)
            if in_policy and in_request:
                expected = "/".join(expected[at : at + length] for at, length in in_policy)
                actual = "/".join(actual[at : at + length] for at, length in in_request)
            return f": its {condition['key']} says {expected}, the request has {actual}."
    first = statement.get("first_mismatch")
    return f": {first}." if first else "."


def _nearest(condition: Json) -> str | None:
    """The value of the request; of several, the first."""
    values = condition.get("actual")
    value = values[0] if isinstance(values, list) and values else values
    return value if isinstance(value, str) else None


def _policy(
    made: LinkedText, policy: Json, *, deciding: set[tuple[str, object]], closest: object, files: Mapping[str, Path]
) -> None:
    name = str(policy["policy"])
    statements = list(enumerate(_list(policy.get("statements"))))
    statements.sort(key=lambda each: _rank(each[1], (name, each[1].get("statement", each[0])), deciding, closest))
    for index, statement in statements[:_MOST_STATEMENTS]:
        key = (name, statement.get("statement", index))
        note = ", decides" if key in deciding else ", the nearest" if key == closest else ""
        label = statement.get("sid") or f"Statement {index + 1}"
        line = statement.get("line")
        where = f"{name}:{line}" if line else name
        head = f"{SIGNS[statement.get('applies')]} {label}  {statement.get('effect', '')}{note}"
        made.add(head, (0, 1, TOKENS[statement.get("applies")]), (2, len(str(label)), "text+bold"))
        if name in files and line:
            made.links[len(made.lines)] = Place(files[name], int(line))
            made.add(f"  {where}", (2, len(where), "accent+underline"))
        else:
            made.add(f"  {where}", (2, len(where), "muted"))
        _parts(made, statement)
        made.add("")
    if len(statements) > _MOST_STATEMENTS:
        made.add(f"and {len(statements) - _MOST_STATEMENTS} more statements that do not apply")


def _parts(made: LinkedText, statement: Json) -> None:
    for part in ("principal", "action", "resource"):
        if part in statement:
            _part(made, statement[part], part.capitalize())
    for condition in _list(statement.get("conditions")):
        _part(made, condition.get("matched"), f"{condition['operator']} {condition['key']}")
        _values(made, "policy ", condition.get("expected"), against=condition.get("actual"))
        _values(made, "request", condition.get("actual"), pattern=condition.get("expected"))
        if condition.get("why") and not _says_both(condition):
            made.add(f"    {condition['why']}", (4, len(str(condition["why"])), "muted"))
    if statement.get("first_mismatch") and not any(
        each.get("matched") is False for each in _list(statement.get("conditions"))
    ):
        text = str(statement["first_mismatch"])
        made.add(f"    {text}", (4, len(text), "muted"))


def _says_both(condition: Json) -> bool:
    """Whether the words only repeat the two values above them."""
    expected, actual = _only(condition.get("expected")), _nearest(condition)
    return bool(expected and actual and expected in condition["why"] and actual in condition["why"])


def _part(made: LinkedText, matched: Json, text: str) -> None:
    state = matched if matched in (True, False, None) else None
    spans: Sequence[Span] = [(2, 1, TOKENS[state])]
    made.add(f"  {SIGNS[state]} {text}", *spans)


def _values(made: LinkedText, label: str, values: Json, *, against: Json = None, pattern: Json = None) -> None:
    """Print values; of one compared with one, the parts that differ stand out."""
    each = values if isinstance(values, list) else [values]
    shown = ["(not given)"] if values is None or values == [] else [value_text(value) for value in each]
    other = _only(against if pattern is None else pattern)
    start = 5 + len(label)
    for number, value in enumerate(shown):
        lead = label if number == 0 else " " * len(label)
        marks: list[tuple[int, int]] = []
        if len(shown) == 1 and other is not None:
            marks = differing(value, other)[0] if pattern is None else differing(other, value)[1]
        stand_out: list[Span] = [(start + at, length, "error+bold") for at, length in marks]
        made.add(f"    {lead} {value}", (4, len(label), "muted"), (start, len(value), "text"), *stand_out)


def _only(values: Json) -> str | None:
    """The value where there is just one."""
    if isinstance(values, list):
        values = values[0] if len(values) == 1 else None
    return values if isinstance(values, str) else None


def _bullets(made: LinkedText, heading: str, texts: Iterable[object]) -> None:
    texts = list(texts)
    if not texts:
        return
    made.add(heading, (0, len(heading), "muted"))
    for text in texts:
        made.add(f"  {text}")
    made.add("")


def _finding(finding: Json) -> str:
    if not isinstance(finding, dict):
        return str(finding)
    place = f"{finding['policy']}:{finding['line']}: " if finding.get("line") else ""
    return f"{place}{finding.get('message', '')} {finding.get('mend') or ''}".strip()


def _rank(statement: Json, key: tuple[str, object], deciding: set[tuple[str, object]], closest: object) -> int:
    if key in deciding:
        return 0
    if key == closest:
        return 1
    return 2 if statement.get("applies") is not False else 3


def _key(each: Json) -> tuple[str, object]:
    return (str(each["policy"]), each.get("statement"))


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []
