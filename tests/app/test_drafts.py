"""Drafts keep what was typed until it is saved or given up."""

from __future__ import annotations

import pytest

from workbench.app.document import Document
from workbench.app.drafts import DraftKeeper
from workbench.app.text_drafts import TextDrafts


@pytest.fixture
def drafts(qapp, tmp_path):
    made = DraftKeeper(tmp_path / "drafts")
    made.set_project(tmp_path)
    yield made
    made.close()
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


@pytest.fixture
def another(qapp, tmp_path):
    """Opens further windows on the project."""
    made = []

    def open_another():
        keeper = DraftKeeper(tmp_path / "drafts")
        keeper.set_project(tmp_path)
        made.append(keeper)
        return keeper

    yield open_another
    for keeper in made:
        keeper.close()
        keeper.deleteLater()


def typed(drafts, text):
    document = Document({}, name="x.json")
    drafts.watch(document, read=None)
    document.edit("Change", event={"text": text})
    drafts.flush()
    return document


def test_two_windows_keep_their_drafts_apart(drafts, another):
    typed(drafts, "one")
    second = another()
    assert not second.found()
    typed(second, "two")
    assert ["one" in kept.text for kept in drafts.found()] == [True]
    assert ["two" in kept.text for kept in second.found()] == [True]


def test_what_windows_that_are_gone_left_comes_to_the_next(drafts, another):
    documents = [typed(drafts, "one")]
    second = another()
    documents.append(typed(second, "two"))
    second.close()
    third = another()
    assert ["two" in kept.text for kept in third.found()] == [True]
    for keeper in (third, drafts):
        keeper.close()
    kept = {kept.name: kept.text for kept in another().found()}
    assert list(kept) == ["x.json", "x of another window.json"]
    assert "one" in kept["x.json"]
    assert "two" in kept["x of another window.json"]
    assert len(documents) == 2


def policy_in(window, tmp_path, text):
    drafts = TextDrafts(window, "policy", window)
    drafts.set_project(tmp_path)
    drafts.keep("policy.json", text)
    drafts.flush()


def test_a_policy_of_a_window_that_is_gone_waits_until_that_of_this_one_is_saved(drafts, another, tmp_path):
    policy_in(drafts, tmp_path, "mine")
    second = another()
    policy_in(second, tmp_path, "theirs")
    second.close()
    drafts.close()
    third = another()
    kept = TextDrafts(third, "policy", third)
    kept.set_project(tmp_path)
    assert kept.left() == {"policy.json": "mine"}
    assert not third.found()
    kept.drop("policy.json")
    third.close()
    fourth = another()
    kept = TextDrafts(fourth, "policy", fourth)
    kept.set_project(tmp_path)
    assert kept.left() == {"policy.json": "theirs"}


def test_a_folder_that_cannot_be_written_keeps_nobody_from_typing(qapp, tmp_path):
    (tmp_path / "drafts").write_text("a file in its place")
    keeper = DraftKeeper(tmp_path / "drafts")
    keeper.set_project(tmp_path)
    typed(keeper, "one")
    assert not keeper.found()
    keeper.close()
    keeper.deleteLater()
