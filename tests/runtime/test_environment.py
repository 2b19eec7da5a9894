from __future__ import annotations

import pytest

from workbench.errors import UsageError
from workbench.runtime.environment import check_environment, credential_variables, lambda_environment, python_path
from workbench.runtime.function import Credentials, EnvironmentValue, LocalFunction


@pytest.mark.parametrize("name", ["_X", "1A", "A", "A-B", "Ä1", "", "A B"])
def test_malformed_names_are_refused(name):
    with pytest.raises(UsageError, match="no name of an environment variable"):
        check_environment((EnvironmentValue(name, "x"),))


def test_four_kilobytes_are_measured_as_lambda_does_and_the_largest_is_named():
    check_environment((EnvironmentValue("AB", "x" * (4096 - 9)),))
    with pytest.raises(UsageError, match=r"\.env: .*4,097 bytes; Lambda allows 4,096\. The largest is AB"):
        check_environment((EnvironmentValue("CD", ""), EnvironmentValue("AB", "x" * (4097 - 17), ".env")))


def test_nul_is_refused():
    with pytest.raises(UsageError, match="NUL"):
        check_environment((EnvironmentValue("AB", "a\0b"),))


def test_no_credentials_means_fake_ones_and_no_configuration_files():
    variables = credential_variables(
        Credentials(), shell={"AWS_PROFILE": "production", "AWS_CONFIG_FILE": "/home/me/c"}
    )
    assert variables["AWS_ACCESS_KEY_ID"] == "AKIAIOSFODNN7EXAMPLE"
    assert variables["AWS_CONFIG_FILE"] == variables["AWS_SHARED_CREDENTIALS_FILE"] == "/dev/null"
    assert "AWS_PROFILE" not in variables


def test_profile_and_explicit_keys():
    profile = credential_variables(Credentials("profile", profile="dev"), shell={"AWS_CONFIG_FILE": "/home/me/c"})
    assert profile == {"AWS_PROFILE": "dev", "AWS_CONFIG_FILE": "/home/me/c"}
    keys = credential_variables(Credentials("explicit", access_key_id="a", secret_access_key="b"), shell={})
    assert (keys["AWS_ACCESS_KEY_ID"], keys["AWS_SECRET_ACCESS_KEY"]) == ("a", "b")
    assert "AWS_SESSION_TOKEN" not in keys
    assert "b" not in repr(Credentials("explicit", access_key_id="a", secret_access_key="b")).replace("b'", "")[-10:]


def test_layers_give_programs_libraries_and_modules(tmp_path):
    for name in ("bin", "lib", "python/lib/python3.12/site-packages"):
        (tmp_path / name).mkdir(parents=True)
    function = LocalFunction("f", "a.b", ".", layers=(str(tmp_path),))
    made = lambda_environment(
        function,
        api="127.0.0.1:1",
        execution_env="AWS_Lambda_python3.12",
        log_stream="s",
        runtime_dir="/r",
        shell={"PATH": "/p"},
    )
    assert made["PATH"] == f"{tmp_path}/bin:/p"
    assert made["LD_LIBRARY_PATH"] == f"{tmp_path}/lib"
    assert python_path(function, (3, 12)) == [f"{tmp_path}/python/lib/python3.12/site-packages", f"{tmp_path}/python"]


def test_qualifier_is_the_version_only_where_it_is_a_number():
    for qualifier, version in (("7", "7"), ("live", "$LATEST"), ("", "$LATEST")):
        function = LocalFunction("f", "a.b", ".", qualifier=qualifier)
        made = lambda_environment(function, api="", execution_env="", log_stream="", runtime_dir="", shell={})
        assert made["AWS_LAMBDA_FUNCTION_VERSION"] == version
