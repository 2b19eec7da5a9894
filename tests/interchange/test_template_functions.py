"""Functions of templates: code, configuration, environment, roles."""

from tests.interchange.template_files import TEMPLATES, function, said, template
from workbench.interchange.api_file import read_api
from workbench.runtime.function import EnvironmentValue


def test_globals_are_merged_into_a_function():
    found = function(template("sam-authorizers.yaml"), "PetsFunction")
    assert (found.runtime, found.memory_mb, found.timeout_s) == ("python3.12", 256, 10.0)
    assert found.code == TEMPLATES / "src"
    assert found.name == "stack-pets-dev"


def test_environment_values_say_where_they_come_from():
    found = function(template("sam-http-api.yaml"), "OrdersFunction")
    assert found.environment[0] == EnvironmentValue("LOG_LEVEL", "debug", "sam-http-api.yaml")


def test_a_value_known_only_once_deployed_stays_named():
    values = {each.name: each for each in function(template("cfn-intrinsics.yaml"), "Function").environment}
    assert values["TABLE"].value == "${Elsewhere}"
    assert "Elsewhere known only once deployed" in values["TABLE"].origin


def test_layers_of_the_template_are_folders():
    assert function(template("sam-http-api.yaml"), "OrdersFunction").layers == (TEMPLATES / "layers/shared",)


def test_inline_code_has_no_folder():
    found = function(template("cfn-rest-api.yaml"), "Function")
    assert found.code is None
    assert found.inline_code.startswith("def handler")


def test_events_that_are_no_api_are_listed():
    assert function(template("sam-http-api.yaml"), "OrdersFunction").events == ("Schedule Nightly",)


def test_the_role_that_sam_writes_has_every_policy_of_the_function():
    role = function(template("sam-authorizers.yaml"), "PetsFunction").role
    assert role is not None
    assert role.known
    assert [policy.name for policy in role.policies] == [
        "AWSLambdaBasicExecutionRole", "AWSXrayWriteOnlyAccess", "DynamoDBCrudPolicy", "PetsFunctionRolePolicy2",
        "AWSXrayReadOnlyAccess",
    ]  # fmt: skip
    assert role.policies[0].document is not None
    assert role.policies[2].template_parameters == {"TableName": "PetsTable"}
    assert role.policies[2].document is not None
    assert "dynamodb:PutItem" in role.policies[2].document["Statement"][0]["Action"]
    assert role.policies[3].document is not None
    assert role.policies[3].document["Statement"][0]["Resource"] == "arn:aws:s3:::photosbucket/*"
    assert role.trust is not None


def test_a_role_of_the_template_has_inline_managed_and_attached_policies():
    role = function(template("cfn-rest-api.yaml"), "Function").role
    assert role is not None
    assert role.boundary == "arn:aws:iam::123456789012:policy/boundary"
    assert [policy.name for policy in role.policies] == [
        "table", "AWSLambdaBasicExecutionRole", "SharedPolicy", "queue",
    ]  # fmt: skip
    assert role.policies[0].document is not None
    assert role.policies[0].document["Statement"][0]["Resource"] == (
        "arn:aws:dynamodb:us-east-1:123456789012:table/things"
    )
    assert role.policies[2].document is not None


def test_a_default_policy_of_the_cdk_belongs_to_its_role():
    role = function(template("cdk-rest-api.template.json"), "Handler886CB40B").role
    assert role is not None
    assert role.policies[1].document is not None
    assert role.policies[1].document["Statement"][0]["Resource"] == [
        "arn:aws:dynamodb:us-east-1:123456789012:table/Table710B521B"
    ]


def test_of_a_role_defined_elsewhere_only_the_arn_is_known():
    role = function(template("sam-http-api.yaml"), "CatchAllFunction").role
    assert role is not None
    assert (role.arn, role.known, role.policies) == ("arn:aws:iam::123456789012:role/made-elsewhere", False, ())


def test_policies_that_nobody_knows_are_said():
    text = """
Transform: AWS::Serverless-2016-10-31
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties:
      Handler: a.b
      Runtime: python3.11
      Policies: [arn:aws:iam::123456789012:policy/own, NoSuchPolicy: {TableName: t}]
"""
    assert said(read_api(text, name="template.yaml")) == {
        "What the managed policy arn:aws:iam::123456789012:policy/own allows is not known here",
        "There is no policy template NoSuchPolicy",
    }
