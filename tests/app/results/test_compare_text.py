"""What differs is found line by line and marked by a sign."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.app import sample_exchanges
from workbench.app.results.compare_text import client_text, compare, meant_text
from workbench.events.outcome import Outcome

LINES = st.lists(st.sampled_from(["a", "b", "c", ""]), max_size=12)


@settings(max_examples=100, deadline=None)
@given(LINES, LINES)
def test_a_comparison_holds_both_texts(before, after):
    found = compare("\n".join(before), "\n".join(after))
    assert [line for change, line in found.lines if change != "added"] == "\n".join(before).split("\n")
    assert [line for change, line in found.lines if change != "removed"] == "\n".join(after).split("\n")


def test_signs_say_what_colours_say():
    assert compare("a\nb", "a\nc").text == "  a\n- b\n+ c"
    assert compare("a", "a").changes == 0


def test_a_malformed_result_is_compared_with_what_the_client_gets():
    run = sample_exchanges.malformed()
    found = compare(meant_text(run), client_text(run))
    assert "- 200" in found.text
    assert "+ 502" in found.text


def test_of_a_good_result_only_what_the_gateway_adds_differs():
    run = sample_exchanges.good()
    changed = [line for change, line in compare(meant_text(run), client_text(run)).lines if change != "same"]
    assert all(line.startswith(("content-length", "x-amz")) for line in changed)


def test_a_result_without_a_form_is_shown_as_it_is():
    run = replace(sample_exchanges.good(), outcome=Outcome("1", b'"just text"'))
    assert meant_text(run) == '"just text"'
    run = replace(run, outcome=Outcome("1", b"\xff"))
    assert meant_text(run).startswith("000000")
