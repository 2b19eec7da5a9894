"""The process of a runtime and the port that it polls: started before what serves them is imported."""

from __future__ import annotations

import os
import time
from _socket import AF_INET, SO_REUSEADDR, SOCK_STREAM, SOL_SOCKET, socket

from workbench.runtime.child import Child
from workbench.runtime.runtime_command import environment_of

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    from workbench.runtime.function import LocalFunction
    from workbench.runtime.runtime_command import RuntimeCommand
    from workbench.runtime.source_files import SourceFiles


class RuntimeProcess:
    """A process that starts while nothing answers it yet; what it asks meanwhile waits in the queue of its port."""

    def __init__(self, function: LocalFunction, command: RuntimeCommand, *, log_stream: str) -> None:
        """Spawn it.

        Raises:
            OSError: it cannot be started.
        """
        self.command = command
        self.listener = listen()
        try:
            api = address_of(self.listener)
            self.marker = f"AWS_LAMBDA_RUNTIME_API={api}"
            """The variable that tells what it started from all else."""
            self.environment = environment_of(function, command, api=api, log_stream=log_stream, shell=os.environ)
            self.extension_files = _extension_files(function)
            self.sources = None if command.names_its_files else _folder_as_it_is(function)
            """What it is loaded from, where it cannot name its files itself."""
            argv = [api if part == "{api}" else part for part in command.command]
            self.started = time.monotonic()
            self.child = Child(argv, self.environment, gated=bool(self.extension_files))
        except BaseException:
            self.listener.close()
            raise

    def kill(self) -> None:
        """End it with everything that it started, and reap it."""
        self.child.kill(marker=self.marker)

    def close(self) -> None:
        """Give up its port and its pipes."""
        self.listener.close()
        self.child.close()


def listen() -> socket:
    """A port of its own on the loopback interface."""
    listener = socket(AF_INET, SOCK_STREAM)
    listener.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", 0))
    listener.listen(16)
    listener.setblocking(False)
    return listener


def address_of(listener: socket) -> str:
    """What AWS_LAMBDA_RUNTIME_API holds."""
    return f"127.0.0.1:{listener.getsockname()[1]}"


def _folder_as_it_is(function: LocalFunction) -> SourceFiles:
    from workbench.runtime.source_files import SourceFiles

    files = SourceFiles()
    files.folder(function.task_root)
    return files


def _extension_files(function: LocalFunction) -> dict[str, str]:
    if not function.layers:
        return {}
    from workbench.runtime.extensions import extension_files

    return extension_files(function.layers)
