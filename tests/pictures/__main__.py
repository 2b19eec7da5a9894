"""Draws every screen: `python -m tests.pictures [--out FOLDER] [NAME…]`."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from tests.pictures.scenes import SCENES, Scene, settle, wait_for
from workbench.app.application import make_window, name_application
from workbench.library.own_folders import OwnFolders
from workbench.resource import resource

SIZES = ((1280, 800), (1024, 640))
THEMES = ("light", "dark")


def main(words: list[str]) -> int:
    """Draw all screens, or those that are named."""
    parser = argparse.ArgumentParser(prog="python -m tests.pictures", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("docs/pictures"), metavar="FOLDER")
    parser.add_argument("names", nargs="*", metavar="NAME")
    options = parser.parse_args(words)
    options.out.mkdir(parents=True, exist_ok=True)
    qInstallMessageHandler(lambda *_: None)
    application = QApplication([])
    name_application(application)
    wanted = [scene for scene in SCENES if not options.names or scene.name in options.names]
    for scene in wanted:
        for theme in THEMES:
            for width, height in SIZES:
                # Pictures of one size are enough for what is not about room.
                if (width, height) == SIZES[0] or scene.name in {
                    "window",
                    "denied",
                    "malformed",
                    "large",
                    "flood",
                    "matrix",
                    "policies",
                }:
                    draw(application, scene, theme=theme, size=(width, height), out=options.out)
    return 0


def draw(application: QApplication, scene: Scene, *, theme: str, size: tuple[int, int], out: Path) -> None:
    """Open a window of its own on a fresh copy of the demo, play the scene, save the picture."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(resource("demo"), Path(folder, "demo"), ignore=shutil.ignore_patterns("__pycache__"))
        window = make_window(application, own=OwnFolders.under(Path(folder, "own")), folder=Path(folder, "demo"))
        window.appearance.set_choice(theme)  # type: ignore[arg-type]  # one of THEMES
        window.resize(*size)
        ready: list[bool] = []
        window.ready.connect(lambda: ready.append(True))
        window.show()
        wait_for(lambda: bool(ready))
        window.resize(*size)
        scene.play(window)
        settle()
        path = out / f"{scene.name}-{theme}-{size[0]}x{size[1]}.png"
        window.grab().save(str(path))
        print(path)
        window.documents.may_quit = lambda: True  # type: ignore[method-assign]  # nothing here is worth keeping
        window.close()
        window.appearance.deleteLater()
        window.deleteLater()
        settle()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
