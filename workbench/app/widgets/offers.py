"""The list that drops down while someone types, in rows as high as those of every other list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStyledItemDelegate

if TYPE_CHECKING:
    from PySide6.QtWidgets import QCompleter


def dress_offers(completer: QCompleter) -> None:
    """Let the theme draw what a completer offers; by itself Qt draws these rows without it."""
    if (popup := completer.popup()) is not None:
        popup.setItemDelegate(QStyledItemDelegate(popup))
        # Rows that are laid out before the theme is on them keep their height.
        popup.ensurePolished()
