"""Where scenes are played: a window of its own on a fresh copy of what is open, with nothing kept from before."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QWidget

from tests.pictures.scene import settle, wait_for
from workbench.app.application import make_window
from workbench.library.own_folders import OwnFolders
from workbench.resource import resource

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtGui import QPixmap

    from tests.pictures.scene import Scene, Size
    from workbench.app.main_window import MainWindow
    from workbench.app.theme import ThemeChoice

LOOK_MS = 5
TITLE = 28
_KEYS = {"AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE", "AWS_SECRET_ACCESS_KEY": "example", "AWS_PAGER": ""}


@contextmanager
def staged(application: QApplication, scene: Scene, *, theme: ThemeChoice, size: Size) -> Iterator[MainWindow]:
    """The window before the first step of a scene; it is closed without a question."""
    with tempfile.TemporaryDirectory() as name, _example_keys(Path(name)):
        folder = _folder(scene, Path(name))
        window = make_window(application, own=OwnFolders.under(Path(name, "own")), folder=folder)
        window.appearance.set_choice(theme)
        window.resize(*size)
        ready: list[bool] = []
        window.ready.connect(lambda: ready.append(True))
        window.show()
        wait_for(lambda: bool(ready) if folder is not None else window.is_furnished)
        window.resize(*size)
        try:
            yield window
        finally:
            window.documents.may_quit = lambda: True  # type: ignore[method-assign]  # nothing here is worth keeping
            window.dialogs.ask_save = lambda names: "discard"  # type: ignore[method-assign]  # nobody is there
            window.close()
            window.appearance.deleteLater()
            window.deleteLater()
            settle()


def play(scene: Scene, window: MainWindow, then: Callable[[], None]) -> None:
    """Play a scene, and do something at its end: while its dialog waits, where it has one."""
    if not scene.asks:
        scene.play(window)
        settle()
        then()
        return
    looking = QTimer(window)
    looking.setInterval(LOOK_MS)

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None or not dialog.isVisible():
            return
        looking.stop()
        settle()
        try:
            then()
        finally:
            dialog.close()

    looking.timeout.connect(look)
    looking.start()
    scene.play(window)
    # A dialog that was opened without waiting is still there.
    while looking.isActive():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    settle()
    looking.deleteLater()


def picture(window: MainWindow) -> QPixmap:
    """The window with whatever dialog, menu or list stands over it."""
    taken = window.grab()
    painter = QPainter(taken)
    for widget in QApplication.topLevelWidgets():
        if widget is not window and widget.isVisible():
            place = _place(widget, window)
            painter.drawPixmap(place, widget.grab())
            if widget.isModal():
                _frame(painter, QRect(place, widget.size()), widget.windowTitle(), window)
    painter.end()
    return taken


def _place(widget: QWidget, window: QWidget) -> QPoint:
    if widget.isModal():
        return window.rect().center() - widget.rect().center() + QPoint(0, TITLE // 2)
    return window.mapFromGlobal(widget.pos())


def _frame(painter: QPainter, box: QRect, title: str, window: MainWindow) -> None:
    """What a desktop puts around a dialog, so that it is seen where it ends."""
    theme = window.appearance.theme
    bar = QRect(box.left(), box.top() - TITLE, box.width(), TITLE)
    painter.fillRect(bar, theme.color("hover"))
    painter.setPen(theme.color("muted"))
    painter.setFont(window.appearance.text(12))
    painter.drawText(bar, Qt.AlignmentFlag.AlignCenter, title)
    painter.setPen(theme.color("control"))
    painter.drawRect(box.adjusted(-1, -TITLE - 1, 0, 0))


def _folder(scene: Scene, base: Path) -> Path | None:
    if scene.folder == "none":
        return None
    folder = base / ("demo" if scene.folder == "demo" else "my-project")
    if scene.folder == "demo":
        shutil.copytree(resource("demo"), folder, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        folder.mkdir()
    return folder


@contextmanager
def _example_keys(folder: Path) -> Iterator[None]:
    """Credentials that belong to nobody, so that no picture asks for those of whoever draws it."""
    files = {"AWS_CONFIG_FILE": folder / "config", "AWS_SHARED_CREDENTIALS_FILE": folder / "credentials"}
    (folder / "config").write_text("[profile shop-dev]\nregion = eu-central-1\n[profile shop-prod]\n")
    wanted = _KEYS | {name: str(path) for name, path in files.items()}
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
