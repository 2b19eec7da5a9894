"""Drafts: what was typed and not saved, kept outside the project and given back after a crash."""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Literal

from workbench.library.file_access import refusal, replace_file

if TYPE_CHECKING:
    from pathlib import Path


DraftKind = Literal["event", "case", "policy"]
"""What was being typed: an event, what stands beside one, or a policy."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The unsaved text of one document."""

    project: str
    """The folder of the project."""
    document: str
    """The name of the saved event or file, or what the window calls a new one."""
    text: str
    based_on: str = ""
    """The fingerprint of the file that it began from; empty for a new document."""
    at: float = 0.0
    """When it was kept, in seconds since 1970."""
    kind: DraftKind = "event"


class Drafts:
    """The drafts of all projects, one file each."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, project: Path, document: str, text: str, *, based_on: str = "", kind: DraftKind = "event") -> Draft:
        """Keep the text of a document, in place of its draft before.

        Raises:
            InputError: it cannot be written.
        """
        draft = Draft(str(project.absolute()), document, text, based_on, time.time(), kind)
        replace_file(self._path(project, document, kind), json.dumps(asdict(draft)).encode())
        return draft

    def drop(self, project: Path, document: str, *, kind: DraftKind = "event") -> None:
        """Forget a draft, after its document was saved or discarded.

        Raises:
            InputError: it cannot be removed.
        """
        path = self._path(project, document, kind)
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise refusal(error, path, doing="remove the draft") from None

    def of(self, project: Path, *, kind: DraftKind | None = None) -> tuple[Draft, ...]:
        """The drafts of a project, or those of one kind, oldest first."""
        paths = self._folder(project).glob("*.json")
        found = sorted(filter(None, map(_read, paths)), key=lambda draft: draft.at)
        return tuple(draft for draft in found if kind in {None, draft.kind})

    def lock_of(self, project: Path) -> Path:
        """The file that says which window keeps its drafts of a project here."""
        return self._folder(project).with_suffix(".lock")

    def _folder(self, project: Path) -> Path:
        return self.folder / _short(str(project.absolute()))

    def _path(self, project: Path, document: str, kind: DraftKind) -> Path:
        return self._folder(project) / f"{kind}-{_short(document)}.json"


def _short(text: str) -> str:
    """A file name for any text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:20]


def _read(path: Path) -> Draft | None:
    try:
        return Draft(**json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError):
        return None
