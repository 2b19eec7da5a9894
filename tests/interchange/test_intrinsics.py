"""Intrinsic functions, conditions and parameters."""

import pytest

from tests.interchange.template_files import function, said, template


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ZONES", "a|b|c"),
        ("SECOND", "b"),
        ("TABLE", "${Elsewhere}"),
        ("SHARED", "${ImportValue:prod-table}"),
        ("SECRET", "{{resolve:secretsmanager:db:SecretString:password}}"),
        ("SUFFIX", "x-${Suffix}"),
        ("LITERAL", "${Literal}"),
        ("IMAGE", "${Image}"),
        ("ENCODED", "aGk="),
        ("FLAG", "true"),
        ("QUEUE", "https://sqs.us-east-1.amazonaws.com/123456789012/jobs-prod"),
        ("QUEUE_ARN", "arn:aws:sqs:us-east-1:123456789012:jobs-prod"),
        ("ODD", "${Function.SnapStartResponse.ApplyOn}"),
        ("STACK", "stack"),
        ("GUESS", "green"),
    ],
)
def test_a_value_is_resolved_or_stays_named(name, value):
    values = {each.name: each.value for each in function(template("cfn-intrinsics.yaml"), "Function").environment}
    assert values[name] == value


def test_properties_are_resolved_by_mappings_conditions_and_substitution():
    found = function(template("cfn-intrinsics.yaml"), "Function")
    assert (found.name, found.memory_mb, found.timeout_s) == ("orders-prod", 1024, 30.0)
    assert found.role is not None
    assert found.role.arn == "arn:aws:iam::123456789012:role/x"


def test_no_value_leaves_the_property_out():
    values = {each.name for each in function(template("cfn-intrinsics.yaml"), "Function").environment}
    assert "GONE" not in values


def test_a_resource_whose_condition_is_false_is_not_there():
    assert [each.id for each in template("cfn-intrinsics.yaml").functions] == ["Function"]


def test_what_could_not_be_resolved_is_said():
    assert said(template("cfn-intrinsics.yaml")) == {
        "Elsewhere has no value here",
        "Function.SnapStartResponse.ApplyOn is known only once deployed",
        "Image has no value here",
        "Suffix has no value here",
        "This comparison cannot be decided; taken as false",
        "prod-table is exported by another stack",
        "{{resolve:secretsmanager:db:SecretString:password}} is read at deployment",
    }
