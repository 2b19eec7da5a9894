"""The trace of an exchange while it is being made: each step timed, and told as soon as it is there."""

from __future__ import annotations

import time

from workbench.value import replace

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.exchange.record import Step


class Trace:
    """Collects the steps of one exchange in order; not shared between threads."""

    def __init__(
        self,
        *,
        on_step: Callable[[Step], None] | None = None,
        timer: Callable[[], float] = time.perf_counter,
    ) -> None:
        """`on_step` is told each step as it ends; `timer` gives seconds."""
        self._on_step = on_step
        self._timer = timer
        self._steps: list[Step] = []

    @property
    def steps(self) -> tuple[Step, ...]:
        """What happened so far."""
        return tuple(self._steps)

    def add(self, step: Step) -> None:
        """Append a step that says itself how long it took."""
        self._steps.append(step)
        if self._on_step is not None:
            self._on_step(step)

    def timed(self) -> _Timed:
        """A block that ends in one step: call what it gives with the step, and the block's time is put into it."""
        return _Timed(self, self._timer)


class _Timed:
    """One block of it; contextlib would delay an invocation."""

    def __init__(self, trace: Trace, timer: Callable[[], float]) -> None:
        self._trace = trace
        self._timer = timer
        self._started = 0.0

    def __enter__(self) -> Callable[[Step], None]:
        self._started = self._timer()
        return self._ended

    def __exit__(self, *_: object) -> None:
        """Nothing is left to do: a block that was left without its step has none."""

    def _ended(self, step: Step) -> None:
        self._trace.add(replace(step, took_ms=(self._timer() - self._started) * 1000))
