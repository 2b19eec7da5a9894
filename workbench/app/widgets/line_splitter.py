"""A splitter whose handle is a thin line with room around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from workbench.app.appearance import Appearance

GRIP = 13


class _Handle(QSplitterHandle):
    """Wide enough for a mouse, drawn as one line; thicker while the mouse is on it."""

    def __init__(self, splitter: LineSplitter, appearance: Appearance) -> None:
        super().__init__(splitter.orientation(), splitter)
        self._appearance = appearance
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        under = self.underMouse()
        color = self._appearance.theme.color("accent" if under else "line")
        width = 2 if under else 1
        middle = self.rect().center()
        if self.orientation() == Qt.Orientation.Horizontal:
            painter.fillRect(middle.x(), 0, width, self.height(), color)
        else:
            painter.fillRect(0, middle.y(), self.width(), width, color)


class LineSplitter(QSplitter):
    """Two views of one thing, side by side or one above the other."""

    def __init__(self, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._appearance = appearance
        self.setChildrenCollapsible(False)
        self.setHandleWidth(GRIP)

    def createHandle(self) -> QSplitterHandle:
        return _Handle(self, self._appearance)
