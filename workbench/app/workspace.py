"""How the panes stand in the window: sidebar, editor, response beside permissions, the trace at the foot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QSplitter, QVBoxLayout, QWidget

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
SIDEBAR_FROM = 760
"""A narrower window, which large text makes of a usual one, has no room for the sidebar beside the others."""
STACKED_BELOW = 560
"""A narrower one puts the results below the event."""
SHORT, SHORT_HEIGHT, STACKED_HEIGHT = 270, 340, 720
"""A lower one is scrolled; how high its panes are then, side by side and stacked."""
GAP = 10
LEAST_HEIGHT, STEP_HEIGHT, STRIP = 200, 120, 60
_WIDE, _NARROW = (200, 416, 632), (188, 416, 390)
SIDEBAR_SHARE, WIDEST_SIDEBAR = 0.16, 280
"""Of a wide window, and no more than that in pixels: names are read whole, the rest belongs to the event."""
_SPLITTERS = ("columns", "rows")


class Workspace(QWidget):
    """All panes. The editor's pane is handed in; the others are made here."""

    widened = Signal(bool)
    """Whether response and permissions now stand side by side."""
    sidebar_shown = Signal(bool)
    """The sidebar made room, or came back."""

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
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self.rows)
        self._middle.addWidget(self._scroll, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self._middle, 1)
        outer.addWidget(self.trace)
        self.trace.step_chosen.connect(self._on_step_chosen)
        appearance.changed.connect(self._on_appearance_changed)
        if isinstance(app := QApplication.instance(), QApplication):
            app.focusChanged.connect(self._on_focus_changed)
        self._wide: bool | None = None
        self._roomy = True
        self._tucked = False
        self._by_hand = False
        """Whether someone moved the columns, now or before; if not, they follow the window's width."""
        self.columns.splitterMoved.connect(self._on_columns_moved)
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
                self._by_hand = self._by_hand or name == "columns"

    def keep(self, state: WindowState) -> None:
        """Remember the sizes."""
        self.stage.close_page()
        for name in _SPLITTERS:
            if name == "columns" and not self._by_hand:
                continue
            state.keep_bytes(name, QByteArray(self._splitter(name).saveState().data()))

    def show_sidebar(self, shown: bool) -> None:
        """Show or hide the sidebar, as a person wants it."""
        self._tucked = False
        self.sidebar.setVisible(shown)

    @property
    def sidebar_wanted(self) -> bool:
        """Whether the sidebar is there, or would be if there were room."""
        return self._tucked or not self.sidebar.isHidden()

    def reveal_response(self) -> None:
        """Scroll to the response, where the window is so narrow that it stands below the event."""
        if self.columns.orientation() == Qt.Orientation.Vertical:
            self._scroll.ensureWidgetVisible(self.response)

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
        self._make_room()
        self._stack_columns()
        wide = self.width() >= self._appearance.px(SIDE_BY_SIDE)
        if not self._by_hand and self.columns.orientation() == Qt.Orientation.Horizontal:
            self.columns.setSizes(self._shares(wide=wide))
        if wide == self._wide:
            return
        self._wide = wide
        self.results.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)
        self.results.setSizes([540, 460] if wide else [600, 400])
        self.widened.emit(wide)

    def _shares(self, *, wide: bool) -> list[int]:
        """What each column gets of the width while nobody has moved them."""
        px = self._appearance.px
        if not wide:
            return [px(size) for size in _NARROW]
        sidebar = max(px(_WIDE[0]), min(round(self.width() * SIDEBAR_SHARE), px(WIDEST_SIDEBAR)))
        rest = self.width() - sidebar
        editor = round(rest * _WIDE[1] / (_WIDE[1] + _WIDE[2]))
        return [sidebar, editor, rest - editor]

    def _on_columns_moved(self) -> None:
        self._by_hand = True

    def _on_focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.rows.isAncestorOf(now):
            self._scroll.ensureWidgetVisible(now)

    def _stack_columns(self) -> None:
        px = self._appearance.px
        stacked = self.width() < px(STACKED_BELOW)
        wanted = Qt.Orientation.Vertical if stacked else Qt.Orientation.Horizontal
        if self.columns.orientation() != wanted:
            self.columns.setOrientation(wanted)
            self.columns.setSizes([0, 300, 400] if stacked else [px(size) for size in _NARROW])
        short = self.height() - px(STRIP) < px(SHORT)
        # Form and JSON above an open step would together ask for more than a small screen has.
        self.columns.setMinimumHeight(px(STACKED_HEIGHT if stacked else SHORT_HEIGHT if short else LEAST_HEIGHT))

    def _make_room(self) -> None:
        roomy = self.width() >= self._appearance.px(SIDEBAR_FROM)
        if roomy == self._roomy or not self.isVisible():
            return
        self._roomy = roomy
        if not roomy and not self.sidebar.isHidden():
            self._tucked = True
            self.sidebar.hide()
            self.sidebar_shown.emit(False)
        elif roomy and self._tucked:
            self._tucked = False
            self.sidebar.show()
            self.sidebar_shown.emit(True)

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
        if self._step is not None:
            self._step.setMinimumHeight(self._appearance.px(STEP_HEIGHT))
        self._arrange()
