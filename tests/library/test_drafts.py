import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import InputError
from workbench.library.drafts import Drafts
from workbench.library.session import Session, keep_session, read_session


def test_a_draft_comes_back_to_another_process_until_it_is_dropped(tmp_path):
    project = tmp_path / "project"
    Drafts(tmp_path / "drafts").keep(project, "orders/create", '{"a":', based_on="f00")
    Drafts(tmp_path / "drafts").keep(project, "orders/create", '{"a": 1', based_on="f00")
    later = Drafts(tmp_path / "drafts")
    later.keep(project, "new 1", "{}")
    assert [(draft.document, draft.text) for draft in later.of(project)] == [
        ("orders/create", '{"a": 1'),
        ("new 1", "{}"),
    ]
    assert later.of(project)[0].based_on == "f00"
    later.drop(project, "orders/create")
    later.drop(project, "orders/create")
    assert [draft.document for draft in later.of(project)] == ["new 1"]


def test_the_drafts_of_two_projects_do_not_meet(tmp_path):
    drafts = Drafts(tmp_path / "drafts")
    drafts.keep(tmp_path / "a", "x", "1")
    drafts.keep(tmp_path / "b", "x", "2")
    assert [draft.text for draft in drafts.of(tmp_path / "a")] == ["1"]
    assert drafts.of(tmp_path / "c") == ()


def test_drafts_of_one_name_and_two_kinds_do_not_meet(tmp_path):
    drafts = Drafts(tmp_path / "drafts")
    drafts.keep(tmp_path, "x.json", "an event")
    drafts.keep(tmp_path, "x.json", "a policy", kind="policy")
    assert [draft.text for draft in drafts.of(tmp_path, kind="policy")] == ["a policy"]
    drafts.drop(tmp_path, "x.json")
    assert [draft.text for draft in drafts.of(tmp_path)] == ["a policy"]


def test_a_damaged_draft_is_passed_over_and_left(tmp_path):
    drafts = Drafts(tmp_path / "drafts")
    drafts.keep(tmp_path, "x", "1")
    (path,) = (tmp_path / "drafts").glob("*/*.json")
    path.write_text('{"text": 1')
    assert drafts.of(tmp_path) == ()
    assert path.exists()


def test_a_draft_that_cannot_be_kept_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="cannot save"):
        Drafts(tmp_path / "file").keep(tmp_path, "x", "1")


@given(st.text(max_size=30), st.text(max_size=10))
@settings(max_examples=30, deadline=None)
def test_any_text_comes_back_unchanged(tmp_path_factory, text, name):
    drafts = Drafts(tmp_path_factory.mktemp("drafts"))
    drafts.keep(drafts.folder, name, text)
    (found,) = drafts.of(drafts.folder)
    assert (found.document, found.text) == (name, text)


def test_a_session_is_read_as_it_was_kept(tmp_path):
    session = Session(("a", "orders/create"), "a", "orders", "local")
    assert read_session(tmp_path, tmp_path / "project") == Session()
    keep_session(tmp_path, tmp_path / "project", session)
    assert read_session(tmp_path, tmp_path / "project") == session
    (path,) = (tmp_path / "sessions").iterdir()
    path.write_text("[]")
    assert read_session(tmp_path, tmp_path / "project") == Session()
