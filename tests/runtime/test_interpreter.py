from __future__ import annotations

import os
import sys

import pytest

from workbench.errors import RuntimeUnavailable
from workbench.runtime.function import LocalFunction
from workbench.runtime.interpreter import interpreter_of, project_interpreter, version_of
from workbench.runtime.local import LocalRuntime


def venv(folder, version_line: str):
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "python").symlink_to(sys.executable)
    (folder / "pyvenv.cfg").write_text(f"home = /usr/bin\n{version_line}\n")
    return folder / "bin" / "python"


def test_virtual_environment_of_the_project_is_found_from_a_folder_within_it(tmp_path):
    python = venv(tmp_path / ".venv", "version = 3.12.4")
    (tmp_path / "src" / "orders").mkdir(parents=True)
    (tmp_path / ".git").mkdir()
    assert project_interpreter(str(tmp_path / "src" / "orders")) == str(python)


def test_search_does_not_leave_the_repository(tmp_path):
    venv(tmp_path / ".venv", "version = 3.12.4")
    (tmp_path / "other" / ".git").mkdir(parents=True)
    assert project_interpreter(str(tmp_path / "other")) == ""


def test_without_one_our_own_interpreter_runs_the_function(tmp_path):
    (tmp_path / ".git").mkdir()
    assert interpreter_of(LocalFunction("f", "a.b", str(tmp_path))) == sys.executable


@pytest.mark.parametrize("line", ["version = 3.12.4", "version_info = 3.12.4.final.0"])
def test_version_is_read_where_it_is_written(tmp_path, line):
    assert version_of(str(venv(tmp_path / "v", line))) == (3, 12)


def test_version_is_asked_where_it_is_not_written(tmp_path):
    link = tmp_path / "python"
    link.symlink_to(os.path.realpath(sys.executable))
    assert version_of(str(link)) == sys.version_info[:2]


def test_too_old_a_python_is_refused(tmp_path):
    with pytest.raises(RuntimeUnavailable, match=r"Python 3\.8; functions run on 3\.9 or later"):
        version_of(str(venv(tmp_path / "v", "version = 3.8.20")))


def test_program_that_is_no_python_is_refused():
    with pytest.raises(RuntimeUnavailable, match="does not answer as a Python interpreter"):
        version_of("/bin/ls")


def test_virtual_environment_whose_python_cannot_be_run_is_said_not_passed_over(tmp_path):
    python = venv(tmp_path / ".venv", "version = 3.12.4")
    python.unlink()
    python.symlink_to(tmp_path / "removed")
    with pytest.raises(RuntimeUnavailable, match="cannot be run by this user") as refused:
        interpreter_of(LocalFunction("f", "a.b", str(tmp_path)))
    assert refused.value.place == str(python)
    assert "--python" in refused.value.mend


@pytest.mark.parametrize("client", ["bootstrap", "awslambdaric"])
def test_interpreter_that_the_system_refuses_to_start_is_said(tmp_path, client):
    (tmp_path / "app.py").write_text("def handler(event, context): ...")
    python = venv(tmp_path / ".venv", "version = 3.12.4")
    python.unlink()
    python.write_text("#!/gone/python\n")
    python.chmod(0o755)
    function = LocalFunction("f", "app.handler", str(tmp_path), client=client)
    with LocalRuntime() as runtime, pytest.raises(RuntimeUnavailable, match="cannot be started") as refused:
        runtime.invoke(function, b"{}")
    assert refused.value.place == str(python)
