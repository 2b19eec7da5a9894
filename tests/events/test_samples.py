"""Tests of samples and blanks, and of the events that ship with the project."""

from __future__ import annotations

import hashlib
import json

import pytest

from tests.events.shipped import FIRST, MORE, folder_of
from workbench.events.check import check
from workbench.events.recognise import source_of
from workbench.events.recover import recover
from workbench.events.samples import blank, sample
from workbench.events.source import Source
from workbench.resource import resource

DOCUMENTATION_SAMPLE = "4e2ed05440bc2446a6677a121a489c971022356da678df5b1d354db8d63d194d"
"""The SHA-256 of API Gateway's own sample of a proxy event."""

SHIPPED = sorted(resource("saved_events").rglob("*.json"))


@pytest.mark.parametrize("source", list(Source))
@pytest.mark.parametrize("make", [sample, blank])
def test_what_is_offered_to_start_from_is_what_the_source_sends(source, make):
    event = make(source)
    assert source_of(event) is source
    assert check(event, source) == ()
    assert make(source) == event


@pytest.mark.parametrize("source", [source for source in Source if source.is_http])
def test_a_blank_has_no_query_no_body_and_no_header_but_host(source):
    request, _ = recover(blank(source)) or pytest.fail("no request")
    assert request.raw_query == ""
    assert request.body is None
    assert [name.lower() for name, _ in request.headers] == ["host"]


@pytest.mark.parametrize("path", SHIPPED, ids=[f"{path.parent.name}/{path.stem}" for path in SHIPPED])
def test_every_shipped_event_is_json_of_the_source_that_its_folder_names(path):
    text = path.read_text(encoding="utf-8")
    source = source_of(json.loads(text))
    assert folder_of(source) == path.parent.name
    assert text.endswith("}\n")
    assert path.stat().st_size < 10_000


@pytest.mark.parametrize(
    ("folder", "name", "event"),
    [
        *((folder_of(source), name, sample(source)) for source, name in FIRST.items()),
        *((folder_of(each.source), each.name, each.event()) for each in MORE),
    ],
)
def test_a_shipped_event_is_what_the_builder_makes_today(folder, name, event):
    assert json.loads(resource(f"saved_events/{folder}/{name}.json").read_text(encoding="utf-8")) == event


def test_the_documentation_sample_is_shipped_byte_for_byte():
    data = resource("saved_events/rest-api/documentation-sample.json").read_bytes()
    assert hashlib.sha256(data).hexdigest() == DOCUMENTATION_SAMPLE
