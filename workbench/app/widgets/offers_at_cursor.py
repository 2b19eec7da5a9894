"""What fits where someone types in a text, offered as a list below the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import QCompleter, QListView, QPlainTextEdit

from workbench.app.widgets.offers import dress_offers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.app.appearance import Appearance

WIDTH, LINES = 320, 10


class OffersAtCursor(QCompleter):
    """Emits `activated` with what was chosen; the text itself decides what is offered and what becomes of it."""

    def __init__(self, text: QPlainTextEdit, appearance: Appearance) -> None:
        self._words = QStringListModel(text)
        super().__init__(self._words, text)
        self._text = text
        self._appearance = appearance
        self.list = QListView()
        self.list.setAccessibleName("What fits here")
        self.setWidget(text)
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setMaxVisibleItems(LINES)
        self.setPopup(self.list)
        dress_offers(self)

    def offer(self, choices: Sequence[str]) -> None:
        """Show the choices, the first one chosen."""
        self._words.setStringList(list(choices))
        box = self._text.cursorRect()
        box.translate(self._text.viewport().pos())
        box.setWidth(self._appearance.px(WIDTH))
        self.complete(box)
        self.list.setCurrentIndex(self._words.index(0, 0))
