"""What happens when a folder is open: lists are filled, an event comes to the front, each event finds its function."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from workbench.app.environments import Environments
from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.app.document import Document
    from workbench.app.main_window import MainWindow
    from workbench.app.target import Target
    from workbench.exchange.order import Order
    from workbench.exchange.record import Exchange
    from workbench.gateway.api import Route
    from workbench.library.event_tree import SavedEvent
    from workbench.library.history import HistoryEntry
    from workbench.library.project import ApiEntry, FunctionEntry, Project

FIRST = ("hello", "sample")
"""Names of events that a folder shows first."""


class ProjectOpening(QObject):
    """Connects the open project with sidebar, tabs and target bar; remembers which function each event goes to."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._targets: dict[Document, str] = {}
        self._past: dict[str, Document] = {}
        """The events of runs of the past that are open, by the run's id."""
        self._environments = Environments(window)
        self._folder: Path | None = None
        self._secrets: tuple[str, ...] = ()
        """Of the run that is under way: kept nowhere."""
        sidebar, finder = window.workspace.sidebar, window.finder
        window.session.opened.connect(self._on_opened)
        window.session.failed.connect(window.workspace.notice.say_error)
        window.files.listed.connect(sidebar.show_events)
        window.area.current_changed.connect(self._on_document)
        window.area.closed.connect(self._on_closed)
        window.documents.saved.connect(self._on_saved)
        window.bar.target_changed.connect(self._on_target)
        for source in (sidebar, finder):
            source.function_chosen.connect(self._on_function_chosen)
            source.route_chosen.connect(self._on_route_chosen)
        sidebar.event_opened.connect(self._on_event_opened)
        sidebar.event_previewed.connect(self._on_event_previewed)
        sidebar.past_run_chosen.connect(self._on_past_run_chosen)
        window.history.listed.connect(sidebar.show_history)
        window.controller.began.connect(self._on_run_began)
        window.controller.finished.connect(self._on_run_finished)
        finder.event_chosen.connect(self._on_event_opened)
        window.cases.saved.connect(self._on_case_saved)
        window.files.case_changed.connect(self._on_case_saved)

    def _on_opened(self, project: Project) -> None:
        window = self._window
        if project.folder != self._folder:
            self._folder = project.folder
            window.workspace.sidebar.forget_runs()
        window.drafts.set_project(project.folder)
        window.setWindowTitle(f"{project.folder.name} - Lambda Event Workbench")
        window.bar.set_functions(window.aws.targets())
        self._environments.offer(project.environments)
        window.workspace.sidebar.show_functions(project.functions)
        window.workspace.sidebar.show_apis(project.apis)
        window.files.set_project(project.folder, project.event_folders)
        window.runs.set_project(project.folder)
        self._tell_findings(project)
        if window.area.documents():
            self._on_document(window.area.current())
        else:
            self._open_as_left(project)
            window.documents.restore_drafts()
            window.cases.tell_left()
            window.permissions.drafts.tell_left()
            window.history.list_entries(project.folder)
            window.bar.path.setFocus()
        window.ready.emit()

    def _tell_findings(self, project: Project) -> None:
        if not project.findings:
            return
        first, more = project.findings[0], len(project.findings) - 1
        text = f"{first.place}: {first.message}" if first.place else first.message
        others = f" {more} more like it." if more else ""
        self._window.workspace.notice.say("error", text, detail=f"{first.mend}{others}".strip())

    def keep(self) -> None:
        """Remember which events are open, for the next time."""
        from workbench.library.session import Session, keep_session

        window, project = self._window, self._window.session.project
        if project is None:
            return
        names = [event.name for each in window.area.documents() if (event := window.files.event_of(each)) is not None]
        front = window.area.current()
        current = window.files.event_of(front) if front is not None else None
        target = window.bar.target()
        session = Session(
            tuple(names),
            current.name if current is not None else "",
            target.name if target is not None else "",
            self._environments.chosen,
        )
        with suppress(WorkbenchError):
            keep_session(window.own.settings, project.folder, session)

    def _open_as_left(self, project: Project) -> None:
        from workbench.library.session import read_session

        window = self._window
        left = read_session(window.own.settings, project.folder)
        events = {event.name: event for event in window.files.events()}
        for name in left.documents:
            if name in events:
                window.documents.open(events[name])
        if left.current in events:
            window.documents.open(events[left.current])
        self._environments.choose(left.environment if left.environment in _names(project) else "")
        if not window.area.documents():
            self._open_first()

    def _open_first(self) -> None:
        events = self._window.files.events()
        wanted = [event for name in FIRST for event in events if event.title == name] or events
        if wanted:
            self._window.documents.open(wanted[0])
        elif self._window.session.targets():
            self._window.window_actions.new()

    def _on_document(self, document: Document | None) -> None:
        window = self._window
        window.bar.set_document(document)
        window.workspace.sidebar.mark_event(window.files.event_of(document) if document is not None else None)
        if document is None:
            return
        if document not in self._targets:
            self._find_target(document)
        if document in self._targets:
            window.bar.set_target(self._targets[document])

    def _find_target(self, document: Document) -> None:
        """Which function an event goes to: its case file says it, else its route."""
        window = self._window
        try:
            case = window.files.case_of(document)
        except WorkbenchError as error:
            window.workspace.notice.say_error(error)
            case = None
        if case is not None:
            document.say_source(case.case.source)
        entry = window.session.function_for(document, reference=case.case.function if case is not None else None)
        if entry is not None:
            self._targets[document] = entry.label

    def _on_event_opened(self, event: SavedEvent) -> None:
        if self._left_page():
            self._window.documents.open(event)

    def _on_event_previewed(self, event: SavedEvent) -> None:
        if self._left_page():
            self._window.documents.preview(event)

    def _left_page(self) -> bool:
        """Whether the page in front, where there is one, let itself be closed; else its event stays the chosen one."""
        window = self._window
        left = window.workspace.stage.close_page()
        if not left and (document := window.area.current()) is not None:
            window.workspace.sidebar.mark_event(window.files.event_of(document))
        return left

    def _on_case_saved(self, event: SavedEvent) -> None:
        for document in self._window.area.documents():
            if self._window.files.event_of(document) == event:
                self._targets.pop(document, None)
                self._on_document(document if document is self._window.area.current() else None)

    def _on_closed(self, document: Document) -> None:
        self._targets.pop(document, None)
        self._past = {run: each for run, each in self._past.items() if each is not document}

    def _on_saved(self, document: Document) -> None:
        self._window.workspace.sidebar.mark_event(self._window.files.event_of(document))

    def _on_target(self, target: Target | None) -> None:
        document = self._window.area.current()
        if document is not None and target is not None:
            self._targets[document] = target.name

    def _on_function_chosen(self, entry: FunctionEntry) -> None:
        self._window.bar.set_target(entry.label)
        self._on_target(self._window.bar.target())

    def _on_run_began(self, order: Order) -> None:
        self._secrets = order.secrets

    def _on_run_finished(self, exchange: Exchange, _previous: Exchange | None) -> None:
        document = self._window.area.current()
        event = self._window.files.event_of(document) if document is not None else None
        self._window.history.add(
            exchange,
            label=event.name if event is not None else "",
            project=self._window.session.folder,
            secrets=self._secrets,
        )

    def _on_past_run_chosen(self, entry: HistoryEntry) -> None:
        try:
            exchange = self._window.history.exchange_of(entry)
        except WorkbenchError as error:
            self._window.workspace.notice.say_error(error)
            return
        if (document := self._past.get(entry.id)) is not None:
            self._window.area.open_document(document)
        else:
            stem = entry.label.rpartition("/")[2] or entry.function
            document = self._window.documents.new(exchange.event, name=f"{stem} of {entry.at[:10]}.json")
            self._past[entry.id] = document
        if self._window.session.entry(entry.function) is not None:
            self._targets[document] = entry.function
            self._window.bar.set_target(entry.function)
        self._window.runs.show_recorded(exchange, at=datetime.fromisoformat(entry.at))

    def _on_route_chosen(self, entry: ApiEntry, route: Route) -> None:
        from workbench.app.new_events import event_for, name_for

        document = self._window.documents.new(event_for(entry.api, route), name=name_for(route))
        found = self._window.session.configured(route.function) if route.function else None
        if found is not None:
            self._targets[document] = found.label
            self._window.bar.set_target(found.label)


def _names(project: Project) -> list[str]:
    return [environment.name for environment in project.environments]
