"""A permission verdict shows every statement with both values, and says a denial in few words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.app import sample_exchanges
from workbench.app.results.outcome_words import decision_word, permissions_word, response_word, sentence
from workbench.app.results.stack_text import Place
from workbench.app.results.value_parts import differing
from workbench.app.results.verdict_text import explained, findings, not_evaluated, short_reason, short_resource

CLOSEST = {"policy": "hello.function-policy.json", "sid": "apigateway-get", "statement": 0, "line": 6}


def test_each_part_of_a_statement_and_both_values_are_shown():
    text = explained(sample_exchanges.MAY_NOT_INVOKE, files={}).text
    assert "✗ apigateway-get  Allow" in text
    assert "  ✓ Principal" in text
    assert "  ✗ ArnLike aws:SourceArn" in text
    assert "policy  arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/*/GET/hello" in text
    assert "request arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/test/PUT/hello" in text


def test_the_deciding_statement_is_marked_and_leads_to_its_line():
    shown = explained(sample_exchanges.MAY_INVOKE, files={"hello.function-policy.json": Path("/p.json")})
    assert "apigateway-get  Allow, decides" in shown.lines[0]
    assert list(shown.links.values()) == [Place(Path("/p.json"), 6)]


def test_an_explanation_within_a_gateway_verdict_is_found():
    answer = sample_exchanges.MAY_INVOKE
    nested = replace(answer, explanation={"explanation": answer.explanation, "source_arns": []})
    assert explained(nested, files={}).text == explained(answer, files={}).text


def test_a_denial_is_said_by_the_parts_that_differ():
    answer = sample_exchanges.MAY_NOT_INVOKE
    answer = replace(answer, explanation={**answer.explanation, "closest": CLOSEST})
    assert short_reason(answer) == (
        "No statement allows it. The nearest is apigateway-get of hello.function-policy.json, line 6: "
        "its aws:SourceArn says GET, the request has PUT."
    )
    assert short_reason(sample_exchanges.MAY_INVOKE).startswith("apigateway-get of hello.function-policy.json")
    assert short_reason(sample_exchanges.UNKNOWN) == sample_exchanges.UNKNOWN.reason


@pytest.mark.parametrize(
    ("pattern", "value", "left", "right"),
    [
        ("a:b/*/GET/x", "a:b/test/PUT/x", ["GET"], ["PUT"]),
        ("a/*/GET/orders", "a/test/PUT/orders/{id}", ["GET/orders"], ["PUT/orders/{id}"]),
        ("a/b", "a/b", [], []),
        ("a/b", "a/b/c", [], ["/c"]),
        ("a/[x]", "a/y", ["[x]"], ["y"]),
    ],
)
def test_the_parts_that_differ_are_found(pattern, value, left, right):
    in_pattern, in_value = differing(pattern, value)
    assert [pattern[at : at + length] for at, length in in_pattern] == left
    assert [value[at : at + length] for at, length in in_value] == right


def test_what_was_not_evaluated_is_said_once():
    answers = [sample_exchanges.MAY_INVOKE, sample_exchanges.MAY_LOG]
    assert not_evaluated(answers) == ["service control policies", "resource control policies", "session policies"]


def test_only_mistakes_and_dangers_are_said_beside_a_verdict():
    answer = sample_exchanges.MAY_INVOKE
    told = [{"severity": "warning", "message": "No SourceArn"}, {"severity": "note", "message": "small"}]
    assert findings(replace(answer, explanation={**answer.explanation, "findings": told})) == ["No SourceArn"]


def test_an_arn_is_short():
    assert short_resource("arn:aws:dynamodb:us-east-1:123456789012:table/orders") == "table/orders"
    assert short_resource("*") == "*"


def test_a_run_is_summed_up_in_a_word():
    assert response_word(sample_exchanges.good()) == ("ok", "200 OK")
    assert response_word(sample_exchanges.malformed()) == ("error", "502 Bad Gateway")
    assert response_word(sample_exchanges.no_client()) == ("ok", "Succeeded")
    assert permissions_word(sample_exchanges.good()) == ("ok", "All allowed")
    assert permissions_word(sample_exchanges.denied()) == ("error", "2 denied")
    assert permissions_word(sample_exchanges.refused()) == ("neutral", "None asked")
    assert decision_word(sample_exchanges.UNKNOWN) == ("unknown", "Unknown")
    assert sentence(sample_exchanges.good()) == "Invoked hello: 200 OK, 12 ms · 117 B; permissions: all allowed."
