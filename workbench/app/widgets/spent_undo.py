"""When a field's own undo is used up, the key belongs to the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent


def is_spent(event: QKeyEvent, *, can_undo: bool, can_redo: bool) -> bool:
    """Whether a key asks for an undo or redo that a field no longer has."""
    return (event.matches(QKeySequence.StandardKey.Undo) and not can_undo) or (
        event.matches(QKeySequence.StandardKey.Redo) and not can_redo
    )
