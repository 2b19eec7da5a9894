"""Tests of `workbench event check`."""

from __future__ import annotations

import json

import pytest

from workbench.cli.main import run
from workbench.resource import resource


@pytest.fixture
def file(tmp_path):
    def write(event):
        path = tmp_path / "event.json"
        path.write_text(json.dumps(event), encoding="utf-8")
        return str(path)

    return write


def test_an_event_as_aws_sends_it_passes(capsys):
    path = str(resource("saved_events/http-api-2.0/get-a-pet.json"))
    assert run(["event", "check", path]) == 0
    assert capsys.readouterr().out == f"{path}: http-api-2.0, as AWS sends it\n"


def test_notes_do_not_fail_and_errors_do(capsys, file):
    sample = json.loads(resource("saved_events/rest-api/documentation-sample.json").read_text(encoding="utf-8"))
    assert run(["event", "check", file(sample)]) == 0
    assert "rest-api, 4 notes" in capsys.readouterr().out
    assert run(["event", "check", file({**sample, "body": {"a": 1}})]) == 1
    out = capsys.readouterr().out
    assert "1 error, 3 notes" in out
    assert "  error /body: body must be a string, not an object. Put it in quotes.\n" in out


def test_the_source_can_be_named_and_the_answer_be_json(capsys, file):
    path = file({"httpMethod": "GET", "path": "/"})
    assert run(["event", "check", path, "--source", "http-api-1.0", "--json"]) == 1
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["event"], row["source"]) == (path, "http-api-1.0")
    assert row["findings"][0] == {
        "severity": "error",
        "pointer": "/version",
        "message": "version is missing; HTTP API, payload 1.0 always sends it",
        "mend": "Add version.",
    }


def test_a_file_that_is_no_json_names_the_place(capsys, tmp_path):
    (tmp_path / "event.json").write_text('{"a": 1,\n  b}', encoding="utf-8")
    assert run(["event", "check", str(tmp_path / "event.json")]) == 2
    assert "event.json:2:3" in capsys.readouterr().err
