"""The process of one generation: spawned in a session of its own, drained, measured, killed with all it started.

Every child holds the reading end of a pipe whose other end only this process has. The kernel is told to kill the
child's whole process group when that other end closes, so nothing outlives this program, however it ends.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LIFELINE, HANG = 60, 61
"""The file descriptors that a child inherits: its lifeline, and the pipe on which it says where it hangs."""
SIGKILL, SIGPIPE = 9, 13
"""The same on every system that has them; the signal module would delay the spawn to give them names."""
HANG_SIGNAL = 50 if sys.platform == "linux" else 31
"""A real-time signal that no program uses by habit (elsewhere SIGUSR2); the Python client answers it with its stack."""
_GATED = 'read -r _ || exit 1; exec "$@" </dev/null'
_F_SETSIG = 10
_SWEEPS = 5
"""How often what left the process group is looked for, in case it was about to start more of its kind."""
_PEAK = b"VmHWM:"
_READ = 1 << 16


class Child:
    """A running runtime process and its pipes."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], *, gated: bool = False) -> None:
        """Spawn; a gated program begins only after open_gate().

        Raises:
            OSError: the program cannot be started.
        """
        out_r, out_w = os.pipe()
        err_r, err_w = os.pipe()
        hang_r, hang_w = os.pipe()
        life_r, self._lifeline = os.pipe()
        gate_r, self._gate = os.pipe() if gated else (-1, -1)
        if gated:
            command = ("/bin/sh", "-c", _GATED, "sh", *command)
        try:
            self.pid = os.posix_spawn(
                command[0],
                list(command),
                dict(environment),
                file_actions=[
                    (os.POSIX_SPAWN_DUP2, gate_r, 0) if gated else (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
                    (os.POSIX_SPAWN_DUP2, out_w, 1),
                    (os.POSIX_SPAWN_DUP2, err_w, 2),
                    (os.POSIX_SPAWN_DUP2, life_r, LIFELINE),
                    (os.POSIX_SPAWN_DUP2, hang_w, HANG),
                ],
                setsid=True,
                setsigmask=(),
                setsigdef=(SIGPIPE,),
            )
            _kill_group_on_end(life_r, self.pid)
        except BaseException:
            _close(out_r, err_r, hang_r, self._lifeline, self._gate)
            raise
        finally:
            _close(out_w, err_w, hang_w, life_r, gate_r)
        self.stdout, self.stderr, self.hang = out_r, err_r, hang_r
        for fd in (out_r, err_r, hang_r):
            os.set_blocking(fd, False)
        self.status: int | None = None
        """The wait status, once it has ended."""
        self.exit_fd = _pidfd(self.pid)
        """Readable when the child has ended; -1 where the system cannot say so."""
        self._clear_refs = _open_or_none(f"/proc/{self.pid}/clear_refs", os.O_WRONLY)
        self._proc_status = _open_or_none(f"/proc/{self.pid}/status", os.O_RDONLY)
        self._statm = -1

    def open_gate(self) -> None:
        """Let a gated program begin."""
        if self._gate >= 0:
            _write(self._gate, b"\n")
            _close(self._gate)
            self._gate = -1

    def ended(self) -> bool:
        """Whether the child has ended; reaps it."""
        if self.status is None:
            try:
                pid, status = os.waitpid(self.pid, os.WNOHANG)
            except ChildProcessError:
                pid, status = self.pid, 0
            if pid:
                self.status = status
        return self.status is not None

    def ask_where(self) -> None:
        """Ask the Python bootstrap to write its stack on the hang pipe."""
        if not self.ended():
            os.kill(self.pid, HANG_SIGNAL)

    def start_peak(self) -> None:
        """Begin to measure the peak memory anew."""
        if self._clear_refs is not None:
            _write(self._clear_refs, b"5")

    def peak_mb(self) -> int | None:
        """The peak of its resident memory since start_peak(), in MB rounded up; None where it is not known."""
        if self._proc_status is None:
            return None
        try:
            text = os.pread(self._proc_status, 4096, 0)
        except OSError:
            return None
        at = text.find(_PEAK)
        return None if at < 0 else -(-int(text[at + len(_PEAK) :].split(maxsplit=1)[0]) // 1024)

    def resident_mb(self) -> float:
        """Its resident memory now, in MB; 0 where it is not known."""
        if self._statm < 0:
            opened = _open_or_none(f"/proc/{self.pid}/statm", os.O_RDONLY)
            if opened is None:
                return 0.0
            self._statm = opened
        try:
            pages = os.pread(self._statm, 128, 0).split()[1]
        except (OSError, IndexError):
            return 0.0
        return int(pages) * os.sysconf("SC_PAGE_SIZE") / 1048576

    def kill(self, *, marker: str) -> None:
        """Kill it and everything it started, reap it, and close the pipes.

        `marker` is an environment variable of this generation alone (`NAME=value`): what left the process group is
        found by it.
        """
        family = [] if self.status is not None or self._is_newest() else _descendants(self.pid)
        _kill([-self.pid, *family])
        if not self._is_newest():
            _sweep(marker)
        self.reap()

    def _is_newest(self) -> bool:
        """Whether nothing began on this machine after it, so that it started nothing; False where that is not known."""
        return self.status is None and _newest() == self.pid

    def reap(self) -> None:
        """Wait for the end of a child that was killed."""
        if self.status is None:
            try:
                _, self.status = os.waitpid(self.pid, 0)
            except ChildProcessError:
                self.status = 0

    def close(self) -> None:
        """Close the pipes."""
        _close(self.stdout, self.stderr, self.hang, self._lifeline, self._gate, self.exit_fd, self._statm)
        for held in (self._clear_refs, self._proc_status):
            if held is not None:
                os.close(held)


def read_now(fd: int) -> bytes | None:
    """What a pipe holds; empty at its end, None where it holds nothing now."""
    try:
        return os.read(fd, _READ)
    except BlockingIOError:
        return None


def _close(*descriptors: int) -> None:
    for fd in descriptors:
        if fd >= 0:
            os.close(fd)


def _write(fd: int, data: bytes) -> None:
    """Write where somebody may read, or not."""
    try:  # noqa: SIM105 - contextlib would delay the spawn
        os.write(fd, data)
    except OSError:
        pass


def _kill(pids: list[int]) -> None:
    """Kill processes, or where the number is below zero the group of that name; who is gone is gone."""
    for pid in pids:
        try:
            os.kill(pid, SIGKILL)
        except (ProcessLookupError, PermissionError):
            continue


def _kill_group_on_end(lifeline: int, pid: int) -> None:
    """Have the kernel kill the process group when the last writer of the pipe is gone (Linux; fcntl(2) F_SETSIG)."""
    import fcntl

    try:
        fcntl.fcntl(lifeline, fcntl.F_SETOWN, -pid)
        fcntl.fcntl(lifeline, _F_SETSIG, SIGKILL)
        fcntl.fcntl(lifeline, fcntl.F_SETFL, fcntl.fcntl(lifeline, fcntl.F_GETFL) | os.O_ASYNC)
    except (OSError, AttributeError):
        pass


def _pidfd(pid: int) -> int:
    try:
        return os.pidfd_open(pid)
    except (AttributeError, OSError):
        return -1


def _open_or_none(path: str, flags: int) -> int | None:
    try:
        return os.open(path, flags | os.O_CLOEXEC)
    except OSError:
        return None


def _sweep(marker: str) -> None:
    """Kill what left the process group, and what that started meanwhile."""
    for _ in range(_SWEEPS):
        escaped = _marked(marker)
        if not escaped:
            break
        _kill(escaped)


def _newest() -> int:
    """The process or thread that began last on this machine, by proc(5); 0 where it is not known."""
    try:
        return int(_contents("/proc/loadavg").split()[-1])
    except (OSError, ValueError, IndexError):
        return 0


def _descendants(pid: int) -> list[int]:
    """The processes that descend from one, by /proc."""
    found: list[int] = []
    pending = [pid]
    while pending:
        parent = pending.pop()
        try:
            tasks = os.listdir(f"/proc/{parent}/task")  # noqa: PTH208 - strings are all that is needed
        except OSError:
            continue
        for task in tasks:
            try:
                children = [int(child) for child in _contents(f"/proc/{parent}/task/{task}/children").split()]
            except OSError:
                continue
            found += children
            pending += children
    return found


def _marked(marker: str) -> list[int]:
    """The processes whose environment holds a variable, by /proc."""
    wanted = b"\0" + marker.encode() + b"\0"
    found: list[int] = []
    try:
        names = os.listdir("/proc")  # noqa: PTH208 - strings are all that is needed
    except OSError:
        return found
    for name in names:
        if name.isdecimal():
            try:
                if wanted in b"\0" + _contents(f"/proc/{name}/environ") + b"\0":
                    found.append(int(name))
            except OSError:
                continue
    return found


def _contents(path: str) -> bytes:
    """A file of /proc; without a file object, because every process of the machine is looked at."""
    fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        data = b""
        while more := os.read(fd, _READ):
            data += more
        return data
    finally:
        os.close(fd)
