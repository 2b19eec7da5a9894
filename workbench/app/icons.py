"""The icons: one family of our own, 16 px with a stroke of 1.5, tinted from the theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from workbench.resource import resource

if TYPE_CHECKING:
    from workbench.app.theme import Theme

_RATIOS = (1.0, 2.0)


def icon(name: str, theme: Theme, *, color: str = "muted", size: int = 16) -> QIcon:
    """An icon by name in a token's colour; its disabled state is paler by itself.

    Raises:
        FileNotFoundError: the family has no such icon.
    """
    drawing = resource(f"icons/{name}.svg").read_text(encoding="utf-8")
    made = QIcon()
    for mode, token in ((QIcon.Mode.Normal, color), (QIcon.Mode.Selected, color), (QIcon.Mode.Disabled, "control")):
        for ratio in _RATIOS:
            made.addPixmap(_draw(drawing.replace("currentColor", getattr(theme, token)), size, ratio), mode)
    return made


def _draw(drawing: str, size: int, ratio: float) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, pixmap.width(), pixmap.height()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
