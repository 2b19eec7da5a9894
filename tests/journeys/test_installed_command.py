"""The whole task through the command as it is installed: a wheel, a fresh virtual environment, no checkout in sight."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(*command: object, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    words = [str(word) for word in command]
    environment.setdefault("XDG_STATE_HOME", str(cwd / ".state"))
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    return subprocess.run(words, cwd=cwd, env={**clean, **environment}, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of a fresh environment that has the wheel. What it depends on is borrowed, not fetched."""
    folder = tmp_path_factory.mktemp("installed")
    built = run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    assert built.returncode == 0, built.stderr
    wheel = next(folder.glob("*.whl"))
    venv.create(folder / "venv", with_pip=False)
    packages = next((folder / "venv").glob("lib/python*/site-packages"))
    # Ours must not come from the checkout, which the borrowed packages know by an editable install.
    borrowed = sysconfig.get_paths()["purelib"]
    (packages / "borrowed.pth").write_text(f"import sys; sys.path.append({borrowed!r})\n")
    python = folder / "venv" / "bin" / "python"
    command = (sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index", wheel)
    done = run(*command, cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder / "venv" / "bin"


@pytest.fixture
def demo(installed: Path, tmp_path: Path) -> Path:
    """A copy of the demo project that came with the wheel."""
    code = "import sys; from pathlib import Path; from workbench.library.demo import demo_folder; "
    code += "print(demo_folder(home=Path(sys.argv[1])))"
    done = run(installed / "python", "-c", code, tmp_path, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    return Path(done.stdout.strip())


def test_the_wheel_does_not_reach_into_the_checkout(installed, tmp_path):
    done = run(installed / "python", "-c", "import workbench; print(workbench.__file__)", cwd=tmp_path)
    assert str(installed.parent) in done.stdout


def test_the_demo_answers_200_with_the_permission_beside_it(installed, demo):
    done = run(installed / "workbench", "invoke", "hello", "--event", "saved_events/hello.json", "--json", cwd=demo)
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    assert document["response"]["status"] == 200
    assert document["verdict"]["code"] == "ok"
    assert document["permissions"]["invoke"]["decision"] == "allowed"
    assert [step["name"] for step in document["steps"]] == [
        "route",
        "event",
        "invoke_permission",
        "invoke",
        "execution_role",
        "response",
    ]


def test_a_missing_permission_is_an_exit_status_of_1_with_the_mend(installed, demo):
    done = run(installed / "workbench", "invoke", "orders", "--event", "saved_events/orders/delete.json", cwd=demo)
    assert done.returncode == 1
    assert "aws lambda add-permission" in done.stdout


def test_a_malformed_response_names_the_key(installed, demo):
    event = "saved_events/trouble/malformed.json"
    done = run(installed / "workbench", "invoke", "src/malformed.py:handler", "--event", event, cwd=demo)
    assert done.returncode == 1
    assert "malformed_proxy_response. body is an object" in done.stdout


def test_an_event_is_built_sent_and_answered_step_by_step(installed, demo, tmp_path):
    request = tmp_path / "request.curl"
    request.write_text("curl 'https://wt6mne2s9k.execute-api.us-west-2.amazonaws.com/test/orders/1001'")
    built = run(installed / "workbench", "event", "build", "--api", "api.yaml", "--request", request, cwd=demo)
    assert built.returncode == 0, built.stderr
    assert json.loads(built.stdout)["pathParameters"] == {"id": "1001"}
    event = tmp_path / "event.json"
    event.write_text(built.stdout)
    invoked = run(installed / "workbench", "invoke", "orders", "--event", event, "--json", cwd=demo)
    assert invoked.returncode == 0, invoked.stderr
    result = tmp_path / "result.json"
    result.write_text(json.loads(invoked.stdout)["result"]["payload_text"])
    command = (installed / "workbench", "respond", "--api", "api.yaml", "--request", request, result)
    answered = run(*command, cwd=demo)
    assert answered.returncode == 0, answered.stderr
    assert json.loads(answered.stdout)["response"]["status"] == 200


def test_bad_input_is_one_line_with_place_and_mend_and_no_traceback(installed, demo, tmp_path):
    broken = tmp_path / "broken.json"
    broken.write_text('{\n  "a": \n}')
    done = run(installed / "workbench", "invoke", "hello", "--event", broken, cwd=demo)
    assert done.returncode == 2
    assert f"{broken}:3:1" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_a_handler_that_is_gone_is_named_with_what_is_near(installed, demo):
    done = run(installed / "workbench", "invoke", "src/helo.py:handler", "--event", "saved_events/hello.json", cwd=demo)
    assert done.returncode == 2
    assert "Did you mean src/hello.py:handler?" in done.stderr


def test_what_was_run_is_in_the_history_with_its_secrets_masked(installed, demo, tmp_path):
    event = json.loads((demo / "saved_events" / "hello.json").read_text())
    event["headers"]["Authorization"] = "Bearer planted-secret"
    file = tmp_path / "event.json"
    file.write_text(json.dumps(event))
    state = str(tmp_path / "state")
    done = run(installed / "workbench", "invoke", "hello", "--event", file, "--history", cwd=demo, XDG_STATE_HOME=state)
    assert done.returncode == 0, done.stderr
    shown = run(installed / "workbench", "history", "show", "last", "--json", cwd=demo, XDG_STATE_HOME=state)
    assert json.loads(shown.stdout)["response"]["status"] == 200
    kept = "".join(path.read_text() for path in (tmp_path / "state").rglob("*") if path.is_file())
    assert "planted-secret" not in kept
