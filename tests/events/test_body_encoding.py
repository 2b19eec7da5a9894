"""Tests of how bodies stand in events."""

from __future__ import annotations

import pytest

from workbench.events.body_encoding import as_base64, as_text, body_bytes, is_binary_media_type, is_text, media_type


@pytest.mark.parametrize(
    ("content_type", "configured", "is_binary"),
    [
        ("image/png", ["image/png"], True),
        ("IMAGE/PNG", ["image/png"], True),
        ("image/png", ["IMAGE/*"], True),
        ("image/png", ["*/*"], True),
        ("image/png", ["image/gif", "application/*"], False),
        ("text/plain", ["*/plain"], False),
        (None, ["application/json"], True),
        (None, ["image/*"], False),
        ("image/png", [], False),
    ],
)
def test_a_binary_media_type_is_exact_a_family_or_everything(content_type, configured, is_binary):
    assert is_binary_media_type(content_type, configured) is is_binary


@pytest.mark.parametrize(
    ("content_type", "text"),
    [("text/csv", True), ("application/json;charset=utf-8", True), ("application/ld+json", False), (None, False)],
)
def test_text_is_what_aws_calls_text(content_type, text):
    assert is_text(content_type) is text


def test_a_media_type_is_without_parameters():
    assert media_type("Text/HTML; charset=x") == "text/html"
    assert media_type("") == ""


def test_bytes_come_back():
    assert body_bytes(as_base64(b"\xff\x00"), is_base64=True) == b"\xff\x00"
    assert body_bytes(as_text("é".encode()), is_base64=False) == "é".encode()
    assert as_text(b"\xff") == "\ufffd"
