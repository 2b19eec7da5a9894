import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import InputError
from workbench.interchange.json_text import decode_utf8, parse_json

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=10,
)


@given(_JSON)
@settings(max_examples=60)
def test_what_json_writes_is_read_back(value):
    assert parse_json(json.dumps(value), name="x") == value


def _refusal(text: str) -> InputError | None:
    try:
        parse_json(text, name="x.json")
    except InputError as error:
        return error
    return None


@given(st.text(max_size=40))
@settings(max_examples=100)
def test_any_text_is_read_or_refused_with_a_place(text):
    refused = _refusal(text)
    assert refused is None or (refused.place.startswith("x.json:") and refused.mend)


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("", "e.json:1:1", "nothing in it"),
        ('{\n  "a": 1,\n}', "e.json:2:9", "comma before a closing bracket"),
        ("[1, 2,]", "e.json:1:6", "comma before a closing bracket"),
        ("{'a': 1}", "e.json:1:2", "single quote"),
        ('{"a": 1} x', "e.json:1:10", "after the end"),
        ('{"a": "x\ny"}', "e.json:1:9", "line break"),
        ('{"a": "x', "e.json:1:7", "does not end"),
        (r'{"a": "\q"}', "e.json:1:8", "backslash"),
        ('{"a": [1', "e.json:1:9", "too early"),
        ('{ # why\n "a": 1}', "e.json:1:3", "comment"),
        ('{"a" 1}', "e.json:1:6", "':' delimiter expected"),
        ('{"NaN": NaN}', "e.json:1:9", "NaN"),
        ("[" * 100_000, "e.json:1:1", "nested too deeply"),
        ("1" * 5000, "e.json:1:1", "digits"),
    ],
)
def test_each_common_mistake_is_named_with_its_place_and_mend(text, place, message):
    with pytest.raises(InputError) as caught:
        parse_json(text, name="e.json")
    assert caught.value.place == place
    assert message in caught.value.message
    assert caught.value.mend


def test_bytes_that_are_not_utf8_are_named_by_line_and_column():
    with pytest.raises(InputError, match="0xe9") as caught:
        decode_utf8('{"a":\n"é"}'.encode("latin-1"), name="e.json")
    assert caught.value.place == "e.json:2:2"
    assert decode_utf8("é".encode(), name="e.json") == "é"
