"""What is typed on a page and not saved, kept outside the project so that a crash loses nothing."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from workbench.app.drafts import PAUSE_MS
from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.app.drafts import DraftKeeper
    from workbench.library.drafts import DraftKind


class TextDrafts(QObject):
    """The texts of one kind of page as they stand, each under a name; written a moment after a change."""

    def __init__(self, keeper: DraftKeeper, kind: DraftKind, parent: QObject | None = None) -> None:
        """`keeper` knows where the window keeps its drafts."""
        super().__init__(parent)
        self._keeper = keeper
        self._kind = kind
        self._project: Path | None = None
        self._waiting: dict[str, str] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.flush)

    def set_project(self, project: Path | None) -> None:
        """Keep drafts of another project from now on."""
        self.flush()
        self._project = project

    def keep(self, name: str, text: str | None) -> None:
        """Keep what a page says; None where that is what the file says."""
        if text is None:
            self.drop(name)
        else:
            self._waiting[name] = text
            self._timer.start()

    def drop(self, name: str) -> None:
        """What was typed is saved, or given up."""
        from workbench.library.drafts import Drafts

        self._waiting.pop(name, None)
        if self._project is not None:
            with suppress(WorkbenchError):
                Drafts(self._keeper.folder).drop(self._project, name, kind=self._kind)

    def flush(self) -> None:
        """Write what waits to be written."""
        from workbench.library.drafts import Drafts

        self._timer.stop()
        for name, text in self._waiting.items():
            # A draft that cannot be kept must not stop anyone from typing.
            if self._project is not None:
                with suppress(WorkbenchError):
                    Drafts(self._keeper.folder).keep(self._project, name, text, kind=self._kind)
        self._waiting.clear()

    def left(self) -> dict[str, str]:
        """What earlier pages did not save: names and texts."""
        from workbench.library.drafts import Drafts

        if self._project is None:
            return {}
        return {draft.document: draft.text for draft in Drafts(self._keeper.folder).of(self._project, kind=self._kind)}
