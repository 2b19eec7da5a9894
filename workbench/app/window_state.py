"""What a window remembers between runs: place, sizes, zoom, colours, folders. An INI file with a path of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast, get_args

from PySide6.QtCore import QByteArray, QSettings

from workbench.app.theme import ThemeChoice

if TYPE_CHECKING:
    from collections.abc import Sequence

RECENT = 8


class WindowState:
    """Typed access to the file; what cannot be read is as if it had never been kept."""

    def __init__(self, path: Path) -> None:
        self._settings = QSettings(str(path), QSettings.Format.IniFormat)

    @property
    def zoom(self) -> int:
        """Per cent."""
        text = str(self._settings.value("zoom", "100"))
        return int(text) if text.isdigit() else 100

    @zoom.setter
    def zoom(self, per_cent: int) -> None:
        self._settings.setValue("zoom", per_cent)

    @property
    def colours(self) -> ThemeChoice:
        """System, light or dark."""
        text = str(self._settings.value("colours", "system"))
        return cast("ThemeChoice", text) if text in get_args(ThemeChoice) else "system"

    @colours.setter
    def colours(self, choice: ThemeChoice) -> None:
        self._settings.setValue("colours", choice)

    @property
    def recent_folders(self) -> list[Path]:
        """Folders that were open, the newest first."""
        value = self._settings.value("recent", [])
        texts = value if isinstance(value, list) else [value] if isinstance(value, str) else []
        return [Path(str(text)) for text in texts if text]

    def remember_folder(self, folder: Path) -> None:
        """Put a folder first among the recent ones."""
        others = [each for each in self.recent_folders if each != folder]
        self._settings.setValue("recent", [str(each) for each in [folder, *others][:RECENT]])

    def bytes_of(self, key: str) -> QByteArray | None:
        """What Qt saved of a window or splitter; None where there is nothing."""
        value = self._settings.value(f"layout/{key}")
        return value if isinstance(value, QByteArray) and not value.isEmpty() else None

    def keep_bytes(self, key: str, value: QByteArray) -> None:
        """Keep what Qt saved of a window or splitter."""
        self._settings.setValue(f"layout/{key}", value)

    def texts_of(self, key: str) -> list[str]:
        """A list of short texts, such as the events that were open."""
        value = self._settings.value(key, [])
        return [str(each) for each in value] if isinstance(value, list) else [str(value)] if value else []

    def keep_texts(self, key: str, texts: Sequence[str]) -> None:
        """Keep a list of short texts."""
        self._settings.setValue(key, list(texts))

    def flush(self) -> None:
        """Write it now."""
        self._settings.sync()
