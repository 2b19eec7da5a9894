"""Runtimes that are no Python: an executable of the user's own, and Node.js."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from workbench.errors import FunctionNotFound, RuntimeUnavailable
from workbench.runtime.debugging import free_port
from workbench.runtime.runtime_command import HERE, RuntimeCommand

if TYPE_CHECKING:
    from workbench.runtime.function import LocalFunction

_NODE_CLIENT = "node_client/main.mjs"
INSPECTOR_PORT = "--inspect-port=127.0.0.1:0"
"""Where the inspector listens if it is asked for while a function hangs: on a free port."""


def custom_command(function: LocalFunction) -> RuntimeCommand:
    """How to start the executable `bootstrap` of a custom runtime, in its own folder as in Lambda.

    Raises:
        FunctionNotFound: there is none, or it cannot be executed.
    """
    program = os.path.join(function.task_root, "bootstrap")  # noqa: PTH118 - as LocalFunction has them, paths are text
    if not os.path.isfile(program):  # noqa: PTH113
        raise FunctionNotFound(
            f"There is no file bootstrap in {function.code}", mend="A custom runtime is an executable of that name."
        )
    if not os.access(program, os.X_OK):
        raise FunctionNotFound(f"{program} is not executable", mend=f"Make it so: chmod +x {program}")
    command = ("/bin/sh", "-c", 'cd "$1" && exec ./bootstrap', "bootstrap", function.task_root)
    return RuntimeCommand("provided.al2023", command)


def node_command(function: LocalFunction, *, debug_port: int | None = None) -> RuntimeCommand:
    """How to start a Node.js handler: through AWS's client where the project has it installed, else through ours.

    Raises:
        RuntimeUnavailable: Node.js is not there.
    """
    import shutil

    node = function.interpreter or shutil.which("node")
    if node is None or not os.access(node, os.X_OK):
        raise RuntimeUnavailable("Node.js is not on PATH", mend="Install it, or name it with --python.")
    root = function.task_root
    port = -1 if debug_port is None else debug_port or free_port()
    inspect = (INSPECTOR_PORT,) if port < 0 else (f"--inspect-brk=127.0.0.1:{port}",)
    aws = f"{root}/node_modules/aws-lambda-ric/bin/index.mjs"
    script, *arguments = (
        (aws, function.handler)
        if function.client == "awslambdaric"
        else (f"{HERE}/{_NODE_CLIENT}", root, function.handler)
    )
    if function.client == "awslambdaric" and not os.path.isfile(aws):  # noqa: PTH113
        raise RuntimeUnavailable(
            f"{function.code} does not have AWS's runtime interface client for Node.js",
            mend="Install aws-lambda-ric there, or leave out --runtime.",
        )
    start = ("/bin/sh", "-c", 'cd "$1" && shift && exec "$@"', "node", root, node)
    command = (*start, *inspect, script, *arguments)
    return RuntimeCommand(f"nodejs{_major(node)}.x", command, has_inspector=port < 0, debugger_port=port)


def _major(node: str) -> str:
    import subprocess

    try:
        said = subprocess.run(
            [node, "--version"], capture_output=True, text=True, timeout=20, check=True, stdin=subprocess.DEVNULL
        ).stdout
    except (OSError, subprocess.SubprocessError) as error:
        raise RuntimeUnavailable(f"{node} does not answer as Node.js: {error}", mend="Choose another.") from None
    return said.strip().lstrip("v").split(".")[0]
