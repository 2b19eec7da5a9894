"""The JSON of the runtimes from Python 3.12 on, which leave characters outside ASCII as they are."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("awslambdaric")

FUNCTIONS = Path(__file__).parent.parent / "functions"
PROGRAM = """
import json, sys
sys.path.insert(0, sys.argv[1])
import results
if sys.argv[2] == "ours":
    from workbench.runtime.runtime_interface_client.marshalling import Fault, Marshaller
    marshal, fault = Marshaller().marshal, Fault
else:
    from awslambdaric.lambda_runtime_exception import FaultException as fault
    from awslambdaric.lambda_runtime_marshaller import LambdaMarshaller
    marshal = LambdaMarshaller().marshal_response
said = {}
for name, value in results.VALUES.items():
    try:
        text, kind = marshal(value)
        said[name] = [text if isinstance(text, str) else text.decode("latin-1"), kind]
    except fault as error:
        said[name] = [getattr(error, "message", None) or error.msg]
print(json.dumps(said))
"""


@pytest.mark.parametrize("version", ["3.9", "3.11", "3.12", "3.13", "3.14"])
def test_both_write_the_same(version):
    seen = [
        json.loads(
            subprocess.run(
                [sys.executable, "-c", PROGRAM, FUNCTIONS, client],
                env={**os.environ, "AWS_EXECUTION_ENV": f"AWS_Lambda_python{version}"},
                capture_output=True,
                check=True,
            ).stdout
        )
        for client in ("ours", "theirs")
    ]
    assert seen[0] == seen[1]
