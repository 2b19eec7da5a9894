"""Two views of a run line by line: what the function meant and what the client gets, or this run and the last."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from workbench.app.results.body_text import readable
from workbench.app.results.response_text import response_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.app.widgets.code_view import Span
    from workbench.exchange.record import Exchange

Change = Literal["same", "removed", "added"]
MOST_LINES = 6_000
"""Lines a side that are compared; more would hold the window up."""
_SIGNS: dict[Change, str] = {"same": "  ", "removed": "- ", "added": "+ "}
_TOKENS: dict[Change, str] = {"same": "text", "removed": "error", "added": "ok"}
_GROUNDS: dict[Change, str] = {"removed": "error_soft", "added": "ok_soft"}


@dataclass(frozen=True, slots=True)
class Comparison:
    """Lines of two texts merged, each with where it stands."""

    lines: tuple[tuple[Change, str], ...]

    @property
    def changes(self) -> int:
        """How many lines differ."""
        return sum(change != "same" for change, _ in self.lines)

    @property
    def text(self) -> str:
        """All lines, each with a sign in front: a difference is never said by colour alone."""
        return "\n".join(f"{_SIGNS[change]}{line}" for change, line in self.lines)

    @property
    def grounds(self) -> dict[int, str]:
        """The lines that are tinted."""
        return {number: _GROUNDS[change] for number, (change, _) in enumerate(self.lines[:2000]) if change in _GROUNDS}

    def spans(self, number: int, line: str) -> Sequence[Span]:
        """The colour of a line."""
        if number >= len(self.lines) or self.lines[number][0] == "same":
            return ()
        return [(0, len(line), _TOKENS[self.lines[number][0]])]


def compare(before: str, after: str) -> Comparison:
    """Compare two texts line by line."""
    import difflib

    old, new = before.split("\n")[:MOST_LINES], after.split("\n")[:MOST_LINES]
    lines: list[tuple[Change, str]] = []
    for tag, start, end, from_, to in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            lines += [("same", line) for line in old[start:end]]
            continue
        lines += [("removed", line) for line in old[start:end]]
        lines += [("added", line) for line in new[from_:to]]
    return Comparison(tuple(lines))


def client_text(exchange: Exchange) -> str:
    """What the client gets, as text; headers in one order and one spelling, so that only what differs differs."""
    if exchange.reply is None:
        return ""
    response = exchange.reply.response
    lines = [f"{response.status}", *sorted(f"{name.lower()}: {value}" for name, value in response.headers)]
    return "\n".join([*lines, "", response_text(response).body.text])


def meant_text(exchange: Exchange) -> str:
    """What the function meant the client to get, in the same form; its raw payload where it has no such form."""
    if exchange.outcome is None:
        return ""
    payload = readable(exchange.outcome.payload)
    try:
        result = json.loads(exchange.outcome.payload)
    except (ValueError, RecursionError):
        return payload.text
    if not isinstance(result, dict) or "statusCode" not in result:
        return payload.text
    many = result.get("multiValueHeaders")
    single = result.get("headers")
    lines = [f"{name.lower()}: {value}" for name, value in _pairs(single)]
    lines += [f"{name.lower()}: {value}" for name, values in _pairs(many) for value in _list(values)]
    body = result.get("body")
    shown = readable(body.encode("utf-8", "replace")).text if isinstance(body, str) else _printed(body)
    return "\n".join([f"{result['statusCode']}", *sorted(set(lines)), "", shown])


def _pairs(value: object) -> list[tuple[str, object]]:
    return list(value.items()) if isinstance(value, dict) else []


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _printed(value: object) -> str:
    return "" if value is None else json.dumps(value, indent=2, ensure_ascii=False)
