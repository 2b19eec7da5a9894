"""A person's settings as the window uses them: read when first needed, kept until they are changed here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.errors import InputError
    from workbench.library.settings import Settings

FILE = "settings.json"


class OwnSettings(QObject):
    """Reads and writes the file of the settings."""

    changed = Signal()

    def __init__(self, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._folder = folder
        self._settings: Settings | None = None
        self._wrong: InputError | None = None

    @property
    def current(self) -> Settings:
        """The settings; the defaults where the file cannot be understood."""
        if self._settings is None:
            self._read()
        assert self._settings is not None
        return self._settings

    @property
    def wrong(self) -> InputError | None:
        """What is wrong with the file."""
        return self._wrong

    @property
    def editor(self) -> str:
        """The command that opens a file at a line; empty where none was chosen."""
        return self.current.editor if self._is_kept() else ""

    @property
    def timeout_s(self) -> float | None:
        """The timeout of functions that do not say; None where none was chosen."""
        return self.current.timeout if self._is_kept() else None

    def production(self) -> tuple[str, ...]:
        """The patterns of production functions.

        Raises:
            InputError: the file cannot be understood; a mistake in it must not unmark a production function.
        """
        if not self._is_kept():
            return ()
        self._read()
        if self._wrong is not None:
            raise self._wrong
        return self.current.production

    def write(self, settings: Settings) -> None:
        """Keep other settings.

        Raises:
            InputError: the file cannot be written.
        """
        from workbench.library.settings import SettingsFile

        SettingsFile(self._folder).write(settings)
        self._settings, self._wrong = settings, None
        self.changed.emit()

    def _read(self) -> None:
        from workbench.library.settings import SettingsFile

        self._settings, self._wrong = SettingsFile(self._folder).read()

    def _is_kept(self) -> bool:
        """Whether there is a file at all; without one, nothing that reads it need be imported."""
        return (self._folder / FILE).exists()
