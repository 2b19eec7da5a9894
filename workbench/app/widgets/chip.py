"""A verdict in a word: an icon and a text on a soft ground, never colour alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from workbench.app.appearance import Appearance
    from workbench.app.theme import Kind

KIND_ICONS: dict[Kind, str] = {
    "ok": "check", "warning": "warning", "error": "cross", "unknown": "question", "neutral": "", "accent": "circle",
}  # fmt: skip
"""The icon that goes with each kind, so that it reads without colour."""

HEIGHT, SIDE, GLYPH, GAP = 20, 8, 13, 4


class Chip(QWidget):
    """An icon and a word on the ground of its kind."""

    def __init__(
        self, appearance: Appearance, kind: Kind = "neutral", text: str = "", *, icon: str | None = None,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._appearance = appearance
        self._kind: Kind = kind
        self._text = text
        self._icon = icon
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self._on_appearance_changed)
        self.set(kind, text, icon=icon)

    @property
    def kind(self) -> Kind:
        """What the chip says by its colour and icon."""
        return self._kind

    @property
    def text(self) -> str:
        """The word."""
        return self._text

    def set(self, kind: Kind, text: str, *, icon: str | None = None) -> None:
        """Say something else; `icon=None` takes the icon of the kind, an empty name none."""
        self._kind, self._text, self._icon = kind, text, icon
        self.setAccessibleName(text)
        self._on_appearance_changed()

    def sizeHint(self) -> QSize:
        px = self._appearance.px
        glyph = px(GLYPH) + px(GAP) if self._icon_name() else 0
        metrics = QFontMetrics(self._appearance.text(12, semibold=True))
        return QSize(2 * px(SIDE) + glyph + metrics.horizontalAdvance(self._text) + 1, px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        px = self._appearance.px
        return QSize(min(self.sizeHint().width(), px(2 * SIDE + GLYPH + GAP + 28)), px(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, px = self._appearance.theme, self._appearance.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.ground(self._kind)))
        box = QRectF(self.rect())
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        left = px(SIDE)
        if name := self._icon_name():
            token = "muted" if self._kind == "neutral" else self._kind
            glyph = self._appearance.icon(name, token, size=GLYPH)
            glyph.paint(painter, left, (self.height() - px(GLYPH)) // 2, px(GLYPH), px(GLYPH))
            left += px(GLYPH) + px(GAP)
        font = self._appearance.text(12, semibold=True)
        painter.setFont(font)
        painter.setPen(theme.ink(self._kind))
        room = self.width() - left - px(SIDE) + 1
        shown = QFontMetrics(font).elidedText(self._text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(left, 0, room, self.height()), Qt.AlignmentFlag.AlignVCenter, shown)

    def _icon_name(self) -> str:
        return KIND_ICONS[self._kind] if self._icon is None else self._icon

    def _on_appearance_changed(self) -> None:
        self.updateGeometry()
        self.update()
