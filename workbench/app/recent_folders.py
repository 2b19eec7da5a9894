"""The menu of folders that were open before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from workbench.app.main_window import MainWindow


class RecentFolders(QObject):
    """Open recent, in the File menu; made anew each time that it is unfolded."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.menu = QMenu("Open &recent", window)
        self.menu.aboutToShow.connect(self.fill)
        file = window.menus["File"]
        file.insertMenu(window.actions_["open_demo"], self.menu)

    def fill(self) -> None:
        """List the folders that are still there."""
        self.menu.clear()
        here = self._window.session.folder
        for folder in self._window.state.recent_folders:
            if folder != here and folder.is_dir():
                action = self.menu.addAction(str(folder).replace("&", "&&"))
                action.setData(folder)
                action.triggered.connect(self._on_triggered)
        if self.menu.isEmpty():
            self.menu.addAction("No other folder was open yet").setEnabled(False)

    def _on_triggered(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._window.open_folder(action.data())
