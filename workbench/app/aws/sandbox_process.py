"""The sandbox as a process of its own, which ends with the window however the window ends."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, QProcess, Signal

from workbench.app.tasks import Lane
from workbench.errors import RuntimeUnavailable

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.app.tasks import Run

State = Literal["stopped", "starting", "running"]
END_MS = 3000
"""How long closing the window waits for the sandbox to tidy up."""


@dataclass(frozen=True, slots=True)
class Running:
    """A sandbox that runs, as it says itself."""

    endpoint_url: str
    region: str
    account_id: str
    functions: tuple[str, ...]


class SandboxProcess(QObject):
    """Starts, resets and stops one sandbox. Its standard input is held open: its end is the order to stop."""

    started = Signal(object)
    """It is `Running`."""
    stopped = Signal()
    """It runs no longer."""
    failed = Signal(object)
    """It could not be started or reset, or ended by itself: a `WorkbenchError`."""
    was_reset = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None
        self._running: Running | None = None
        self._said = b""
        self._resetting = Lane("sandbox-reset", self)
        self._resetting.finished.connect(self._on_reset)
        self._resetting.failed.connect(self.failed)

    @property
    def running(self) -> Running | None:
        """What runs; None while nothing does."""
        return self._running

    @property
    def state(self) -> State:
        """Whether it runs."""
        return "running" if self._running is not None else "starting" if self._process is not None else "stopped"

    def start(self, project: Path | None = None) -> None:
        """Start it, filled with a project's functions, or with the demo; `started` or `failed` follows."""
        if self._process is not None:
            return
        from workbench.sandbox.server import MEND, MISSING, is_installed

        if not is_installed():
            self.failed.emit(RuntimeUnavailable(MISSING, mend=MEND))
            return
        process = QProcess(self)
        self._process, self._said = process, b""
        process.readyReadStandardOutput.connect(self._on_output)
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        filled = ["--project", str(project)] if project is not None else []
        words = ["sandbox", "--port", "0", "--json", "--until-stdin-closes", *filled]
        process.start(sys.executable, ["-P", "-m", "workbench", *words])

    def stop(self) -> None:
        """Order it to end; `stopped` follows."""
        if self._process is not None:
            self._running = None
            self._process.closeWriteChannel()

    def reset(self) -> None:
        """Empty it and fill it anew; `was_reset` or `failed` follows."""
        if (running := self._running) is None:
            return

        def work(_run: Run) -> None:
            from workbench.sandbox.server import reset_at

            reset_at(running.endpoint_url)

        self._resetting.start(work)

    def close(self) -> None:
        """End it and wait until it has ended."""
        self._resetting.close()
        process, self._process, self._running = self._process, None, None
        if process is None:
            return
        process.disconnect(self)
        process.closeWriteChannel()
        if not process.waitForFinished(END_MS):
            process.kill()
            process.waitForFinished(END_MS)

    def _on_output(self) -> None:
        if self._process is None or self._running is not None:
            return
        self._said += bytes(self._process.readAllStandardOutput().data())
        if b"\n" not in self._said:
            return
        said = json.loads(self._said.partition(b"\n")[0])
        self._running = Running(said["endpoint_url"], said["region"], said["account_id"], tuple(said["functions"]))
        self.started.emit(self._running)

    def _on_finished(self) -> None:
        process, self._process = self._process, None
        wanted = self._running is None and bool(self._said)
        self._running = None
        if process is None:
            return
        last = bytes(process.readAllStandardError().data()).decode("utf-8", "replace").strip().splitlines()
        process.deleteLater()
        self.stopped.emit()
        if not wanted:
            why = last[-1].removeprefix("workbench: ") if last else "it said nothing"
            self.failed.emit(RuntimeUnavailable(f"The sandbox has ended: {why}", mend="Start it again."))

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._on_finished()

    def _on_reset(self) -> None:
        self.was_reset.emit()
