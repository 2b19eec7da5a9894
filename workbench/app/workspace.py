"""How the panes stand in the window: sidebar, editor, response beside permissions, the trace at the foot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from workbench.app.page_stage import PageStage
from workbench.app.results.permission_pane import PermissionPane
from workbench.app.results.response_pane import ResponsePane
from workbench.app.sidebar.sidebar import Sidebar
from workbench.app.trace.strip import TraceStrip
from workbench.app.widgets.notice_bar import NoticeBar

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from workbench.app.appearance import Appearance
    from workbench.app.trace.step_detail import StepDetail
    from workbench.app.window_state import WindowState
    from workbench.exchange.record import Step

SIDE_BY_SIDE = 1100
"""A narrower window stacks response and permissions; neither ever hides behind the other."""
GAP = 10
STEP_HEIGHT = 120
_WIDE, _NARROW = (200, 408, 640), (188, 416, 390)
_SPLITTERS = ("columns", "rows")


class Workspace(QWidget):
    """All panes. The editor's pane is handed in; the others are made here."""

    widened = Signal(bool)
    """Whether response and permissions now stand side by side."""

    def __init__(self, editor: QWidget, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.notice = NoticeBar(appearance)
        """What happened that concerns no single pane."""
        self.sidebar = Sidebar(appearance)
        self.editor = editor
        self.response = ResponsePane(appearance)
        self.permissions = PermissionPane(appearance)
        self.trace = TraceStrip(appearance)
        self._step: StepDetail | None = None
        self.results = QSplitter(Qt.Orientation.Horizontal)
        self.results.addWidget(self.response)
        self.results.addWidget(self.permissions)
        self.stage = PageStage(editor, self.results)
        """The editor, and the page that takes its place for a while."""
        self.columns = QSplitter(Qt.Orientation.Horizontal)
        for widget in (self.sidebar, self.stage, self.results):
            self.columns.addWidget(widget)
        self.rows = QSplitter(Qt.Orientation.Vertical)
        self.rows.addWidget(self.columns)
        for splitter in (self.results, self.columns, self.rows):
            splitter.setChildrenCollapsible(False)
        self.columns.setStretchFactor(0, 0)
        self.columns.setStretchFactor(1, 3)
        self.columns.setStretchFactor(2, 4)
        self.rows.setStretchFactor(0, 1)
        self._middle = QVBoxLayout()
        self._middle.addWidget(self.notice)
        self._middle.addWidget(self.rows, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self._middle, 1)
        outer.addWidget(self.trace)
        self.trace.step_chosen.connect(self._on_step_chosen)
        appearance.changed.connect(self._on_appearance_changed)
        self._wide: bool | None = None
        self._sized = False
        self._on_appearance_changed()

    @property
    def step(self) -> StepDetail:
        """The open step, made when one is opened first."""
        if self._step is None:
            from workbench.app.trace.step_detail import StepDetail

            self._step = StepDetail(self._appearance)
            self._step.hide()
            self._step.setMinimumHeight(self._appearance.px(STEP_HEIGHT))
            self._step.closed.connect(self.close_step)
            self.rows.addWidget(self._step)
        return self._step

    def restore(self, state: WindowState) -> None:
        """Take the sizes of the last time."""
        for name in _SPLITTERS:
            if (saved := state.bytes_of(name)) is not None and self._splitter(name).restoreState(saved):
                self._sized = self._sized or name == "columns"

    def keep(self, state: WindowState) -> None:
        """Remember the sizes."""
        self.stage.close_page()
        for name in _SPLITTERS:
            state.keep_bytes(name, QByteArray(self._splitter(name).saveState().data()))

    def close_step(self) -> None:
        """Close the step that is open."""
        if self._step is not None:
            self._step.hide()
        self.trace.clear_choice()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _splitter(self, name: str) -> QSplitter:
        return self.columns if name == "columns" else self.rows

    def _arrange(self) -> None:
        wide = self.width() >= self._appearance.px(SIDE_BY_SIDE)
        if not self._sized and self.width() > 0:
            self._sized = self.isVisible()
            self.columns.setSizes([self._appearance.px(size) for size in (_WIDE if wide else _NARROW)])
        if wide == self._wide:
            return
        self._wide = wide
        self.results.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)
        self.results.setSizes([550, 450] if wide else [600, 400])
        self.widened.emit(wide)

    def _on_step_chosen(self, step: Step | None) -> None:
        if step is None:
            if self._step is not None:
                self._step.hide()
            return
        self.step.show_step(step)
        if self.step.isHidden():
            self.step.show()
            height = self.rows.height()
            self.rows.setSizes([round(height * 0.62), round(height * 0.38)])

    def _on_appearance_changed(self) -> None:
        gap = self._appearance.px(GAP)
        for splitter in (self.results, self.columns, self.rows):
            splitter.setHandleWidth(gap)
        self._middle.setContentsMargins(gap, gap, gap, gap)
        self._middle.setSpacing(gap)
        self.sidebar.setMinimumWidth(self._appearance.px(130))
        # Form and JSON above an open step would together ask for more than a small screen has.
        self.columns.setMinimumHeight(self._appearance.px(200))
        if self._step is not None:
            self._step.setMinimumHeight(self._appearance.px(STEP_HEIGHT))
        self._arrange()
