"""An API of the project: its routes, what stands in front of them, who may invoke what, and what was not understood."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from workbench.app.gateway.api_text import (
    AUTHORIZER_HEADINGS,
    ROUTE_HEADINGS,
    authorizer_rows,
    facts,
    route_rows,
)
from workbench.app.permissions.matrix_text import is_refused, tally
from workbench.app.permissions.route_matrix import RouteMatrix
from workbench.app.results.stack_text import Place
from workbench.app.tasks import Lane
from workbench.app.widgets.chip import Chip
from workbench.app.widgets.flow_row import FlowRow
from workbench.app.widgets.notice_bar import NoticeBar
from workbench.app.widgets.page import Page
from workbench.app.widgets.row_table import Cell, RowTable
from workbench.app.widgets.tab_row import TabRow
from workbench.exchange.route_permissions import RoutePermission, route_permissions, routes_of

if TYPE_CHECKING:
    from workbench.app.appearance import Appearance
    from workbench.app.tasks import Run
    from workbench.gateway.api import Route
    from workbench.interchange.api_document import NotUnderstood
    from workbench.library.project import ApiEntry, Project

ROUTES, PERMISSIONS, AUTHORIZERS, NOT_UNDERSTOOD = range(4)


@dataclass(frozen=True, slots=True)
class _Read:
    """What the file and the policies say."""

    rows: tuple[RoutePermission, ...]
    not_understood: tuple[NotUnderstood, ...]


class ApiPage(Page):
    """Read-only; the file itself is edited where the person edits files."""

    compose_wanted = Signal(object, object)
    """An `ApiEntry` and the `Route` that a new event is wanted for."""
    flood_wanted = Signal(object, object)
    """An `Api` and the `Route` to flood."""
    place_activated = Signal(object)
    """A `Place` in a file that someone wants to see."""

    def __init__(
        self, entry: ApiEntry, project: Project | None, appearance: Appearance, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(f"API {entry.api.name or entry.label}", appearance, parent=parent)
        self.entry = entry
        self._project = project
        self._lane = Lane("api", self)
        self._lane.finished.connect(self._on_read)
        self._lane.failed.connect(self._on_failed)
        self.chip = Chip(appearance, "neutral", "Checking permissions", icon="clock")
        self.add_to_header(self.chip)
        self.notice = NoticeBar(appearance)
        self.facts = FlowRow(appearance)
        for kind, text in facts(entry.api):
            self.facts.add(Chip(appearance, kind, text, icon=""))
        self._tab_row = TabRow("Views of the API", appearance)
        self.tabs = self._tab_row.strip
        self.tabs.add("Routes", count=len(routes_of(entry.api)), tooltip="What each route has in front of its function")
        self.tabs.add("Permissions", tooltip="May the gateway invoke the function of each route")
        self.tabs.add("Authorizers", count=len(entry.api.authorizers))
        self.tabs.add("Not understood", tooltip="What in the file could not be read")
        self.tabs.currentChanged.connect(self._on_tab_changed)
        self.routes = RowTable("Routes", ROUTE_HEADINGS, appearance, stretch=(1, 2))
        self.routes.show_rows(route_rows(entry.api))
        self.routes.row_activated.connect(self._on_compose)
        self.routes.row_chosen.connect(self._on_row_chosen)
        self.matrix = RouteMatrix(project.folder if project is not None else None, appearance)
        self.matrix.place_activated.connect(self.place_activated)
        self.authorizers = RowTable(
            "Authorizers", AUTHORIZER_HEADINGS, appearance, stretch=(4,), none="No authorizer stands before a route."
        )
        self.authorizers.show_rows(authorizer_rows(entry.api))
        self.not_understood = RowTable(
            "Not understood", ("Where", "What"), appearance, stretch=(1,), none="All of the file was understood."
        )
        self.not_understood.row_activated.connect(self._on_note)
        self._notes: tuple[NotUnderstood, ...] = ()
        self._views = QStackedWidget()
        for view in (self.routes, self.matrix, self.authorizers, self.not_understood):
            self._views.addWidget(view)
        self.compose = self._button("Compose a request", "A new event for the chosen route (Enter)", self._on_compose)
        self.flood = self._button("Flood this route…", "The burst view for the chosen route", self._on_flood)
        self.open_file = self._button("Open file", str(entry.path), self._on_open_file)
        row = QHBoxLayout()
        row.addWidget(self._tab_row, 1)
        for button in (self.compose, self.flood, self.open_file):
            row.addWidget(button)
        column = QVBoxLayout()
        column.addWidget(self.notice)
        column.addWidget(self.facts)
        column.addLayout(row)
        column.addWidget(self._views, 1)
        self.body.addLayout(column, 1)
        self.routes.choose(0)
        self._lane.start(self._read)

    def show_permissions(self) -> None:
        """Bring the matrix of routes and permissions to the front."""
        self.tabs.setCurrentIndex(PERMISSIONS)
        self.matrix.table.setFocus()

    @property
    def busy(self) -> bool:
        """Whether the permissions are still being worked out."""
        return self._lane.busy

    def focus_first(self) -> None:
        """Take the keyboard to the routes."""
        self.routes.setFocus()

    def may_close(self) -> bool:
        """Always; what is still being read is forgotten."""
        self._lane.close()
        return True

    def _read(self, _run: Run) -> _Read:
        from workbench.interchange.api_file import read_api
        from workbench.interchange.json_text import decode_utf8
        from workbench.library.file_access import read_file
        from workbench.library.invoked_functions import InvokedFunctions

        path, api = self.entry.path, self.entry.api
        document = read_api(decode_utf8(read_file(path), name=str(path)), name=str(path))
        functions = InvokedFunctions(document, self._project)
        rows = route_permissions(
            api, lambda reference: functions.find(api, reference or ""), roles=functions.role_documents
        )
        return _Read(tuple(rows), document.not_understood)

    def _on_read(self, read: object) -> None:
        if not isinstance(read, _Read):
            return
        self.chip.set(*tally(read.rows))
        self.matrix.show_rows(read.rows)
        self.tabs.set_count(PERMISSIONS, sum(map(is_refused, read.rows)) or None)
        self._notes = read.not_understood
        folder = f"{self.entry.path.parent}/"
        rows = [(Cell(each.where.removeprefix(folder), mono=True), Cell(each.what)) for each in self._notes]
        self.not_understood.show_rows(rows)
        self.tabs.set_count(NOT_UNDERSTOOD, len(read.not_understood))
        word = tally(read.rows)[1]
        self.setAccessibleDescription(f"{len(read.rows)} routes and authorizers, permissions: {word}")

    def _on_failed(self, error: object) -> None:
        self.chip.set("unknown", "Permissions not checked")
        self.notice.say_error(error)  # type: ignore[arg-type]  # a lane fails with a WorkbenchError

    def _chosen(self) -> Route | None:
        routes = routes_of(self.entry.api)
        at = self.routes.row
        return routes[at] if 0 <= at < len(routes) else None

    def _on_tab_changed(self, index: int) -> None:
        self._views.setCurrentIndex(index)
        for button in (self.compose, self.flood):
            button.setVisible(index == ROUTES)

    def _on_row_chosen(self, row: int) -> None:
        for button in (self.compose, self.flood):
            button.setEnabled(row >= 0)

    def _on_compose(self) -> None:
        if (route := self._chosen()) is not None:
            self.compose_wanted.emit(self.entry, route)

    def _on_flood(self) -> None:
        if (route := self._chosen()) is not None:
            self.flood_wanted.emit(self.entry.api, route)

    def _on_note(self, row: int) -> None:
        """Show the line that was not understood; in a template, it may be that of a file beside it."""
        file, line, *_ = (*self._notes[row].where.rsplit(":", 2), "1")
        self.place_activated.emit(Place(Path(file), int(line) if line.isdecimal() else 1))

    def _on_open_file(self) -> None:
        self.place_activated.emit(Place(self.entry.path, 1))

    def _button(self, text: str, tip: str, act: object) -> QPushButton:
        button = QPushButton(text)
        button.setToolTip(tip)
        button.clicked.connect(act)
        return button
