import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import InputError
from workbench.library.event_name import checked_name, goes_with, is_event_file


@pytest.mark.parametrize(
    ("name", "good"),
    [("create", "create"), (" orders/create.json ", "orders/create"), ("Ünï cödé", "Ünï cödé"), ("v1.2", "v1.2")],
)
def test_a_good_name_is_kept(name, good):
    assert checked_name(name) == good


@pytest.mark.parametrize(
    "name",
    [
        "", "  ", ".json", "/abs", "a//b", "a/", "../up", "a/../b", ".hidden", "a/.b", "a:b", "a*b", 'a"b', "a\\b",
        "a\nb", "con", "NUL.json", "com1.x", "a.", "a /b", "x" * 300, "create.response", "create.201.response",
        "create.case",        "a\u202eb", "a\ud800",
    ],
)  # fmt: skip
def test_a_bad_name_is_refused_with_words(name):
    with pytest.raises(InputError) as caught:
        checked_name(name)
    assert caught.value.mend


@given(st.text(max_size=30))
@settings(max_examples=100)
def test_any_name_that_is_taken_stays_inside_the_folder_and_is_listed(name):
    try:
        good = checked_name(name)
    except InputError:
        return
    assert checked_name(good + ".json") == good
    assert ".." not in good.split("/")
    assert not good.startswith("/")
    assert is_event_file(good.rpartition("/")[2] + ".json")


def test_files_that_go_with_an_event_are_told_from_events():
    assert [is_event_file(name) for name in ("a.json", "a.JSON", "a.201.response.json", "a.case.yaml", ".a.json")] == [
        True, True, False, False, False,
    ]  # fmt: skip
    names = ["a.json", "a.case.yaml", "a.response.json", "a.201.response.json", "ab.case.yaml", "a.b.c.response.json"]
    assert [goes_with(name, "a") for name in names] == [False, True, True, True, False, False]
