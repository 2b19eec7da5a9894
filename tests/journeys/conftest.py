"""Journeys begin in the window on the demo."""

from __future__ import annotations

from tests.app.windows import demo, open_window, window

__all__ = ["demo", "open_window", "window"]
