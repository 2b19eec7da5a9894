"""A combo box whose text ends in an ellipsis where it does not fit, with the whole of it in the tooltip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import (
    QComboBox,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStylePainter,
    QToolTip,
    QWidget,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QWheelEvent

    from workbench.app.appearance import Appearance

SIDE, ARROW = 10, 26
ShortRole = Qt.ItemDataRole.UserRole + 7
"""A shorter text of an item, shown where the whole of it does not fit."""


class ChoiceBox(QComboBox):
    """One of several; the wheel turns it only while it has the focus, so that scrolling past changes nothing."""

    def __init__(self, name: str, tip: str, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._tip = tip
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # By itself Qt draws the list like a menu of the desktop, without the theme.
        self.setItemDelegate(QStyledItemDelegate(self))
        # The drop-down's own width is enough: padding beside it would cut the text of a narrow box.
        self.setStyleSheet("QComboBox, QComboBox:focus, QComboBox:on { padding-right: 0; }")

    def setEditable(self, editable: bool) -> None:
        super().setEditable(editable)
        if (line := self.lineEdit()) is not None:
            line.setAccessibleName(self.accessibleName())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.isEditable():
            super().paintEvent(event)
            return
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        px = self._appearance.px
        box = self.rect().adjusted(px(SIDE), 0, -px(ARROW), 0)
        text, short = self.currentText(), self.currentData(ShortRole)
        if short and self.fontMetrics().horizontalAdvance(text) > box.width():
            text = str(short)
        shown = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        theme = self._appearance.theme
        painter.setPen(theme.color("text" if self.isEnabled() else "muted"))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.end()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), f"{self.currentText()}\n{self._tip}".strip(), self)
            return True
        return super().event(event)

    def showPopup(self) -> None:
        # The list may be wider than the box, so that no choice is cut.
        view = self.view()
        view.setMinimumWidth(view.sizeHintForColumn(0) + self._appearance.px(SIDE + ARROW))
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
