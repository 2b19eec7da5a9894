"""A folder of saved events as a tree, its filter, and what changed in it since it was last looked at."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.library.event_name import CASE_SUFFIX, is_event_file
from workbench.library.file_access import refusal
from workbench.library.presence import is_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from workbench.errors import InputError

_CASE_KEY = re.compile(
    r"^(name|description|tags|source|function|bindings|environment|invoke|expect)[ \t]*:", re.MULTILINE
)
"""What every case file has: nobody looks for it."""
_PASSED_OVER = frozenset({"__pycache__", "node_modules", "site-packages", "venv"})


@dataclass(frozen=True, slots=True)
class SavedEvent:
    """A saved event: where its payload is, and what it is called."""

    name: str
    """`orders/create`: the path below the folder, without `.json`."""
    path: Path

    @property
    def title(self) -> str:
        """The last part of the name."""
        return self.path.stem

    @property
    def case_path(self) -> Path:
        """Where its case file is, or would be."""
        return self.path.with_name(self.path.stem + CASE_SUFFIX)


@dataclass(frozen=True, slots=True)
class EventFolder:
    """A folder of saved events, with the folders in it."""

    name: str
    """The path below the topmost folder; empty for that one."""
    path: Path
    folders: tuple[EventFolder, ...] = ()
    events: tuple[SavedEvent, ...] = ()
    problem: InputError | None = None
    """Why what is in it could not be listed."""

    def all_events(self) -> Iterator[SavedEvent]:
        """Every event, of the folders below too."""
        for folder in self.folders:
            yield from folder.all_events()
        yield from self.events

    def event(self, name: str) -> SavedEvent | None:
        """The event of a name such as `orders/create`."""
        wanted = name.removesuffix(".json")
        return next((event for event in self.all_events() if event.name == wanted), None)

    def filtered(self, words: str) -> EventFolder:
        """The part of the tree whose events have all the words in their name or in their case file."""
        wanted = words.lower().split()
        if not wanted:
            return self
        folders = tuple(below for folder in self.folders if not _is_empty(below := folder.filtered(words)))
        return replace(self, folders=folders, events=tuple(event for event in self.events if _has(event, wanted)))


Snapshot = dict[Path, tuple[int, int, int]]
"""Of each file: when it was last written, its size, its number in the file system."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What others did to the files of a folder."""

    added: tuple[Path, ...] = ()
    changed: tuple[Path, ...] = ()
    removed: tuple[Path, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


def event_tree(folder: Path) -> EventFolder:
    """The saved events below a folder; an empty tree where there is no such folder yet.

    Raises:
        InputError: the folder cannot be listed.
    """
    if not os.path.lexists(folder):
        return EventFolder("", folder)
    tree = _tree(folder, "", frozenset())
    if tree.problem is not None:
        raise tree.problem
    return tree


def take_snapshot(folder: Path) -> Snapshot:
    """How the files of a folder stand now: payloads, case files and saved responses."""
    found: Snapshot = {}
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not _is_passed_over(name)]
        for name in files:
            if name.startswith(".") or not name.lower().endswith((".json", CASE_SUFFIX)):
                continue
            path = Path(place, name)
            try:
                status = path.stat()
            except OSError:
                continue
            found[path] = (status.st_mtime_ns, status.st_size, status.st_ino)
    return found


def changes_between(before: Mapping[Path, tuple[int, int, int]], now: Mapping[Path, tuple[int, int, int]]) -> Changes:
    """What happened from one snapshot to the next."""
    return Changes(
        added=tuple(sorted(path for path in now if path not in before)),
        changed=tuple(sorted(path for path, status in now.items() if before.get(path, status) != status)),
        removed=tuple(sorted(path for path in before if path not in now)),
    )


def _tree(folder: Path, name: str, above: frozenset[str]) -> EventFolder:
    real = os.path.realpath(folder)
    if real in above:
        return EventFolder(name, folder)
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: (entry.name.casefold(), entry.name))
    except OSError as error:
        return EventFolder(name, folder, problem=refusal(error, folder, doing="list"))
    folders: list[EventFolder] = []
    events: list[SavedEvent] = []
    for entry in entries:
        below = f"{name}/{entry.name}" if name else entry.name
        if is_folder(Path(entry.path)):
            if not _is_passed_over(entry.name):
                folders.append(_tree(Path(entry.path), below, above | {real}))
        elif is_event_file(entry.name):
            events.append(SavedEvent(below[: -len(".json")], Path(entry.path)))
    return EventFolder(name, folder, tuple(each for each in folders if not _is_empty(each)), tuple(events))


def _is_passed_over(name: str) -> bool:
    return name.startswith(".") or name in _PASSED_OVER


def _is_empty(folder: EventFolder) -> bool:
    return not folder.folders and not folder.events and folder.problem is None


def _has(event: SavedEvent, words: list[str]) -> bool:
    text = event.name.lower()
    if all(word in text for word in words):
        return True
    try:
        said = event.case_path.read_text(encoding="utf-8", errors="replace").lower()
    except OSError:
        return False
    text += "\n" + _CASE_KEY.sub("", said)
    return all(word in text for word in words)
