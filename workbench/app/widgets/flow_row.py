"""A row of small widgets that goes on in a next row where it does not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QSizePolicy, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from workbench.app.appearance import Appearance


class FlowRow(QWidget):
    """Lays its widgets out like words in a line."""

    def __init__(self, appearance: Appearance, *, gap: int = 6, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._gap = gap
        self._widgets: list[QWidget] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        appearance.changed.connect(self._place)

    def add(self, widget: QWidget) -> None:
        """Add a widget at the end."""
        widget.setParent(self)
        self._widgets.append(widget)
        widget.show()
        self._place()

    def clear(self) -> None:
        """Remove all widgets."""
        for widget in self._widgets:
            widget.hide()
            widget.deleteLater()
        self._widgets.clear()
        self._place()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        boxes = self._boxes(width)
        return max((box.bottom() + 1 for box in boxes), default=0)

    def sizeHint(self) -> QSize:
        width = self.width() or 200
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.heightForWidth(self.width() or 200))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _boxes(self, width: int) -> list[QRect]:
        gap = self._appearance.px(self._gap)
        boxes, left, top, height = [], 0, 0, 0
        for widget in self._widgets:
            size = widget.sizeHint()
            if left and left + size.width() > width:
                left, top, height = 0, top + height + gap, 0
            boxes.append(QRect(left, top, min(size.width(), width), size.height()))
            left += size.width() + gap
            height = max(height, size.height())
        return boxes

    def _place(self) -> None:
        for widget, box in zip(self._widgets, self._boxes(self.width()), strict=True):
            widget.setGeometry(box)
        self.setFixedHeight(self.heightForWidth(self.width() or 200))
        self.setVisible(bool(self._widgets))
