"""Whether a file or folder is there; what this user may not look into counts as nothing, and never raises."""

from __future__ import annotations

import os.path

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    from os import PathLike

# pathlib's own questions raise PermissionError where a folder on the way gives no rights.


def is_there(path: str | PathLike[str]) -> bool:
    """Whether there is anything at a path."""
    return os.path.exists(path)  # noqa: PTH110


def is_file(path: str | PathLike[str]) -> bool:
    """Whether there is a file at a path."""
    return os.path.isfile(path)  # noqa: PTH113


def is_folder(path: str | PathLike[str]) -> bool:
    """Whether there is a folder at a path."""
    return os.path.isdir(path)  # noqa: PTH112
