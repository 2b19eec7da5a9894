"""Starts the window on a folder and runs until it is closed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from workbench.app.appearance import Appearance
from workbench.app.main_window import MainWindow
from workbench.app.window_state import WindowState

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.library.own_folders import OwnFolders

NAME = "Lambda Event Workbench"


def run(folder: Path | None, *, own: OwnFolders | None = None) -> int:
    """Open the window on a folder, or on nothing; answers the exit status when it is closed."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    name_application(app)
    if own is None:
        from workbench.library.own_folders import OwnFolders as Folders

        own = Folders.of_this_user()
    window = make_window(app, own=own, folder=folder)
    window.show()
    return app.exec()


def name_application(app: QApplication) -> None:
    """What the desktop knows the program as."""
    app.setApplicationName("lambda-event-workbench")
    app.setApplicationDisplayName(NAME)
    app.setDesktopFileName("lambda-event-workbench")
    app.setAttribute(Qt.ApplicationAttribute.AA_DontShowIconsInMenus)


def make_window(app: QApplication, *, own: OwnFolders, folder: Path | None) -> MainWindow:
    """The window as it was left, not yet shown."""
    state = WindowState(own.settings / "window.ini")
    appearance = Appearance(app, choice=state.colours, zoom=state.zoom)
    window = MainWindow(appearance, state=state, own=own, folder=folder)
    window.setWindowTitle(NAME)
    return window
