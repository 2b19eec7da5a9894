"""Finding anything: what the palette lists, and what happens with what was chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from workbench.app.actions import entries

if TYPE_CHECKING:
    from workbench.app.main_window import MainWindow
    from workbench.app.palette import Entry


class Finder(QObject):
    """Shows the palette over the window and passes on what was chosen."""

    event_chosen = Signal(object)
    """A `SavedEvent`."""
    function_chosen = Signal(object)
    """A `FunctionEntry`."""
    route_chosen = Signal(object, object)
    """An `ApiEntry` and a route of it."""
    command_chosen = Signal(str)
    """The id of an action."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def show(self) -> None:
        """Show everything."""
        self._palette("")

    def show_commands(self) -> None:
        """Show commands only."""
        self._palette(">")

    def entries(self) -> list[Entry]:
        """Everything that can be found."""
        from workbench.app.palette import Entry as Found

        window = self._window
        found = [Found(event.name, "Event", event, "event") for event in window.files.events()]
        project = window.session.project
        if project is not None:
            found += [Found(entry.label, "Function", entry, "function") for entry in project.functions]
            found += [
                Found(route.key, "Route", (entry, route), "api") for entry in project.apis for route in entry.api.routes
            ]
        for entry in entries():
            if not entry.hidden:
                keys = entry.keys[0].replace("Return", "Enter") if entry.keys else ""
                found.append(Found(entry.words.rstrip("…"), "Command", entry.id, "terminal", keys))
        return found

    def take(self, entry: Entry) -> None:
        """Do what an entry stands for."""
        if entry.kind == "Event":
            self.event_chosen.emit(entry.value)
        elif entry.kind == "Function":
            self.function_chosen.emit(entry.value)
        elif entry.kind == "Route" and isinstance(entry.value, tuple):
            self.route_chosen.emit(*entry.value)
        else:
            self.command_chosen.emit(str(entry.value))

    def _palette(self, text: str) -> None:
        from workbench.app.palette import CommandPalette

        palette = CommandPalette(self.entries(), self._window.appearance, parent=self._window)
        palette.chosen.connect(self.take)
        palette.closed.connect(palette.deleteLater)
        palette.words.setText(text)
        palette.open()
