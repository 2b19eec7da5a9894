"""Says in the menu bar that the sandbox runs, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

if TYPE_CHECKING:
    from workbench.app.appearance import Appearance
    from workbench.app.aws.sandbox_process import Running


HEIGHT, SIDE, GLYPH, GAP, AFTER = 22, 8, 13, 6, 6


class SandboxButton(QToolButton):
    """A chip that opens a menu; hidden while no sandbox runs."""

    browse_wanted = Signal()
    reset_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._running: Running | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.setAccessibleName("Sandbox")
        for text, act in (
            ("Copy its URL", self._copy),
            ("See its functions…", self.browse_wanted.emit),
            ("Reset", self.reset_wanted.emit),
            ("Stop", self.stop_wanted.emit),
        ):
            menu.addAction(text).triggered.connect(act)
        self.setMenu(menu)
        appearance.changed.connect(self._dress)
        self._say("Sandbox", "An AWS account in a box on this machine")
        self.hide()

    def show_starting(self) -> None:
        """It is being started."""
        self._say("Sandbox is starting", "An AWS account in a box on this machine")
        self.setEnabled(False)

    def show_running(self, running: Running) -> None:
        """It runs."""
        self._running = running
        self._say(
            f"Sandbox running at {running.endpoint_url.removeprefix('http://')}",
            f"Local functions use it as AWS_ENDPOINT_URL. Region {running.region}, account {running.account_id}",
        )
        self.setEnabled(True)

    def show_stopped(self) -> None:
        """It runs no longer."""
        self._running = None
        self.hide()

    def sizeHint(self) -> QSize:
        px = self._appearance.px
        words = QFontMetrics(self._appearance.text(12, semibold=True)).horizontalAdvance(self.text())
        return QSize(words + px(2 * SIDE + GLYPH + GAP + AFTER), px(HEIGHT))

    def _say(self, text: str, tip: str) -> None:
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(tip)
        self._dress()
        # A menu bar makes room for its corner only when that is shown.
        self.hide()
        self.show()

    def _copy(self) -> None:
        if self._running is not None:
            QGuiApplication.clipboard().setText(self._running.endpoint_url)

    def _dress(self) -> None:
        theme, px = self._appearance.theme, self._appearance.px
        kind = "ok" if self._running is not None else "unknown"
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIcon(self._appearance.icon("cloud", kind, size=GLYPH))
        self.setIconSize(QSize(px(GLYPH), px(GLYPH)))
        self.setFont(self._appearance.text(12, semibold=True))
        ground, ink = (theme.ok_soft, theme.ok) if kind == "ok" else (theme.unknown_soft, theme.unknown)
        self.setStyleSheet(
            f"QToolButton {{ background: {ground}; color: {ink}; border: 2px solid {ground};"
            f" border-radius: {px(HEIGHT) // 2}px; padding: 0 0 0 {px(SIDE) // 2}px; margin-right: {px(AFTER)}px; }}"
            f" QToolButton:focus {{ border-color: {theme.accent}; }}"
        )
