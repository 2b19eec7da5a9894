"""Files read and replaced in one step, and what a system says against it put into a person's words."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import stat
import time
from contextlib import suppress
from pathlib import Path

from workbench.errors import InputError

_MENDS = {
    errno.EACCES: ("this user has no right to it", "Change its permissions, or choose another folder."),
    errno.EPERM: ("the system does not permit it", "Change its owner or attributes, or choose another folder."),
    errno.EROFS: ("it is on a read-only file system", "Choose another folder."),
    errno.ENOSPC: ("there is no space left on the disk", "Free some space, then try again."),
    errno.EDQUOT: ("the disk quota is used up", "Free some space, then try again."),
    errno.ENOENT: ("there is no such file or folder", "Check the spelling; it may have been moved or deleted."),
    errno.ENOTDIR: ("a part of the path is a file, not a folder", "Choose a path whose parents are folders."),
    errno.EEXIST: ("a file of that name is in the way", "Choose another name."),
    errno.EISDIR: ("it is a folder, not a file", "Choose a file in it."),
    errno.ENAMETOOLONG: ("the name is too long", "Choose a shorter name."),
    errno.ELOOP: ("its symbolic links lead in a circle", "Mend the links."),
}


def refusal(error: OSError, path: Path, *, doing: str) -> InputError:
    """An operating system's error about a path, with the mend; `doing` is such as `read` or `save`."""
    why, mend = _MENDS.get(error.errno or 0, (error.strerror or str(error), "Check the path and try again."))
    return InputError(f"cannot {doing}: {why}", place=str(path), mend=mend)


_TEMPORARY = ".workbench-"
_LEFT_OVER_AFTER_S = 3600


def fingerprint(data: bytes) -> str:
    """What tells two contents of a file apart."""
    return hashlib.sha256(data).hexdigest()


def read_file(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        InputError: it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise refusal(error, path, doing="read") from None
    except ValueError:
        raise InputError("not a path", place=repr(str(path)), mend="Remove the NUL character.") from None


def read_if_there(path: Path) -> bytes | None:
    """The bytes of a file; None where there is none.

    Raises:
        InputError: it is there, or may be, and cannot be read.
    """
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise refusal(error, path, doing="read") from None


def replace_file(path: Path, data: bytes, *, through_power_cut: bool = True) -> None:
    """Give a file new content in one step: a reader, or a crash, sees the old content or the new, never a part.

    The file's permissions stay; a symbolic link stays and its target is replaced; missing folders are made. What may be
    lost when the power goes, and is written often, need not wait for the disk.

    Raises:
        InputError: it cannot be written; the old content is untouched.
    """
    try:
        target = Path(os.path.realpath(path))
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if through_power_cut:
            _remove_left_over(target.parent)
        temporary = target.parent / f"{_TEMPORARY}{secrets.token_hex(6)}.tmp"
        try:
            _write(temporary, data, like=target, through=through_power_cut)
            temporary.replace(target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        if through_power_cut:
            _sync_folder(target.parent)
    except OSError as error:
        raise refusal(error, path, doing="save") from None


def _write(path: Path, data: bytes, *, like: Path, through: bool) -> None:
    """Write a new file, down to the disk where asked, with the permissions of `like` where that is there."""
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666), "wb") as file:
        file.write(data)
        if through:
            file.flush()
            os.fsync(file.fileno())
    if like.exists():
        path.chmod(stat.S_IMODE(like.stat().st_mode))


def _remove_left_over(folder: Path) -> None:
    """Remove what a program that was killed while it saved has left behind."""
    for path in folder.glob(f"{_TEMPORARY}*.tmp"):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > _LEFT_OVER_AFTER_S:
                path.unlink()


def _sync_folder(folder: Path) -> None:
    """Make a rename last through a power cut, where the system can; a folder cannot be opened on Windows."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
