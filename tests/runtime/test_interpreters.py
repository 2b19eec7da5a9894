"""The client in every Python that is at hand and that functions may run on."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

VERSIONS = ("3.9", "3.10", "3.11", "3.12", "3.13", "3.14")


@pytest.fixture(params=VERSIONS)
def python(request: pytest.FixtureRequest) -> Path:
    found = shutil.which(f"python{request.param}")
    if found is None:
        pytest.skip(f"Python {request.param} is not here")
    asked = subprocess.run(
        [found, "-c", "import sys; print(sys.executable)"], capture_output=True, text=True, check=False
    )
    if asked.returncode:
        pytest.skip(f"Python {request.param} does not start")
    return Path(asked.stdout.strip())


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
    here = function(HANDLER, interpreter=python, timeout_s=1)
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
