"""What the window does about case files: the page about an event opened, followed and written."""

from __future__ import annotations

from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from workbench.app.case.case_drafts import CaseDrafts
from workbench.errors import InputError, WorkbenchError

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.app.case.case_page import CasePage
    from workbench.app.document import Document
    from workbench.app.main_window import MainWindow
    from workbench.library.case_file import CaseFile
    from workbench.library.environment import Environment
    from workbench.library.event_tree import SavedEvent

MOST_POINTERS = 400
"""Offered at a binding; a larger event is seldom bound by choosing."""


class CaseActions(QObject):
    """Knows which event the page is about."""

    saved = Signal(object)
    """The `SavedEvent` whose case file is another now."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._page: CasePage | None = None
        self._event: SavedEvent | None = None
        self.drafts = CaseDrafts(window.drafts, self)
        """What is typed on the page and not saved, kept through a crash."""
        window.workspace.stage.changed.connect(self._on_page_changed)
        window.workspace.sidebar.event_about.connect(self.open_for)
        window.bar.environment_changed.connect(self._on_environment)
        window.session.opened.connect(self._on_project)
        window.files.listed.connect(self._on_listed)
        window.files.renamed.connect(self._on_renamed)

    def table(self) -> dict[str, Callable[[], object]]:
        """What each action does."""
        return {"about_event": self.open}

    def open(self) -> None:
        """Open the page about the event in front; one that has no file gets one first."""
        window = self._window
        document = window.area.current()
        if document is None:
            window.workspace.notice.say("neutral", "No event is open.", detail="Choose one on the left first.")
            return
        if window.files.event_of(document) is None and not window.documents.save(document):
            return
        event = window.files.event_of(document)
        if event is not None:
            self._open(document, event)

    def open_for(self, event: SavedEvent) -> None:
        """Open the page about a saved event."""
        document = self._window.documents.open(event)
        if document is not None and self._window.area.current() is document:
            self._open(document, event)

    def save_page(self) -> bool:
        """Save the page that is in front; whether there is one."""
        if self._page is None:
            return False
        self._save()
        return True

    def tell_left(self) -> None:
        """Say what an earlier window did not save about an event, where nothing else is being said."""
        notice = self._window.workspace.notice
        left = self.drafts.left(self._window.files.events())
        if left and notice.isHidden():
            more = f" and {len(left) - 1} more" if len(left) > 1 else ""
            notice.say(
                "accent",
                f"What was entered about {left[0].name}{more} was not saved when the window closed last.",
                actions=[("Show", lambda: self.open_for(left[0]))],
            )

    def case_of(self, document: Document) -> CaseFile | None:
        """What stands beside an event: as the page says it, while that is open, else as the file does.

        Raises:
            InputError: the file, or a field of the page, cannot be understood.
        """
        if self._page is not None and self._event == self._window.files.event_of(document):
            return self._page.changed_file()
        return self._window.files.case_of(document)

    def close(self) -> None:
        """Write what waits to be written."""
        self.drafts.flush()

    def _open(self, document: Document, event: SavedEvent) -> None:
        from workbench.app.case.case_page import CasePage
        from workbench.library.case_file import new_case

        window = self._window
        if self._page is not None and self._event == event:
            self._page.focus_first()
            return
        try:
            file = window.files.case_of(document) or new_case()
        except WorkbenchError as error:
            window.workspace.notice.say_error(error, actions=[("Open file", partial(self._show_file, event))])
            return
        page = CasePage(event, file, window.appearance, may_leave=self._may_leave)
        window.workspace.stage.open(page)
        if window.workspace.stage.page is not page:
            page.deleteLater()
            return
        self._page, self._event = page, event
        page.form.suggest(self._pointers, self._variables)
        page.edited.connect(self._on_edited)
        page.save_wanted.connect(self._save)
        page.discarded.connect(self._on_discarded)
        page.open_wanted.connect(self._on_open_wanted)
        self._offer()
        draft = self.drafts.found(event)
        if draft is not None:
            page.show_draft(draft)
            page.notice.say("accent", "This was not saved when the page was last open; here it is again.")

    def _save(self) -> None:
        page, event = self._page, self._event
        if page is None or event is None or not page.unsaved:
            return
        self._write(page, event)

    def _write(self, page: CasePage, event: SavedEvent, *, overwrite: bool = False) -> bool:
        """Write the page's file; whether it is on disk now, which the page's notice says where it is not."""
        from workbench.library.saved_events import ChangedOutside

        try:
            file = self._window.files.save_case(event, page.changed_file(), overwrite=overwrite)
        except ChangedOutside as error:
            page.notice.say_error(
                error,
                actions=[
                    ("Take the file", lambda: self._take_file(page, event)),
                    ("Keep mine", lambda: self._write(page, event, overwrite=True)),
                ],
            )
            return False
        except WorkbenchError as error:
            page.notice.say_error(error)
            return False
        page.saved(file)
        self.drafts.drop(event)
        self._on_edited_quietly()
        self.saved.emit(event)
        self._tell_unknown(page)
        return True

    def _tell_unknown(self, page: CasePage) -> None:
        """Saved, but a name in it leads nowhere."""
        project, case = self._window.session.project, page.file.case
        if project is None:
            return
        if case.environment and case.environment not in [each.name for each in project.environments]:
            page.notice.say(
                "warning",
                f"Saved. Environment: workbench.yaml has none of the name {case.environment}.",
                detail="Add it under environments, or choose another.",
            )
        elif case.function and not case.function.startswith(("aws:", "arn:")):
            from workbench.library.function_reference import find_function

            try:
                find_function(case.function, code=project.folder, project=project)
            except WorkbenchError as error:
                page.notice.say("warning", f"Saved. Function: {error.message}", detail=error.mend)

    def _take_file(self, page: CasePage, event: SavedEvent) -> None:
        from workbench.library.case_file import new_case, read_case_file

        try:
            file = read_case_file(event.case_path) if event.case_path.exists() else new_case()
        except WorkbenchError as error:
            page.notice.say_error(error)
            return
        page.show_file(file)
        page.notice.clear()
        self.drafts.drop(event)

    def _may_leave(self, page: CasePage) -> bool:
        """Ask about what is not saved."""
        event = self._event
        if event is None:
            return True
        answer = self._window.dialogs.ask_save([event.case_path.name])
        if answer == "discard":
            self.drafts.drop(event)
        return answer == "discard" or (answer == "save" and self._write(page, event))

    def _on_open_wanted(self) -> None:
        if self._event is not None:
            self._show_file(self._event)

    def _show_file(self, event: SavedEvent) -> None:
        from workbench.app.results.stack_text import Place

        self._window.window_actions.show_place(Place(event.case_path, 1))

    # What the page follows

    def _offer(self) -> None:
        project = self._window.session.project
        if self._page is None or project is None:
            return
        self._page.form.offer(
            [entry.label for entry in project.functions], [environment.name for environment in project.environments]
        )
        self._on_edited_quietly()

    def _environment(self) -> Environment | None:
        name = self._page.form.fields().environment if self._page is not None else ""
        try:
            return self._window.session.environment(name or self._window.bar.environment_name())
        except InputError:
            return self._window.session.environment("")

    def _pointers(self) -> list[str]:
        from workbench.library.json_pointer import pointers_in

        document = self._window.area.current()
        return list(islice(pointers_in(document.event), MOST_POINTERS)) if document is not None else []

    def _variables(self) -> list[str]:
        environment = self._environment()
        return [f"{{{{{name}}}}}" for name in environment.values] if environment is not None else []

    def _on_edited(self) -> None:
        self._on_edited_quietly()
        if self._page is not None and self._event is not None:
            self.drafts.keep(self._event, self._page.form.fields() if self._page.unsaved else None)

    def _on_edited_quietly(self) -> None:
        from workbench.library.environment import names_in

        if self._page is None:
            return
        fields = self._page.form.fields()
        texts = [*(row.value for row in fields.bindings), *(row.value for row in fields.variables)]
        names = dict.fromkeys(names_in([*texts, fields.client_context]))
        self._page.show_variables(list(names), self._environment())

    def _on_discarded(self) -> None:
        if self._event is not None:
            self.drafts.drop(self._event)
        self._on_edited_quietly()

    def _on_environment(self, _name: str) -> None:
        self._on_edited_quietly()

    def _on_page_changed(self, page: object) -> None:
        if page is not self._page:
            self._page, self._event = None, None

    def _on_project(self, _project: object) -> None:
        self.drafts.set_project(self._window.session.folder)
        self._offer()

    def _on_renamed(self, before: SavedEvent, now: SavedEvent) -> None:
        if self._page is not None and self._event == before:
            self.drafts.drop(before)
            self._event = now
            self._page.show_event(now)

    def _on_listed(self, _folders: object) -> None:
        """The files may have been changed outside: a page that nobody typed on follows."""
        page, event = self._page, self._event
        if page is None or event is None or page.unsaved:
            return
        from workbench.library.case_file import new_case, read_case_file

        try:
            file = read_case_file(event.case_path) if event.case_path.exists() else new_case()
        except WorkbenchError as error:
            page.notice.say_error(error)
            return
        if file.text != page.file.text:
            page.show_file(file)
            page.notice.say("neutral", f"{event.case_path.name} was changed outside and read again.")
            self._on_edited_quietly()
            self.saved.emit(event)
