"""The client in every Python that is at hand and that functions may run on."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

import pytest

VERSIONS = ("3.9", "3.10", "3.11", "3.12", "3.13", "3.14")


def found_pythons() -> dict[str, Path]:
    """Those on PATH and those of pyenv, whose shims only start what a folder chose; at least our own."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    found = {f"{sys.version_info[0]}.{sys.version_info[1]}": Path(sys.executable)}
    for version in VERSIONS:
        on_path = shutil.which(f"python{version}")
        if on_path is not None and pyenv / "shims" != Path(on_path).parent:
            found.setdefault(version, Path(on_path))
        for installed in sorted(pyenv.glob(f"versions/*/bin/python{version}")):
            found.setdefault(version, installed)
    return found


PYTHONS = found_pythons()


@pytest.fixture(params=[*PYTHONS.values()], ids=[*PYTHONS])
def python(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    return found


HANDLER = """
import collections, decimal, logging, os, sys, time

def handler(event, context):
    logging.warning("said")
    if event == "raise":
        raise ValueError("no")
    if event == "hang":
        time.sleep(60)
    if event == "surrogate":
        return "\\ud800"
    return [collections.namedtuple("P", "x")(decimal.Decimal("1.10")), os.environ["AWS_EXECUTION_ENV"], "é"]
"""


def test_results_errors_and_hangs(runtime, function, python):
    here = function(HANDLER, interpreter=str(python), timeout_s=1)
    fine = runtime.invoke(here, b"{}", request_id="r")
    version = fine.payload_text.split('"AWS_Lambda_python')[1].split('"')[0]
    minor = int(version.split(".")[1])
    letter = "é" if minor >= 12 else "\\u00e9"
    assert fine.payload_text == f'[{{"x": 1.10}}, "AWS_Lambda_python{version}", "{letter}"]'
    assert any(line.text.startswith("[WARNING]\t") and line.text.endswith("\tr\tsaid") for line in fine.log)
    failed = runtime.invoke(here, b'"raise"')
    assert json.loads(failed.payload)["stackTrace"][0].endswith('in handler\n    raise ValueError("no")\n')
    surrogate = runtime.invoke(here, b'"surrogate"')
    assert surrogate.error_type == ("Runtime.ExitError" if minor >= 12 else None)
    hung = runtime.invoke(here, b'"hang"')
    assert (hung.error_type, "in handler" in hung.hung_at) == ("Sandbox.Timedout", True)
