"""A process that waits for the end of this program and then ends what it left behind.

The kernel kills a runtime's process group by itself when this program dies. What the function put into a session of
its own is found by its environment, as when a process is stopped; a shell does it, which costs next to nothing to keep.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress

from workbench.runtime.child import SIGKILL

_SCRIPT = """
read -r _
for sweep in 1 2 3 4 5; do
  found=$(grep -lszxF -e "$1" /proc/[0-9]*/environ)
  [ -n "$found" ] || exit 0
  for at in $found; do at=${at#/proc/}; kill -9 "${at%/environ}"; done
done
"""


class Guardian:
    """One of them; none where the system has no /proc."""

    def __init__(self, marker: str) -> None:
        self._lifeline = self._pid = -1
        if sys.platform != "linux":
            return
        life_r, self._lifeline = os.pipe()
        try:
            self._pid = os.posix_spawn(
                "/bin/sh",
                ("sh", "-c", _SCRIPT, "guardian", marker),
                {"PATH": os.environ.get("PATH", os.defpath)},
                file_actions=[
                    (os.POSIX_SPAWN_DUP2, life_r, 0),
                    (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
                    (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
                ],
                setsid=True,
            )
        except OSError:
            os.close(self._lifeline)
            self._lifeline = -1
        finally:
            os.close(life_r)

    def close(self) -> None:
        """Let it go: everything was ended in the usual way."""
        if self._pid >= 0:
            with suppress(ProcessLookupError, ChildProcessError):
                os.kill(self._pid, SIGKILL)
                os.waitpid(self._pid, 0)
            os.close(self._lifeline)
            self._pid = -1
