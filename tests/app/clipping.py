"""What of a window is cut off: words that are wider or higher than their place, and widgets that leave theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenuBar,
    QSplitterHandle,
    QTabBar,
    QWidget,
)

from workbench.app.widgets.chip import Chip
from workbench.app.widgets.prose import Prose
from workbench.app.widgets.tab_strip import TabStrip

if TYPE_CHECKING:
    from collections.abc import Iterator

SLACK = 1


def cut_off(window: QWidget) -> list[str]:
    """Everything on screen that cannot be read whole: not in its place, and not in its tooltip either."""
    found = []
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and not widget.objectName().startswith("qt_"):
            found += [f"{type(widget).__name__} in {type(widget.parent()).__name__}: {what}" for what in _wrong(widget)]
    return sorted(set(found))


def _wrong(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, Chip):
        yield from _narrow(widget, widget.text)
    elif isinstance(widget, TabStrip):
        yield from _tabs(widget)
    elif isinstance(widget, Prose):
        if widget.verticalScrollBar().maximum() > SLACK:
            yield f"“{widget.text()}” is higher than its place"
    elif isinstance(widget, QLabel) and widget.text():
        if widget.wordWrap():
            if widget.heightForWidth(widget.width()) > widget.height() + SLACK:
                yield f"“{widget.text()}” is higher than its place"
        else:
            yield from _narrow(widget, widget.text())
    elif isinstance(widget, QAbstractButton) and widget.text():
        yield from _narrow(widget, widget.text())
    yield from _outside(widget)


def _narrow(widget: QWidget, words: str) -> Iterator[str]:
    if widget.sizeHint().width() > widget.width() + SLACK and words not in widget.toolTip():
        yield f"“{words}” has {widget.width()} of {widget.sizeHint().width()} pixels and no tooltip that says it"


def _tabs(strip: TabStrip) -> Iterator[str]:
    for index in range(strip.count()):
        box = strip.tabRect(index)
        if strip.isTabVisible(index) and (box.left() < 0 or box.right() > strip.width() + SLACK):
            yield f"the tab “{strip.tabText(index)}” is cut"


def _outside(widget: QWidget) -> Iterator[str]:
    parent = widget.parentWidget()
    if parent is None or widget.isWindow():
        return
    scrolls = isinstance(parent, QAbstractScrollArea) or isinstance(parent.parentWidget(), QAbstractScrollArea)
    free = (QTabBar, QComboBox, QLineEdit, QMenuBar, QSplitterHandle)
    if scrolls or isinstance(parent, free) or isinstance(widget, QSplitterHandle):
        return
    box, place = widget.geometry(), parent.rect()
    if box.isEmpty():
        return
    if box.right() > place.right() + SLACK or box.bottom() > place.bottom() + SLACK:
        yield f"{box.getRect()} leaves its place of {place.width()} by {place.height()}"
