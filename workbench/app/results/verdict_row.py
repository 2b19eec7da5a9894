"""One permission verdict: a line with icon, word, action and resource, that unfolds to everything behind it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from workbench.app.permissions.verdict_speech import spoken
from workbench.app.results.mend_box import MendBox
from workbench.app.results.outcome_words import decision_word
from workbench.app.results.verdict_text import (
    basis_notes,
    effect_words,
    explained,
    findings,
    short_reason,
    short_resource,
)
from workbench.app.widgets.chip import KIND_ICONS
from workbench.app.widgets.code_block import CodeBlock
from workbench.app.widgets.prose import Prose

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from PySide6.QtGui import QEnterEvent, QPaintEvent

    from workbench.app.appearance import Appearance
    from workbench.exchange.record import PermissionAnswer

BASES = {
    "proven": "Proven: AWS was asked.",
    "simulated": "Simulated from the policies at hand; AWS was not asked.",
    "inferred": "Inferred from the policies at hand; AWS was not asked.",
    "unknown": "Not known.",
}
"""How a verdict came about."""
HEIGHT, GLYPH, INDENT = 26, 16, 22


class VerdictHeading(QAbstractButton):
    """The line itself; Space, Enter or a click unfolds."""

    def __init__(self, answer: PermissionAnswer, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._answer = answer
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(f"{answer.action}\non {answer.resource}\nSpace shows the statements")
        self.setAccessibleName(f"{decision_word(answer)[1]}: {answer.action} on {answer.resource}")
        self.setAccessibleDescription(spoken(answer))

    def sizeHint(self) -> QSize:
        return QSize(240, self._appearance.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self._appearance.px(HEIGHT))

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        px, theme = self._appearance.px, self._appearance.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("hover"))
            painter.drawRoundedRect(self.rect(), px(5), px(5))
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), px(5), px(5))
        kind, word = decision_word(self._answer)
        middle = self.height() // 2
        self._appearance.icon(KIND_ICONS[kind], kind).paint(
            painter, px(2), middle - px(GLYPH) // 2, px(GLYPH), px(GLYPH)
        )
        right = self.width() - px(20)
        chevron = "chevron-down" if self.isChecked() else "chevron-right"
        self._appearance.icon(chevron, "muted", size=14).paint(
            painter, self.width() - px(17), middle - px(7), px(14), px(14)
        )
        left = px(INDENT)
        semibold, regular = self._appearance.text(13, semibold=True), self._appearance.text(13)
        for text, font, color in (
            (word, semibold, theme.ink(kind)),
            (self._answer.action, semibold, theme.text),
            (short_resource(self._answer.resource), regular, theme.muted),
        ):
            painter.setFont(font)
            painter.setPen(QColor(color))
            metrics = QFontMetrics(font)
            room = right - left
            if metrics.horizontalAdvance(text) > room and color == theme.muted:
                text = re.split("[:/]", text)[-1]
            if room < px(30):
                break
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRect(left, 0, room, self.height()), Qt.AlignmentFlag.AlignVCenter, shown)
            left += metrics.horizontalAdvance(shown) + px(7)


class VerdictRow(QWidget):
    """A verdict with its reason, and behind the fold statements, values and the mend."""

    place_activated = Signal(object)
    """A `Place` in a policy file that someone wants to see."""

    def __init__(
        self,
        answer: PermissionAnswer,
        appearance: Appearance,
        *,
        files: Mapping[str, Path],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.answer = answer
        self._appearance = appearance
        self._files = files
        self.heading = VerdictHeading(answer, appearance)
        self.heading.toggled.connect(self._on_toggled)
        self._below = QVBoxLayout()
        self._below.setContentsMargins(appearance.px(INDENT), 0, appearance.px(4), 0)
        self._below.setSpacing(appearance.px(5))
        self._below.addWidget(Prose(short_reason(answer), appearance, color="muted", size=12))
        for text in findings(answer):
            self._below.addWidget(Prose(text, appearance, color="warning", size=12))
        self.allow = QPushButton("What would allow this")
        self.allow.setProperty("kind", "soft")
        self.allow.setAccessibleName(f"What would allow {answer.action}")
        self.allow.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.allow.setVisible(bool(answer.mends))
        self.allow.clicked.connect(self._on_allow_clicked)
        self._below.addWidget(self.allow)
        self.mend: MendBox | None = None
        self._details: QWidget | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, appearance.px(6))
        layout.setSpacing(0)
        layout.addWidget(self.heading)
        layout.addLayout(self._below)

    def set_open(self, open_: bool) -> None:
        """Show or hide what is behind the verdict."""
        self.heading.setChecked(open_)

    def _on_toggled(self, checked: bool) -> None:
        if checked and self._details is None:
            self._details = self._make_details()
            self._below.addWidget(self._details)
        if self._details is not None:
            self._details.setVisible(checked)

    def _make_details(self) -> QWidget:
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(self._appearance.px(6))
        if self.answer.effect:
            layout.addWidget(Prose(effect_words(self.answer), self._appearance, color="warning", size=12))
        self._text = explained(self.answer, files=self._files)
        code = CodeBlock(f"Statements behind {self.answer.action}", self._appearance)
        code.line_activated.connect(self._on_line_activated)
        code.show_text(self._text.text.rstrip("\n"), colours=self._text.colours, links=frozenset(self._text.links))
        if self._text.lines:
            layout.addWidget(code)
        asked = f"Asked: {self.answer.action} on {self.answer.resource}"
        about = "\n".join((asked, BASES[self.answer.basis], *basis_notes(self.answer)))
        layout.addWidget(Prose(about, self._appearance, color="muted", size=12))
        return inside

    def _on_allow_clicked(self) -> None:
        if self.mend is None:
            self.mend = MendBox(self.answer.mends, self._appearance)
            self._below.insertWidget(self._below.indexOf(self.allow) + 1, self.mend)
            self.mend.show()
        else:
            self.mend.setVisible(self.mend.isHidden())

    def _on_line_activated(self, number: int) -> None:
        if place := self._text.links.get(number):
            self.place_activated.emit(place)
