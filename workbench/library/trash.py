"""Deleted files kept until someone wants them back, outside the project."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import InputError
from workbench.library.file_access import refusal
from workbench.library.presence import is_there

if TYPE_CHECKING:
    from collections.abc import Sequence

_INFO = "deleted.json"


@dataclass(frozen=True, slots=True)
class Deleted:
    """Files that were deleted together."""

    id: str
    paths: tuple[Path, ...]
    """Where they were."""
    at: float
    """When, in seconds since 1970."""


class Trash:
    """A folder of deleted files, each deletion in a folder of its own with a note of where the files were."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, paths: Sequence[Path]) -> Deleted:
        """Move files here. They leave their place only when copies of all of them are here.

        Raises:
            InputError: one cannot be copied or removed.
        """
        deleted = Deleted(
            f"{time.time_ns()}-{secrets.token_hex(3)}", tuple(path.absolute() for path in paths), time.time()
        )
        kept = self.folder / deleted.id
        at = kept
        try:
            kept.mkdir(parents=True)
            for number, at in enumerate(deleted.paths):
                shutil.copy2(at, kept / str(number))
            note = {"paths": [str(path) for path in deleted.paths], "at": deleted.at}
            (kept / _INFO).write_text(json.dumps(note, indent=2), encoding="utf-8")
            for at in deleted.paths:
                at.unlink()
        except OSError as error:
            for number, path in enumerate(deleted.paths):
                if not is_there(path) and is_there(kept / str(number)):
                    shutil.copy2(kept / str(number), path)
            shutil.rmtree(kept, ignore_errors=True)
            raise refusal(error, at, doing="delete") from None
        return deleted

    def items(self) -> tuple[Deleted, ...]:
        """All that is here, newest first."""
        found: list[Deleted] = []
        for note in self.folder.glob(f"*/{_INFO}"):
            try:
                data = json.loads(note.read_text(encoding="utf-8"))
                found.append(Deleted(note.parent.name, tuple(Path(path) for path in data["paths"]), data["at"]))
            except (OSError, ValueError, KeyError, TypeError):
                continue
        return tuple(sorted(found, key=lambda deleted: deleted.at, reverse=True))

    def restore(self, deleted: Deleted) -> None:
        """Put files back where they were.

        Raises:
            InputError: one of the places is taken, or the files are no longer here.
        """
        kept = self.folder / deleted.id
        for path in deleted.paths:
            if os.path.lexists(path):
                raise InputError("a file of that name is there again", place=str(path), mend="Rename it, then restore.")
        done: list[Path] = []
        at = kept
        try:
            for number, at in enumerate(deleted.paths):
                at.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(kept / str(number), at)
                done.append(at)
        except OSError as error:
            for path in done:
                path.unlink(missing_ok=True)
            raise refusal(error, at, doing="restore") from None
        shutil.rmtree(kept, ignore_errors=True)
