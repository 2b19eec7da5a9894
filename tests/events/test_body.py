"""Tests of bodies as a person edits them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.events.strategies import JSON, PAIRS, VALUE
from workbench.events.body import (
    CONTENT_TYPES,
    BodyKind,
    bytes_of,
    event_body,
    form_of,
    from_form,
    from_json,
    from_text,
    kind_of,
    text_of,
)
from workbench.events.source import Source


@settings(max_examples=60, deadline=None)
@given(JSON, PAIRS, VALUE, st.binary(max_size=30), st.sampled_from([Source.HTTP_2, Source.ALB, Source.FUNCTION_URL]))
def test_every_kind_of_body_comes_back_from_the_event(value, pairs, text, data, source):
    as_json = event_body(from_json(value), source, content_type=CONTENT_TYPES[BodyKind.JSON])
    assert not as_json.is_base64
    assert json.loads(text_of(as_json.body, is_base64=as_json.is_base64)) == value
    form = event_body(from_form(pairs), source, content_type=CONTENT_TYPES[BodyKind.FORM])
    assert form_of(form.body, is_base64=form.is_base64) == pairs
    plain = event_body(from_text(text), source, content_type=CONTENT_TYPES[BodyKind.TEXT])
    assert text_of(plain.body, is_base64=plain.is_base64) == text
    binary = event_body(data, source, content_type=CONTENT_TYPES[BodyKind.BINARY])
    assert bytes_of(binary.body, is_base64=binary.is_base64) == data


@settings(max_examples=40, deadline=None)
@given(st.binary(min_size=1, max_size=30))
def test_a_binary_file_reaches_a_rest_api_where_its_media_type_is_binary(data):
    body = event_body(data, Source.REST, content_type="image/png", binary_media_types=("image/*",))
    assert body.is_base64
    assert bytes_of(body.body, is_base64=True) == data


@pytest.mark.parametrize(
    ("body", "is_base64", "content_type", "kind"),
    [
        (None, False, "application/json", BodyKind.NONE),
        ("", False, None, BodyKind.NONE),
        ('{"a": 1}', False, "application/json; charset=utf-8", BodyKind.JSON),
        ('{"a": 1}', False, "application/vnd.api+json", BodyKind.JSON),
        ('{"a": 1}', False, None, BodyKind.JSON),
        ("a=1&b=2", False, "application/x-www-form-urlencoded", BodyKind.FORM),
        ("YT0xJmI9Mg==", True, "application/x-www-form-urlencoded", BodyKind.FORM),
        ("hello", False, "text/plain", BodyKind.TEXT),
        ("hello", False, None, BodyKind.TEXT),
        ("iVBORw0KGgo=", True, "image/png", BodyKind.BINARY),
        ("aGVsbG8=", True, "application/octet-stream", BodyKind.BINARY),
        ("PHN2Zy8+", True, "image/svg+xml", BodyKind.TEXT),
    ],
)
def test_the_kind_of_a_body_is_told_by_its_content_type_and_content(body, is_base64, content_type, kind):
    assert kind_of(body, is_base64=is_base64, content_type=content_type) is kind


def test_a_body_flagged_base64_that_is_none_is_taken_as_it_is():
    assert bytes_of("not base64!", is_base64=True) == b"not base64!"


def test_a_compressed_body_behind_a_load_balancer_is_base64():
    body = event_body(b"x", Source.ALB, content_type="text/plain", content_encoding="gzip")
    assert body.is_base64


def test_a_websocket_message_that_is_no_text_is_base64():
    assert event_body(b"\xff", Source.WEBSOCKET, content_type=None).is_base64
    assert event_body(b"{}", Source.WEBSOCKET, content_type=None).body == "{}"
