"""What the function returned or raised, as text: its error, its stack with the frames as links, its payload."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.app.results.body_text import BodyText, json_spans, readable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.app.widgets.code_view import Span
    from workbench.events.outcome import Outcome

_PYTHON_FRAME = re.compile(r'File "(?P<file>[^"]+)", line (?P<line>\d+)(?:,? in (?P<name>.+))?')
_NODE_FRAME = re.compile(r"at (?:(?P<name>[^(]+) \()?(?:file://)?(?P<file>/[^:()]+):(?P<line>\d+):\d+\)?")


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file."""

    file: Path
    line: int


@dataclass(slots=True)
class LinkedText:
    """The function's view as lines, with their colours and where the links lead."""

    lines: list[str] = field(default_factory=list)
    spans: dict[int, list[Span]] = field(default_factory=dict)
    links: dict[int, Place] = field(default_factory=dict)
    payload_at: int = 0
    body: BodyText | None = None

    @property
    def text(self) -> str:
        """All lines."""
        return "\n".join(self.lines)

    def colours(self, number: int, line: str) -> Sequence[Span]:
        """The coloured parts of a line."""
        if number in self.spans:
            return self.spans[number]
        if self.body is not None and self.body.language == "json" and number >= self.payload_at:
            return json_spans(line)
        return ()

    def add(self, line: str, *spans: Span) -> None:
        """Add a line in colours of its own."""
        self.spans[len(self.lines)] = list(spans)
        self.lines.append(line)


def function_text(outcome: Outcome, *, root: Path | None = None, whole: bool = False) -> LinkedText:
    """Print what a function gave back."""
    made = LinkedText()
    error = _error_of(outcome)
    if error is not None:
        for line in _message(outcome, error).split("\n"):
            made.add(line, (0, len(line), "error+bold"))
        made.add("")
        _add_stack(made, _frames(error), "Stack, newest call last", root)
    if outcome.hung_at:
        _add_stack(made, outcome.hung_at.splitlines(), "Where it hung, newest call last", root)
    if made.lines:
        made.add("Payload", (0, 7, "muted"))
    made.payload_at = len(made.lines)
    made.body = readable(outcome.payload, whole=whole)
    made.lines += made.body.text.split("\n") if made.body.text else ["(empty)"]
    return made


def _error_of(outcome: Outcome) -> dict[str, object] | None:
    if outcome.function_error is None and outcome.error_type is None:
        return None
    try:
        error = json.loads(outcome.payload)
    except (ValueError, RecursionError):
        return {}
    return error if isinstance(error, dict) else {}


def _message(outcome: Outcome, error: dict[str, object]) -> str:
    kind = error.get("errorType") or outcome.error_type or "Error"
    message = str(error.get("errorMessage") or "")
    return f"{kind}: {message}" if message else str(kind)


def _frames(error: dict[str, object]) -> list[str]:
    """The lines of a stack, the newest call last: as Python has it, and turned round where Node.js had it first."""
    frames = error.get("stackTrace") or error.get("trace") or []
    lines = [line for frame in frames for line in str(frame).splitlines()] if isinstance(frames, list) else []
    return lines if "stackTrace" in error else [line for line in reversed(lines) if line.lstrip().startswith("at ")]


def _add_stack(made: LinkedText, lines: list[str], heading: str, root: Path | None) -> None:
    if not lines:
        return
    made.add(heading, (0, len(heading), "muted"))
    for line in lines:
        found = _PYTHON_FRAME.search(line) or _NODE_FRAME.search(line)
        if found is None:
            if line.strip():
                made.add(f"      {line.strip()}")
            continue
        place = Place(Path(found["file"]), int(found["line"]))
        where = f"{_short(place.file, root)}:{place.line}"
        name = f"  {found['name'].strip()}" if found["name"] else ""
        made.links[len(made.lines)] = place
        made.add(f"  {where}{name}", (2, len(where), "accent+underline"))
    made.add("")


def _short(file: Path, root: Path | None) -> str:
    if root is not None and file.is_relative_to(root):
        return file.relative_to(root).as_posix()
    return str(file)
