"""What a MOCK integration answers, by the templates that it is configured with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from workbench.events.json_value import Json, JsonObject

_STATUS = re.compile(r"[\"']?statusCode[\"']?\s*:\s*[\"']?(\d{3})")
_HEADER = "method.response.header."
_NO_ANSWER: JsonObject = {"status": 500, "body": '{"message": "Internal server error"}'}
Keys = tuple[str, str, str]
"""How a document names an integration response's status, its parameters and its templates."""


def configured_mock(
    templates: Json, answers: Iterable[tuple[str, Mapping[str, Json]]], keys: Keys
) -> tuple[JsonObject, tuple[str, ...]]:
    """The answer of the integration response that the status in the request template chooses.

    `answers` are integration responses by their selection pattern, `default` for the one without. The second value
    names what of the answer is not simulated.
    """
    found = next((match for text in _mapping(templates).values() if (match := _STATUS.search(str(text)))), None)
    if found is None:
        return dict(_NO_ANSWER), ("its request template names no statusCode, so that it answers 500",)
    status, parameters, bodies = keys
    by_pattern = dict(answers)
    fitting = (each for pattern, each in by_pattern.items() if _takes(pattern, found[1]))
    chosen = next(fitting, by_pattern.get("default"))
    if chosen is None:
        # "No match for output mapping and no default endpoint mapping configured", as the execution log says.
        return dict(_NO_ANSWER), (f"no integration response takes {found[1]}, so that it answers 500",)
    problems = []
    headers = {}
    for name, value in _mapping(chosen.get(parameters)).items():
        text = str(value)
        if not name.startswith(_HEADER) or len(text) < 2 or text[0] != "'" or text[-1] != "'":
            problems.append(f"{name} is mapped from {text}")
            continue
        headers[name.removeprefix(_HEADER)] = text[1:-1]
    given = str(chosen.get(status) or "")
    said: JsonObject = {"status": int(given) if given.isdecimal() else int(found[1]), "headers": headers}
    for kind, body in _mapping(chosen.get(bodies)).items():
        if "#" in str(body) or "$" in str(body):
            problems.append(f"the response template for {kind} is in VTL")
        else:
            said |= {"content_type": kind, "body": str(body)}
        break
    return said, tuple(problems)


def _takes(pattern: str, status: str) -> bool:
    try:
        return pattern != "default" and re.fullmatch(pattern, status) is not None
    except re.error:
        return False


def _mapping(value: Json) -> dict[str, Json]:
    return {str(key): each for key, each in value.items()} if isinstance(value, dict) else {}
