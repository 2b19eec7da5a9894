"""What a model has against a document, said with the place and the mend."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from workbench.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import BaseModel, ValidationError
    from pydantic_core import ErrorDetails

    from workbench.interchange.document import Document
    from workbench.interchange.places import Path

_EXPECTED = {
    "bool_type": "true or false",
    "dict_type": "a mapping",
    "float_type": "a number",
    "int_type": "a whole number",
    "list_type": "a list",
    "model_attributes_type": "a mapping",
    "model_type": "a mapping",
    "string_type": "text",
    "tuple_type": "a list",
}
_LIMITS = {
    "greater_than": "above {gt:,g}",
    "greater_than_equal": "at least {ge:,g}",
    "less_than": "below {lt:,g}",
    "less_than_equal": "at most {le:,g}",
}


def input_error(error: ValidationError, document: Document, *, model: type[BaseModel]) -> InputError:
    """The first thing in the document that the model refuses, and how many more there are."""
    details = sorted(error.errors(include_url=False), key=lambda detail: detail["type"] == "missing")
    first = details[0]
    path = _written(document.value, first["loc"])
    more = {_written(document.value, each["loc"]) for each in details} - {path}
    message, mend = _say(first, path, model=model)
    place = document.place(path, of_key=first["type"] == "extra_forbidden")
    also = f" (and {len(more)} more)" if more else ""
    return InputError(message + also, place=place, mend=mend)


def _written(value: Any, location: tuple[str | int, ...]) -> Path:
    """The part of an error's location that stands in the document; the rest names branches of the model."""
    path: list[str | int] = []
    for part in location:
        in_mapping = isinstance(value, dict) and part in value
        in_list = isinstance(value, list) and isinstance(part, int) and part < len(value)
        if not in_mapping and not in_list:
            break
        value = value[part]
        path.append(part)
    return tuple(path)


def _say(detail: ErrorDetails, path: Path, *, model: type[BaseModel]) -> tuple[str, str]:
    """What happened, and the mend."""
    kind, given = detail["type"], detail["input"]
    context: Mapping[str, Any] = detail.get("ctx", {})
    name = next((str(part) for part in reversed(path) if isinstance(part, str)), "the file")
    if kind == "extra_forbidden":
        return f"{name!r} is not a field here", near(name, _fields_at(model, path[:-1]))
    if kind == "missing":
        return f"The field {detail['loc'][-1]!r} is missing", f"Add `{detail['loc'][-1]}: …`."
    if kind == "value_error":
        return str(context["error"]), "Correct it there."
    if kind in _LIMITS:
        return f"{name} must be {_LIMITS[kind].format(**context)}, not {_shown(given)}", "Correct it there."
    if kind in {"literal_error", "enum"}:
        choices = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ").split(", ")
        return f"{name} cannot be {_shown(given)}", near(str(given), choices)
    if kind in _EXPECTED:
        return f"{name} must be {_EXPECTED[kind]}, not {_shown(given)}", "Correct it there."
    if kind == "string_pattern_mismatch" and name == "account_id":
        return f"{_shown(given)} is not an account id", "Write its 12 digits in quotes."
    return f"{name}: {detail['msg'].removeprefix('Input should be ').lower()}, not {_shown(given)}", "Correct it there."


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    if value is None:
        return "null"
    text = str(value).lower() if isinstance(value, bool) else repr(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def near(word: str, known: list[str]) -> str:
    """The mend for a word that is not known: the nearest one, else all of them."""
    folded = {each.lower(): each for each in known}
    found = get_close_matches(word.lower(), folded, n=1, cutoff=0.6)
    if found:
        return f"Did you mean {folded[found[0]]}?"
    return f"Known here: {', '.join(known)}." if known else "Remove it."


def _fields_at(model: type[BaseModel], path: Path) -> list[str]:
    """The names of the fields of the part of a model that a path leads to."""
    from pydantic import BaseModel

    here: Any = model
    for part in path:
        if isinstance(here, type) and issubclass(here, BaseModel):
            here = here.model_fields[str(part)].annotation if part in here.model_fields else None
        else:
            here = _inner_model(here)
    here = _inner_model(here)
    return sorted(here.model_fields) if here is not None else []


def _inner_model(annotation: Any) -> Any:
    """The model inside `list[X]`, `dict[str, X]` or `X | None`; None where there is none."""
    from typing import get_args

    from pydantic import BaseModel

    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for each in get_args(annotation) if (found := _inner_model(each)) is not None), None)
