"""The main window: shows itself at once, then makes its panes, and remembers how it stood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from workbench.app.actions import Actions
from workbench.app.skeleton import Skeleton

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent

    from workbench.app.appearance import Appearance
    from workbench.app.aws.aws_actions import AwsActions
    from workbench.app.case.case_actions import CaseActions
    from workbench.app.controller import Controller, RunOrder
    from workbench.app.dialogs import Dialogs
    from workbench.app.document import Document
    from workbench.app.document_actions import DocumentActions
    from workbench.app.drafts import DraftKeeper
    from workbench.app.editor.editor_area import EditorArea
    from workbench.app.event_files import EventFiles
    from workbench.app.finding import Finder
    from workbench.app.gateway.gateway_actions import GatewayActions
    from workbench.app.history_keeper import HistoryKeeper
    from workbench.app.local_road import LocalRoad
    from workbench.app.permissions.permission_actions import PermissionActions
    from workbench.app.project_opening import ProjectOpening
    from workbench.app.project_session import ProjectSession
    from workbench.app.run_view import RunView
    from workbench.app.runtime.debugging import Debugging
    from workbench.app.runtime.orders import Orders
    from workbench.app.runtime.own_settings import OwnSettings
    from workbench.app.runtime.run_choices import RunChoices
    from workbench.app.runtime.runtime_actions import RuntimeActions
    from workbench.app.target_bar import TargetBar
    from workbench.app.window_actions import WindowActions
    from workbench.app.window_state import WindowState
    from workbench.app.workspace import Workspace
    from workbench.library.own_folders import OwnFolders

SIZE = (1280, 800)
SMALLEST = (720, 480)
FRAME = 40
"""Room for the title bar that the desktop puts on top."""


class MainWindow(QMainWindow):
    """Everything about one project, in one window.

    The first paint shows only where the panes will be: what they need is imported and made right after it, in
    `furnish`. Until then there is nothing but the attributes that `__init__` sets.
    """

    painted = Signal()
    """The first paint is done."""
    ready = Signal()
    """The folder has been read and an event is open."""

    dialogs: Dialogs
    files: EventFiles
    drafts: DraftKeeper
    history: HistoryKeeper
    session: ProjectSession
    controller: Controller
    bar: TargetBar
    area: EditorArea
    workspace: Workspace
    documents: DocumentActions
    runs: RunView
    finder: Finder
    cases: CaseActions
    gateway: GatewayActions
    permissions: PermissionActions
    own_settings: OwnSettings
    run_choices: RunChoices
    orders: Orders
    debugging: Debugging
    aws: AwsActions
    runtime: RuntimeActions
    window_actions: WindowActions
    opening: ProjectOpening

    def __init__(
        self,
        appearance: Appearance,
        *,
        state: WindowState,
        own: OwnFolders,
        folder: Path | None = None,
        run_order: RunOrder | None = None,
    ) -> None:
        super().__init__()
        self.appearance = appearance
        self.state = state
        self.own = own
        self._folder = folder
        self._given_dialogs: Dialogs | None = None
        self._given_run_order = run_order
        self._road: LocalRoad | None = None
        self._furnished = False
        self._painted = False
        self.actions_ = Actions(self)
        self.menus = self.actions_.fill(self.menuBar())
        self.setCentralWidget(Skeleton(appearance))
        self.setMinimumSize(*SMALLEST)
        geometry = state.bytes_of("window")
        if geometry is None or not self.restoreGeometry(geometry):
            room = self.screen().availableSize()
            self.resize(min(SIZE[0], room.width()), min(SIZE[1], room.height() - FRAME))
        self.painted.connect(self.furnish, Qt.ConnectionType.QueuedConnection)

    def furnish(self) -> None:
        """Make the panes and what moves them, and read the folder."""
        if self._furnished:
            return
        self._furnished = True
        from workbench.app.furnishing import furnish

        furnish(self, dialogs=self._given_dialogs, run_order=self._given_run_order)
        central = QWidget()
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.workspace, 1)
        self.workspace.restore(self.state)
        shown = "sidebar" not in self.state.texts_of("hidden")
        self.workspace.show_sidebar(shown)
        self.workspace.sidebar_shown.connect(self.actions_["show_sidebar"].setChecked)
        self.actions_["show_sidebar"].setChecked(shown)
        self.setCentralWidget(central)
        self._stay_on_screen()
        if self._folder is not None:
            self.session.open(self._folder)

    @property
    def is_furnished(self) -> bool:
        """Whether the panes are there."""
        return self._furnished

    def use_dialogs(self, dialogs: Dialogs) -> None:
        """Let something else ask the questions; before the panes are made."""
        self._given_dialogs = dialogs

    def open_folder(self, folder: Path) -> None:
        """Open another project folder; asks for what is not saved."""
        if not self._may_leave():
            return
        self.opening.keep()
        self.documents.close_all()
        for each in (self._folder, folder):
            if each is not None:
                self.state.remember_folder(each)
        self._folder = folder
        self.session.open(folder)

    def may_close(self, document: Document) -> bool:
        """Whether a document may be closed; asks where it is not saved."""
        return self.documents.may_close(document)

    def keep_road(self, road: LocalRoad) -> None:
        """The runtime to end when the window closes."""
        self._road = road

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self.painted.emit()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt names it
        from workbench.app.focus_order import move_focus

        central = self.centralWidget()
        return (central is not None and move_focus(central, forward=next)) or super().focusNextPrevChild(next)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.key() == Qt.Key.Key_Escape and plain and self._furnished:
            if self.controller.cancel():
                return
            if self.workspace.stage.page is not None:
                self.workspace.stage.close_page()
            else:
                self.workspace.close_step()
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._furnished:
            event.accept()
            return
        self.drafts.flush()
        self.cases.close()
        self.permissions.drafts.flush()
        if not self._may_leave():
            event.ignore()
            return
        self._keep()
        self.opening.keep()
        self.aws.close()
        self.runtime.close()
        self.controller.close()
        self.permissions.close()
        self.session.close()
        self.history.close()
        self.files.close()
        self.drafts.close()
        if self._road is not None:
            self._road.close()
        event.accept()

    def _may_leave(self) -> bool:
        """Whether what is open may be closed; the page first, for an answer about the events gives up their drafts."""
        return self.workspace.stage.close_page() and self.documents.may_quit()

    def _stay_on_screen(self) -> None:
        """Give back what the frame takes: only now is it known how large the desktop drew it."""
        over = self.frameGeometry().bottom() - self.screen().availableGeometry().bottom()
        if over > 0 and not self.isMaximized() and not self.isFullScreen():
            self.resize(self.width(), self.height() - over)

    def _keep(self) -> None:
        self.state.keep_bytes("window", self.saveGeometry())
        self.workspace.keep(self.state)
        self.state.keep_texts("hidden", [] if self.workspace.sidebar_wanted else ["sidebar"])
        self.state.zoom = self.appearance.zoom
        self.state.colours = self.appearance.choice
        if self._folder is not None:
            self.state.remember_folder(self._folder)
        self.state.flush()
