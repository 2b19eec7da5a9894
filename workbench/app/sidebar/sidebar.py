"""The sidebar as a pane: a filter, the tree, and what can be done with a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QTreeWidgetItem, QWidget

from workbench.app.sidebar.rows import ListedRows, api_rows, event_rows, function_rows, past_rows, run_rows
from workbench.app.sidebar.tree import Row, SidebarTree
from workbench.app.widgets.filter_line import FilterLine
from workbench.app.widgets.pane import Pane

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.app.appearance import Appearance
    from workbench.exchange.record import Exchange
    from workbench.library.event_tree import EventFolder, SavedEvent
    from workbench.library.history import HistoryEntry
    from workbench.library.project import ApiEntry, FunctionEntry

MOST_RUNS = 50


class Sidebar(Pane):
    """Lists what there is; says what someone wants with it."""

    event_opened = Signal(object)
    """A `SavedEvent` to open, and to keep open."""
    event_previewed = Signal(object)
    """A `SavedEvent` to look at."""
    event_duplicated = Signal(object)
    event_renamed = Signal(object)
    event_about = Signal(object)
    """A `SavedEvent` whose name, note and bindings someone wants to see."""
    event_deleted = Signal(object)
    new_wanted = Signal()
    function_chosen = Signal(object)
    """A `FunctionEntry` to invoke from now on."""
    function_opened = Signal(object)
    """A `FunctionEntry` whose source someone wants to see."""
    function_details = Signal(object)
    """A `FunctionEntry` that someone wants to know more about."""
    api_opened = Signal(object)
    """An `ApiEntry` that someone wants to see."""
    route_chosen = Signal(object, object)
    """An `ApiEntry` and a route of it that a new event is wanted for."""
    run_chosen = Signal(object)
    """An `Exchange` to show again."""
    past_run_chosen = Signal(object)
    """A `HistoryEntry` that someone wants to see again."""

    def __init__(self, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__("", appearance, parent=parent)
        self.setAccessibleName("Sidebar")
        self._folders: Sequence[EventFolder] = ()
        self._functions: Sequence[FunctionEntry] = ()
        self._apis: Sequence[ApiEntry] = ()
        self._runs: list[Exchange] = []
        self._past: Sequence[HistoryEntry] = ()
        self._shut: set[str] = set()
        self._open: set[str] = set()
        self.filter = FilterLine("Filter events, functions and APIs", "Filter", appearance)
        self.filter.setToolTip("Filter (Ctrl+Shift+F)")
        self.filter.textChanged.connect(self._fill)
        self.filter.installEventFilter(self)
        self.tree = SidebarTree(appearance)
        self.tree.installEventFilter(self)
        self.tree.itemActivated.connect(self._on_activated)
        self.tree.itemClicked.connect(self._on_clicked)
        self.tree.itemDoubleClicked.connect(self._on_double_clicked)
        self.tree.itemExpanded.connect(self._on_expanded)
        self.tree.itemCollapsed.connect(self._on_collapsed)
        self.tree.customContextMenuRequested.connect(self._on_menu_requested)
        self.body.addWidget(self.filter)
        self.body.addWidget(self.tree, 1)
        self._fill()

    def show_events(self, folders: Sequence[EventFolder]) -> None:
        """List saved events."""
        self._folders = folders
        self._fill()

    def show_functions(self, functions: Sequence[FunctionEntry]) -> None:
        """List functions."""
        self._functions = functions
        self._fill()

    def show_apis(self, apis: Sequence[ApiEntry]) -> None:
        """List APIs with their routes."""
        self._apis = apis
        self._fill()

    def add_run(self, exchange: Exchange) -> None:
        """Put a run on top of the history."""
        self._runs.insert(0, exchange)
        del self._runs[MOST_RUNS:]
        self._fill()

    def forget_runs(self) -> None:
        """List no run of this window any more: another folder is open."""
        self._runs.clear()
        self._fill()

    def show_history(self, entries: Sequence[HistoryEntry]) -> None:
        """List runs of earlier windows below those of this one."""
        self._past = entries
        self._fill()

    def mark_event(self, event: SavedEvent | None) -> None:
        """Choose the row of an event, without opening it; None chooses nothing."""
        if event is None:
            self.tree.setCurrentIndex(QModelIndex())
            return
        for item in self.items():
            row = self.tree.row_of(item)
            if row is not None and row.kind == "event" and row.key == str(event.path):
                self.tree.setCurrentItem(item)
                return

    def focus_filter(self) -> None:
        """Take the keyboard to the filter."""
        self.filter.setFocus()
        self.filter.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.filter and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down:
                self.tree.setFocus()
                return True
            if event.key() == Qt.Key.Key_Escape and self.filter.text():
                self.filter.clear()
                return True
        if watched is self.tree and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            row = self.tree.row_of(self.tree.currentItem())
            signal = {Qt.Key.Key_F2: self.event_renamed, Qt.Key.Key_Delete: self.event_deleted}.get(Qt.Key(event.key()))
            if signal is not None and row is not None and row.kind == "event":
                signal.emit(row.value)
                return True
        return super().eventFilter(watched, event)

    def _fill(self) -> None:
        """Draw the tree anew; what was unfolded and chosen stays so."""
        chosen = self.tree.row_of(self.tree.currentItem())
        words = self.filter.text().strip()
        self.tree.blockSignals(True)
        self.tree.clear()
        self._section(
            "Events", "events", event_rows(self._folders, words), none="No saved event yet. Ctrl+N begins one."
        )
        self._section("Functions", "functions", function_rows(self._functions, words), none="No handler found here.")
        self._section("APIs", "apis", api_rows(self._apis, words), none="")
        self._section("History", "history", [*run_rows(self._runs, words), *past_rows(self._past, words)], none="")
        if words and not self.tree.topLevelItemCount():
            self.tree.make(Row("hint", "Nothing fits. Esc clears the filter."))
        self.tree.blockSignals(False)
        if chosen is not None:
            self._choose(chosen.key)

    def _section(self, title: str, key: str, rows: Sequence[ListedRows], *, none: str) -> None:
        if not rows and (not none or self.filter.text().strip()):
            return
        section = self.tree.make(Row("section", title, key=key), open_=key not in self._shut)
        for row in rows:
            self._add(row, section)
        if not rows:
            self.tree.make(Row("hint", none), parent=section)
        section.setExpanded(key not in self._shut)

    def _add(self, listed: ListedRows, parent: QTreeWidgetItem) -> None:
        item = self.tree.make(listed.row, parent=parent)
        for below in listed.below:
            self._add(below, item)
        filtering = bool(self.filter.text().strip())
        open_by_itself = listed.row.kind == "folder" and listed.row.key not in self._shut
        item.setExpanded(filtering or open_by_itself or listed.row.key in self._open)

    def items(self) -> list[QTreeWidgetItem]:
        """Every row, from top to bottom."""
        return self.tree.findItems("", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive)

    def _choose(self, key: str) -> None:
        for item in self.items():
            row = self.tree.row_of(item)
            if row is not None and key and row.key == key:
                self.tree.setCurrentItem(item)
                return

    def _on_expanded(self, item: QTreeWidgetItem) -> None:
        if (row := self.tree.row_of(item)) is not None:
            self._shut.discard(row.key)
            self._open.add(row.key)

    def _on_collapsed(self, item: QTreeWidgetItem) -> None:
        if (row := self.tree.row_of(item)) is not None:
            self._open.discard(row.key)
            self._shut.add(row.key)

    def _on_clicked(self, item: QTreeWidgetItem) -> None:
        row = self.tree.row_of(item)
        if row is not None and row.kind in {"section", "folder", "api"}:
            item.setExpanded(not item.isExpanded())
        elif row is not None and row.kind == "event":
            self.event_previewed.emit(row.value)
        else:
            self._on_activated(item)

    def _on_double_clicked(self, item: QTreeWidgetItem) -> None:
        row = self.tree.row_of(item)
        if row is not None and row.kind == "function":
            self.function_details.emit(row.value)
        elif row is not None and row.kind == "event":
            self.event_opened.emit(row.value)

    def _on_activated(self, item: QTreeWidgetItem) -> None:
        row = self.tree.row_of(item)
        if row is None:
            return
        if row.kind == "event":
            self.event_opened.emit(row.value)
        elif row.kind == "function":
            self.function_chosen.emit(row.value)
        elif row.kind == "run":
            self.run_chosen.emit(row.value)
        elif row.kind == "past":
            self.past_run_chosen.emit(row.value)
        elif row.kind == "route" and item.parent() is not None:
            api = self.tree.row_of(item.parent())
            self.route_chosen.emit(api.value if api else None, row.value)

    def _on_menu_requested(self, at: QPoint) -> None:
        item = self.tree.itemAt(at) or self.tree.currentItem()
        row = self.tree.row_of(item)
        menu = self.menu_for(row)
        menu.exec(self.tree.viewport().mapToGlobal(at))
        menu.deleteLater()

    def menu_for(self, row: Row | None) -> QMenu:
        """What can be done with a row."""
        menu = QMenu(self)
        menu.setAccessibleName("Actions")
        kind = row.kind if row is not None else "section"
        value = row.value if row is not None else None
        entries: list[tuple[str, str, SignalInstance]] = []
        if kind == "event":
            entries = [
                ("Open", "Return", self.event_opened),
                ("About this event…", "Alt+Return", self.event_about),
                ("Duplicate", "Ctrl+D", self.event_duplicated),
                ("Rename…", "F2", self.event_renamed),
                ("Move to trash", "Del", self.event_deleted),
            ]
        elif kind == "function":
            entries = [
                ("Invoke this function", "Return", self.function_chosen),
                ("Details", "Ctrl+I", self.function_details),
                ("Open source", "", self.function_opened),
            ]
        elif kind == "api":
            entries = [("Routes and permissions", "", self.api_opened)]
        for text, key, signal in entries:
            self._entry(menu, text, key, signal, value)
        if entries:
            menu.addSeparator()
        new = menu.addAction("New event")
        new.setShortcut("Ctrl+N")
        new.triggered.connect(self.new_wanted)
        return menu

    def _entry(self, menu: QMenu, text: str, key: str, signal: SignalInstance, value: object) -> None:
        def emit() -> None:
            signal.emit(value)

        action = menu.addAction(text)
        if key:
            action.setShortcut(key)
        action.triggered.connect(emit)
