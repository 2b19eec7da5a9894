"""Saved events: a folder of exact payloads, each a plain JSON file, with what belongs to it beside it."""

from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.errors import InputError
from workbench.interchange.json_text import decode_utf8, parse_json
from workbench.library.event_name import RESPONSE_SUFFIX, checked_name, goes_with, is_event_file
from workbench.library.event_tree import EventFolder, SavedEvent, changes_between, event_tree, take_snapshot
from workbench.library.file_access import fingerprint, read_file, read_if_there, refusal, replace_file
from workbench.library.own_folders import OwnFolders
from workbench.library.presence import is_folder, is_there
from workbench.library.trash import Deleted, Trash

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.events.json_value import Json
    from workbench.library.case_file import CaseFile
    from workbench.library.event_tree import Changes, Snapshot

_FOLDER_NAMES = ("saved_events", "events")


class ChangedOutside(InputError):
    """A file is no longer what it was when it was read; `on_disk` is what it holds now, None where it is gone."""

    def __init__(self, path: Path, on_disk: bytes | None) -> None:
        what = "the file was deleted outside" if on_disk is None else "the file was changed outside"
        super().__init__(
            what, place=str(path), mend="Compare, then keep yours or take the other; nothing was saved yet."
        )
        self.path = path
        self.on_disk = on_disk


class AlreadyThere(InputError):
    """A file of that name is there; it is replaced only when asked for."""

    def __init__(self, path: Path) -> None:
        super().__init__("a file of that name is there already", place=str(path), mend="Choose another name.")
        self.path = path


@dataclass(frozen=True, slots=True)
class OpenedEvent:
    """A saved event as it was read."""

    event: SavedEvent
    data: bytes
    """The exact payload."""
    fingerprint: str
    """Given back at saving, so that a change outside is noticed."""
    value: Json = None
    """None too where the file is not JSON; then `problem` says why."""
    problem: InputError | None = None
    case: CaseFile | None = None
    """What the case file beside it says; None where there is none, or where `case_problem` says why not."""
    case_problem: InputError | None = None


class SavedEvents:
    """The saved events of one folder."""

    def __init__(self, folder: Path, *, trash: Trash | None = None) -> None:
        self.folder = folder
        self.trash = trash or Trash(OwnFolders.of_this_user().trash)

    def tree(self, words: str = "") -> EventFolder:
        """What is in the folder; only what has all of the words, where some are given.

        Raises:
            InputError: the folder cannot be listed.
        """
        return event_tree(self.folder).filtered(words)

    def at(self, name: str) -> SavedEvent:
        """The event of a name, saved or not yet.

        Raises:
            InputError: the name would not work.
        """
        good = checked_name(name)
        return SavedEvent(good, self.folder / f"{good}.json")

    def open(self, event: SavedEvent) -> OpenedEvent:
        """Read an event; one that is not JSON is opened too, with the problem said.

        Raises:
            InputError: the file cannot be read.
        """
        data = read_file(event.path)
        value, problem = None, None
        try:
            value = parse_json(decode_utf8(data, name=str(event.path)), name=str(event.path))
        except InputError as error:
            problem = error
        case, case_problem = None, None
        if is_there(event.case_path):
            from workbench.library.case_file import read_case_file

            try:
                case = read_case_file(event.case_path)
            except InputError as error:
                case_problem = error
        return OpenedEvent(event, data, fingerprint(data), value, problem, case, case_problem)

    def save(self, event: SavedEvent, data: bytes, *, read: str | None, overwrite: bool = False) -> str:
        """Replace an event's payload in one step; `read` is the fingerprint at opening, None for a new event.

        Returns:
            The new fingerprint.

        Raises:
            ChangedOutside: the file changed since it was read; not with `overwrite`.
            AlreadyThere: a new event would replace a file; not with `overwrite`.
            InputError: the payload is not JSON, or the file cannot be written; the file is untouched.
        """
        parse_json(decode_utf8(data, name=event.path.name), name=event.path.name)
        return self._replace(event.path, data, read=read, overwrite=overwrite)

    def save_as(self, name: str, data: bytes, *, overwrite: bool = False, like: SavedEvent | None = None) -> SavedEvent:
        """Save a payload under a new name; the case file of the event that it is `like` comes along.

        Raises:
            AlreadyThere: the name is taken; not with `overwrite`.
            InputError: the name would not work, the payload is not JSON, or the file cannot be written.
        """
        event = self.at(name)
        self.save(event, data, read=None, overwrite=overwrite)
        if like is not None and is_there(like.case_path) and not is_there(event.case_path):
            replace_file(event.case_path, read_file(like.case_path))
        return event

    def save_case(self, event: SavedEvent, case: CaseFile, *, overwrite: bool = False) -> CaseFile:
        """Write the case file beside an event; one that says nothing any more goes to the trash.

        Returns:
            The same case, to be changed and saved further.

        Raises:
            ChangedOutside: the case file changed since `case` was read; not with `overwrite`.
            InputError: it cannot be written.
        """
        from workbench.library.case_file import CaseFile, parse_case

        data, path = case.text.encode("utf-8"), event.case_path
        if not data:
            if case.fingerprint:
                self._refuse_changed(path, case.fingerprint, overwrite=overwrite)
                self.trash.put([path])
            return CaseFile("", case.case)
        there = None if case.fingerprint or overwrite else read_if_there(path)
        if there is not None:
            raise ChangedOutside(path, there)
        self._replace(path, data, read=case.fingerprint or None, overwrite=overwrite)
        return parse_case(case.text, name=str(path))

    def duplicate(self, event: SavedEvent, name: str = "") -> SavedEvent:
        """Copy an event and what stands beside it, to a name or to the next free `… copy`.

        Raises:
            AlreadyThere: the name is taken.
            InputError: the name would not work, or a file cannot be copied.
        """
        copy = self.at(name) if name else self._free_copy(event)
        self._refuse_taken(copy)
        try:
            copy.path.parent.mkdir(parents=True, exist_ok=True)
            for source, target in _pairs(event, copy):
                shutil.copy2(source, target)
        except OSError as error:
            raise refusal(error, copy.path, doing="copy") from None
        return copy

    def rename(self, event: SavedEvent, name: str) -> SavedEvent:
        """Move an event and what stands beside it to another name; all files move, or none.

        Raises:
            AlreadyThere: the name is taken.
            InputError: the name would not work, or a file cannot be moved.
        """
        renamed = self.at(name)
        if renamed.path == event.path:
            return event
        same = is_there(renamed.path) and is_there(event.path) and renamed.path.samefile(event.path)
        if not same:
            self._refuse_taken(renamed)
        moved: list[tuple[Path, Path]] = []
        try:
            renamed.path.parent.mkdir(parents=True, exist_ok=True)
            for source, target in _pairs(event, renamed):
                source.rename(target)
                moved.append((source, target))
        except OSError as error:
            for source, target in moved:
                with suppress(OSError):
                    target.rename(source)
            raise refusal(error, event.path, doing="rename") from None
        return renamed

    def delete(self, event: SavedEvent) -> Deleted:
        """Move an event and what stands beside it to the trash.

        Raises:
            InputError: a file cannot be moved.
        """
        return self.trash.put([event.path, *_beside(event)])

    def restore(self, deleted: Deleted) -> None:
        """Put what was deleted back.

        Raises:
            InputError: its place is taken, or it is no longer in the trash.
        """
        self.trash.restore(deleted)

    def snapshot(self) -> Snapshot:
        """How the files stand now, to ask later what changed."""
        return take_snapshot(self.folder)

    def changes_since(self, snapshot: Snapshot) -> Changes:
        """What others did to the files since a snapshot."""
        return changes_between(snapshot, self.snapshot())

    def _replace(self, path: Path, data: bytes, *, read: str | None, overwrite: bool) -> str:
        if read is None and not overwrite and read_if_there(path) is not None:
            raise AlreadyThere(path)
        if read is not None:
            self._refuse_changed(path, read, overwrite=overwrite)
        replace_file(path, data)
        return fingerprint(data)

    def _refuse_changed(self, path: Path, read: str, *, overwrite: bool) -> None:
        if overwrite:
            return
        on_disk = read_if_there(path)
        if on_disk is None or fingerprint(on_disk) != read:
            raise ChangedOutside(path, on_disk)

    def _refuse_taken(self, event: SavedEvent) -> None:
        for path in (event.path, *_beside(event)):
            if is_there(path):
                raise AlreadyThere(path)

    def _free_copy(self, event: SavedEvent) -> SavedEvent:
        number = 1
        while True:
            copy = self.at(f"{event.name} copy" if number == 1 else f"{event.name} copy {number}")
            if not is_there(copy.path) and not _beside(copy):
                return copy
            number += 1


def event_folders(project: Path) -> tuple[Path, ...]:
    """The folders of saved events that a project has by their names: `saved_events/`, `events/`."""
    return tuple(project / name for name in _FOLDER_NAMES if is_folder(project / name))


def _beside(event: SavedEvent) -> list[Path]:
    """The files that stand beside a payload: the case file, saved responses."""
    try:
        names = sorted(path.name for path in event.path.parent.iterdir())
    except OSError:
        return []
    payloads = {name for name in names if is_event_file(name)}
    return [
        event.path.with_name(name)
        for name in names
        if goes_with(name, event.path.stem)
        and f"{name.removesuffix(RESPONSE_SUFFIX)}.json" not in payloads - {event.path.name}
    ]


def _pairs(event: SavedEvent, other: SavedEvent) -> list[tuple[Path, Path]]:
    """Each file of an event with its name under another event's name."""
    beside = [
        (path, other.path.with_name(other.path.stem + path.name[len(event.path.stem) :])) for path in _beside(event)
    ]
    return [(event.path, other.path), *beside]
