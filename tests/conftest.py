"""Guards for every test: nothing unexpected is logged, and no widget, thread or process is left behind."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["AWS_EC2_METADATA_DISABLED"] = "true"

import pytest
from hypothesis import settings

# A build repeats what it did before and does not fail by chance; a person's run goes on exploring.
settings.register_profile("build", derandomize=True, deadline=None)
settings.register_profile("exploring", deadline=None)
settings.load_profile("build" if os.environ.get("CI") else "exploring")

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell starts what it puts in the background deaf to Ctrl+C, and so would be every program that a test starts.
    signal.signal(signal.SIGINT, signal.default_int_handler)

LEFT_TO_END_MS = 3000
"""How long a thread or process that was told to end may take to do so."""


class _Warnings(logging.Handler):
    """Collects what is logged at WARNING or above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.seen: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.seen.append(f"{record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def no_unexpected_log_warnings(request: pytest.FixtureRequest):
    """Fail on any WARNING log record; a test that expects one takes the `caplog` fixture and asserts it."""
    handler = _Warnings()
    root = logging.getLogger()
    root.addHandler(handler)
    yield
    root.removeHandler(handler)
    if "caplog" not in request.fixturenames:
        assert not handler.seen, f"unexpected log warnings: {handler.seen}"


def _children() -> set[int]:
    """The process ids of this process's own children, zombies too; empty where the system has no /proc."""
    found: set[int] = set()
    for task in Path("/proc/self/task").glob("*/children"):
        try:
            found.update(int(pid) for pid in task.read_text().split())
        except OSError:
            continue
    return found


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return "gone"


@pytest.fixture(autouse=True, scope="module")
def no_processes_outlive_their_module():
    """Fail the last test of a module whose fixtures leave a child process behind."""
    children = _children()
    yield
    orphans = {pid: _command(pid) for pid in _children() - children}
    assert not orphans, f"child processes left: {orphans}"


@pytest.fixture(autouse=True)
def no_leaked_threads_or_processes(request: pytest.FixtureRequest):
    """Fail a test that leaves a Python thread or a child process of its own running.

    Where a fixture of the whole module serves the test, what it runs is looked at when the module ends.
    """
    threads, children = set(threading.enumerate()), _children()
    yield
    if "sandbox" in request.fixturenames:
        return
    for thread in set(threading.enumerate()) - threads:
        thread.join(LEFT_TO_END_MS / 1000)
    left = [thread.name for thread in set(threading.enumerate()) - threads if thread.is_alive()]
    assert not left, f"threads left running: {left}"
    orphans = {pid: _command(pid) for pid in _children() - children}
    assert not orphans, f"child processes left: {orphans}"


@pytest.fixture
def qtbot(qapp, request: pytest.FixtureRequest):
    """In place of that of pytest-qt, which gives up after 5 s."""
    from tests.patience import PatientBot

    return PatientBot(request)


@pytest.fixture(autouse=True)
def no_leaked_widgets(request: pytest.FixtureRequest):
    """Fail a test that leaves a top-level widget alive."""
    yield
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or "qtbot" not in request.fixturenames or widgets.QApplication.instance() is None:
        return
    from PySide6.QtCore import QCoreApplication, QEvent

    def alive() -> list[str]:
        return [repr(w) for w in widgets.QApplication.topLevelWidgets() if w.parent() is None and w.isVisible()]

    left = alive()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not left, f"top-level widgets left visible: {left}"
