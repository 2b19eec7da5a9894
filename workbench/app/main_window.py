"""The main window: composes the panes, carries out the actions, and remembers how it stood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from workbench.app.actions import Actions
from workbench.app.controller import Controller
from workbench.app.dialogs import Dialogs
from workbench.app.document_actions import DocumentActions
from workbench.app.drafts import Drafts
from workbench.app.editor.editor_area import EditorArea
from workbench.app.event_files import EventFiles
from workbench.app.finding import Finder
from workbench.app.local_road import LocalRoad
from workbench.app.project_opening import ProjectOpening
from workbench.app.project_session import ProjectSession
from workbench.app.run_view import RunView
from workbench.app.target_bar import TargetBar
from workbench.app.window_actions import WindowActions
from workbench.app.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent

    from workbench.app.appearance import Appearance
    from workbench.app.controller import RunOrder
    from workbench.app.window_state import WindowState
    from workbench.library.own_folders import OwnFolders

SIZE = (1280, 800)
SMALLEST = (720, 480)
EXPOSED_MS = 50
"""After the first paint; then the folder is read."""


class MainWindow(QMainWindow):
    """Everything about one project, in one window."""

    ready = Signal()
    """The folder has been read and an event is open."""

    def __init__(
        self,
        appearance: Appearance,
        *,
        state: WindowState,
        own: OwnFolders,
        folder: Path | None = None,
        dialogs: Dialogs | None = None,
        run_order: RunOrder | None = None,
    ) -> None:
        super().__init__()
        self.appearance = appearance
        self.state = state
        self.own = own
        self._folder = folder
        self._road = LocalRoad() if run_order is None else None
        self.dialogs = dialogs or Dialogs(self)
        self.files = EventFiles(own.trash, self)
        self.drafts = Drafts(own.drafts, self)
        self.session = ProjectSession(self)
        self.controller = Controller(run_order or self._road or LocalRoad(), self)
        self.bar = TargetBar(appearance)
        self.area = EditorArea(appearance, may_close=self._may_close)
        self.workspace = Workspace(self.area, appearance)
        self.documents = DocumentActions(
            self.files, self.drafts, dialogs=self.dialogs, notice=self.workspace.notice, parent=self
        )
        self.documents.attach(self.area)
        self.runs = RunView(self.controller, self.workspace, self.bar, self)
        self.actions_ = Actions(self)
        self.menus = self.actions_.fill(self.menuBar())
        central = QWidget()
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.workspace, 1)
        self.setCentralWidget(central)
        self.setMinimumSize(*SMALLEST)
        self.finder = Finder(self)
        self.window_actions = WindowActions(self)
        self.finder.command_chosen.connect(self.window_actions.do)
        self._opening = ProjectOpening(self)
        self._restore()
        self._started = False

    def open_folder(self, folder: Path) -> None:
        """Open another project folder; asks for what is not saved."""
        if not self.documents.may_quit():
            return
        self.documents.close_all()
        self._folder = folder
        self.session.open(folder)

    def _may_close(self, document: object) -> bool:
        from workbench.app.document import Document

        return isinstance(document, Document) and self.documents.may_close(document)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._started:
            self._started = True
            QTimer.singleShot(EXPOSED_MS, self._start)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            if not self.controller.cancel():
                self.workspace.close_step()
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.drafts.flush()
        if not self.documents.may_quit():
            event.ignore()
            return
        self._keep()
        self.controller.close()
        self.session.close()
        self.files.close()
        if self._road is not None:
            self._road.close()
        event.accept()

    def _start(self) -> None:
        """What can wait until the window is seen: the folder, drafts, the runtime."""
        if self._folder is not None:
            self.session.open(self._folder)

    def _restore(self) -> None:
        geometry = self.state.bytes_of("window")
        if geometry is None or not self.restoreGeometry(geometry):
            self.resize(*SIZE)
        self.workspace.restore(self.state)
        shown = "sidebar" not in self.state.texts_of("hidden")
        self.workspace.sidebar.setVisible(shown)
        self.actions_["show_sidebar"].setChecked(shown)

    def _keep(self) -> None:
        self.state.keep_bytes("window", self.saveGeometry())
        self.workspace.keep(self.state)
        self.state.keep_texts("hidden", [] if self.workspace.sidebar.isVisibleTo(self) else ["sidebar"])
        self.state.zoom = self.appearance.zoom
        self.state.colours = self.appearance.choice
        if self._folder is not None:
            self.state.remember_folder(self._folder)
        self.state.flush()
