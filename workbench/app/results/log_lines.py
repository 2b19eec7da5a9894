"""Lines of a log as they are shown: time, stream, level, and the calls to AWS in between."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workbench.app.widgets.code_view import Span
    from workbench.events.outcome import AwsCall, LogLine

Level = Literal["platform", "debug", "info", "warning", "error", "plain", "aws"]
Filter = Literal["all", "function", "problems"]
TIME_WIDTH = 9
_BRACKET = re.compile(r"^\[?(DEBUG|INFO|WARN(?:ING)?|ERROR|CRITICAL|FATAL)\]?\b")
_REQUEST_ID = re.compile(r"(?:RequestId: )?\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b[ \t]?")
_TRACE = re.compile(r"^(Traceback \(most recent call last\)|  File \"|\w*(?:Error|Exception)\b)")
_LEVELS: dict[str, Level] = {
    "DEBUG": "debug", "INFO": "info", "WARN": "warning", "WARNING": "warning", "ERROR": "error", "CRITICAL": "error",
    "FATAL": "error",
}  # fmt: skip
_TOKENS: dict[Level, str] = {
    "platform": "muted", "debug": "muted", "info": "text", "warning": "warning", "error": "error", "plain": "text",
    "aws": "accent",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One line as it stands in the view."""

    text: str
    level: Level

    @property
    def spans(self) -> Sequence[Span]:
        """The time is muted; the rest has the colour of its level."""
        rest = max(0, len(self.text) - TIME_WIDTH)
        return [(0, TIME_WIDTH, "muted"), (TIME_WIDTH, rest, _TOKENS[self.level])]


def shown_lines(log: Iterable[LogLine], calls: Sequence[AwsCall] = ()) -> list[ShownLine]:
    """Log lines and AWS calls in the order of time."""
    timed: list[tuple[float, int, ShownLine]] = []
    for number, line in enumerate(log):
        level = level_of(line)
        stream = "stderr " if line.stream == "stderr" else ""
        timed += [
            (line.at_ms, number, ShownLine(f"{_time(line.at_ms)}{stream}{part}", level))
            for part in readable_line(line).split("\n")
        ]
    for number, call in enumerate(calls):
        said = f"AWS {call.service}:{call.operation}  {call.outcome}  {call.took_ms:.0f} ms {call.error}".rstrip()
        timed.append((call.started_ms, number, ShownLine(f"{_time(call.started_ms)}{said}", "aws")))
    if calls:
        timed.sort(key=lambda entry: entry[0])
    return [line for _, _, line in timed]


def readable_line(line: LogLine) -> str:
    """A line without what every line repeats: the request id, and tabs as wide as the font."""
    text = _REQUEST_ID.sub("", line.text.rstrip("\n"))
    return re.sub(r"\t+", "  ", text).rstrip()


def level_of(line: LogLine) -> Level:
    """What a line is: the platform's own, or of a level that its text names."""
    if line.stream == "platform":
        return "platform"
    if found := _BRACKET.match(line.text):
        return _LEVELS[found[1]]
    if line.text.startswith("{"):
        try:
            value = json.loads(line.text)
        except (ValueError, RecursionError):
            return "plain"
        return _LEVELS.get(str(value.get("level", value.get("log_level", ""))).upper(), "plain")
    if _TRACE.match(line.text):
        return "error"
    return "plain"


def kept(lines: Iterable[ShownLine], *, words: str, show: Filter) -> list[ShownLine]:
    """The lines that a filter lets through."""
    wanted = words.lower()
    wanted_levels: frozenset[Level] | None = None
    if show == "function":
        wanted_levels = frozenset({"debug", "info", "warning", "error", "plain"})
    elif show == "problems":
        wanted_levels = frozenset({"warning", "error"})
    return [
        line
        for line in lines
        if (wanted_levels is None or line.level in wanted_levels) and (not wanted or wanted in line.text.lower())
    ]


def _time(at_ms: float) -> str:
    return f"{at_ms:7.1f}  " if at_ms < 100_000 else f"{at_ms:7.0f}  "
