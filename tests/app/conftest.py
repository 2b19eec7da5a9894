"""What the tests of the window share: the look of an application."""

from __future__ import annotations

import pytest

from workbench.app.appearance import Appearance


@pytest.fixture
def appearance(qapp):
    made = Appearance(qapp, choice="light")
    yield made
    made.deleteLater()
