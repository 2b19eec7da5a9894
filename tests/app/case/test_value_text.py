from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.app.case.value_text import text_of, value_of
from workbench.errors import InputError

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("orders", "orders"),
        ("Bearer {{token}}", "Bearer {{token}}"),
        ("{{token}}", "{{token}}"),
        ("3", '"3"'),
        (3, "3"),
        (True, "true"),
        ("true", '"true"'),
        ("", ""),
        ('"x"', '"\\"x\\""'),
        ({"a": [1]}, '{"a": [1]}'),
        ("{no json", '"{no json"'),
    ],
)
def test_a_value_is_shown_and_read_back(value, text):
    assert text_of(value) == text
    assert value_of(text, field="f") == value


@given(JSON)
@settings(max_examples=100)
def test_every_value_comes_back(value):
    read = value_of(text_of(value), field="f")
    assert read == value
    assert type(read) is type(value)


def test_what_begins_like_json_and_is_none_is_refused_with_its_field():
    with pytest.raises(InputError) as caught:
        value_of('{"a": ', field="Bindings /x")
    assert caught.value.place.startswith("Bindings /x")
    assert "double quotes" in caught.value.mend
