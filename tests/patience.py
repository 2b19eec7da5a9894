"""How long tests of the window wait where they do not say it: as long as a busy machine may need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytestqt.qtbot import QtBot

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE_MS = 60_000
"""Half of what a whole test may take: one that waits in vain still says for what."""


class PatientBot(QtBot):
    """Waits for what is sure to come; how soon it comes is no matter of these tests."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE_MS) -> None:  # noqa: N802 - pytest-qt names it
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = PATIENCE_MS, **options: Any) -> Any:  # noqa: N802 - as above
        return super().waitSignal(signal, timeout=timeout, **options)

    def waitSignals(self, signals: list[Any], *, timeout: int = PATIENCE_MS, **options: Any) -> Any:  # noqa: N802 - as above
        return super().waitSignals(signals, timeout=timeout, **options)
