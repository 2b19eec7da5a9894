import argparse
import json

import pytest

from workbench.cli import history as command
from workbench.errors import InputError, UsageError
from workbench.library.history import History


@pytest.fixture
def run(tmp_path, capsys):
    parser = argparse.ArgumentParser()
    command.configure(parser)

    def run(*words: str):
        status = command.run(parser.parse_args([*words, "--folder", str(tmp_path / "history")]))
        return status, capsys.readouterr()

    return run


@pytest.fixture
def ids(tmp_path):
    history = History(tmp_path / "history")
    return [
        history.add(
            {
                "function": {"kind": "local", "name": "orders"},
                "event": {"httpMethod": "GET", "path": "/orders"},
                "result": {"error_type": None, "report": {"duration_ms": 2.4}},
                "response": {"status": status, "content": {"text": "x" * 100 + str(status)}},
            }
        ).id
        for status in (200, 502)
    ]


def test_the_list_has_a_line_for_each_exchange_newest_first(run, ids):
    status, printed = run()
    assert status == 0
    first, second = printed.out.splitlines()
    assert first.startswith(ids[1])
    assert second.split() == [ids[0], "200", "2", "ms", "orders", "GET", "/orders"]


def test_an_empty_history_says_so_on_standard_error(run):
    status, printed = run("list")
    assert (status, printed.out, printed.err) == (0, "", "Nothing was run yet.\n")
    assert run("list", "--json")[1].out == "[]\n"


def test_show_prints_the_exchange(run, ids):
    assert json.loads(run("show", ids[0], "--json")[1].out)["response"]["status"] == 200
    assert '"status": 502' in run("show", "last")[1].out


def test_diff_prints_what_differs(run, ids):
    found = json.loads(run("diff", *ids, "--json")[1].out)["differences"]
    assert [difference["pointer"] for difference in found] == ["/response/status", "/response/content/text"]
    text = run("diff", *ids)[1].out
    assert text.startswith("/response/status\n  - 200\n  + 502\n")
    assert max(len(line) for line in text.splitlines()) < 80
    assert run("diff", "last", "last") == (0, (("No difference but ids and times.\n"), ""))


def test_wrong_ids_and_counts_are_refused(run, ids):
    with pytest.raises(InputError, match="no exchange"):
        run("show", "nothing")
    for words in (["show"], ["diff", "last"], ["list", "last"]):
        with pytest.raises(UsageError, match="history"):
            run(*words)
