from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.events.json_reading import read_json

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
PIECES = st.lists(
    st.sampled_from(
        ["{", "}", "[", "]", ",", ":", '"', '"a"', "1", "-", "1e5", "0.5", "true", "nul", "NaN", "-Infinity", " ", "\n",
         "\ufeff", "\u00a0", "\\u00e9", "\\ud800", "\t", "\x00", "01"]
    ),
    max_size=8,
)  # fmt: skip


def refuse(word: str):
    raise ValueError(f"{word} is no JSON value")


def loads(data: bytes):
    """JSON as Python reads it, but for its three words that are none."""
    return json.loads(data, parse_constant=refuse)


def said(read, data: bytes) -> str:
    """A value or an error, comparable."""
    try:
        return repr(read(data))
    except ValueError as error:
        return f"{type(error).__name__}: {error}"


@given(VALUES, st.sampled_from([None, 2]), st.booleans())
def test_what_json_writes_is_read_as_json_reads_it(value, indent, escaped):
    data = json.dumps(value, indent=indent, ensure_ascii=escaped).encode("utf-8", "surrogatepass")
    assert said(read_json, data) == said(loads, data)


@given(PIECES, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32-be", "latin-1"]))
def test_any_bytes_are_read_or_refused_as_json_does(pieces, encoding):
    data = "".join(pieces).encode(encoding, "replace")
    assert said(read_json, data) == said(loads, data)


@pytest.mark.parametrize("data", [b"", b" ", b"\xff", b"{} {}", b"1 ", b"\xa01", b"[NaN", b"[-Infinity]"])
def test_the_edges_are_those_of_json(data):
    assert said(read_json, data) == said(loads, data)


def test_what_nests_too_deep_is_refused_in_words():
    with pytest.raises(ValueError, match="it nests too deep"):
        read_json(b"[" * 100_000 + b"]" * 100_000)


def test_a_number_that_python_does_not_read_is_refused_in_our_words():
    with pytest.raises(ValueError, match="a number of 5,001 digits is too long"):
        read_json(b'{"a": 1' + b"0" * 5000 + b"}")
