"""JSON text: strict reading, places of errors, and where values stand."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.app.json.text import TextError, compact, locate, parse, pointer_at, pretty

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_what_is_printed_reads_back_the_same(value):
    assert parse(pretty(value)) == value
    assert parse(compact(value)) == value


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("", 1, 1),
        ('{"a": }', 1, 7),
        ('{\n  "a": 1,\n  "b" 2\n}', 3, 7),
        ("{'a': 1}", 1, 2),
        ("[1, NaN]", 1, 5),
        ("{} {}", 1, 4),
    ],
)
def test_an_error_names_line_and_column(text, line, column):
    found = parse(text)
    assert isinstance(found, TextError)
    assert (found.line, found.column) == (line, column)
    assert f"Line {line}, column {column}" in str(found)


def test_an_error_says_what_a_person_did():
    assert "comma after the last item" in str(parse('{"a": 1,\n}'))
    assert "comma after the last item" in str(parse("[1,]"))
    assert "double quotes" in str(parse("['a']"))
    assert "no JSON yet" in str(parse("  "))
    assert "NaN is not JSON" in str(parse("[NaN]"))


def test_a_value_nested_too_deeply_is_an_error_not_a_crash():
    assert isinstance(parse("[" * 200_000), TextError)


def test_half_a_surrogate_pair_is_printed_as_an_escape():
    assert "\\ud800" in pretty({"a": "\ud800"})
    pretty({"a": "\ud800"}).encode()


TEXT = json.dumps({"headers": {"Accept": "*/*", "Host": "x"}, "list": [{"a": 1}, {"a": 2}], "body": None}, indent=2)


def test_a_value_is_located_with_its_key():
    start, end = locate(TEXT, ("headers", "Host")) or (0, 0)
    assert TEXT[start:end] == '"Host": "x"'
    start, end = locate(TEXT, ("list", 1, "a")) or (0, 0)
    assert TEXT[start:end] == '"a": 2'
    assert locate(TEXT, ("headers", "Missing")) is None
    assert locate(TEXT, ()) == (0, len(TEXT))


def test_an_offset_tells_the_innermost_value():
    assert pointer_at(TEXT, TEXT.index('"x"')) == ("headers", "Host")
    assert pointer_at(TEXT, TEXT.index('"a": 2') + 5) == ("list", 1, "a")
    assert pointer_at(TEXT, TEXT.index("null")) == ("body",)
    assert pointer_at(TEXT, 0) == ()


@given(st.dictionaries(st.text(max_size=5), VALUES, min_size=1, max_size=5))
def test_every_member_is_found_where_it_stands(value):
    text = pretty(value)
    for key in value:
        start, end = locate(text, (key,)) or (0, 0)
        assert json.loads("{" + text[start:end] + "}") == {key: value[key]}
        assert pointer_at(text, start)[:1] == (key,)
