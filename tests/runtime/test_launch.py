from __future__ import annotations

import json

import pytest

from workbench.runtime.launch import NAME, pycharm_instructions, vscode_configuration, vscode_file


def test_vs_code_entry_attaches_to_the_port():
    entry = vscode_configuration(5678)
    assert (entry["type"], entry["request"], entry["connect"]) == (
        "debugpy",
        "attach",
        {"host": "127.0.0.1", "port": 5678},
    )
    assert vscode_configuration(9229, kind="node")["type"] == "node"


def test_file_keeps_other_entries_and_replaces_ours():
    existing = json.dumps(
        {"version": "0.2.0", "configurations": [{"name": "Mine"}, {"name": NAME, "connect": 1}], "x": 1}
    )
    document = json.loads(vscode_file(5678, existing=existing))
    assert [entry["name"] for entry in document["configurations"]] == ["Mine", NAME]
    assert document["x"] == 1
    assert document["configurations"][1]["connect"]["port"] == 5678


@pytest.mark.parametrize("existing", ["// comment\n{}", "[]", '{"configurations": {}}'])
def test_file_that_cannot_be_kept_is_refused(existing):
    with pytest.raises(ValueError):  # noqa: PT011 - any
        vscode_file(5678, existing=existing)


def test_pycharm_is_told_the_port():
    assert "5678" in pycharm_instructions(5678)
