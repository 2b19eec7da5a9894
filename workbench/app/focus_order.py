"""Where the Tab key goes: through what is in sight as one reads it, whenever it was made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabBar, QToolButton, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator


def move_focus(within: QWidget, *, forward: bool) -> bool:
    """Take the keyboard to the next stop, or the one before; whether the focus was in there at all."""
    here = within.window().focusWidget()
    if here is None or not within.isAncestorOf(here):
        return False
    stops = list(stops_in(within))
    at = _place_of(here, stops)
    if at is None or len(stops) < 2:
        return False
    step = 1 if forward else -1
    wanted = stops[(at + step) % len(stops)]
    wanted.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    return True


def stops_in(widget: QWidget) -> Iterator[QWidget]:
    """What takes the focus by Tab, row by row from the left."""
    for child in _as_read(widget):
        if _is_stop(child):
            yield child
        yield from stops_in(child)


def _is_stop(widget: QWidget) -> bool:
    if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus or not widget.isEnabled():
        return False
    # What scrolls a row of tabs is no stop: the arrow keys do that.
    return widget.focusProxy() is None and not (
        isinstance(widget, QToolButton) and isinstance(widget.parent(), QTabBar)
    )


def _place_of(here: QWidget, stops: list[QWidget]) -> int | None:
    """Which stop has the focus, itself or through something inside it."""
    widget: QWidget | None = here
    while widget is not None:
        if widget in stops:
            return stops.index(widget)
        widget = widget.parentWidget()
    return None


def _as_read(widget: QWidget) -> list[QWidget]:
    """The children in sight, in rows: what begins above the middle of a row's first belongs to that row."""
    found = [
        child
        for child in widget.children()
        if isinstance(child, QWidget) and child.isVisible() and not child.isWindow()
    ]
    found.sort(key=lambda child: (child.y(), child.x()))
    rows: list[list[QWidget]] = []
    for child in found:
        if rows and child.y() < rows[-1][0].geometry().center().y():
            rows[-1].append(child)
        else:
            rows.append([child])
    return [child for row in rows for child in sorted(row, key=lambda child: child.x())]
