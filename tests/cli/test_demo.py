from __future__ import annotations

import json

from workbench.cli.main import run


def test_without_a_display_the_demo_runs_in_the_terminal_and_says_how_to_see_the_window(monkeypatch, tmp_path, capfd):
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr("sys.platform", "linux")
    assert run(["demo"]) == 0
    shown = capfd.readouterr().out
    assert "HTTP/1.1 200 OK" in shown
    assert "HTTP/1.1 502 Bad Gateway" in shown
    assert "aws lambda add-permission" in shown
    assert "no display here" in shown


def test_the_demo_is_one_json_document_where_that_is_asked_for(monkeypatch, tmp_path, capfd):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    assert run(["demo", "--json"]) == 0
    document = json.loads(capfd.readouterr().out)
    assert document["project"].startswith(str(tmp_path))
    assert [step["exchange"]["response"]["status"] for step in document["steps"]] == [200, 502, 502, 204]
