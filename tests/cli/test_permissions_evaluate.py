"""`permissions evaluate` prints one document, and its exit status tells allowed from denied."""

import io
import json
import os
import subprocess
import sys

import pytest

from workbench.cli.main import run

ALLOW = {"Version": "2012-10-17", "Statement": [{"Sid": "A", "Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}


def write(tmp_path, **more) -> str:
    request = {
        "principal": "arn:aws:iam::123456789012:user/a",
        "action": "s3:GetObject",
        "resource": "arn:aws:s3:::b/k",
    }
    path = tmp_path / "case.json"
    path.write_text(json.dumps({"request": request, **more}))
    return str(path)


def test_allowed_exits_zero_and_prints_the_promised_shape(tmp_path, capsys):
    assert run(["permissions", "evaluate", write(tmp_path, identity_policies=[ALLOW])]) == 0
    printed = json.loads(capsys.readouterr().out)
    promised = {"decision", "reason", "deciding", "policies", "allowed_if", "findings", "not_evaluated"}
    assert promised <= set(printed)
    assert printed["decision"] == "allowed"
    assert (
        printed["deciding"][0] | {"policy": "identity_policies[0]", "sid": "A", "statement": 0}
        == printed["deciding"][0]
    )
    statement = printed["policies"][0]["statements"][0]
    assert {"sid", "effect", "applies", "principal", "action", "resource", "conditions", "first_mismatch"} <= set(
        statement
    )


@pytest.mark.parametrize("more", [{}, {"identity_policies": ["{"]}])
def test_denied_and_unknown_exit_one(tmp_path, capsys, more):
    assert run(["permissions", "evaluate", write(tmp_path, **more), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["decision"] in {"implicitly_denied", "unknown"}


def test_text_is_for_a_person(tmp_path, capsys):
    assert run(["permissions", "evaluate", write(tmp_path, identity_policies=[ALLOW]), "--text"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Allowed: arn:aws:iam::123456789012:user/a → s3:GetObject on arn:aws:s3:::b/k\n")
    assert "Not evaluated" in out


def test_a_case_that_cannot_be_read_exits_two_with_its_place(tmp_path, capsys):
    path = tmp_path / "case.json"
    path.write_text('{\n "request": }')
    assert run(["permissions", "evaluate", str(path)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert f"{path}:2:13: not JSON" in captured.err


def test_a_case_comes_from_standard_input(tmp_path, capsys, monkeypatch):
    text = (tmp_path / "x").with_name("case.json")
    write(tmp_path, identity_policies=[ALLOW])
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.read_bytes())))
    assert run(["permissions", "evaluate", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["decision"] == "allowed"


@pytest.mark.parametrize("letters", ["utf-8", "ascii"])
def test_half_a_surrogate_pair_is_printed_as_its_escape(tmp_path, letters):
    path = write(tmp_path, identity_policies=[json.loads(json.dumps(ALLOW).replace('"A"', '"\\ud800"'))])
    words = [sys.executable, "-m", "workbench", "permissions", "evaluate", path, "--text"]
    done = subprocess.run(words, capture_output=True, env=os.environ | {"PYTHONIOENCODING": letters}, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert rb"Allowed by statement '\ud800'" in done.stdout
