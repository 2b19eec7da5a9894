"""Tests of header fields on their way into an event and back."""

from __future__ import annotations

from workbench.events.header_fields import HOP_BY_HOP, add_forwarding, gathered, lower_joined, put, without_forwarding
from workbench.events.http import HttpRequest

REQUEST = HttpRequest("GET", "https://x/", client_address="192.0.2.1")


def test_fields_are_gathered_without_regard_to_case_under_the_first_spelling():
    fields = gathered((("X-One", "1"), ("x-one", "2"), ("Two", "")), dropped=frozenset())
    assert fields == {"x-one": ("X-One", ["1", "2"]), "two": ("Two", [""])}


def test_dropped_fields_and_pseudo_headers_are_left_out():
    headers = ((":authority", "x"), ("Connection", "close"), ("A", "1"))
    assert list(gathered(headers, dropped=HOP_BY_HOP)) == ["a"]


def test_what_was_added_is_taken_away_again(random):
    for behind in ("", "203.0.113.2"):
        fields = gathered((("X-Forwarded-For", "198.51.100.9"), ("X-Amzn-Trace-Id", "Root=1-a-b")), dropped=frozenset())
        before = {key: (name, list(values)) for key, (name, values) in fields.items()}
        add_forwarding(fields, REQUEST, port="443", proto="https", now_ms=0, random=random, behind=behind)
        assert fields["x-forwarded-for"][1][0].startswith("198.51.100.9, 192.0.2.1")
        assert without_forwarding(fields, behind=bool(behind)) == "192.0.2.1"
        assert fields == before


def test_joined_fields_are_sorted_and_in_lower_case():
    fields = gathered((("B", "1"), ("a", "2"), ("b", "3")), dropped=frozenset())
    put(fields, "C", "4")
    assert list(lower_joined(fields).items()) == [("a", "2"), ("b", "1,3"), ("c", "4")]
