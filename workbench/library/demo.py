"""The demo project, copied to where a person may change it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from workbench.resource import resource

if TYPE_CHECKING:
    from pathlib import Path


def demo_folder(*, home: Path | None = None) -> Path:
    """A writable copy of the demo project, made on first use and kept: what a person changed in it stays.

    `home` is the folder for the program's own data; None is the one that the system has for it. Files that a newer
    version of the program brought are added; none is overwritten.
    """
    if home is None:
        from platformdirs import user_data_path

        home = user_data_path("lambda-event-workbench", appauthor=False)
    target = home / "demo"
    shipped = resource("demo")
    for path in sorted(shipped.rglob("*")):
        if "__pycache__" in path.parts:
            continue
        copy = target / path.relative_to(shipped)
        if path.is_dir():
            copy.mkdir(parents=True, exist_ok=True)
        elif not copy.exists():
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
    return target
