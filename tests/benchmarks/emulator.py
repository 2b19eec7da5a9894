"""AWS's runtime interface emulator, which the aws-sam-cli wheel carries, as something to compare with."""

from __future__ import annotations

import http.client
import os
import platform
import socket
import subprocess
import sys
import time
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from workbench.runtime.function import LocalFunction

FOLDER = Path(sys.prefix) / "emulator"
"""Where the benchmarks put the wheel and the program; the conformance tests use it from then on."""
MACHINE = "arm64" if platform.machine() in ("aarch64", "arm64") else "x86_64"
MEMBER = f"samcli/local/rapid/aws-lambda-rie-{MACHINE}"


def emulator_program() -> Path | None:
    """The emulator, where the benchmarks have fetched it; else None."""
    program = FOLDER / MEMBER
    return program if program.is_file() else None


def fetched_emulator() -> Path | None:
    """The emulator, downloaded with pip where it is not here yet; None where that cannot be."""
    if emulator_program() is None:
        download = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "--quiet",
            "--no-deps",
            "--dest",
            str(FOLDER),
            "aws-sam-cli",
        ]
        if subprocess.run(download, check=False, stdin=subprocess.DEVNULL).returncode:
            return None
        with zipfile.ZipFile(next(FOLDER.glob("aws_sam_cli-*.whl"))) as wheel:
            Path(wheel.extract(MEMBER, FOLDER)).chmod(0o755)
    return emulator_program()


class Emulator:
    """A running emulator with AWS's Python client behind it."""

    def __init__(self, program: Path, function: LocalFunction) -> None:
        with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.1", 0)) as other:
            port, api = one.getsockname()[1], other.getsockname()[1]
        self._process = subprocess.Popen(
            [
                program,
                "--runtime-interface-emulator-address",
                f"127.0.0.1:{port}",
                "--runtime-api-address",
                f"127.0.0.1:{api}",
                sys.executable,
                "-m",
                "awslambdaric",
                function.handler,
            ],
            cwd=function.code,
            env={**os.environ, "AWS_LAMBDA_FUNCTION_TIMEOUT": str(int(function.timeout_s))},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        until = time.monotonic() + 10
        while True:
            try:
                self._connection.connect()
                self._connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                break
            except ConnectionRefusedError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.02)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()
        os.killpg(self._process.pid, 9)
        self._process.wait()
        with suppress(ChildProcessError):  # where what it started was handed to us
            while True:
                os.waitpid(-self._process.pid, 0)

    def invoke(self, event: bytes) -> bytes:
        """One synchronous invocation."""
        self._connection.request("POST", "/2015-03-31/functions/function/invocations", event)
        return self._connection.getresponse().read()
