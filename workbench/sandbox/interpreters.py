"""Which Python a deployed function runs in: one of the version that its runtime names, where this machine has it."""

from __future__ import annotations

import subprocess
import sys
import threading
from importlib.util import find_spec
from pathlib import Path
from shutil import which

_ASK = "import sys; print('%d.%d' % sys.version_info[:2], sys.executable)"
_PATIENCE_S = 20
_SDK = ("boto3", "botocore", "s3transfer", "jmespath", "dateutil", "urllib3", "six")
"""What the Python runtimes of Lambda bring along (AWS Lambda developer guide, python-package)."""
OWN = f"python{sys.version_info.major}.{sys.version_info.minor}"
"""The runtime that the interpreter of the box itself is."""


class Interpreters:
    """Finds interpreters on PATH by the name of a runtime; each is asked once whether it is what it is called."""

    def __init__(self, folder: Path) -> None:
        """`folder` is where the SDK is put together that a runtime of Lambda brings along."""
        self._folder = folder
        self._lock = threading.Lock()
        self._found: dict[str, str] = {}

    def find(self, runtime: str) -> str:
        """The interpreter of a Python runtime; empty where there is no other than that of the box itself."""
        if runtime == OWN:
            return ""
        with self._lock:
            if runtime not in self._found:
                self._found[runtime] = _asked(runtime)
            return self._found[runtime]

    def sdk(self) -> str:
        """A layer with the SDK, for an interpreter that need not have it."""
        packages = self._folder / "sdk" / "python"
        with self._lock:
            if not packages.is_dir():
                packages.mkdir(parents=True)
                for name in _SDK:
                    spec = find_spec(name)
                    if spec is not None and spec.origin is not None:
                        origin = Path(spec.origin)
                        part = origin.parent if origin.name == "__init__.py" else origin
                        (packages / part.name).symlink_to(part)
        return str(packages.parent)


def _asked(runtime: str) -> str:
    """The interpreter that is called as the runtime, by its own word; empty where there is none, or it is another."""
    path = which(runtime)
    if path is None:
        return ""
    try:
        said = subprocess.run(
            [path, "-c", _ASK],
            capture_output=True, text=True, timeout=_PATIENCE_S, check=True, stdin=subprocess.DEVNULL,
        ).stdout  # fmt: skip
    except (OSError, ValueError, subprocess.SubprocessError):
        return ""  # such as a stand-in of a version manager that this version was not chosen with
    version, _, executable = said.strip().partition(" ")
    return executable if f"python{version}" == runtime else ""
