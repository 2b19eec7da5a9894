"""A MOCK integration answers what its templates choose."""

from __future__ import annotations

import pytest

from workbench.gateway.mock_integration import configured_mock

KEYS = ("statusCode", "responseParameters", "responseTemplates")
TEMPLATES = {"application/json": '{"statusCode": 204}'}
HEADERS = {"method.response.header.Allow": "'GET'", "method.response.header.Vary": "context.stage"}


@pytest.mark.parametrize(
    ("pattern", "status"), [("204", 201), ("2\\d{2}", 201), ("default", 201), ("5\\d{2}", 500), ("(", 500)]
)
def test_the_response_whose_pattern_takes_the_status_answers(pattern, status):
    answer, _ = configured_mock(TEMPLATES, [(pattern, {"statusCode": "201"})], KEYS)
    assert answer["status"] == status


@pytest.mark.parametrize("answers", [[], [("404", {})]])
def test_without_a_response_that_takes_the_status_the_answer_is_a_500_and_said_so(answers):
    answer, problems = configured_mock(TEMPLATES, answers, KEYS)
    assert (answer["status"], answer["body"]) == (500, '{"message": "Internal server error"}')
    assert problems == ("no integration response takes 204, so that it answers 500",)


def test_a_template_without_a_status_is_a_500():
    assert configured_mock({"application/json": "{}"}, [("default", {})], KEYS)[0]["status"] == 500


def test_what_is_mapped_or_templated_is_named():
    said = {"responseParameters": HEADERS, "responseTemplates": {"text/plain": "$input.body"}}
    answer, problems = configured_mock(TEMPLATES, [("default", said)], KEYS)
    assert answer == {"status": 204, "headers": {"Allow": "GET"}}
    assert problems == (
        "method.response.header.Vary is mapped from context.stage",
        "the response template for text/plain is in VTL",
    )
