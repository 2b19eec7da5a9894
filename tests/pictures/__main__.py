"""Draws every screen: `python -m tests.pictures [--out FOLDER] [NAME…]`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from typing import TYPE_CHECKING

from PySide6.QtCore import qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from tests.pictures.scenes import SCENES
from tests.pictures.stage import picture, play, staged
from workbench.app.application import name_application

if TYPE_CHECKING:
    from tests.pictures.scene import Scene, Size
    from workbench.app.theme import ThemeName

THEMES: tuple[ThemeName, ...] = ("light", "dark")


def main(words: list[str]) -> int:
    """Draw all screens, or those that are named."""
    parser = argparse.ArgumentParser(prog="python -m tests.pictures", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("docs/pictures"), metavar="FOLDER")
    parser.add_argument("--theme", choices=THEMES, help="only this one")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(scene.name for scene in SCENES))
    options = parser.parse_args(words)
    options.out.mkdir(parents=True, exist_ok=True)
    qInstallMessageHandler(lambda *_: None)
    application = QApplication([])
    name_application(application)
    if unknown := set(options.names) - {scene.name for scene in SCENES}:
        parser.error(f"no such scene: {', '.join(sorted(unknown))}")
    for scene in SCENES:
        if not options.names or scene.name in options.names:
            for theme in [options.theme] if options.theme else THEMES:
                for size in scene.sizes:
                    draw(application, scene, theme=theme, size=size, out=options.out)
    return 0


def draw(application: QApplication, scene: Scene, *, theme: ThemeName, size: Size, out: Path) -> None:
    """Play the scene, save the picture."""
    path = out / f"{scene.name}-{theme}-{size[0]}x{size[1]}.png"
    with staged(application, scene, theme=theme, size=size) as window:

        def save() -> None:
            picture(window).save(str(path))

        play(scene, window, save)
    print(path, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
