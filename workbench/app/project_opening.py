"""What happens when a folder is open: lists are filled, an event comes to the front, each event finds its function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from workbench.app.document import Document
    from workbench.app.main_window import MainWindow
    from workbench.app.target import Target
    from workbench.gateway.api import Route
    from workbench.library.project import ApiEntry, FunctionEntry, Project

FIRST = ("hello", "sample")
"""Names of events that a folder shows first."""


class ProjectOpening(QObject):
    """Connects the open project with sidebar, tabs and target bar; remembers which function each event goes to."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._targets: dict[Document, str] = {}
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
        sidebar.event_opened.connect(window.documents.open)
        finder.event_chosen.connect(window.documents.open)

    def _on_opened(self, project: Project) -> None:
        window = self._window
        window.setWindowTitle(f"{project.folder.name} - Lambda Event Workbench")
        window.bar.set_functions(window.session.targets())
        window.bar.set_environments([environment.name for environment in project.environments])
        window.workspace.sidebar.show_functions(project.functions)
        window.workspace.sidebar.show_apis(project.apis)
        window.files.set_project(project.folder, project.event_folders)
        window.runs.set_project(project.folder)
        self._tell_findings(project)
        if window.area.documents():
            self._on_document(window.area.current())
        else:
            self._open_first()
            window.documents.restore_drafts()
            window.bar.path.setFocus()
        window.ready.emit()

    def _tell_findings(self, project: Project) -> None:
        if not project.findings:
            return
        first, more = project.findings[0], len(project.findings) - 1
        text = f"{first.place}: {first.message}" if first.place else first.message
        others = f" {more} more like it." if more else ""
        self._window.workspace.notice.say("error", text, detail=f"{first.mend}{others}".strip())

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
            case = window.files.case_of(document)
            entry = window.session.function_for(document, reference=case.case.function if case is not None else None)
            if entry is not None:
                self._targets[document] = entry.label
        if document in self._targets:
            window.bar.set_target(self._targets[document])

    def _on_closed(self, document: Document) -> None:
        self._targets.pop(document, None)

    def _on_saved(self, document: Document) -> None:
        self._window.workspace.sidebar.mark_event(self._window.files.event_of(document))

    def _on_target(self, target: Target | None) -> None:
        document = self._window.area.current()
        if document is not None and target is not None:
            self._targets[document] = target.name

    def _on_function_chosen(self, entry: FunctionEntry) -> None:
        self._window.bar.set_target(entry.label)
        self._on_target(self._window.bar.target())

    def _on_route_chosen(self, entry: ApiEntry, route: Route) -> None:
        from workbench.app.new_events import event_for, name_for

        document = self._window.documents.new(event_for(entry.api, route), name=name_for(route))
        found = self._window.session.configured(route.function) if route.function else None
        if found is not None:
            self._targets[document] = found.label
            self._window.bar.set_target(found.label)
