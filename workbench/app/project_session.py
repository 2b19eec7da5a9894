"""The open folder: read off the window's thread, with its functions as targets and its APIs."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from workbench.app.target import Target
from workbench.app.tasks import Lane
from workbench.errors import InputError, WorkbenchError
from workbench.library.project import PROJECT_FILE

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.app.document import Document
    from workbench.app.tasks import Run
    from workbench.gateway.api import Api, Route
    from workbench.library.environment import Environment
    from workbench.library.project import FunctionEntry, Project


class ProjectSession(QObject):
    """Opens folders and answers what is in the one that is open."""

    opened = Signal(object)
    """The `Project`."""
    failed = Signal(object)
    """The folder could not be read at all: a `WorkbenchError`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project: Project | None = None
        self._lane = Lane("project", self)
        self._lane.finished.connect(self._on_read)
        self._lane.failed.connect(self.failed)

    @property
    def project(self) -> Project | None:
        """What is open; None until the first folder was read."""
        return self._project

    @property
    def folder(self) -> Path | None:
        """The folder that is open."""
        return self._project.folder if self._project is not None else None

    def open(self, folder: Path) -> None:
        """Read a folder; `opened` or `failed` follows."""

        def work(_run: Run) -> Project:
            from workbench.library.file_access import refusal
            from workbench.library.project_reader import open_project

            try:
                os.listdir(folder)  # noqa: PTH208 - only asks whether it may be listed
            except OSError as error:
                raise refusal(error, folder, doing="open the folder") from None
            return open_project(folder)

        self._lane.start(work)

    def close(self) -> None:
        """Stop reading."""
        self._lane.close()

    def targets(self) -> tuple[Target, ...]:
        """The functions as the target bar offers them."""
        if self._project is None:
            return ()
        return tuple(
            Target(entry.label, entry.label, detail=entry.function.handler) for entry in self._project.functions
        )

    def entry(self, label: str) -> FunctionEntry | None:
        """The function of a label."""
        return self._project.function(label) if self._project is not None else None

    def environment(self, name: str) -> Environment | None:
        """The environment of a name.

        Raises:
            InputError: workbench.yaml has none of that name.
        """
        if self._project is not None and name and all(each.name != name for each in self._project.environments):
            names = ", ".join(each.name for each in self._project.environments)
            raise InputError(
                f"there is no environment {name}",
                place=str(self._project.folder / PROJECT_FILE),
                mend=f"Add it under environments{f', or choose one of {names}' if names else ''}.",
            )
        return self._project.environment(name, process=os.environ) if self._project is not None else None

    def policy_files(self, entry: FunctionEntry) -> dict[str, Path]:
        """Where the policies are that verdicts about a function name."""
        if self._project is None:
            return {}
        texts = [entry.function_policy]
        if entry.role is not None:
            texts += [*entry.role.policies, entry.role.trust, entry.role.boundary]
        texts += [each.policy for each in entry.resource_policies]
        named = {text.name: self._project.folder / text.name for text in texts if text is not None}
        return {name: path for name, path in named.items() if path.is_file()}

    def api_for(self, document: Document) -> Api | None:
        """The API that an event says it came through, by its id, else the only one of its kind."""
        if self._project is None:
            return None
        context = document.event_object.get("requestContext")
        api_id = context.get("apiId") if isinstance(context, dict) else None
        apis = [entry.api for entry in self._project.apis if entry.api.source is document.source]
        named = [api for api in apis if api.id == api_id]
        return named[0] if named else apis[0] if len(apis) == 1 else None

    def function_for(self, document: Document, *, reference: str | None = None) -> FunctionEntry | None:
        """The function that a case file names or that the route of an event leads to."""
        wanted = reference or self._routed(document)
        if self._project is None or not wanted:
            return None
        return self.configured(wanted)

    def configured(self, reference: str) -> FunctionEntry | None:
        """The project's function that a reference means."""
        if self._project is None:
            return None
        if (known := self._project.function(reference)) is not None:
            return known
        from workbench.library.function_reference import find_function
        from workbench.runtime.function import LocalFunction

        try:
            found = find_function(reference, code=self._project.folder, project=self._project)
        except WorkbenchError:
            return None
        return self._project.configured(found) if isinstance(found, LocalFunction) else None

    def _routed(self, document: Document) -> str | None:
        api = self.api_for(document)
        event = document.event_object
        if api is None:
            return None
        method = event.get("httpMethod")
        route_key = event.get("routeKey") or f"{method} {event.get('resource')}"
        routes = [route for route in api.routes if route.function is not None]
        exact = [route for route in routes if route.key == route_key]
        anyway = [route for route in routes if route.method == "ANY" and route.path == event.get("resource")]
        found: list[Route] = exact or anyway or self._matched(api, document)
        return found[0].function if found else None

    def _matched(self, api: Api, document: Document) -> list[Route]:
        from workbench.events.recover import recover
        from workbench.gateway.routing import Match, route

        recovered = recover(document.event_object)
        matched = route(api, recovered[0]) if recovered is not None else None
        return [matched.route] if isinstance(matched, Match) and matched.route.function else []

    def _on_read(self, project: Project) -> None:
        self._project = project
        self.opened.emit(project)
