"""Which runtime a function has: Python, Node.js, or a program of the user's own."""

from __future__ import annotations

import os
import sys

from workbench.errors import FunctionNotFound, RuntimeUnavailable, UsageError
from workbench.runtime.child import HANG, HANG_SIGNAL
from workbench.runtime.environment import check_environment, python_path
from workbench.runtime.interpreter import interpreter_of, not_started, version_of
from workbench.runtime.limits import MAX_MEMORY_MB, MAX_TIMEOUT_S, MIN_MEMORY_MB
from workbench.runtime.runtime_command import HERE, RuntimeCommand

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    from workbench.runtime.function import LocalFunction

_OWN_CLIENT = "import sys;sys.path[0]=sys.argv.pop();from runtime_interface_client.loop import main;main(sys.argv[1:])"
_AWS_CLIENT = (
    "import faulthandler,os,sys;faulthandler.register(int(sys.argv[3]),file=int(sys.argv[4]),all_threads=True);"
    "os.chdir(sys.argv[1]);sys.path[0]=os.getcwd();sys.argv=['awslambdaric',sys.argv[2]];"
    "from awslambdaric.__main__ import main;main(sys.argv)"
)


def runtime_command(function: LocalFunction, *, debug_port: int | None = None) -> RuntimeCommand:
    """How to start the runtime of a function.

    Raises:
        FunctionNotFound: its code folder is not there.
        UsageError: its environment, timeout or memory is not one that Lambda takes.
        RuntimeUnavailable: the interpreter or program that it needs is not there.
    """
    if not os.path.isdir(function.code):  # noqa: PTH112 - see LocalFunction
        raise FunctionNotFound(f"The code folder {function.code} is not there", mend="Name the folder with --code.")
    _check_limits(function)
    check_environment(function.environment)
    if function.kind == "python":
        return _python(function, debug_port=debug_port)
    from workbench.runtime.custom import custom_command, node_command

    if function.kind == "node":
        return node_command(function, debug_port=debug_port)
    if debug_port is not None:
        raise UsageError("A custom runtime has no debugger that the workbench could start")
    return custom_command(function)


def _check_limits(function: LocalFunction) -> None:
    if not 0 < function.timeout_s <= MAX_TIMEOUT_S:
        raise UsageError(
            f"A timeout of {function.timeout_s:g} seconds is not between 0 and {MAX_TIMEOUT_S}",
            mend="Give what Lambda would take.",
        )
    if not MIN_MEMORY_MB <= function.memory_mb <= MAX_MEMORY_MB:
        raise UsageError(
            f"A memory size of {function.memory_mb:,} MB is not between {MIN_MEMORY_MB} and {MAX_MEMORY_MB:,}",
            mend="Give what Lambda would take.",
        )


def _python(function: LocalFunction, *, debug_port: int | None) -> RuntimeCommand:
    interpreter = interpreter_of(function)
    version = version_of(interpreter)
    search = python_path(function, version)
    root = function.task_root
    if function.client == "awslambdaric":
        if debug_port is not None:
            raise UsageError("The debugger needs the workbench's own runtime", mend="Leave out --runtime awslambdaric.")
        _require_aws_client(interpreter)
        aws = (interpreter, "-B", "-c", _AWS_CLIENT, root, function.handler, str(HANG_SIGNAL), str(HANG))
        return RuntimeCommand(f"python{version[0]}.{version[1]}", aws, tuple(search), says_where_it_hangs=True)
    debugger = ""
    if debug_port is not None:
        from workbench.runtime.debugging import debugger_folder, free_port

        debugger = f"{debug_port or free_port()}:{debugger_folder(version)}"
    command = (
        interpreter, "-u", "-c", _OWN_CLIENT, "{api}", function.handler, str(HANG_SIGNAL), str(HANG),
        debugger, root, HERE,
    )  # fmt: skip
    runtime = f"python{version[0]}.{version[1]}"
    return RuntimeCommand(
        runtime, command, tuple(search), names_its_files=True, says_where_it_hangs=True, records_calls=True
    )


def _require_aws_client(interpreter: str) -> None:
    if interpreter == sys.executable:
        import importlib.util

        found = importlib.util.find_spec("awslambdaric") is not None
    else:
        import subprocess

        asked = [interpreter, "-c", "import awslambdaric.bootstrap, runtime_client"]
        try:
            found = subprocess.run(asked, capture_output=True, check=False, stdin=subprocess.DEVNULL).returncode == 0
        except OSError as error:
            raise not_started(interpreter, error) from None
    if not found:
        raise RuntimeUnavailable(
            f"{interpreter} does not have AWS's runtime interface client",
            mend="Install awslambdaric there (Linux only), or leave out --runtime.",
        )
