"""Which documents of a project were open, so that it opens again as it was left."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from workbench.library.file_access import fingerprint, replace_file

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Session:
    """The open documents of a project and what was chosen beside them."""

    documents: tuple[str, ...] = ()
    """Names of saved events, in the order of their tabs."""
    current: str = ""
    function: str = ""
    """The label of the chosen function."""
    environment: str = ""


def read_session(folder: Path, project: Path) -> Session:
    """The session that a project was left with; an empty one where there is none."""
    try:
        said = json.loads(_path(folder, project).read_bytes())
        return Session(tuple(map(str, said["documents"])), said["current"], said["function"], said["environment"])
    except (OSError, ValueError, KeyError, TypeError):
        return Session()


def keep_session(folder: Path, project: Path, session: Session) -> None:
    """Keep a session, in place of the one before.

    Raises:
        InputError: it cannot be written.
    """
    replace_file(_path(folder, project), json.dumps(asdict(session)).encode(), through_power_cut=False)


def _path(folder: Path, project: Path) -> Path:
    return folder / "sessions" / f"{fingerprint(str(project.absolute()).encode('utf-8', 'surrogatepass'))[:20]}.json"
