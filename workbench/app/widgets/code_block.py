"""Read-only text in the fixed-width font that is as tall as its lines, for use inside something that scrolls."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.app.widgets.code_view import CodeView

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QWheelEvent

    from workbench.app.appearance import Appearance


class CodeBlock(CodeView):
    """Shows all its lines; the wheel scrolls what it stands in."""

    def __init__(self, name: str, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(name, appearance, parent=parent)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def sizeHint(self) -> QSize:
        return QSize(200, self._wanted())

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self._wanted())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def _wanted(self) -> int:
        # Qt lays a block out when it is first seen; asking for its rectangle does it now.
        height, block = 0.0, self.document().firstBlock()
        while block.isValid():
            height += self.blockBoundingRect(block).height()
            block = block.next()
        frame = self.contentsMargins().top() + self.contentsMargins().bottom() + 2 * self.document().documentMargin()
        return ceil(height + frame)

    def _fit(self) -> None:
        if self.height() != (wanted := self._wanted()):
            self.setFixedHeight(wanted)
