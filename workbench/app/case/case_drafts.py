"""What is typed about an event and not saved, as the text of a draft and back."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from workbench.app.case.case_fields import CaseFields
from workbench.app.text_drafts import TextDrafts
from workbench.app.widgets.row import Row

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from workbench.app.drafts import DraftKeeper
    from workbench.library.event_tree import SavedEvent


class CaseDrafts(QObject):
    """The fields of pages as they stand, by the event that they are about."""

    def __init__(self, keeper: DraftKeeper, parent: QObject | None = None) -> None:
        """`keeper` knows where the window keeps its drafts."""
        super().__init__(parent)
        self._texts = TextDrafts(keeper, "case", self)
        self._project: Path | None = None

    def set_project(self, project: Path | None) -> None:
        """Keep drafts of another project from now on."""
        self._texts.set_project(project)
        self._project = project

    def keep(self, event: SavedEvent, fields: CaseFields | None) -> None:
        """Keep what a page says; None where that is what the file says."""
        self._texts.keep(self._key(event), None if fields is None else json.dumps(asdict(fields)))

    def drop(self, event: SavedEvent) -> None:
        """What was typed is saved, or given up."""
        self._texts.drop(self._key(event))

    def flush(self) -> None:
        """Write what waits to be written."""
        self._texts.flush()

    def found(self, event: SavedEvent) -> CaseFields | None:
        """What an earlier page about an event did not save."""
        text = self._texts.left().get(self._key(event))
        return None if text is None else _read(text)

    def left(self, events: Iterable[SavedEvent]) -> list[SavedEvent]:
        """The events that an earlier page left something about."""
        kept = self._texts.left()
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
