"""Rows as text and back, and rows out of what is pasted."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from workbench.app.widgets.bulk_text import pasted_rows, rows_to_text, text_to_rows
from workbench.app.widgets.row import Row

ROWS = st.lists(
    st.builds(Row, st.text(max_size=8), st.text(max_size=8), st.booleans()).filter(lambda row: not row.blank),
    max_size=6,
).map(tuple)


@given(ROWS)
@example(
    (Row("// x", '"a\\nb"'), Row(":authority", " a "), Row("", "only a value"), Row("If-None-Match", '"abc"', False))
)
@example((Row("a", '"\\"\\\\n\\""'), Row("a", "two\nlines"), Row("a:b", "c: d"), Row('"', "")))
def test_bulk_text_and_back_is_the_same(rows):
    assert text_to_rows(rows_to_text(rows)) == rows


def test_plain_rows_read_as_people_write_them():
    rows = (Row("Accept", "*/*"), Row("If-None-Match", '"abc"'), Row("X-Off", "1", enabled=False))
    assert rows_to_text(rows) == 'Accept: */*\nIf-None-Match: "abc"\n// X-Off: 1\n'


def test_a_query_string_is_pasted_as_rows_decoded():
    assert pasted_rows("?a=1&b=x%20y&a=2&c=") == (Row("a", "1"), Row("b", "x y"), Row("a", "2"), Row("c", ""))
    assert pasted_rows("name=me", query=True) == (Row("name", "me"),)


def test_lines_are_pasted_in_the_forms_people_have_them():
    text = "Accept: */*\r\nHost:\texample.com\r\nKEY=value\r\n:authority: example.com\r\n\r\n// Off: 1\r\n"
    assert pasted_rows(text) == (
        Row("Accept", "*/*"),
        Row("Host", "example.com"),
        Row("KEY", "value"),
        Row(":authority", "example.com"),
        Row("Off", "1", enabled=False),
    )
