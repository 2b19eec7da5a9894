"""What a function prints, as lines: split, stamped with the time, streamed while it runs, and bounded."""

from __future__ import annotations

from workbench.events.outcome import LogLine

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Literal

    Stream = Literal["stdout", "stderr"]

MAX_LINE = 256 * 1024
"""The longest log event that CloudWatch Logs keeps; a longer line is split."""
MAX_KEPT = 8 * 1024 * 1024
"""How much of an invocation's output is kept; the rest is read and counted."""


class LogCollector:
    """The log of one invocation."""

    def __init__(self, *, began: float, on_log: Callable[[LogLine], None] | None) -> None:
        self.lines: list[LogLine] = []
        self._began = began
        self._on_log = on_log
        self._rest: dict[tuple[Stream, int], bytes] = {}
        """What has no line end yet, of each stream of each process."""
        self._kept = 0
        self._dropped = 0

    @property
    def has_output(self) -> bool:
        """Whether anything came yet."""
        return bool(self.lines or any(self._rest.values()))

    def feed(self, data: bytes, stream: Stream, *, now: float, of: int = 0) -> None:
        """Take output as it was read at a time; `of` tells the processes apart that share a stream."""
        data = self._rest.get((stream, of), b"") + data
        *whole, rest = data.split(b"\n")
        for line in whole:
            self._add(line, stream, now=now)
        while len(rest) > MAX_LINE:
            self._add(rest[:MAX_LINE], stream, now=now)
            rest = rest[MAX_LINE:]
        self._rest[stream, of] = rest

    def platform(self, text: str, *, now: float) -> None:
        """Add a line of the platform: START, END, REPORT."""
        self._emit(LogLine(text, "platform", (now - self._began) * 1000))

    def finish(self, *, now: float) -> None:
        """Take what has no line end yet as a line, and say what was not kept."""
        for (stream, _), rest in self._rest.items():
            if rest:
                self._add(rest, stream, now=now)
        self._rest.clear()
        if self._dropped:
            self.platform(
                f"The workbench kept {MAX_KEPT:,} bytes of output; {self._dropped:,} more were read and dropped.",
                now=now,
            )
            self._dropped = 0

    def _add(self, line: bytes, stream: Stream, *, now: float) -> None:
        if self._kept > MAX_KEPT:
            self._dropped += len(line) + 1
            return
        self._kept += len(line) + 1
        for start in range(0, len(line) or 1, MAX_LINE):
            text = line[start : start + MAX_LINE].decode("utf-8", "replace")
            self._emit(LogLine(text, stream, (now - self._began) * 1000))

    def _emit(self, line: LogLine) -> None:
        self.lines.append(line)
        if self._on_log is not None:
            self._on_log(line)
