"""What the window does about functions on this machine: their details, the settings, and runs side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.app.main_window import MainWindow
    from workbench.library.project import FunctionEntry


class RuntimeActions(QObject):
    """Opens the pages and dialogs about local runs."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.workspace.sidebar.function_details.connect(self.show_details_of)

    def table(self) -> dict[str, Callable[[], object]]:
        """What each action does."""
        return {"details": self.show_details, "settings": self.show_settings}

    def show_details(self) -> None:
        """Show what is known of the chosen function."""
        window = self._window
        target = window.bar.target()
        entry = window.session.entry(target.name) if target is not None else None
        if entry is not None:
            self.show_details_of(entry)
        elif target is not None:
            window.aws.connect_to_aws()
        else:
            window.workspace.notice.say("neutral", "No function is chosen.")

    def show_details_of(self, entry: FunctionEntry) -> None:
        """Show what is known of a function of the folder."""
        from workbench.app.runtime.function_page import FunctionPage

        page = FunctionPage(entry, self._window.run_choices, self._window.appearance)
        page.source_wanted.connect(self._window.workspace.sidebar.function_opened)
        self._window.workspace.stage.open(page)

    def show_settings(self) -> None:
        """Let a person change the settings."""
        from workbench.app.runtime.settings_dialog import SettingsDialog

        SettingsDialog(self._window.own_settings, self._window.appearance, parent=self._window).open()
