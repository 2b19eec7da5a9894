"""A case file as the fields of a form: read from it, and what was changed in them put back into it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workbench.app.case.value_text import text_of, value_of
from workbench.app.widgets.row import Row
from workbench.errors import InputError
from workbench.interchange.json_text import parse_json
from workbench.library.case_order import variable_text
from workbench.library.json_pointer import parts_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.app.widgets.row import Rows
    from workbench.events.json_value import Json, JsonObject
    from workbench.library.case_file import CaseFile
    from workbench.library.case_schema import Case

LABELS = {
    "name": "Name", "description": "Description", "tags": "Tags", "source": "Shown as", "function": "Function",
    "environment": "Environment", "bindings": "Bindings", "timeout": "Timeout", "memory": "Memory",
    "qualifier": "Qualifier", "variables": "Variables", "client_context": "Client context",
}  # fmt: skip
"""What the form, and a message about a field, calls each."""


@dataclass(frozen=True, slots=True)
class CaseFields:
    """Every field as the text that a person sees; a table as its rows."""

    name: str = ""
    description: str = ""
    tags: str = ""
    source: str = ""
    function: str = ""
    environment: str = ""
    bindings: Rows = ()
    timeout: str = ""
    memory: str = ""
    qualifier: str = ""
    variables: Rows = ()
    client_context: str = ""


def fields_of(case: Case) -> CaseFields:
    """What the form shows of a case."""
    invoke = case.invoke
    return CaseFields(
        name=case.name,
        description=case.description,
        tags=", ".join(case.tags),
        source=str(case.source or ""),
        function=case.function or "",
        environment=case.environment or "",
        bindings=tuple(Row(pointer, text_of(value)) for pointer, value in case.bindings.items()),
        timeout=_figure(invoke.timeout),
        memory=_figure(invoke.memory),
        qualifier=invoke.qualifier,
        variables=tuple(Row(name, variable_text(value)) for name, value in invoke.env.items()),
        client_context=text_of(invoke.client_context) if invoke.client_context is not None else "",
    )


def with_fields(file: CaseFile, fields: CaseFields, *, before: CaseFields) -> CaseFile:
    """The case file with what differs from the fields before changed; all else stays as it is written.

    Raises:
        InputError: a field does not fit; names it.
    """
    case = file.case
    for key in ("name", "description", "source", "function", "environment"):
        text = getattr(fields, key)
        if text != getattr(before, key):
            file = _changed(file, key, text if key == "description" else text.strip(), label=LABELS[key])
    if fields.tags != before.tags:
        tags = dict.fromkeys(tag.strip() for tag in fields.tags.split(","))
        file = _changed(file, "tags", [tag for tag in tags if tag], label=LABELS["tags"])
    if fields.bindings != before.bindings:
        whole = any(not row.name for row in before.bindings)
        file = _changed(file, "bindings", _bindings(fields.bindings, whole=whole), label=LABELS["bindings"])
    return _with_settings(file, case, fields, before)


def _with_settings(file: CaseFile, case: Case, fields: CaseFields, before: CaseFields) -> CaseFile:
    settings: dict[str, Any] = case.invoke.model_dump(exclude_unset=True)
    read: dict[str, tuple[str, Callable[[str], Any]]] = {
        "timeout": (fields.timeout, lambda text: _number(text, "timeout", "seconds, such as 10 or 2.5")),
        "memory": (fields.memory, lambda text: _whole(text, "memory", "MB, such as 256")),
        "qualifier": (fields.qualifier, str),
        "client_context": (fields.client_context, _context),
    }
    for key, (text, value_in) in read.items():
        if text == getattr(before, key):
            continue
        settings.pop(key, None)
        if text.strip():
            settings[key] = value_in(text.strip())
        file = _changed(file, "invoke", dict(settings), label=LABELS[key])
    if fields.variables != before.variables:
        variables = _named(fields.variables, LABELS["variables"], "a name")
        kept = case.invoke.env
        settings["env"] = {
            name: kept[name] if name in kept and variable_text(kept[name]) == text else text
            for name, text in variables.items()
        }
        if not settings["env"]:
            del settings["env"]
        file = _changed(file, "invoke", settings, label=LABELS["variables"])
    return file


def _changed(file: CaseFile, key: str, value: Json, *, label: str) -> CaseFile:
    try:
        return file.changed(key, value or None)
    except InputError as error:
        # The file's key is the label over again, and "there" is the field.
        message = error.message.removeprefix(label.lower()).removeprefix(":").lstrip()
        raise InputError(message, place=label, mend="Correct it.") from None


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:g}" if value == int(value) and abs(value) < 1e6 else str(value)


def _number(text: str, key: str, unit: str) -> float:
    try:
        return int(text) if text.isascii() and text.isdigit() else float(text)
    except ValueError:
        raise InputError(f"{text!r} is no number", place=LABELS[key], mend=f"Give it in {unit}.") from None


def _whole(text: str, key: str, unit: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise InputError(f"{text!r} is no whole number", place=LABELS[key], mend=f"Give it in {unit}.")
    return int(text)


def _context(text: str) -> JsonObject:
    value = parse_json(text, name=LABELS["client_context"])
    if not isinstance(value, dict):
        raise InputError("it is no JSON object", place=LABELS["client_context"], mend='Write {"custom": {…}}.')
    return value


def _bindings(rows: Rows, *, whole: bool) -> JsonObject:
    """What the rows bind; the empty pointer, the whole event, only where the file had it before."""
    found: JsonObject = {}
    for pointer, text in _named(rows, LABELS["bindings"], "" if whole else "a JSON Pointer").items():
        place = f"{LABELS['bindings']} {pointer}"
        try:
            parts_of(pointer)
        except InputError as error:
            raise InputError(error.message, place=place, mend=error.mend) from None
        found[pointer] = value_of(text, field=place)
    return found


def _named(rows: Rows, label: str, needed: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in rows:
        name = row.name.strip()
        if row.blank:
            continue
        if not name and needed:
            raise InputError(f"a value without {needed}", place=label, mend="Say where it belongs, or remove the row.")
        if name in found:
            raise InputError(f"{name!r} is there twice", place=label, mend="Remove one of the rows.")
        if not row.enabled:
            what = f"{name!r} is switched off, which a case file cannot keep"
            raise InputError(what, place=label, mend="Remove the row, or its //.")
        found[name] = row.value
    return found
