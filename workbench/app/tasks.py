"""Work off the window's thread: each run has a number, and what an outdated run says is dropped."""

from __future__ import annotations

import threading
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from collections.abc import Callable

SHUTDOWN_S = 5.0
"""How long closing waits for a run that was told to stop."""


class Run:
    """One piece of work, as the work itself sees it."""

    def __init__(self, number: int, wake: Callable[[int], None]) -> None:
        self.number = number
        self.cancelled = threading.Event()
        """Set when nobody waits for the answer any more."""
        self._wake = wake
        self._said: deque[object] = deque()

    def report(self, value: object) -> None:
        """Say something while working; what is said quickly arrives together."""
        self._said.append(value)
        if len(self._said) == 1:
            self._wake(self.number)

    def drain(self) -> list[object]:
        """What was said since the last time. For the window's thread."""
        said: list[object] = []
        while self._said:
            said.append(self._said.popleft())
        return said


class Lane(QObject):
    """A place for one run at a time: starting another cancels the one before and drops what it still says."""

    progressed = Signal(list)
    """What the current run has reported since the last time."""
    finished = Signal(object)
    """The current run's answer."""
    failed = Signal(object)
    """The current run ended with a WorkbenchError."""

    _woken = Signal(int)
    _answered = Signal(int, object, object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._number = 0
        self._run: Run | None = None
        self._threads: list[threading.Thread] = []
        self._woken.connect(self._on_woken)
        self._answered.connect(self._on_answered)

    @property
    def busy(self) -> bool:
        """Whether a run is under way whose answer is wanted."""
        return self._run is not None

    def start(self, work: Callable[[Run], object]) -> int:
        """Begin a run and answer its number."""
        self.cancel()
        self._number += 1
        run = Run(self._number, self._woken.emit)
        self._run = run
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        thread = threading.Thread(target=self._work, args=(run, work), name=f"{self._name}-{run.number}", daemon=True)
        self._threads.append(thread)
        thread.start()
        return run.number

    def cancel(self) -> bool:
        """Tell the current run to stop and forget it; whether there was one."""
        if self._run is None:
            return False
        self._run.cancelled.set()
        self._run = None
        return True

    def stop(self) -> None:
        """Tell the current run to stop; its answer is still wanted, for it says what was done until then."""
        if self._run is not None:
            self._run.cancelled.set()

    def close(self) -> None:
        """Cancel and wait until nothing runs any more."""
        self.cancel()
        for thread in self._threads:
            thread.join(SHUTDOWN_S)
        self._threads.clear()

    def _work(self, run: Run, work: Callable[[Run], object]) -> None:
        answer: object = None
        error: WorkbenchError | None = None
        try:
            answer = work(run)
        except WorkbenchError as known:
            error = known
        except Exception as unknown:  # noqa: BLE001 - the last place where a fault of ours can be told to a person
            error = WorkbenchError(
                f"The workbench itself failed: {type(unknown).__name__}: {unknown}",
                mend="The last action was not done; nothing that you typed is lost.",
            )
            error.__cause__ = unknown
        # Work that could not be stopped, such as waiting for an endpoint, may outlive the window.
        with suppress(RuntimeError):
            self._answered.emit(run.number, answer, error)

    def _on_woken(self, number: int) -> None:
        if self._run is not None and self._run.number == number and (said := self._run.drain()):
            self.progressed.emit(said)

    def _on_answered(self, number: int, answer: object, error: WorkbenchError | None) -> None:
        if self._run is None or self._run.number != number:
            return
        if said := self._run.drain():
            self.progressed.emit(said)
        self._run = None
        if error is None:
            self.finished.emit(answer)
        else:
            self.failed.emit(error)
