"""Keeps every run in the history on disk, off the window's thread, and lists what was kept before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from workbench.app.tasks import Lane

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from workbench.app.tasks import Run
    from workbench.exchange.record import Exchange
    from workbench.library.history import HistoryEntry

LISTED = 20


class HistoryKeeper(QObject):
    """Writes and reads the history."""

    listed = Signal(list)
    """The newest `HistoryEntry`s that earlier windows left."""
    failed = Signal(object)
    """A run could not be kept: a `WorkbenchError`."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._reading = Lane("history-list", self)
        self._reading.finished.connect(self._on_read)
        self._writing = Lane("history-add", self)
        self._writing.failed.connect(self.failed)

    def list_entries(self, project: Path) -> None:
        """Read what was run in a folder, or nobody knows where; `listed` follows."""
        known = ("", str(project))

        def work(_run: Run) -> tuple[HistoryEntry, ...]:
            from workbench.library.history import History

            return tuple(entry for entry in History(self._folder).entries() if entry.project in known)[:LISTED]

        self._reading.start(work)

    def add(self, exchange: Exchange, *, label: str, project: Path | None = None, secrets: Sequence[str] = ()) -> None:
        """Keep a run, without its secrets."""

        def work(_run: Run) -> None:
            from workbench.interchange.exchange_document import exchange_json
            from workbench.library.history import History

            History(self._folder).add(exchange_json(exchange), label=label, project=str(project or ""), secrets=secrets)

        self._writing.start(work)

    def exchange_of(self, entry: HistoryEntry) -> Exchange:
        """A run that was kept, its secrets masked.

        Raises:
            InputError: it is no longer there, or damaged.
        """
        from workbench.interchange.recorded_exchange import recorded_exchange
        from workbench.library.history import History

        return recorded_exchange(History(self._folder).show(entry.id))

    def close(self) -> None:
        """Finish writing."""
        self._reading.close()
        self._writing.close()

    def _on_read(self, entries: tuple[HistoryEntry, ...]) -> None:
        self.listed.emit(list(entries))
