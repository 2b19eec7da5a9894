"""The document: exact text until it is edited, undo, merging, and text that is not JSON."""

from __future__ import annotations

import json

import pytest

from workbench.app.document import Document
from workbench.app.widgets.row import Row
from workbench.errors import InputError

RAW = b'{"path":"/a",  "n": 1.50, "list":[1,2]}\n'


def test_an_opened_file_is_passed_on_byte_for_byte(qapp):
    document = Document.from_bytes(RAW, name="a.json")
    assert document.payload == RAW
    assert document.event == {"path": "/a", "n": 1.5, "list": [1, 2]}
    assert not document.dirty


def test_a_byte_order_mark_stays_in_the_payload(qapp):
    document = Document.from_bytes(b"\xef\xbb\xbf{}", name="a.json")
    assert document.error is None
    assert document.payload == b"\xef\xbb\xbf{}"


def test_undo_brings_the_files_own_bytes_back(qapp):
    document = Document.from_bytes(RAW, name="a.json")
    document.edit("Change path", event={**document.event, "path": "/b"})
    assert json.loads(document.payload)["path"] == "/b"
    document.undo_stack.undo()
    assert document.payload == RAW
    assert not document.dirty


def test_a_file_that_is_not_utf8_says_so(qapp):
    with pytest.raises(InputError, match="not UTF-8"):
        Document.from_bytes(b"\xff\xfe{", name="a.json")


def test_typing_in_one_field_is_one_step_until_it_is_left(qapp):
    document = Document({"path": ""})
    for length in range(1, 6):
        document.edit("Change path", event={"path": "/abcd"[:length]}, merge="path")
    assert document.undo_stack.count() == 1
    document.seal()
    document.edit("Change path", event={"path": "/x"}, merge="path")
    assert document.undo_stack.count() == 2
    document.undo_stack.undo()
    assert document.event == {"path": "/abcd"}
    document.undo_stack.undo()
    assert document.event == {"path": ""}
    document.undo_stack.redo()
    assert document.event == {"path": "/abcd"}


def test_another_field_starts_another_step(qapp):
    document = Document({})
    document.edit("a", event={"a": 1}, merge="a")
    document.edit("b", event={"a": 1, "b": 1}, merge="b")
    assert document.undo_stack.count() == 2


def test_typing_back_to_what_was_leaves_no_step(qapp):
    document = Document({"a": "x"})
    document.edit("a", event={"a": "xy"}, merge="a")
    document.edit("a", event={"a": "x"}, merge="a")
    assert document.undo_stack.count() == 0
    assert not document.dirty


def test_an_edit_that_changes_nothing_is_no_edit(qtbot):
    document = Document.from_bytes(RAW, name="a.json")
    with qtbot.assertNotEmitted(document.changed):
        document.edit("nothing", event=json.loads(RAW))
    assert document.payload == RAW


def test_numbers_that_python_takes_for_equal_are_an_edit(qapp):
    document = Document({"a": 1})
    document.edit("a", event={"a": True})
    assert document.event["a"] is True
    document.edit("a", event={"a": 1.0})
    assert document.text == '{\n  "a": 1.0\n}'


def test_text_that_is_not_json_leaves_the_last_good_event(qtbot):
    document = Document({"a": 1})
    with qtbot.waitSignal(document.changed, timeout=100):
        document.set_text('{"a": 2,\n "b" }')
    assert document.event == {"a": 1}
    assert str(document.error).startswith("Line 2, column 6:")
    assert document.text == '{"a": 2,\n "b" }'
    document.set_text('{"a": 2,\n "b": 3}')
    assert document.event == {"a": 2, "b": 3}
    assert document.undo_stack.count() == 1


def test_text_that_is_not_json_can_be_given_up(qapp):
    document = Document.from_bytes(b'{"a":1}', name="a.json")
    document.set_text('{"a":')
    document.drop_text()
    assert document.error is None
    assert document.event == {"a": 1}
    document.undo_stack.undo()
    assert document.text == '{"a":'


def test_a_file_that_is_not_json_opens_with_its_error(qapp):
    document = Document.from_bytes(b"{'a': 1}", name="a.json")
    assert document.error is not None
    assert document.payload == b"{'a': 1}"


def test_the_payload_waits_for_what_is_being_typed(qapp):
    document = Document({"a": 1})
    document.settling.connect(lambda: document.set_text("[2]"))
    assert document.payload == b"[2]"


def test_rows_that_are_kept_and_not_sent_come_back_with_undo(qapp):
    document = Document({"headers": {"A": "1"}})
    document.edit("Switch off", event={"headers": {}}, tables={"headers": (Row("A", "1", enabled=False),)})
    assert document.draft.tables == {"headers": (Row("A", "1", enabled=False),)}
    document.undo_stack.undo()
    assert document.draft.tables == {}


def test_saving_makes_it_clean_and_says_so(qtbot, tmp_path):
    document = Document({"a": 1})
    document.edit("a", event={"a": 2})
    unsaved = [document.dirty]
    with qtbot.waitSignal(document.named, timeout=100):
        document.saved(document.payload, name="b", path=tmp_path / "b.json")
    unsaved.append(document.dirty)
    document.edit("a", event={"a": 3}, merge="a")
    unsaved.append(document.dirty)
    document.undo_stack.undo()
    unsaved.append(document.dirty)
    assert unsaved == [True, False, True, False]
