"""What the tests of the runtime share: a runtime that is closed, and functions written into a folder."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

import pytest

from workbench.runtime import generation
from workbench.runtime.function import LocalFunction
from workbench.runtime.local import LocalRuntime
from workbench.runtime.run import Run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from workbench.events.outcome import LogLine


def when(text: str, action: Callable[[], None]) -> Callable[[LogLine], None]:
    """An `on_log` that acts when a line comes, whatever a logger put before it."""

    def on_log(line: LogLine) -> None:
        if line.text.rpartition("\t")[2] == text:
            action()

    return on_log


def out_of_time_when(text: str, monkeypatch: pytest.MonkeyPatch) -> Callable[[LogLine], None]:
    """An `on_log` that ends the time of the function when a line comes, so that no test has to guess how long that is.

    The process then gets all the time that it needs to say where it hangs.
    """
    running: list[Run] = []
    start_clock = Run.start_clock

    def start(run: Run) -> None:
        running.append(run)
        start_clock(run)

    def end() -> None:
        for run in running:
            run._deadline = 0.0

    monkeypatch.setattr(Run, "start_clock", start)
    monkeypatch.setattr(generation, "_WHERE_S", 60.0)
    return when(text, end)


@pytest.fixture
def runtime():
    with LocalRuntime() as made:
        yield made


@pytest.fixture
def function(tmp_path: Path):
    """Write a module and describe the function in it."""

    def make(source: str, handler: str = "app.handler", *, name: str = "app.py", **settings: Any) -> LocalFunction:
        path = tmp_path / "code" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(source), encoding="utf-8")
        settings.setdefault("timeout_s", 10.0)
        return LocalFunction("orders", handler, str(tmp_path / "code"), **settings)

    return make
