"""How long the window takes to be seen: process start to first paint, as a ratio to an empty PySide6 main window."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from workbench.resource import resource

if TYPE_CHECKING:
    from pathlib import Path

RUNS = 7
GOAL = 2.0

EMPTY = """
import sys, time
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print(time.time(), flush=True)
        app.quit()
app = QApplication([])
window = Window()
window.resize(1280, 800)
window.show()
app.exec()
"""
OURS = """
import sys, time
from pathlib import Path
from workbench.app import application
from workbench.library.own_folders import OwnFolders
from PySide6.QtWidgets import QApplication
app = QApplication([])
application.name_application(app)
window = application.make_window(app, own=OwnFolders.under(Path(sys.argv[1])), folder=Path(sys.argv[2]))
def say():
    print(time.time(), flush=True)
window.painted.connect(say)
window.ready.connect(say)
window.ready.connect(window.close)
window.show()
app.exec()
"""


def seconds(script: str, *arguments: str, compiled: Path) -> list[float]:
    """When the lines were printed, in seconds since the start; `compiled` holds bytecode, as an installation does."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": str(compiled)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    started = time.time()
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return [float(line) - started for line in done.stdout.split()]


@pytest.mark.benchmark
def test_the_first_paint_against_an_empty_window(tmp_path, capsys):
    empty, ours, ready, demo = [], [], [], []
    (tmp_path / "empty").mkdir()
    shutil.copytree(resource("demo"), tmp_path / "demo", ignore=shutil.ignore_patterns("__pycache__"))
    for number in range(RUNS + 1):
        nothing = seconds(EMPTY, compiled=tmp_path / "compiled")
        window = seconds(OURS, str(tmp_path / "own"), str(tmp_path / "empty"), compiled=tmp_path / "compiled")
        project = seconds(OURS, str(tmp_path / "own"), str(tmp_path / "demo"), compiled=tmp_path / "compiled")
        if number:  # the first of each warms the disk's cache
            empty.append(nothing[0])
            ours.append(window[0])
            ready.append(window[1])
            demo.append(project[1])
    base = statistics.median(empty)
    with capsys.disabled():
        print(
            f"\nstart-up, medians of {RUNS}: empty PySide6 window {base * 1000:.0f} ms; "
            f"first paint {statistics.median(ours) * 1000:.0f} ms, ratio {statistics.median(ours) / base:.2f} "
            f"(goal at most {GOAL}); panes filled {statistics.median(ready) * 1000:.0f} ms, "
            f"ratio {statistics.median(ready) / base:.2f}; "
            f"with the demo's files read {statistics.median(demo) * 1000:.0f} ms"
        )
