from pathlib import Path

import pytest

from workbench.errors import InputError
from workbench.library.case_file import new_case
from workbench.library.saved_events import AlreadyThere, ChangedOutside, SavedEvents, event_folders
from workbench.library.trash import Trash


@pytest.fixture
def events(tmp_path: Path) -> SavedEvents:
    folder = tmp_path / "saved_events"
    (folder / "orders").mkdir(parents=True)
    (folder / "hello.json").write_bytes(b'{"path": "/hello"}\n')
    (folder / "orders/create.json").write_bytes(b'{"path": "/orders"}')
    (folder / "orders/create.case.yaml").write_text("name: Create an order\ntags: [smoke]\n")
    (folder / "orders/create.201.response.json").write_text("{}")
    (folder / "orders/Apple.json").write_text("{}")
    (folder / "orders/notes.txt").write_text("")
    (folder / "node_modules").mkdir()
    (folder / "node_modules/package.json").write_text("{}")
    (folder / "empty").mkdir()
    return SavedEvents(folder, trash=Trash(tmp_path / "trash"))


def names(events: SavedEvents, words: str = "") -> list[str]:
    return [event.name for event in events.tree(words).all_events()]


def get(events: SavedEvents, name: str):
    event = events.tree().event(name)
    assert event is not None
    return event


def test_the_folder_is_listed_as_a_tree_of_payloads_only(events):
    tree = events.tree()
    assert [folder.name for folder in tree.folders] == ["orders"]
    assert [event.name for event in tree.folders[0].events] == ["orders/Apple", "orders/create"]
    assert [event.title for event in tree.events] == ["hello"]


def test_a_folder_that_is_not_there_yet_is_empty_and_made_by_the_first_save(tmp_path):
    events = SavedEvents(tmp_path / "new", trash=Trash(tmp_path / "trash"))
    assert names(events) == []
    events.save_as("deep/first", b"{}")
    assert names(events) == ["deep/first"]


def test_a_file_in_the_place_of_the_folder_is_said(tmp_path):
    (tmp_path / "events").write_text("")
    with pytest.raises(InputError, match="not a folder"):
        SavedEvents(tmp_path / "events").tree()


def test_links_that_lead_in_a_circle_are_listed_once(events):
    (events.folder / "orders/again").symlink_to(events.folder, target_is_directory=True)
    assert names(events) == ["orders/Apple", "orders/create", "hello"]


@pytest.mark.parametrize(
    ("words", "found"),
    [("", 3), ("CREATE", 1), ("order smoke", 1), ("an order", 1), ("hello smoke", 0), ("orders/", 2), ("tags", 0)],
)
def test_the_filter_wants_every_word_in_the_name_or_the_case(events, words, found):
    assert len(names(events, words)) == found


def test_an_event_opens_with_its_exact_bytes_its_value_and_its_case(events):
    opened = events.open(get(events, "orders/create"))
    assert opened.data == b'{"path": "/orders"}'
    assert opened.value == {"path": "/orders"}
    assert opened.case is not None
    assert opened.case.case.tags == ("smoke",)
    assert opened.problem is opened.case_problem is None


def test_an_event_that_is_not_json_opens_with_its_problem(events):
    path = events.folder / "bad.json"
    path.write_bytes(b'{\n "a": \xe9}')
    opened = events.open(get(events, "bad"))
    assert opened.value is None
    assert opened.problem is not None
    assert opened.problem.place == f"{path}:2:7"
    assert opened.data == b'{\n "a": \xe9}'


def test_a_case_file_that_is_wrong_leaves_the_event_open(events):
    (events.folder / "hello.case.yaml").write_text("name: x\ntags: 7\n")
    opened = events.open(get(events, "hello"))
    assert opened.value == {"path": "/hello"}
    assert opened.case_problem is not None
    assert opened.case_problem.place.endswith("hello.case.yaml:2:7")


def test_opening_a_deleted_event_says_so(events):
    event = get(events, "hello")
    event.path.unlink()
    with pytest.raises(InputError, match="no such file"):
        events.open(event)


def test_saving_replaces_the_bytes_exactly_and_gives_the_next_fingerprint(events):
    opened = events.open(get(events, "hello"))
    data = b'{"b":1,\r\n "a":  1.50}'
    mark = events.save(opened.event, data, read=opened.fingerprint)
    assert opened.event.path.read_bytes() == data
    events.save(opened.event, b"[]", read=mark)
    assert opened.event.path.read_bytes() == b"[]"


def test_a_change_outside_is_noticed_and_nothing_is_saved(events):
    opened = events.open(get(events, "hello"))
    opened.event.path.write_bytes(b'{"theirs": 1}')
    with pytest.raises(ChangedOutside) as caught:
        events.save(opened.event, b'{"mine": 1}', read=opened.fingerprint)
    assert caught.value.on_disk == b'{"theirs": 1}'
    assert opened.event.path.read_bytes() == b'{"theirs": 1}'
    events.save(opened.event, b'{"mine": 1}', read=opened.fingerprint, overwrite=True)
    assert opened.event.path.read_bytes() == b'{"mine": 1}'


def test_a_deletion_outside_is_noticed(events):
    opened = events.open(get(events, "hello"))
    opened.event.path.unlink()
    with pytest.raises(ChangedOutside, match="deleted") as caught:
        events.save(opened.event, b"{}", read=opened.fingerprint)
    assert caught.value.on_disk is None


def test_what_is_not_json_is_not_saved(events):
    opened = events.open(get(events, "hello"))
    with pytest.raises(InputError, match=r"hello\.json:1:2"):
        events.save(opened.event, b"{", read=opened.fingerprint)
    assert opened.event.path.read_bytes() == opened.data


def test_save_as_takes_a_free_name_only(events):
    assert events.save_as("orders/new one", b"{}").path == events.folder / "orders/new one.json"
    with pytest.raises(AlreadyThere):
        events.save_as("hello.json", b"{}")
    with pytest.raises(InputError, match="dot"):
        events.save_as("../hello", b"{}")
    events.save_as("hello", b"[1]", overwrite=True)
    assert (events.folder / "hello.json").read_bytes() == b"[1]"


def test_a_case_is_saved_beside_its_event_and_guarded_against_changes(events):
    event = get(events, "hello")
    saved = events.save_case(event, new_case().changed("name", "Hello"))
    assert event.case_path.read_text() == "name: Hello\n"
    saved = events.save_case(event, saved.changed("tags", ["a"]))
    event.case_path.write_text("name: theirs\n")
    with pytest.raises(ChangedOutside):
        events.save_case(event, saved.changed("name", "mine"))
    with pytest.raises(ChangedOutside):
        events.save_case(event, new_case().changed("name", "mine"))
    events.save_case(event, new_case().changed("name", "mine"), overwrite=True)
    assert event.case_path.read_text() == "name: mine\n"


def test_another_name_takes_the_case_along_and_replaces_none(events):
    first = get(events, "orders/create")
    events.save_as("copied", b"{}", like=first)
    assert get(events, "copied").case_path.read_bytes() == first.case_path.read_bytes()
    get(events, "copied").case_path.write_text("name: mine\n")
    events.save_as("copied", b"{}", like=first, overwrite=True)
    assert get(events, "copied").case_path.read_text() == "name: mine\n"


def test_a_case_that_says_nothing_any_more_is_no_file(events):
    event = get(events, "hello")
    assert events.save_case(event, new_case()) == new_case()
    assert not event.case_path.exists()
    saved = events.save_case(event, new_case().changed("name", "Hello"))
    assert events.save_case(event, saved.changed("name", None)) == new_case()
    assert not event.case_path.exists()
    assert events.save_case(event, new_case().changed("name", "Again")).case.name == "Again"


def test_a_duplicate_takes_everything_along_under_the_next_free_name(events):
    first = events.duplicate(get(events, "orders/create"))
    second = events.duplicate(get(events, "orders/create"))
    assert (first.name, second.name) == ("orders/create copy", "orders/create copy 2")
    assert first.path.read_bytes() == b'{"path": "/orders"}'
    assert first.case_path.exists()
    assert (events.folder / "orders/create copy.201.response.json").exists()
    with pytest.raises(AlreadyThere):
        events.duplicate(get(events, "hello"), "orders/create")


def test_a_rename_moves_what_stands_beside_too(events):
    renamed = events.rename(get(events, "orders/create"), "archive/made")
    assert renamed.path.exists()
    assert sorted(path.name for path in (events.folder / "archive").iterdir()) == [
        "made.201.response.json",
        "made.case.yaml",
        "made.json",
    ]
    assert sorted(path.name for path in (events.folder / "orders").iterdir()) == ["Apple.json", "notes.txt"]


def test_a_rename_leaves_the_files_of_an_event_with_a_longer_name(events):
    (events.folder / "orders/create.201.json").write_text("{}")
    events.rename(get(events, "orders/create"), "made")
    assert (events.folder / "orders/create.201.response.json").exists()


def test_a_rename_onto_another_is_refused_and_onto_itself_does_nothing(events):
    event = get(events, "hello")
    assert events.rename(event, "hello.json") == event
    with pytest.raises(AlreadyThere):
        events.rename(event, "orders/create")


def test_a_rename_that_fails_half_way_moves_nothing(events):
    event = get(events, "orders/create")
    (events.folder / "made.case.yaml").mkdir()
    (events.folder / "file").write_text("")
    for name in ("made", "file/x"):
        with pytest.raises(InputError):
            events.rename(event, name)
        assert event.path.exists()
        assert event.case_path.exists()
        assert not (events.folder / "made.json").exists()


def test_what_was_deleted_comes_back_with_all_its_files(events):
    event = get(events, "orders/create")
    before = {path.name: path.read_bytes() for path in event.path.parent.iterdir()}
    deleted = events.delete(event)
    assert names(events) == ["orders/Apple", "hello"]
    assert not event.case_path.exists()
    assert events.trash.items() == (deleted,)
    events.restore(deleted)
    assert {path.name: path.read_bytes() for path in event.path.parent.iterdir()} == before
    assert events.trash.items() == ()


def test_restoring_onto_a_new_file_is_refused_and_loses_neither(events):
    event = get(events, "hello")
    deleted = events.delete(event)
    events.save_as("hello", b"[]")
    with pytest.raises(InputError, match="there again"):
        events.restore(deleted)
    assert event.path.read_bytes() == b"[]"
    assert events.trash.items() == (deleted,)


def test_a_trash_that_cannot_be_written_leaves_the_event(events, tmp_path):
    (tmp_path / "file").write_text("")
    event = get(events, "hello")
    with pytest.raises(InputError, match="delete"):
        SavedEvents(events.folder, trash=Trash(tmp_path / "file")).delete(event)
    assert event.path.exists()


def test_deleting_a_file_that_is_gone_says_so(events):
    event = get(events, "hello")
    event.path.unlink()
    with pytest.raises(InputError, match="no such file"):
        events.delete(event)
    assert events.trash.items() == ()


def test_changes_by_others_are_found(events):
    before = events.snapshot()
    assert not events.changes_since(before)
    (events.folder / "hello.json").write_text("{}")
    (events.folder / "orders/Apple.json").unlink()
    (events.folder / "new.case.yaml").write_text("")
    (events.folder / "other.txt").write_text("")
    changes = events.changes_since(before)
    assert changes
    assert [path.name for path in changes.added] == ["new.case.yaml"]
    assert [path.name for path in changes.changed] == ["hello.json"]
    assert [path.name for path in changes.removed] == ["Apple.json"]


def test_the_folders_of_a_project_are_found_by_their_names(tmp_path):
    (tmp_path / "events").mkdir()
    (tmp_path / "saved_events").write_text("")
    assert event_folders(tmp_path) == (tmp_path / "events",)
