"""Drafts keep what was typed until it is saved or given up."""

from __future__ import annotations

import pytest

from workbench.app.document import Document
from workbench.app.drafts import DraftKeeper


@pytest.fixture
def drafts(qapp, tmp_path):
    made = DraftKeeper(tmp_path / "drafts")
    made.set_project(tmp_path)
    yield made
    made.deleteLater()


def test_a_change_is_kept_after_a_pause(qtbot, drafts, tmp_path):
    document = Document({"a": 1}, name="x.json", path=tmp_path / "x.json")
    drafts.watch(document, read="abc")
    document.edit("Change", event={"a": 2})
    qtbot.waitUntil(lambda: bool(drafts.found()))
    kept = drafts.found()[0]
    assert (kept.name, kept.path, kept.read) == ("x.json", tmp_path / "x.json", "abc")
    assert '"a": 2' in kept.text


def test_what_was_saved_or_closed_leaves_no_draft(drafts, tmp_path):
    document = Document({"a": 1}, name="x.json")
    drafts.watch(document, read=None)
    document.edit("Change", event={"a": 2})
    drafts.flush()
    assert len(drafts.found()) == 1
    document.saved(b"{}", name="x.json", path=tmp_path / "x.json")
    drafts.set_read(document, "new")
    drafts.flush()
    assert not drafts.found()
    document.edit("Change", event={"a": 3})
    drafts.flush()
    drafts.forget(document)
    assert not drafts.found()


def test_a_document_that_gets_another_name_keeps_one_draft(drafts):
    document = Document({"a": 1}, name="x.json")
    drafts.watch(document, read=None)
    document.edit("Change", event={"a": 2})
    drafts.flush()
    document.rename("y.json")
    drafts.flush()
    assert [kept.name for kept in drafts.found()] == ["y.json"]


def test_undoing_everything_leaves_no_draft(drafts):
    document = Document({"a": 1}, name="x.json")
    drafts.watch(document, read=None)
    document.edit("Change", event={"a": 2})
    drafts.flush()
    document.undo_stack.undo()
    drafts.flush()
    assert not drafts.found()


def test_a_draft_that_cannot_be_read_is_passed_over(drafts, tmp_path):
    document = Document({"a": 1}, name="x.json")
    drafts.watch(document, read=None)
    document.edit("Change", event={"a": 2})
    drafts.flush()
    for path in (tmp_path / "drafts").rglob("*.json"):
        path.write_bytes(b"\xff\xfe")
    assert drafts.found() == []


def test_a_folder_without_rights_stops_nobody_from_typing(qapp, tmp_path):
    (tmp_path / "file").write_text("")
    drafts = DraftKeeper(tmp_path / "file" / "drafts")
    drafts.set_project(tmp_path)
    document = Document({"a": 1})
    drafts.watch(document, read=None)
    document.edit("Change", event={"a": 2})
    drafts.flush()
    assert document.event == {"a": 2}
    drafts.deleteLater()
