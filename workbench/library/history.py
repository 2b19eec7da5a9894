"""The history of exchanges: what was run, what came back, kept outside the project with its secrets masked."""

from __future__ import annotations

import json
import secrets as random_source
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from workbench.errors import InputError
from workbench.exchange.difference import differences
from workbench.library.file_access import refusal, replace_file
from workbench.library.masking import masked
from workbench.library.presence import is_there

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from workbench.events.json_value import Json, JsonObject
    from workbench.exchange.difference import Difference

MOST_ENTRIES = 500
MOST_BYTES = 200_000_000


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One exchange of the past, as a list shows it."""

    id: str
    at: str
    """ISO 8601, in UTC."""
    function: str
    kind: str
    """`local` or `deployed`."""
    method: str = ""
    path: str = ""
    status: int | None = None
    """What the client got; None for an event of no HTTP source."""
    verdict: str = ""
    error_type: str = ""
    duration_ms: float | None = None
    label: str = ""
    """The saved event that was run."""
    project: str = ""
    """The folder that it was run in; empty where that is not known."""


class History:
    """Exchanges on disk, one file each, the oldest leaving as new ones come."""

    def __init__(self, folder: Path, *, most_entries: int = MOST_ENTRIES, most_bytes: int = MOST_BYTES) -> None:
        self.folder = folder
        self._most_entries = most_entries
        self._most_bytes = most_bytes

    def add(
        self, exchange: JsonObject, *, label: str = "", project: str = "", secrets: Iterable[str] = ()
    ) -> HistoryEntry:
        """Keep the document of an exchange, in the shape of `invoke --json`; `secrets` are masked in it too.

        Raises:
            InputError: it cannot be written.
        """
        now = datetime.now(UTC)
        name = f"{now:%Y%m%d-%H%M%S}-{now.microsecond:06d}{random_source.token_hex(2)}"
        kept = masked(exchange, secrets=secrets)
        entry = _summary(name, f"{now:%Y-%m-%dT%H:%M:%S}.{now.microsecond // 1000:03d}Z", kept, label)
        entry = replace(entry, project=project)
        lines = json.dumps(asdict(entry)) + "\n" + json.dumps(kept) + "\n"
        replace_file(self.folder / f"{name}.jsonl", lines.encode(), through_power_cut=False)
        self._forget_oldest()
        return entry

    def entries(self) -> tuple[HistoryEntry, ...]:
        """All that is kept, newest first.

        Raises:
            InputError: the folder cannot be listed.
        """
        return tuple(entry for path in reversed(self._paths()) if (entry := _first_line(path)) is not None)

    def show(self, name: str) -> JsonObject:
        """The whole exchange of an id, of its beginning or end where only one has it, or of `last`.

        Raises:
            InputError: there is no such exchange, or several.
        """
        path = self._path(name)
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
            document: JsonObject = json.loads(lines[1])
        except OSError as error:
            raise refusal(error, path, doing="read") from None
        except (ValueError, IndexError):
            raise InputError("the entry is damaged", place=str(path), mend="Remove the file.") from None
        return document

    def compare(self, before: str, after: str) -> tuple[Difference, ...]:
        """How two exchanges differ, passing over ids and times.

        Raises:
            InputError: one of them is not there.
        """
        first, second = self.show(before), self.show(after)
        request_ids = str(first.get("request_id", "")), str(second.get("request_id", ""))
        return differences(first, second, request_ids=request_ids)

    def _paths(self) -> list[Path]:
        if not is_there(self.folder):
            return []
        try:
            return sorted(path for path in self.folder.iterdir() if path.suffix == ".jsonl")
        except OSError as error:
            raise refusal(error, self.folder, doing="list the history") from None

    def _path(self, name: str) -> Path:
        paths = self._paths()
        if name == "last":
            found = paths[-1:]
        else:
            exact = [path for path in paths if path.stem == name]
            found = exact or [
                path for path in paths if name and (path.stem.startswith(name) or path.stem.endswith(name))
            ]
        if len(found) == 1:
            return found[0]
        what = f"{len(found)} exchanges have an id like {name!r}" if found else f"no exchange has the id {name!r}"
        raise InputError(what, place="history", mend="See workbench history list.")

    def _forget_oldest(self) -> None:
        """Remove the oldest beyond the bounds; another process may be doing the same."""
        size = 0
        for number, path in enumerate(reversed(self._paths()), start=1):
            with suppress(OSError):
                size += path.stat().st_size
                if number > 1 and (number > self._most_entries or size > self._most_bytes):
                    path.unlink()


def _first_line(path: Path) -> HistoryEntry | None:
    try:
        with path.open(encoding="utf-8") as file:
            return HistoryEntry(**json.loads(file.readline()))
    except (OSError, ValueError, TypeError):
        return None


def _summary(name: str, at: str, exchange: JsonObject, label: str) -> HistoryEntry:
    function, event, result = (_object(exchange.get(key)) for key in ("function", "event", "result"))
    http = _object(_object(event.get("requestContext")).get("http"))
    status = _object(exchange.get("response")).get("status")
    duration = _object(result.get("report")).get("duration_ms")
    return HistoryEntry(
        id=name,
        at=at,
        function=str(function.get("name", "")),
        kind=str(function.get("kind", "")),
        method=str(event.get("httpMethod") or http.get("method") or ""),
        path=str(event.get("path") or event.get("rawPath") or ""),
        status=status if isinstance(status, int) else None,
        verdict=str(_object(exchange.get("verdict")).get("code", "")),
        error_type=str(result.get("error_type") or ""),
        duration_ms=duration if isinstance(duration, (int, float)) else None,
        label=label,
    )


def _object(value: Json) -> JsonObject:
    return value if isinstance(value, dict) else {}
