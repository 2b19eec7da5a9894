"""Noticing that a function's code changed: exact, before the next invocation, without a watcher."""

from __future__ import annotations

import os

IGNORED = frozenset(("node_modules", "__pycache__", "site-packages", "venv", "dist-packages"))
MAX_FILES = 5000
"""More files than a function's folder holds; beyond it only these are looked at."""


class SourceFiles:
    """The files that a running process was loaded from, and how they were then."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[int, int]] = {}

    def loaded(self, listing: bytes) -> None:
        """Take the files that the Python client names: time, size and path, one a line; a time of -1 never matches."""
        for line in listing.decode("utf-8", "surrogateescape").split("\n"):
            mtime, size, path = line.split(" ", 2)
            self._known[path] = (int(mtime), int(size))

    def file(self, path: str) -> None:
        """Take one file; one that cannot be looked at counts as changed."""
        try:
            found = os.stat(path)  # noqa: PTH116 - as below
            self._known[path] = (found.st_mtime_ns, found.st_size)
        except OSError:
            self._known[path] = (-1, -1)

    def folder(self, folder: str) -> None:
        """Take a whole folder, where the process cannot name its files."""
        pending = [folder]
        while pending and len(self._known) < MAX_FILES:
            try:
                entries = list(os.scandir(pending.pop()))
            except OSError:
                continue
            for entry in entries:
                if entry.name.startswith(".") or entry.name in IGNORED:
                    continue
                try:
                    if entry.is_dir(follow_symlinks=False):
                        pending.append(entry.path)
                    elif entry.is_file():
                        found = entry.stat()
                        self._known[entry.path] = (found.st_mtime_ns, found.st_size)
                except OSError:
                    continue

    def changed(self) -> str:
        """The first file that is not as it was, empty where all are."""
        for path, known in self._known.items():
            try:
                found = os.stat(path)  # noqa: PTH116 - a thousand files before every invocation
            except OSError:
                return path
            if (found.st_mtime_ns, found.st_size) != known:
                return path
        return ""
