"""A body becomes readable, whatever it is, and never more than the window can hold."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.app.results.body_text import LONGEST_LINE, SHOWN_AT_ONCE, duration_text, readable, size_text


def test_json_is_printed_over_lines():
    shown = readable(b'{"a":[1,2]}')
    assert shown.language == "json"
    assert shown.text == json.dumps({"a": [1, 2]}, indent=2)
    assert shown.note == ""


def test_text_stays_as_it_is():
    assert readable("grüße\r\nda".encode()).text == "grüße\nda"


def test_binary_is_shown_in_hexadecimal_with_its_size():
    shown = readable(b"\x89PNG\x00\xff")
    assert shown.language == "binary"
    assert shown.text.startswith("000000  89 50 4e 47 00 ff")
    assert shown.note == "Binary, 6 B"


def test_of_a_large_body_the_beginning_is_shown_until_the_whole_is_asked_for():
    body = json.dumps(["x" * 100] * 10_000).encode()
    shown = readable(body)
    assert not shown.whole
    assert len(shown.text.replace("\n", "")) <= SHOWN_AT_ONCE
    assert shown.note == "The first 256.0 KB of 1.0 MB"
    assert readable(body, whole=True).whole


def test_no_line_is_longer_than_can_be_laid_out():
    shown = readable(b"x" * 100_000)
    assert max(map(len, shown.text.split("\n"))) <= LONGEST_LINE


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_become_text(body):
    assert "\x00" not in readable(body).text


@pytest.mark.parametrize(("size", "text"), [(0, "0 B"), (999, "999 B"), (1500, "1.5 KB"), (2_500_000, "2.5 MB")])
def test_sizes_are_short(size, text):
    assert size_text(size) == text


@pytest.mark.parametrize(
    ("time", "text"), [(0.0, "0.0 ms"), (0.03, "< 0.1 ms"), (0.42, "0.4 ms"), (12.4, "12 ms"), (3000.0, "3.00 s")]
)
def test_times_are_short(time, text):
    assert duration_text(time) == text
