"""What the tests of the window share: the look of an application."""

from __future__ import annotations

import pytest

from tests.app.windows import demo, open_window, window
from workbench.app.appearance import Appearance

__all__ = ["appearance", "demo", "open_window", "window"]


@pytest.fixture
def appearance(qapp):
    made = Appearance(qapp, choice="light")
    yield made
    made.deleteLater()
