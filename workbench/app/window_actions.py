"""What every action of the window does, and what the panes ask for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from workbench.app.actions import shown_keys
from workbench.app.invoke_actions import InvokeActions
from workbench.app.recent_folders import RecentFolders
from workbench.app.results.stack_text import Place
from workbench.app.source_opener import show_place
from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.app.main_window import MainWindow
    from workbench.exchange.record import Exchange
    from workbench.library.event_tree import SavedEvent
    from workbench.library.project import FunctionEntry

_THEMES = {"theme_system": "system", "theme_light": "light", "theme_dark": "dark"}


class WindowActions(QObject):
    """One method an action; the window itself only composes."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._invoking = InvokeActions(window)
        self._does: dict[str, Callable[[], object]] = self._table()
        window.actions_.triggered.connect(self.do)
        self._connect()
        self.recent = RecentFolders(window)
        """The folders that were open before."""
        self._check_theme()
        empty = window.area.empty
        empty.add_button("Try the demo", self.open_demo, primary=True)
        empty.add_button("Open a folder…", self.open_folder)
        empty.add_button("Connect to AWS…", window.aws.connect_to_aws)

    def _table(self) -> dict[str, Callable[[], object]]:
        window, workspace = self._window, self._window.workspace
        look = window.appearance
        table: dict[str, Callable[[], object]] = {
            "new": self.new,
            "open_folder": self.open_folder,
            "open_demo": self.open_demo,
            "save": self.save,
            "save_as": self.save_as,
            "save_all": window.documents.save_all,
            "close": self.close,
            "reopen": window.documents.reopen,
            "quit": window.close,
            "undo": self.undo,
            "redo": self.redo,
            "duplicate": self.duplicate,
            "rename": self.rename,
            "delete": self.delete,
            "find_anything": window.finder.show,
            "commands": window.finder.show_commands,
            "filter": self.focus_filter,
            "focus_path": window.bar.focus_path,
            "view_form": lambda: window.area.show_view("form"),
            "view_json": lambda: window.area.show_view("json"),
            "view_both": lambda: window.area.show_view("both"),
            "invoke": self._invoking.invoke,
            "debug": self._invoking.debug,
            "enforce_off": partial(self._invoking.set_enforce, "off"),
            "enforce_warn": partial(self._invoking.set_enforce, "warn"),
            "enforce_deny": partial(self._invoking.set_enforce, "deny"),
            "cancel": window.controller.cancel,
            "open_source": self.open_source,
            "reload_project": self.reload_project,
            "show_sidebar": self.show_sidebar,
            "focus_result": workspace.response.focus_result,
            "focus_permissions": workspace.permissions.focus_first,
            "focus_trace": workspace.trace.focus_first,
            "zoom_in": look.zoom_in,
            "zoom_out": look.zoom_out,
            "zoom_reset": lambda: look.set_zoom(100),
            "theme_system": lambda: self.set_theme("theme_system"),
            "theme_light": lambda: self.set_theme("theme_light"),
            "theme_dark": lambda: self.set_theme("theme_dark"),
            "help_here": self.help_here,
            "keys": self.show_keys,
            "about": self.about,
        }
        table |= window.gateway.table() | window.permissions.table()
        table |= window.aws.table() | window.cases.table()
        table |= window.runtime.table()
        for number in range(1, 10):
            table[f"tab_{number}"] = partial(window.area.show_tab, number)
        return table

    def _connect(self) -> None:
        window = self._window
        window.area.command_pasted.connect(window.bar.fill_from)
        window.bar.pointed.connect(window.area.mark)
        window.bar.invoke_requested.connect(self._invoking.invoke)
        window.bar.cancel_requested.connect(window.controller.cancel)
        window.bar.noticed.connect(self._on_noticed)
        sidebar = window.workspace.sidebar
        sidebar.event_duplicated.connect(window.documents.duplicate)
        sidebar.event_renamed.connect(window.documents.rename)
        sidebar.event_deleted.connect(window.documents.delete)
        sidebar.new_wanted.connect(self.new)
        sidebar.function_opened.connect(self._on_function_opened)
        sidebar.run_chosen.connect(self._on_run_chosen)
        window.workspace.response.place_activated.connect(self.show_place)

    # Files

    def new(self) -> None:
        """Begin an event of the kind that is in front."""
        from workbench.app.new_events import blank_event
        from workbench.events.source import Source

        current = self._window.area.current()
        self._window.documents.new(blank_event(current.source if current is not None else Source.REST))

    def save(self) -> None:
        """Save the event in front, or what is about it where that page is open."""
        if self._window.cases.save_page():
            return
        if (document := self._window.area.current()) is not None:
            self._window.documents.save(document)

    def save_as(self) -> None:
        """Save the event in front under another name."""
        if (document := self._window.area.current()) is not None:
            self._window.documents.save_as(document)

    def close(self) -> None:
        """Close the page in front, else the event."""
        if self._window.workspace.stage.page is not None:
            self._window.workspace.stage.close_page()
        else:
            self._window.area.close_current()

    def undo(self) -> None:
        """Take back the last step of the event in front; one behind a page stays as it is."""
        if self._window.workspace.stage.page is None:
            self._window.area.undo()

    def redo(self) -> None:
        """Bring back the last step of the event in front; one behind a page stays as it is."""
        if self._window.workspace.stage.page is None:
            self._window.area.redo()

    def duplicate(self) -> None:
        """Copy the event in front."""
        document = self._window.area.current()
        event = self._saved_event()
        if event is not None:
            self._window.documents.duplicate(event)
        elif document is not None:
            self._window.documents.new(document.event, name=f"{document.name.removesuffix('.json')} copy.json")

    def rename(self) -> None:
        """Rename the event in front."""
        if (event := self._saved_event()) is not None:
            self._window.documents.rename(event)

    def delete(self) -> None:
        """Move the event in front to the trash."""
        if (event := self._saved_event()) is not None:
            self._window.documents.delete(event)

    def open_folder(self) -> None:
        """Ask for a folder and open it."""
        from pathlib import Path

        start = self._window.session.folder or Path.home()
        if (folder := self._window.dialogs.ask_folder("Open a project folder", start=start)) is not None:
            self._window.open_folder(folder)

    def open_demo(self) -> None:
        """Open the demo project."""
        from workbench.library.demo import demo_folder

        self._window.open_folder(demo_folder())

    def reload_project(self) -> None:
        """Read the folder again."""
        if (folder := self._window.session.folder) is not None:
            self._window.session.open(folder)

    # Looks and help

    def focus_filter(self) -> None:
        """Take the keyboard to the sidebar's filter, shown where it was hidden."""
        self._window.actions_["show_sidebar"].setChecked(True)
        self.show_sidebar()
        self._window.workspace.sidebar.focus_filter()

    def show_sidebar(self) -> None:
        """Show or hide the sidebar."""
        self._window.workspace.show_sidebar(self._window.actions_["show_sidebar"].isChecked())

    def set_theme(self, id_: str) -> None:
        """Colours of the system, light or dark."""
        self._window.appearance.set_choice(_THEMES[id_])  # type: ignore[arg-type]  # from the table above
        self._check_theme()

    def help_here(self) -> None:
        """Say what the focused widget is for."""
        widget = QApplication.focusWidget()
        told = _help_of(widget)
        self._window.workspace.notice.say(
            "accent", told or "Nothing has the focus.", detail="Ctrl+Shift+/ lists every key."
        )

    def show_keys(self) -> None:
        """List every key."""
        from workbench.app.widgets.key_list import KeyList

        KeyList(shown_keys(), self._window.appearance, parent=self._window).open()

    def about(self) -> None:
        """Say what this is."""
        from workbench import __version__

        self._window.dialogs.tell(
            "About",
            "Compose API Gateway events, invoke functions, and see the response and the permissions side by side. "
            "Works without an account and without a network; nothing is sent anywhere but where you send it.",
            heading=f"Lambda Event Workbench {__version__}",
        )

    def open_source(self) -> None:
        """Show the source of the chosen function."""
        target = self._window.bar.target()
        entry = self._window.session.entry(target.name) if target is not None else None
        if entry is not None:
            self._on_function_opened(entry)

    def _saved_event(self) -> SavedEvent | None:
        document = self._window.area.current()
        return self._window.files.event_of(document) if document is not None else None

    def _check_theme(self) -> None:
        for id_, choice in _THEMES.items():
            self._window.actions_[id_].setChecked(self._window.appearance.choice == choice)

    @property
    def known(self) -> frozenset[str]:
        """The ids that something is done for."""
        return frozenset(self._does)

    def do(self, id_: str) -> None:
        """Carry out the action of an id."""
        self._does[id_]()

    def _on_noticed(self, kind: str, message: str, detail: str) -> None:
        self._window.workspace.notice.say(kind, message, detail=detail)  # type: ignore[arg-type]  # a kind by its name

    def _on_function_opened(self, entry: FunctionEntry) -> None:
        from workbench.library.handler_source import source_file

        if (file := source_file(entry.function)) is not None:
            self.show_place(Place(file, 1))

    def _on_run_chosen(self, exchange: Exchange) -> None:
        self._window.runs.show_again(exchange)

    def show_place(self, place: Place) -> None:
        """Open a line of a file in the person's own editor."""
        try:
            show_place(place, template=self._window.own_settings.editor)
        except WorkbenchError as error:
            self._window.workspace.notice.say_error(error)


def _help_of(widget: QWidget | None) -> str:
    """What a widget, or the nearest around it that says so, is for."""
    while widget is not None:
        name, told = widget.accessibleName(), widget.whatsThis() or widget.toolTip() or widget.accessibleDescription()
        if name or told:
            return told if told.startswith(name) else ": ".join(filter(None, (name, told)))
        widget = widget.parentWidget()
    return ""
