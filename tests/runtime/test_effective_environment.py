from __future__ import annotations

import json
import os

from workbench.runtime.effective_environment import LATER, MASK, effective_environment
from workbench.runtime.function import Credentials, EnvironmentValue, LocalFunction

SHELL = {"PATH": "/usr/bin", "UNRELATED": "1"}


def found(function: LocalFunction) -> dict[str, tuple[str, str]]:
    return {value.name: (value.value, value.origin) for value in effective_environment(function, shell=SHELL)}


def test_each_variable_says_where_it_comes_from(function):
    given = (EnvironmentValue("TABLE", "orders", "template.yaml"), EnvironmentValue("STAGE", "dev"))
    values = found(function("def handler(event, context): ...", environment=given))
    assert values["TABLE"] == ("orders", "template.yaml")
    assert values["STAGE"] == ("dev", "command line")
    assert values["PATH"][1] == "this shell"
    assert values["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] == ("128", "Lambda")
    assert values["AWS_LAMBDA_RUNTIME_API"] == (LATER, "Lambda")
    assert "UNRELATED" not in values


def test_the_names_are_those_that_the_function_sees(runtime, function):
    listing = function("import os\n\ndef handler(event, context):\n    return sorted(os.environ)")
    seen = set(json.loads(runtime.invoke(listing, b"{}").payload)) - {"_X_AMZN_TRACE_ID", "LC_CTYPE"}
    assert {value.name for value in effective_environment(listing, shell=os.environ)} == seen


def test_secrets_are_masked_and_credentials_named(function):
    keys = Credentials("explicit", access_key_id="AKIA", secret_access_key="s", role="arn:aws:iam::1:role/r")
    values = found(
        function(
            "def handler(event, context): ...",
            credentials=keys,
            environment=(EnvironmentValue("DB_PASSWORD", "hunter2"),),
        )
    )
    assert values["DB_PASSWORD"] == (MASK, "command line")
    assert values["AWS_SECRET_ACCESS_KEY"] == (MASK, "credentials: role arn:aws:iam::1:role/r")
    assert values["AWS_ACCESS_KEY_ID"][0] == "AKIA"
