"""Reading policies: what is wrong with one is said with line and column, and nothing raises."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.permissions.document import Policy, parse_policy, policy_of


def read(text, kind="identity") -> Policy:
    return parse_policy(text, name="p.json", kind=kind)


def found(policy) -> list[tuple[str, int, int]]:
    return [(finding.code, finding.line, finding.column) for finding in policy.findings]


GOOD = """{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Read",
      "Effect": "Allow",
      "Action": ["s3:GetObject"],
      "Resource": "arn:aws:s3:::reports/*",
      "Condition": {"StringLike": {"aws:username": "a*"}}
    },
    {"Effect": "Deny", "NotAction": "s3:*", "Resource": "*"}
  ]
}
"""


def test_statements_know_their_lines():
    policy = read(GOOD)
    assert policy.findings == ()
    assert [(s.sid, s.effect, s.line, s.column, s.end_line) for s in policy.statements] == [
        ("Read", "Allow", 4, 5, 10),
        ("", "Deny", 11, 5, 11),
    ]
    condition = policy.statements[0].conditions[0]
    assert (condition.line, condition.column) == (9, 36)


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("", "invalid-json", 1, 1),
        ('{"Version": }', "invalid-json", 1, 13),
        ('{\n "Statement": [,]}', "invalid-json", 2, 16),
        ('{"a": "\n"}', "invalid-json", 1, 8),
        ('{"a": "open', "invalid-json", 1, 7),
        ('{"a": 1} x', "invalid-json", 1, 10),
        ('{"a": "\\q"}', "invalid-json", 1, 8),
        ("[" * 100, "invalid-json", 1, 42),
        ("[]", "wrong-type", 1, 1),
        ("null", "wrong-type", 1, 1),
        ("{}", "missing-element", 1, 1),
        ('{"Statement": [7]}', "wrong-type", 1, 16),
        ('{"Statement": [{"Effect": "Allow", "Action": 7, "Resource": "*"}]}', "wrong-type", 1, 46),
        ('{"Statement": [{"Effect": "allow", "Action": "*", "Resource": "*"}]}', "invalid-effect", 1, 27),
        ('{"Statement": [{"Action": "*", "Resource": "*"}]}', "missing-element", 1, 16),
        ('{"Statement": [{"Effect": "Allow", "Resource": "*"}]}', "missing-element", 1, 16),
        ('{"Statement": [{"Effect": "Allow", "Action": "*"}]}', "missing-element", 1, 16),
        ('{"Statement": [{"Effect": "Allow", "Action": [], "Resource": "*"}]}', "empty-list", 1, 46),
        ('{"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "bucket"}]}', "invalid-resource", 1, 63),
        ('{"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:*"}]}', "short-arn", 1, 63),
        ('{"Statement": [{"Effect": "Allow", "Action": "Get", "Resource": "*"}]}', "invalid-action", 1, 46),
        ('{"Statement": [{"Efect": "Allow", "Effect": "Allow", "Action": "*", "Resource": "*"}]}', "unknown-element",
            1, 17),
        ('{"Version": "2012", "Statement": []}', "invalid-version", 1, 13),
        ('{"Statement": [], "Statement": []}', "duplicate-element", 1, 19),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_place(text, code, line, column):
    assert (code, line, column) in found(read(text))


def _with_condition(operator, value='"x"') -> Policy:
    return read(
        f'{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Action": "*", "Resource": "*",\n'
        f'"Condition": {{"{operator}": {{"a:b": {value}}}}}}}]}}'
    )


@pytest.mark.parametrize(
    ("operator", "value", "code"),
    [
        ("StringEqualz", '"x"', "unknown-operator"),
        ("ForSomeValues:StringEquals", '"x"', "unknown-operator"),
        ("NullIfExists", '"true"', "unknown-operator"),
        ("ForAnyValue:Null", '"true"', "unknown-operator"),
        ("Null", '"maybe"', "invalid-value"),
        ("Bool", '"yes"', "invalid-value"),
        ("NumericEquals", '"ten"', "invalid-value"),
        ("DateEquals", '"31.12.2026"', "invalid-value"),
        ("IpAddress", '"10.0.0.0/99"', "invalid-value"),
        ("BinaryEquals", '"%"', "invalid-value"),
        ("ArnLike", '"arn:aws:s3"', "invalid-value"),
        ("NumericEquals", '"${aws:username}"', "variable-place"),
        ("StringEquals", "null", "wrong-type"),
        ("StringEquals", "{}", "wrong-type"),
        ("StringEquals", "[]", "empty-list"),
    ],
)
def test_a_condition_that_cannot_be_is_a_finding_on_its_line(operator, value, code):
    findings = _with_condition(operator, value).findings
    assert code in {finding.code for finding in findings}
    assert all(finding.line == 2 for finding in findings)


def test_an_operator_that_does_not_exist_names_the_nearest():
    assert "StringEquals?" in _with_condition("StringEqualz").findings[0].message


@pytest.mark.parametrize("kind", ["identity", "resource", "boundary", "session", "trust"])
def test_a_policy_that_is_too_large_says_where_the_limit_is_passed(kind):
    statement = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::bucket/" + "x" * 200}
    policy = policy_of({"Version": "2012-10-17", "Statement": [statement] * 100}, name="p", kind=kind)
    large = [finding for finding in policy.findings if finding.code == "too-large"]
    assert len(large) == 1
    assert large[0].line > 1


def test_a_thousand_statements_are_read():
    statement = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}
    policy = policy_of({"Version": "2012-10-17", "Statement": [statement] * 1000}, name="p", kind="identity")
    assert len(policy.statements) == 1000
    assert [finding.code for finding in policy.findings] == ["too-large"]


def test_deep_nesting_is_a_finding_and_no_recursion_error():
    text = '{"Statement": ' + '{"a": ' * 50_000 + "1" + "}" * 50_001
    policy = read(text)
    assert not policy.readable
    assert "nested deeper" in policy.findings[0].message


def _statement(**elements) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"} | elements]}


@pytest.mark.parametrize(
    ("kind", "elements", "code"),
    [
        ("identity", {"Principal": "*"}, "unexpected-principal"),
        ("resource", {}, "missing-element"),
        ("resource", {"Principal": "someone"}, "invalid-principal"),
        ("resource", {"Principal": {"Aws": "*"}}, "unknown-principal"),
        ("resource", {"Principal": {"AWS": "arn:aws:iam::123456789012:role/*"}}, "wildcard-in-principal"),
        ("resource", {"Principal": {"AWS": "AROAEXAMPLEEXAMPLE123"}}, "deleted-principal"),
        ("resource", {"Principal": {"AWS": "nobody"}}, "invalid-principal"),
        ("resource", {"Principal": "*", "NotPrincipal": "*"}, "conflicting-elements"),
        ("resource", {"NotPrincipal": {"AWS": "123456789012"}}, "not-principal"),
        ("resource", {"Principal": "*"}, "open-to-everyone"),
        ("resource", {"Principal": {"Service": "apigateway.amazonaws.com"}, "Action": "lambda:InvokeFunction"},
         "no-source-arn"),
        ("trust", {"Principal": "*"}, "unexpected-resource"),
        ("identity", {"Condition": {"ForAllValues:StringEquals": {"aws:TagKeys": "a"}}}, "for-all-values-in-allow"),
        ("identity", {"Effect": "Deny", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "false"}}},
            "bool-in-deny"),
        ("identity", {"Resource": "arn:aws:iam::123456789012:u*"}, "wildcard-in-type"),
        ("identity", {"Resource": "arn:aws:s3:${aws:RequestedRegion}::b"}, "variable-place"),
    ],
)  # fmt: skip
def test_dangers_are_findings(kind, elements, code):
    assert code in {finding.code for finding in policy_of(_statement(**elements), name="p", kind=kind).findings}


def test_variables_without_version_are_pointed_out():
    document = {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::${aws:username}"}}
    assert "variables-without-version" in {f.code for f in policy_of(document, name="p", kind="identity").findings}


def test_guarded_conditions_are_no_danger():
    conditions = {"ForAllValues:StringEquals": {"aws:TagKeys": "a"}, "Null": {"aws:TagKeys": "false"}}
    assert policy_of(_statement(Condition=conditions), name="p", kind="identity").findings == ()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats(allow_nan=False,
            allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip
KINDS = st.sampled_from(["identity", "resource", "boundary", "session", "trust"])


@given(JSON)
@settings(max_examples=100)
def test_any_json_reads_as_what_it_is(value):
    from workbench.permissions.json_source import JsonSource

    for text in (json.dumps(value), json.dumps(value, ensure_ascii=False, indent=1)):
        assert JsonSource.of(text, name="t").read().plain() == value


@given(st.text(max_size=80), KINDS)
@settings(max_examples=100)
def test_no_text_makes_the_reader_raise(text, kind):
    read(text, kind)


ELEMENTS = st.sampled_from(
    ["Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Principal", "NotPrincipal", "Condition"]
)


@given(st.lists(st.dictionaries(ELEMENTS, JSON, max_size=6) | JSON, max_size=3), JSON, KINDS)
@settings(max_examples=100)
def test_no_document_makes_the_reader_raise(statements, version, kind):
    policy = read(json.dumps({"Version": version, "Statement": statements}), kind)
    assert all(finding.line >= 1 and finding.column >= 1 for finding in policy.findings)


@given(st.integers(0, len(GOOD)), st.sampled_from(['"', "{", "}", ",", "\\", "x", ""]))
@settings(max_examples=100)
def test_no_damage_makes_the_reader_raise(at, what):
    read(GOOD[:at] + what + GOOD[at + 1 :])
