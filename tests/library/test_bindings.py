import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import InputError
from workbench.library.bindings import Unresolved, bind
from workbench.library.environment import Environment
from workbench.library.json_pointer import parts_of, put_at

LOCAL = Environment("local", {"host": "localhost", "token": None, "n": "1"}, {"TOKEN": "s3cret-value", "n": "process"})


def test_without_bindings_the_bytes_are_the_saved_ones():
    assert bind(b'{ "a" : 1 }', {}, LOCAL, name="e").data == b'{ "a" : 1 }'


def test_bindings_are_put_in_with_their_variables_filled():
    bound = bind(
        b'{"headers": null, "list": [1, 2]}',
        {"/headers/Authorization": "Bearer {{ token }}", "/list/0": {"url": "http://{{host}}/{{n}}"}, "/list/-": True},
        LOCAL,
        name="e",
    )
    assert bound.data == (
        b'{"headers": {"Authorization": "Bearer s3cret-value"}, "list": [{"url": "http://localhost/1"}, 2, true]}'
    )
    assert bound.unresolved == ()
    assert bound.secrets == ("s3cret-value",)


def test_a_variable_that_nobody_gave_is_named_and_left_standing():
    bound = bind(b"{}", {"/a": "{{host}} {{missing}}"}, LOCAL, name="e")
    assert bound.data == b'{"a": "localhost {{missing}}"}'
    assert bound.unresolved == (Unresolved("/a", "missing"),)


def test_what_is_not_unicode_stays_valid_json():
    assert bind(b'{"a": "\\ud800"}', {"/b": "\u00e9"}, LOCAL, name="e").data == b'{"a": "\\ud800", "b": "\\u00e9"}'


@pytest.mark.parametrize(
    ("pointer", "message"),
    [
        ("a", "begins with /"),
        ("/a~2", "~0"),
        ("/s/x", "cannot be put into"),
        ("/l/7", "no place"),
        ("/l/x", "no place"),
    ],
)
def test_a_pointer_that_does_not_fit_is_named(pointer, message):
    with pytest.raises(InputError, match=message) as caught:
        bind(b'{"s": "text", "l": [1]}', {pointer: 1}, LOCAL, name="e")
    assert caught.value.place == pointer
    assert caught.value.mend


def test_a_payload_that_is_not_json_is_named():
    with pytest.raises(InputError, match=r"e\.json:1:2"):
        bind(b"{", {"/a": 1}, LOCAL, name="e.json")


def test_a_variable_says_where_it_comes_from():
    host, token = LOCAL.find("host"), LOCAL.find("token")
    assert host is not None
    assert token is not None
    assert (host.origin, host.secret) == ("workbench.yaml, local", False)
    assert (token.origin, token.secret) == ("process environment", True)
    assert LOCAL.find("other") is None


@given(st.lists(st.text(max_size=6), max_size=4))
@settings(max_examples=60)
def test_a_pointer_leads_to_what_was_put_there(parts):
    pointer = "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in parts)
    assert parts_of(pointer) == tuple(parts)
    value = put_at({}, pointer, 7)
    for part in parts:
        value = value[part]
    assert value == 7
