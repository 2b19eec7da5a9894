"""The window as a person meets it: on a copy of the demo, with nothing kept from before."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from tests.app.stand_ins import Answers
from workbench.app.application import make_window, name_application
from workbench.library.own_folders import OwnFolders
from workbench.resource import resource


@pytest.fixture
def demo(tmp_path):
    folder = tmp_path / "demo"
    shutil.copytree(resource("demo"), folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.fixture
def open_window(qapp, qtbot, tmp_path):
    """Opens windows on a folder; closes them all at the end."""
    name_application(qapp)
    windows = []

    def open_on(folder, *, wait=True):
        window = make_window(qapp, own=OwnFolders.under(tmp_path / "own"), folder=folder)
        window.use_dialogs(Answers(window))
        windows.append(window)
        with qtbot.waitSignal(window.ready if wait else window.painted, timeout=60_000):
            window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow, timeout=60_000)
        return window

    yield open_on
    for window in windows:
        if window.is_furnished:
            assert isinstance(window.dialogs, Answers)
            window.dialogs.save = "discard"
        window.close()
        window.appearance.deleteLater()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def window(open_window, demo):
    return open_window(demo)
