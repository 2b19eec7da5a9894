"""Functions that run on this machine: warm execution environments, and the one method that invokes in them."""

from __future__ import annotations

import os
import threading
from abc import ABC, abstractmethod

from workbench.errors import InputError
from workbench.runtime.execution_environment import ExecutionEnvironment
from workbench.runtime.limits import INIT_LIMIT_S, MAX_EVENT
from workbench.runtime.runtime_api import Invocation

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Self

    from workbench.events.outcome import LogLine, Outcome
    from workbench.runtime.call_record import Cancellation, Decide
    from workbench.runtime.function import LocalFunction

CONCURRENCY = 10
"""How many execution environments of one function may run at a time; a further invocation waits."""
WARM = 16
"""How many execution environments of all functions are kept warm; then the one that idled longest ends."""
_LOOK_S = 0.025


class Call:
    """One invocation as it was asked for."""

    __slots__ = ("cancelled", "client_context", "debug_port", "decide", "event", "function", "on_log", "request_id")

    def __init__(self, function: LocalFunction, event: bytes) -> None:
        self.function = function
        self.event = event
        self.request_id = ""
        self.client_context = ""
        self.on_log: Callable[[LogLine], None] | None = None
        self.decide: Decide | None = None
        self.cancelled: Cancellation | None = None
        self.debug_port: int | None = None


class Runtime(ABC):
    """What invokes functions on this machine; safe to use from several threads."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def invoke(
        self,
        function: LocalFunction,
        event: bytes,
        *,
        request_id: str = "",
        client_context: str = "",
        on_log: Callable[[LogLine], None] | None = None,
        decide: Decide | None = None,
        cancelled: Cancellation | None = None,
        debug_port: int | None = None,
    ) -> Outcome:
        """Run a function once and wait for it.

        Args:
            function: what to run.
            event: its payload, passed on byte for byte.
            request_id: one is made up where it is empty.
            client_context: JSON text.
            on_log: called with every line of output as it comes, on this thread.
            decide: asked before every AWS call, on this thread.
            cancelled: ends the function when set.
            debug_port: wait for a debugger on this port before the handler is imported; 0 takes a free one.

        Raises:
            WorkbenchError: the function cannot be started, or the event is longer than Lambda takes.
        """
        call = Call(function, event)
        call.request_id, call.client_context = request_id, client_context
        call.on_log, call.decide, call.cancelled = on_log, decide, cancelled
        call.debug_port = debug_port
        return self._run(call)

    @abstractmethod
    def prepare(self, function: LocalFunction) -> None:
        """Start a process for a function, so that its first invocation comes sooner.

        Raises:
            WorkbenchError: it cannot be started.
        """

    @abstractmethod
    def close(self) -> None:
        """End every process."""

    @abstractmethod
    def _run(self, call: Call) -> Outcome:
        """Run what was asked for."""


class _Pool:
    """The execution environments of one function."""

    __slots__ = ("busy", "free")

    def __init__(self) -> None:
        self.free: list[ExecutionEnvironment] = []
        self.busy = 0


class LocalRuntime(Runtime):
    """Invokes functions in child processes, which it keeps warm."""

    def __init__(self, *, concurrency: int = CONCURRENCY, init_limit_s: float = INIT_LIMIT_S) -> None:
        self._concurrency = concurrency
        self._init_limit_s = init_limit_s
        self._pools: dict[tuple[LocalFunction, int | None], _Pool] = {}
        self._idle: dict[ExecutionEnvironment, _Pool] = {}
        """What is warm and free, the longest idle first."""
        self._changed = threading.Condition()
        self._closed = False

    def prepare(self, function: LocalFunction) -> None:
        """Start a process for a function, and do not wait for it."""
        pool = self._pool(function, None)
        with self._changed:
            if self._closed or pool.free or pool.busy:
                return
            environment = ExecutionEnvironment(function, init_limit_s=self._init_limit_s)
            environment.prepare()
            self.keep(environment)

    def keep(self, environment: ExecutionEnvironment) -> None:
        """Take over an environment that was made elsewhere; the next invocation of its function runs there."""
        pool = self._pool(environment.function, environment.debug_port)
        with self._changed:
            pool.free.append(environment)
            self._idle[environment] = pool

    def _run(self, call: Call) -> Outcome:
        if len(call.event) > MAX_EVENT:
            raise InputError(
                f"The event has {len(call.event):,} bytes; Lambda takes at most {MAX_EVENT:,}",
                mend="Send less, or put the data in S3 and send its key.",
            )
        invocation = Invocation(call.request_id or new_request_id(), call.event, deadline_ms=0, arn=call.function.arn)
        invocation.client_context = " ".join(call.client_context.split("\n"))
        invocation.trace_id = _new_trace_id()
        pool = self._pool(call.function, call.debug_port)
        environment = self._acquire(pool, call)
        if environment is None:
            from workbench.runtime.ending import never_begun

            return never_begun(invocation.request_id)
        try:
            return environment.invoke(invocation, on_log=call.on_log, decide=call.decide, cancelled=call.cancelled)
        finally:
            self._release(pool, environment)

    def close(self) -> None:
        """End every process. An invocation that still runs ends its own."""
        with self._changed:
            self._closed = True
            environments = list(self._idle)
            self._idle.clear()
            self._pools.clear()
            self._changed.notify_all()
        closing = [threading.Thread(target=environment.close) for environment in environments[1:]]
        for thread in closing:
            thread.start()
        for environment in environments[:1]:
            environment.close()
        for thread in closing:
            thread.join()

    def _pool(self, function: LocalFunction, debug_port: int | None) -> _Pool:
        with self._changed:
            return self._pools.setdefault((function, debug_port), _Pool())

    def _acquire(self, pool: _Pool, call: Call) -> ExecutionEnvironment | None:
        """A place to run in; None where the person cancelled while all were taken."""
        limit = self._concurrency if call.debug_port is None else 1
        with self._changed:
            while pool.busy >= limit:
                if self._closed or (call.cancelled is not None and call.cancelled.is_set()):
                    return None
                self._changed.wait(None if call.cancelled is None else _LOOK_S)
            pool.busy += 1
            if pool.free:
                environment = pool.free.pop()
                del self._idle[environment]
                return environment
            others = self._holding(call.debug_port)
        for other in others:
            other.close()
        return ExecutionEnvironment(call.function, debug_port=call.debug_port, init_limit_s=self._init_limit_s)

    def _holding(self, debug_port: int | None) -> list[ExecutionEnvironment]:
        """What waits warm at a debugger's port, taken out of its pool: one process at a time can listen there."""
        if not debug_port:
            return []
        pools = [pool for (_, port), pool in self._pools.items() if port == debug_port]
        held = [environment for pool in pools for environment in pool.free]
        for pool in pools:
            pool.free.clear()
        for environment in held:
            del self._idle[environment]
        return held

    def _release(self, pool: _Pool, environment: ExecutionEnvironment) -> None:
        superfluous: ExecutionEnvironment | None = None
        with self._changed:
            pool.busy -= 1
            if self._closed:
                superfluous = environment
            else:
                pool.free.append(environment)
                self._idle[environment] = pool
                if len(self._idle) > WARM:
                    superfluous = next(iter(self._idle))
                    self._idle.pop(superfluous).free.remove(superfluous)
            self._changed.notify_all()
        if superfluous is not None:
            superfluous.close()


def new_request_id() -> str:
    """A random UUID, version 4."""
    raw = bytearray(os.urandom(16))
    raw[6] = raw[6] & 0x0F | 0x40
    raw[8] = raw[8] & 0x3F | 0x80
    text = raw.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def _new_trace_id() -> str:
    """An X-Ray trace header that is not sampled."""
    raw = os.urandom(24).hex()
    return f"Root=1-{raw[:8]}-{raw[8:32]};Parent={raw[32:48]};Sampled=0"
