import subprocess
import sys
from pathlib import Path

import pytest

from workbench.deployed.target import DeployedFunction
from workbench.errors import FunctionNotFound, UsageError, WorkbenchError
from workbench.library.function_reference import find_function
from workbench.library.layered_environment import merged_environment
from workbench.library.project_reader import open_project
from workbench.runtime.function import EnvironmentValue, LocalFunction

SOURCE = "def handler(event, context):\n    return event\n\n\ndef other(event, context): ...\nmade = handler\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("src/app.py", "src/pkg/__init__.py", "src/pkg/sub/__init__.py", "src/pkg/sub/deep.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(SOURCE)
    (tmp_path / "web").mkdir()
    (tmp_path / "web/index.mjs").write_text("export const handler = async (event) => event;\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def local(reference: str, **settings) -> LocalFunction:
    found = find_function(reference, **settings)
    assert isinstance(found, LocalFunction)
    return found


@pytest.mark.parametrize(
    ("reference", "code", "handler", "root", "name", "kind"),
    [
        ("src/app.py:handler", None, "app.handler", "src", "app", "python"),
        ("src/app.py:other", None, "app.other", "src", "app-other", "python"),
        ("src/app.py:made", None, "app.made", "src", "app-made", "python"),
        ("src/pkg/sub/deep.py:handler", None, "pkg/sub/deep.handler", "src", "deep", "python"),
        ("pkg/sub/deep.py:handler", "src", "pkg/sub/deep.handler", "src", "deep", "python"),
        ("app.handler", "src", "app.handler", "src", "app", "python"),
        ("src/app.handler", None, "src/app.handler", "", "app", "python"),
        ("pkg.sub.deep.handler", "src", "pkg.sub.deep.handler", "src", "deep", "python"),
        ("pkg.handler", "src", "pkg.handler", "src", "pkg", "python"),
        ("app.not_there", "src", "app.not_there", "src", "app-not_there", "python"),
        ("node:web/index.handler", None, "web/index.handler", "", "index", "node"),
        ("web/index.handler", None, "web/index.handler", "", "index", "node"),
    ],
)
def test_each_form_leads_to_its_function(here, reference, code, handler, root, name, kind):
    found = local(reference, code=Path(code) if code else None)
    assert (found.handler, found.code, found.name, found.kind) == (handler, str(here / root), name, kind)
    assert (found.timeout_s, found.memory_mb, found.environment) == (3.0, 128, ())


def test_an_absolute_path_is_taken(here):
    assert local(f"{here}/src/app.py:handler", code=here / "web").code == str(here / "src")


def test_a_custom_runtime_is_its_folder(here):
    program = here / "rust/bootstrap"
    program.parent.mkdir()
    with pytest.raises(FunctionNotFound, match="there is no program"):
        find_function("bootstrap:rust")
    program.write_text("#!/bin/sh\n")
    program.chmod(0o644)
    with pytest.raises(FunctionNotFound, match=r"chmod \+x"):
        find_function("bootstrap:rust")
    program.chmod(0o755)
    found = local("bootstrap:rust")
    assert (found.kind, found.code, found.handler, found.name) == ("custom", str(here / "rust"), "", "rust")


def test_a_deployed_function_is_told_by_its_name_or_arn():
    found = find_function("aws:orders:live")
    assert isinstance(found, DeployedFunction)
    assert (found.name, found.qualifier) == ("orders", "live")
    arn = find_function("arn:aws:lambda:eu-west-1:123456789012:function:orders")
    assert isinstance(arn, DeployedFunction)
    assert arn.account.region == "eu-west-1"
    with pytest.raises(UsageError):
        find_function("aws:not a name")


def test_the_arguments_configure_the_function(here):
    found = local(
        "src/app.py:handler",
        python="/usr/bin/python3",
        environment=(EnvironmentValue("A", "1"),),
        timeout_s=9,
        memory_mb=512,
        client="awslambdaric",
    )
    assert (found.interpreter, found.timeout_s, found.memory_mb) == ("/usr/bin/python3", 9, 512)
    assert (found.environment, found.client) == ((EnvironmentValue("A", "1"),), "awslambdaric")


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        ("src/ap.py:handler", "no file .*ap.py. Did you mean src/app.py:handler"),
        ("src/app.py:handel", "no function handel. Did you mean src/app.py:handler"),
        ("app.handler", "no file .*app.py. Did you mean src/app.handler"),
        ("./src/app.handler", "name of a module, not with a path. Did you mean src/app.handler"),
        ("node:web/indx.handler", "no file .*indx.js"),
        ("node:handler", "no dot"),
        ("orders", "no function of that name. There is "),
        ("a b", "names no function. Write src/app.py:handler"),
        ("", "names no function"),
        ("src:x:y", "names no function"),
        ("src/app.py:", "names no function"),
        ("src/app.py", "a file, and no function in it. Did you mean src/app.py:handler"),
    ],
)
def test_what_leads_nowhere_says_what_was_looked_at_and_what_is_near(here, reference, words):
    with pytest.raises(FunctionNotFound, match=words):
        find_function(reference)


def test_a_folder_that_is_not_there_is_said(here):
    with pytest.raises(FunctionNotFound, match="no folder gone"):
        find_function("app.handler", code=Path("gone"))


def test_a_template_that_is_not_there_is_said(here):
    with pytest.raises(WorkbenchError, match="no such file"):
        find_function("Orders", template=here / "template.yaml")


def test_a_name_that_only_python_itself_can_tell_is_taken(here):
    (here / "src/star.py").write_text("from elsewhere import *\n")
    assert local("src/star.py:anything").handler == "star.anything"


def test_the_project_configures_its_function_however_it_is_named(here):
    (here / "workbench.yaml").write_text(
        "functions:\n  orders:\n    handler: src/app.handler\n    timeout: 7\n    environment: {TABLE: orders, N: 1}\n"
    )
    project = open_project(here)
    for reference in ("orders", "src/app.py:handler", "src/app.handler"):
        found = local(reference, project=project, environment=(EnvironmentValue("N", "2"),))
        assert (found.name, found.timeout_s, found.handler) == ("orders", 7, "src/app.handler")
        assert {value.name: value.value for value in found.environment} == {"TABLE": "orders", "N": "2"}
    assert local("orders").name == "orders"
    assert local("src/app.py:other", project=project).name == "app-other"


def test_of_a_variable_with_two_origins_the_second_wins():
    base = (EnvironmentValue("A", "1", "file"), EnvironmentValue("B", "1", "file"))
    assert merged_environment(base, (EnvironmentValue("A", "2"),)) == (
        EnvironmentValue("A", "2"),
        EnvironmentValue("B", "1", "file"),
    )


def test_finding_a_function_in_a_file_imports_nothing_heavy(here):
    code = (
        "import sys; from workbench.library.function_reference import find_function\n"
        "find_function('src/app.py:handler'); find_function('src/app.handler')\n"
        "heavy = ('pydantic', 'ruamel', 'boto3', 'asyncio', 'difflib', 'workbench.library.project')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
