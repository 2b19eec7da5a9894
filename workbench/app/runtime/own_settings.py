"""A person's settings as the window uses them: read when first needed, kept until they are changed here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.library.settings import Settings


class OwnSettings(QObject):
    """Reads and writes the file of the settings."""

    changed = Signal()

    def __init__(self, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._folder = folder
        self._settings: Settings | None = None

    @property
    def current(self) -> Settings:
        """The settings; the defaults where the file cannot be understood."""
        if self._settings is None:
            from workbench.library.settings import SettingsFile

            self._settings = SettingsFile(self._folder).read()[0]
        return self._settings

    def production(self) -> tuple[str, ...]:
        """The patterns of production functions.

        Raises:
            InputError: the file cannot be understood; a mistake in it must not unmark a production function.
        """
        from workbench.library.settings import SettingsFile

        settings, wrong = SettingsFile(self._folder).read()
        if wrong is not None:
            raise wrong
        return settings.production

    def write(self, settings: Settings) -> None:
        """Keep other settings.

        Raises:
            InputError: the file cannot be written.
        """
        from workbench.library.settings import SettingsFile

        SettingsFile(self._folder).write(settings)
        self._settings = settings
        self.changed.emit()
