"""A case that cannot be read says where and what to write instead."""

import json

import pytest

from workbench.errors import InputError
from workbench.permissions.case_document import read_case

REQUEST = {"principal": "arn:aws:iam::123456789012:user/a", "action": "s3:GetObject", "resource": "arn:aws:s3:::b/k"}


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("{", "c.json:1:2", "not JSON"),
        ("[]", "c.json:1:1", "a case is a JSON object"),
        ("{}", "c.json:1:1", "no request"),
        ('{"request": {"principal": "a", "action": "b"}}', "c.json:1:13", "no 'resource'"),
        ('{"request": {"principal": 7, "action": "b", "resource": "c"}}', "c.json:1:27", "'principal' is a string"),
        ('{"request": {"principal": "a", "action": "b", "resource": "c", "context": []}}', "c.json:1:75", "'context'"),
        ('{"request": {"principal": "a", "action": "b", "resource": "c", "contxt": {}}}', "c.json:1:64", "'contxt'"),
        ('{"request": {"principal": "a", "action": "b", "resource": "c", "context": {"k": {}}}}', "c.json:1:81",
            "value"),
        ('{"request": {"principal": "a", "action": "b", "resource": "c"}, "unknown_context": "k"}', "c.json:1:84",
            "list"),
        ('{"request": {"principal": "a", "action": "b", "resource": "c"}, "resource_policy": []}', "c.json:1:84",
            "one"),
        ('{"request": {"principal": "a", "action": "b", "resource": "c"}, "identity_polices": []}', "c.json:1:65",
            "ies'"),
    ],
)  # fmt: skip
def test_a_broken_case_names_line_column_and_mend(text, place, message):
    with pytest.raises(InputError) as caught:
        read_case(text, name="c.json")
    assert caught.value.place == place
    assert message in str(caught.value)
    assert caught.value.mend


def test_a_policy_may_be_an_object_a_text_or_named():
    document = {"Version": "2012-10-17", "Statement": []}
    case = read_case(
        json.dumps({"request": REQUEST, "identity_policies": [document, json.dumps(document), {"name": "x",
            "document": document}]}),
        name="c.json",
    )  # fmt: skip
    assert [policy.name for policy in case.identity_policies] == ["identity_policies[0]", "identity_policies[1]", "x"]
    assert all(policy.readable for policy in case.identity_policies)


def test_the_policy_of_a_role_is_read_as_its_trust_policy():
    request = REQUEST | {"action": "sts:AssumeRole", "resource": "arn:aws:iam::123456789012:role/r"}
    case = read_case(json.dumps({"request": request, "resource_policy": {"Statement": []}}), name="c.json")
    assert case.resource_policy is not None
    assert case.resource_policy.kind == "trust"


def test_lines_of_an_embedded_policy_are_those_of_the_case():
    text = json.dumps({"request": REQUEST, "resource_policy": {"Version": "2012-10-17", "Statement": [{}]}}, indent=2)
    case = read_case(text, name="c.json")
    assert case.resource_policy is not None
    assert case.resource_policy.statements[0].line == 10
