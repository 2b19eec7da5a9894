import json
from pathlib import Path
from typing import Any

import pytest

from workbench.errors import InputError
from workbench.library.history import History


def exchange(**changes: Any) -> dict[str, Any]:
    return {
        "request_id": "r",
        "function": {"kind": "local", "name": "orders"},
        "event": {"httpMethod": "GET", "path": "/orders", "headers": {"Authorization": "Bearer abcdef123456"}},
        "result": {"error_type": None, "report": {"duration_ms": 1.5}, "log": "abcdef123456 hidden-word"},
        "response": {"status": 200},
        "verdict": {"code": "ok"},
        **changes,
    }


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path / "history")


def test_what_was_run_is_listed_newest_first(history):
    assert history.entries() == ()
    first = history.add(exchange(), label="orders/list")
    second = history.add(exchange(response=None, verdict=None, event=[1], result=None))
    assert history.entries() == (second, first)
    assert (first.function, first.kind, first.method, first.path) == ("orders", "local", "GET", "/orders")
    assert (first.status, first.verdict, first.duration_ms, first.label) == (200, "ok", 1.5, "orders/list")
    assert (second.status, second.verdict, second.method, second.duration_ms) == (None, "", "", None)


def test_the_request_of_a_payload_of_version_two_is_listed(history):
    event = {"rawPath": "/x", "requestContext": {"http": {"method": "PUT"}}}
    assert (history.add(exchange(event=event)).method, history.entries()[0].path) == ("PUT", "/x")


def test_secrets_are_nowhere_on_the_disk(history):
    entry = history.add(exchange(), secrets=["hidden-word"])
    text = (history.folder / f"{entry.id}.jsonl").read_text()
    assert "abcdef123456" not in text
    assert "hidden-word" not in text
    assert history.show(entry.id)["event"]["headers"] == {"Authorization": "***"}


def test_an_exchange_is_found_by_a_part_of_its_id_that_only_it_has(history):
    first, second = history.add(exchange(request_id="1")), history.add(exchange(request_id="2"))
    assert history.show("last")["request_id"] == "2"
    assert history.show(first.id)["request_id"] == "1"
    assert history.show(second.id[-6:])["request_id"] == "2"
    for name, words in (("nothing", "no exchange"), ("20", "2 exchanges"), ("", "no exchange")):
        with pytest.raises(InputError, match=words) as caught:
            history.show(name)
        assert caught.value.mend


def test_two_exchanges_are_compared_but_for_ids_and_times(history):
    first = history.add(exchange(request_id="1"))
    second = history.add(exchange(request_id="2", response={"status": 502}))
    assert [(found.pointer, found.before, found.after) for found in history.compare(first.id, second.id)] == [
        ("/response/status", 200, 502)
    ]


def test_the_oldest_leave_when_there_are_too_many_or_too_much(tmp_path):
    by_number = History(tmp_path / "a", most_entries=2)
    by_size = History(tmp_path / "b", most_bytes=1500)
    for number in range(4):
        by_number.add(exchange(request_id=str(number)))
        by_size.add(exchange(request_id=str(number), pad="x" * 600))
    assert [by_number.show(entry.id)["request_id"] for entry in by_number.entries()] == ["3", "2"]
    assert [by_size.show(entry.id)["request_id"] for entry in by_size.entries()] == ["3"]


def test_damaged_entries_are_passed_over_in_the_list_and_named_when_asked_for(history):
    entry = history.add(exchange())
    (history.folder / "bad.jsonl").write_text('{"id": 1}\n')
    (history.folder / "other.txt").write_text("")
    assert history.entries() == (entry,)
    with pytest.raises(InputError, match="damaged"):
        history.show("bad")


def test_a_history_that_cannot_be_written_or_listed_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="save"):
        History(tmp_path / "file").add(exchange())
    with pytest.raises(InputError, match="not a folder"):
        History(tmp_path / "file").entries()


def test_the_file_of_an_exchange_is_two_lines_of_json(history):
    entry = history.add(exchange(note="line\nbreak"))
    lines = (history.folder / f"{entry.id}.jsonl").read_text().splitlines()
    assert [json.loads(line).get("function") for line in lines] == ["orders", {"kind": "local", "name": "orders"}]
