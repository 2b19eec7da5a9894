"""The one button that starts an invocation and, while it runs, stops it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QPushButton, QWidget

if TYPE_CHECKING:
    from workbench.app.appearance import Appearance

_INVOKE, _CANCEL = "Invoke   Ctrl+↵", "Cancel"
_WIDEST = "Cancel  88.8 s / 88 s"
_SHORT_INVOKE, _SHORT_WIDEST = "Invoke", "Cancel  88.8 s"


class InvokeButton(QPushButton):
    """Invoke, or Cancel with the time that has passed; its width never changes, so that nothing jumps."""

    invoke_requested = Signal()
    cancel_requested = Signal()

    def __init__(self, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._running = False
        self._short = False
        self.clicked.connect(self._on_clicked)
        self._dress()
        appearance.changed.connect(self.updateGeometry)

    @property
    def running(self) -> bool:
        """Whether the button cancels."""
        return self._running

    def set_running(self, running: bool) -> None:
        """Become Cancel, or Invoke again."""
        if running != self._running:
            self._running = running
            self._dress()

    def set_short(self, short: bool) -> None:
        """Say less in a narrow bar; the tooltip has the key and the response the timeout."""
        if short != self._short:
            self._short = short
            self._dress()
            self.updateGeometry()

    def set_elapsed(self, elapsed_ms: float, timeout_ms: float) -> None:
        """Show how long it has run, of how long it may."""
        if self._running:
            limit = f" / {timeout_ms / 1000:g} s" if timeout_ms > 0 and not self._short else ""
            self.setText(f"{_CANCEL}  {elapsed_ms / 1000:.1f} s{limit}")

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._appearance.text(13, semibold=True))
        width = max(metrics.horizontalAdvance(text) for text in self._texts())
        return QSize(width + self._appearance.px(24), self._appearance.px(32))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _texts(self) -> tuple[str, str]:
        return (_SHORT_INVOKE, _SHORT_WIDEST) if self._short else (_INVOKE, _WIDEST)

    def _dress(self) -> None:
        self.setText(_CANCEL if self._running else self._texts()[0])
        says = "Cancel the running invocation (Esc)" if self._running else "Invoke the function (Ctrl+Enter or F5)"
        self.setToolTip(says)
        self.setAccessibleName(says.partition(" (")[0])
        self.setProperty("kind", "danger" if self._running else "primary")
        self.style().unpolish(self)
        self.style().polish(self)

    def _on_clicked(self) -> None:
        (self.cancel_requested if self._running else self.invoke_requested).emit()
