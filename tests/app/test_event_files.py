"""Saved events and their documents stay one, whatever happens to the files."""

from __future__ import annotations

import json

import pytest

from workbench.app.document import Document
from workbench.app.event_files import EventFiles
from workbench.errors import InputError
from workbench.library.saved_events import ChangedOutside


@pytest.fixture
def folder(tmp_path):
    events = tmp_path / "project" / "saved_events"
    events.mkdir(parents=True)
    (events / "hello.json").write_text('{"a": 1}')
    return events


@pytest.fixture
def files(qapp, tmp_path, folder):
    made = EventFiles(tmp_path / "trash")
    made.set_project(folder.parent, (folder,))
    yield made
    made.close()
    made.deleteLater()


def test_an_event_opens_once_with_its_exact_bytes(files):
    event = files.events()[0]
    document = files.open(event)
    assert document.payload == b'{"a": 1}'
    assert files.open(event) is document


def test_saving_notices_a_change_outside(files, folder):
    document = files.open(files.events()[0])
    document.edit("Change", event={"a": 2})
    (folder / "hello.json").write_text('{"a": 3}')
    with pytest.raises(ChangedOutside):
        files.save(document)
    files.keep_mine(document)
    files.save(document)
    assert json.loads((folder / "hello.json").read_text()) == {"a": 2}
    assert not document.dirty


def test_what_was_read_again_can_be_undone(files, folder):
    document = files.open(files.events()[0])
    document.edit("Change", event={"a": 2})
    (folder / "hello.json").write_text('{"a": 3}')
    files.reload(document)
    assert document.event == {"a": 3}
    document.undo_stack.undo()
    assert document.event == {"a": 2}


def test_a_deleted_file_is_told_and_written_again(qtbot, files, folder):
    document = files.open(files.events()[0])
    (folder / "hello.json").unlink()
    with qtbot.waitSignal(files.changed_outside) as told:
        files.look()
    assert told.args == [document, True]
    assert document.event == {"a": 1}


def test_a_new_event_has_no_file_until_it_gets_a_name(files, folder):
    document = Document({"b": 1})
    files.adopt(document, read=None)
    with pytest.raises(InputError, match="no file yet"):
        files.save(document)
    files.save_as(document, "orders/new")
    assert json.loads((folder / "orders" / "new.json").read_text()) == {"b": 1}
    assert document.name == "new.json"


def test_an_open_document_follows_a_rename(files, folder):
    event = files.events()[0]
    document = files.open(event)
    files.rename(event, "other")
    assert document.path == folder / "other.json"
    document.edit("Change", event={"a": 2})
    files.save(document)
    assert json.loads((folder / "other.json").read_text()) == {"a": 2}


def test_what_was_deleted_comes_back(files, folder):
    deleted = files.delete(files.events()[0])
    assert files.events() == []
    files.restore(deleted)
    assert [event.name for event in files.events()] == ["hello"]


def test_a_folder_that_cannot_be_listed_is_a_hint_and_no_error(qtbot, qapp, tmp_path):
    (tmp_path / "file").write_text("")
    made = EventFiles(tmp_path / "trash")
    with qtbot.waitSignal(made.listed) as told:
        made.set_project(tmp_path, (tmp_path / "file",))
    assert told.args[0][0].problem is not None
    made.close()
    made.deleteLater()
