"""When someone else changes the file of an open event: followed where nothing is lost, else asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.app.document import Document
    from workbench.app.drafts import DraftKeeper
    from workbench.app.event_files import EventFiles
    from workbench.app.widgets.notice_bar import NoticeBar

Choices = list[tuple[str, "Callable[[], object]"]]


class OutsideChanges(QObject):
    """Says what was changed outside, with what can be done about it."""

    def __init__(self, files: EventFiles, drafts: DraftKeeper, notice: NoticeBar, *, parent: QObject) -> None:
        super().__init__(parent)
        self._files = files
        self._drafts = drafts
        self._notice = notice
        files.changed_outside.connect(self._on_changed_outside)

    def choices(self, document: Document) -> Choices:
        """Take what is on disk, where it is there still, or keep what is in the window."""

        def take_theirs() -> None:
            self._files.reload(document)
            self._drafts.set_read(document, self._files.read_of(document))
            self._notice.clear()

        def keep_mine() -> None:
            self._files.keep_mine(document)
            self._notice.clear()

        gone = document.path is not None and not document.path.exists()
        keep: Choices = [("Keep mine", keep_mine)]
        return keep if gone else [("Take the file", take_theirs), *keep]

    def _on_changed_outside(self, document: Document, gone: bool) -> None:
        document.settle()
        if gone:
            self._notice.say(
                "warning",
                f"{document.name} was deleted outside.",
                detail="What you see is kept here. Saving writes the file again.",
                actions=[("Keep mine", self.choices(document)[-1][1])],
            )
        elif document.dirty:
            self._notice.say(
                "warning",
                f"{document.name} was changed outside, and here too.",
                detail="Take the file, which Undo can take back, or keep yours and let the next save replace it.",
                actions=self.choices(document),
            )
        else:
            self._files.reload(document)
            self._notice.say("neutral", f"{document.name} was changed outside and read again.")
