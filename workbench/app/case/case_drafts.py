"""What is typed about an event and not saved, kept outside the project so that a crash loses nothing."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from workbench.app.case.case_fields import CaseFields
from workbench.app.drafts import PAUSE_MS
from workbench.app.widgets.row import Row
from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from workbench.app.drafts import DraftKeeper
    from workbench.library.event_tree import SavedEvent


class CaseDrafts(QObject):
    """The fields of pages as they stand; written a moment after a change."""

    def __init__(self, keeper: DraftKeeper, parent: QObject | None = None) -> None:
        """`keeper` knows where the window keeps its drafts."""
        super().__init__(parent)
        self._keeper = keeper
        self._project: Path | None = None
        self._waiting: dict[str, CaseFields] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.flush)

    def set_project(self, project: Path | None) -> None:
        """Keep drafts of another project from now on."""
        self.flush()
        self._project = project

    def keep(self, event: SavedEvent, fields: CaseFields | None) -> None:
        """Keep what a page says; None where that is what the file says."""
        if fields is None:
            self.drop(event)
        else:
            self._waiting[self._key(event)] = fields
            self._timer.start()

    def drop(self, event: SavedEvent) -> None:
        """What was typed is saved, or given up."""
        from workbench.library.drafts import Drafts

        key = self._key(event)
        self._waiting.pop(key, None)
        if self._project is not None:
            with suppress(WorkbenchError):
                Drafts(self._keeper.folder).drop(self._project, key)

    def flush(self) -> None:
        """Write what waits to be written."""
        from workbench.library.drafts import Drafts

        self._timer.stop()
        for key, fields in self._waiting.items():
            # A draft that cannot be kept must not stop anyone from typing.
            if self._project is not None:
                with suppress(WorkbenchError):
                    Drafts(self._keeper.folder).keep(self._project, key, json.dumps(asdict(fields)))
        self._waiting.clear()

    def found(self, event: SavedEvent) -> CaseFields | None:
        """What an earlier page about an event did not save."""
        from workbench.library.drafts import Drafts

        if self._project is None:
            return None
        key = self._key(event)
        kept = (draft.text for draft in Drafts(self._keeper.folder).of(self._project) if draft.document == key)
        return next((fields for text in kept if (fields := _read(text)) is not None), None)

    def left(self, events: Iterable[SavedEvent]) -> list[SavedEvent]:
        """The events that an earlier page left something about."""
        from workbench.library.drafts import Drafts

        if self._project is None:
            return []
        kept = {draft.document for draft in Drafts(self._keeper.folder).of(self._project)}
        return [event for event in events if self._key(event) in kept]

    def _key(self, event: SavedEvent) -> str:
        path = event.case_path
        if self._project is not None and path.is_relative_to(self._project):
            return path.relative_to(self._project).as_posix()
        return str(path)


def _read(text: str) -> CaseFields | None:
    try:
        found = json.loads(text)
        for key in ("bindings", "variables"):
            found[key] = tuple(Row(*row) for row in found[key])
        return CaseFields(**found)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
