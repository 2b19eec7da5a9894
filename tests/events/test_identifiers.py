"""Tests of the values that AWS makes up."""

from __future__ import annotations

import re
from random import Random
from uuid import UUID

import pytest

from workbench.events import identifiers


def test_a_request_id_is_a_version_4_uuid(random):
    ids = {identifiers.request_id(random) for _ in range(50)}
    assert len(ids) == 50
    assert {UUID(each).version for each in ids} == {4}


def test_short_and_cloudfront_ids_have_their_lengths(random):
    assert re.fullmatch(r"[\w-]{15}=", identifiers.short_id(random))
    assert re.fullmatch(r"[\w-]{54}==", identifiers.cloudfront_id(random))
    assert re.fullmatch(r"[0-9a-f]{32}\.cloudfront\.net", identifiers.cloudfront_host(random))


def test_a_trace_id_begins_with_the_time(random):
    assert re.fullmatch(r"Root=1-6553f100-[0-9a-f]{24}", identifiers.trace_id(1_700_000_000_123, random))


@pytest.mark.parametrize(
    ("now_ms", "text"),
    [
        (0, "01/Jan/1970:00:00:00 +0000"),
        (1_583_817_383_220, "10/Mar/2020:05:16:23 +0000"),
        (1_709_251_199_999, "29/Feb/2024:23:59:59 +0000"),
    ],
)
def test_a_request_time_is_that_of_access_logs(now_ms, text):
    assert identifiers.request_time(now_ms) == text


def test_a_stable_id_depends_on_its_text_alone():
    assert identifiers.stable_id("/pets") == identifiers.stable_id("/pets")
    assert identifiers.stable_id("/pets") != identifiers.stable_id("/dogs")
    assert re.fullmatch(r"[0-9a-z]{12}", identifiers.stable_id("/pets", 12))


def test_the_same_chance_makes_the_same_values():
    assert identifiers.request_id(Random(3)) == identifiers.request_id(Random(3))
