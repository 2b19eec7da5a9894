from __future__ import annotations

import io
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from workbench.cli import main
from workbench.cli.main import run


def test_help_names_every_command(capsys):
    assert run(["--help"]) == 0
    shown = capsys.readouterr().out
    assert "workbench invoke" in shown
    assert "workbench permissions evaluate" in shown


@pytest.mark.parametrize("words", sorted(main._COMMANDS))
def test_every_command_is_there_and_has_help_with_an_example(words, capsys):
    module = import_module(f"workbench.cli.{main._COMMANDS[words][0]}")
    assert callable(module.run)
    assert run([*words, "--help"]) == 0
    assert "xample" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["invoke", "app.handler", "--event", "e.json", "--timeout", "abc"], "--timeout"),
        (["invoke", "app.handler", "--event", "a", "--request", "b"], "--request"),
        (["invoke", "app.handler", "--event", "a", "--time", "3"], "--time"),
        (["event", "build"], "--api, --request"),
        (["permissions", "evaluate"], "CASE"),
        (["sandbox", "--port", "zz"], "--port"),
    ],
)
def test_bad_usage_is_one_line_that_names_the_option_and_where_help_is(words, named, capsys):
    assert run(words) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.count("\n") == 1
    assert named in shown.err
    assert "--help." in shown.err


def test_help_loads_nothing_that_is_slow():
    code = "import sys; from workbench.cli.main import run; run(['--help']); "
    code += (
        "print(sorted({'pydantic', 'PySide6', 'boto3', 'ruamel', 'jsonschema'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_an_unknown_word_is_refused_with_what_there_is(capsys):
    assert run(["invok"]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "invoke" in error


def test_an_unknown_word_in_a_group_is_refused_with_what_there_is(capsys):
    assert run(["event", "bild"]) == 2
    assert "event build" in capsys.readouterr().err


def test_a_group_alone_lists_its_commands(capsys):
    assert run(["permissions", "--help"]) == 0
    assert "permissions check" in capsys.readouterr().out


def test_a_missing_option_is_an_exit_status_of_2(capsys):
    assert run(["invoke", "app.handler"]) == 2
    assert "--event" in capsys.readouterr().err


def test_a_missing_file_is_one_line_with_its_name(capsys, tmp_path):
    assert run(["respond", "--api", str(tmp_path / "no.yaml"), "--request", "-"]) == 2
    error = capsys.readouterr().err
    assert error.startswith("workbench: ")
    assert "no.yaml: no such file" in error
    assert "Traceback" not in error


def test_bytes_that_are_no_text_name_their_place(capsys, tmp_path):
    broken = tmp_path / "api.yaml"
    broken.write_bytes(b"type: REST\nid: \xff\n")
    assert run(["respond", "--api", str(broken), "--request", str(broken)]) == 2
    assert f"{broken}:2:5" in capsys.readouterr().err


def test_a_reader_that_goes_away_is_no_error():
    command = f"{sys.executable} -m workbench event sources | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "rest-api"
    assert done.stderr == ""


def test_standard_input_is_read_for_a_dash(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"{nonsense")))
    assert run(["permissions", "evaluate", "-"]) == 2
    assert "standard input" in capsys.readouterr().err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_a_full_disk_is_said_without_a_traceback_and_logs_that_cannot_be_shown_spoil_nothing(tmp_path):
    (tmp_path / "app.py").write_text("def handler(event, context):\n    print('said')\n    return 1\n")
    (tmp_path / "event.json").write_text("{}")
    command = [sys.executable, "-m", "workbench", "invoke", "app.py:handler", "--event", "event.json"]
    with Path("/dev/full").open("w") as full:
        result = subprocess.run(command, cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
        log = subprocess.run(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=full, text=True, check=False)
    assert (result.returncode, "Traceback" in result.stderr) == (2, False)
    assert "the output cannot be written: No space left on device" in result.stderr
    assert (log.returncode, "The function returned: 1" in log.stdout) == (0, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["permissions", "check", "--api", "-", "--policy", "-"], "Both --api and --policy read standard input"),
        (["invoke", "app.handler", "--event", "-", "--client-context", "-"], "Both --event and --client-context"),
        (["invoke", "app.handler", "--event", "-", "--resource-policy", "arn:aws:s3:::b=-"], "--resource-policy"),
        (["invoke", "app.handler", "--event", "e.json", "--role-policy", "-", "--role-policy", "-"], "--role-policy"),
        (["event", "check", "-", "-"], "EVENT reads standard input twice"),
    ],
)
def test_what_would_find_nothing_on_standard_input_is_refused(words, said, monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"{}")))
    assert run(words) == 2
    error = capsys.readouterr().err
    assert said in error
    assert "Give one of them as a file." in error


def test_a_group_without_its_command_is_refused_in_one_line(capsys):
    assert run(["event"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert "There is: event build" in captured.err


def test_a_window_without_a_display_is_refused_in_one_line(monkeypatch, capsys, tmp_path):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    assert run([str(tmp_path)]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "there is no display to open a window on" in error
