"""How the Condition of a statement is read: operators, keys, values, and what is wrong with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.permissions.condition import Condition, ExpectedValue
from workbench.permissions.condition_operator import OPERATORS, read_operator
from workbench.permissions.context import as_text
from workbench.permissions.finding_log import named
from workbench.permissions.rule import OPERATOR_PAGE

if TYPE_CHECKING:
    from workbench.permissions.condition_operator import OperatorUse
    from workbench.permissions.finding import Severity
    from workbench.permissions.finding_log import FindingLog
    from workbench.permissions.json_source import Node


def read_conditions(node: Node, log: FindingLog, *, variables: bool) -> tuple[Condition, ...]:
    """The conditions of a statement; `variables` says whether the policy's version has them."""
    block = node.member("Condition")
    if block is None:
        return ()
    if block.kind != "object":
        log.say(block, "wrong-type", f"Condition is an object of operators, not {named(block)}.")
        return ()
    conditions: list[Condition] = []
    for operator, keys in block.members:
        if keys.kind != "object":
            log.say(keys, "wrong-type", f"Below {operator.value} stands an object of keys, not {named(keys)}.")
            continue
        for key, values in keys.members:
            condition = _condition(operator, key, values, log, variables=variables)
            if condition is not None:
                conditions.append(condition)
    return tuple(conditions)


def _condition(operator: Node, key: Node, values: Node, log: FindingLog, *, variables: bool) -> Condition | None:
    use = read_operator(operator.value)
    if use is None:
        from difflib import get_close_matches

        near = get_close_matches(operator.value.rpartition(":")[2].lower(), list(OPERATORS), 1)
        hint = f" Did you mean {OPERATORS[near[0]].name}?" if near else ""
        message = f"There is no condition operator {operator.value}.{hint}"
        log.say(operator, "unknown-operator", message, source=OPERATOR_PAGE)
        return None
    expected: list[ExpectedValue] = []
    items = values.items if values.kind == "array" else (values,)
    if not items:
        log.say(values, "empty-list", f"{operator.value} of {key.value} lists nothing to compare with.")
    for item in items:
        if item.kind not in {"string", "number", "boolean"}:
            message = f"A condition value is a string, number or boolean, not {named(item)}."
            log.say(item, "wrong-type", message, source=OPERATOR_PAGE)
            continue
        text = log.source.text[item.start : item.end] if item.kind == "number" else as_text(item.value)
        value = ExpectedValue.of(text, use, variables=variables)
        _check_value(item, value, operator.value, use, log, variables=variables)
        expected.append(value)
    line, column = log.source.place(key.start)
    return Condition.of(
        operator.value, use, key.value, tuple(expected), expected=values.plain(), line=line, column=column
    )


def _check_value(
    item: Node, value: ExpectedValue, operator: str, use: OperatorUse, log: FindingLog, *, variables: bool
) -> None:
    family = use.operator.family
    if variables and "${" in value.text and not use.operator.variables:
        message = f"{operator} does not replace variables; '{value.text}' is plain text."
        log.say(item, "variable-place", message, "warning", OPERATOR_PAGE)
    elif family == "null":
        if value.text.lower() not in {"true", "false"}:
            log.say(item, "invalid-value", f"Null compares with true or false, not '{value.text}'.")
    elif value.compare is None and not value.parts:
        severity: Severity = "warning" if family == "arn" else "error"
        log.say(
            item,
            "invalid-value",
            f"{operator} cannot read '{value.text}'; it matches nothing.",
            severity,
            OPERATOR_PAGE,
        )
