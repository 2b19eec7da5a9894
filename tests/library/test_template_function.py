from pathlib import Path

import pytest

from workbench.errors import FunctionNotFound
from workbench.gateway.api import Api
from workbench.interchange.api_document import (
    ApiDocument,
    TemplateFunction,
    TemplatePermission,
    TemplatePolicy,
    TemplateRole,
)
from workbench.library.function_reference import find_function
from workbench.library.project_reader import open_project
from workbench.library.template_function import entries_of, not_here
from workbench.runtime.function import EnvironmentValue, LocalFunction

ROLE = TemplateRole(
    arn="arn:aws:iam::123456789012:role/orders",
    policies=(
        TemplatePolicy("inline", {"Statement": []}),
        TemplatePolicy("AmazonS3FullAccess", managed="arn:aws:iam::aws:policy/AmazonS3FullAccess"),
    ),
    trust={"Statement": []},
    boundary="arn:aws:iam::123456789012:policy/edge",
)


def entries(function: TemplateFunction, **more):
    return entries_of(ApiDocument("template.yaml", "sam", functions=(function,), **more))


def test_a_function_of_a_template_runs_here_as_it_is_configured(tmp_path):
    function = TemplateFunction(
        "Orders",
        "orders-prod",
        handler="app.handler",
        runtime="python3.12",
        code=tmp_path / "src",
        timeout_s=9,
        memory_mb=512,
        environment=(EnvironmentValue("TABLE", "orders", "template.yaml"),),
        layers=(tmp_path / "layer", "arn:aws:lambda:eu-west-1:1:layer:x:1"),
        role=ROLE,
        alias="live",
        place="template.yaml:3:3",
    )
    permission = TemplatePermission("Orders", {"Sid": "api", "Effect": "Allow"})
    (entry,) = entries(function, apis=(Api(region="eu-west-1", account_id="210987654321"),), permissions=(permission,))
    local = entry.function
    assert (entry.label, local.name, local.handler, local.kind) == ("Orders", "orders-prod", "app.handler", "python")
    assert (local.code, local.layers, local.timeout_s, local.memory_mb) == (
        str(tmp_path / "src"),
        (str(tmp_path / "layer"),),
        9,
        512,
    )
    assert local.arn == "arn:aws:lambda:eu-west-1:210987654321:function:orders-prod:live"
    assert local.environment[0].origin == "template.yaml"
    assert entry.origin == "template.yaml:3:3"
    assert entry.function_policy is not None
    assert '"Sid": "api"' in entry.function_policy.text


def test_policies_known_by_name_alone_are_listed_as_not_read(tmp_path):
    (entry,) = entries(TemplateFunction("F", "f", runtime="python3.12", code=tmp_path, role=ROLE))
    assert entry.role is not None
    assert [policy.name for policy in entry.role.policies] == ["inline"]
    assert entry.role.not_read == (
        "arn:aws:iam::aws:policy/AmazonS3FullAccess",
        "arn:aws:iam::123456789012:policy/edge",
    )


def test_a_role_that_is_defined_elsewhere_is_not_read(tmp_path):
    role = TemplateRole(arn="arn:aws:iam::123456789012:role/shared", known=False)
    (entry,) = entries(TemplateFunction("F", "f", runtime="python3.12", code=tmp_path, role=role))
    assert entry.role is not None
    assert entry.role.not_read == (role.arn,)


def test_kinds_follow_from_the_runtime_and_what_cannot_run_here_is_left_out(tmp_path):
    def kind(runtime: str, code: Path | None = tmp_path) -> list[str]:
        return [entry.function.kind for entry in entries(TemplateFunction("F", "f", runtime=runtime, code=code))]

    assert kind("nodejs22.x") == ["node"]
    assert kind("provided.al2023") == ["custom"]
    assert kind("java21") == []
    assert kind("python3.12", None) == []


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        ({"image": "repo:tag"}, "container image"),
        ({"runtime": "java21"}, "runtime is java21"),
        ({"runtime": "python3.12"}, "not in a folder"),
        ({"runtime": "python3.12", "inline_code": "x"}, "stands in the template"),
    ],
)
def test_why_a_function_cannot_run_here_is_said(settings, why):
    (reason,) = not_here(ApiDocument("t", "sam", functions=(TemplateFunction("F", "f", place="t:3:3", **settings),)))
    assert why in reason.message
    assert (reason.place, reason.mend) == ("t:3:3", "Invoke it where it is deployed: aws:f.")


SAM = """\
Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.handler
      Runtime: python3.12
      CodeUri: src/
      Timeout: 9
      Policies: [OurOwnManagedPolicy]
      Events:
        Get: {Type: Api, Properties: {Path: /orders, Method: get}}
"""


def test_a_sam_template_of_a_project_gives_function_api_and_policy_and_workbench_yaml_adds_to_it(tmp_path):
    (tmp_path / "src").mkdir()
    (tmp_path / "src/app.py").write_text("def handler(event, context): ...\n")
    (tmp_path / "template.yaml").write_text(SAM)
    (tmp_path / "workbench.yaml").write_text("functions:\n  Orders: {memory: 512, environment: {A: b}}\n")
    project = open_project(tmp_path)
    (entry,) = project.functions
    assert (entry.function.timeout_s, entry.function.memory_mb) == (9, 512)
    assert entry.function.code == str(tmp_path / "src")
    assert entry.function_policy is not None
    assert "apigateway.amazonaws.com" in entry.function_policy.text
    assert [route.path for route in project.apis[0].api.routes] == ["/orders"]
    assert entry.role is not None
    assert "OurOwnManagedPolicy" in entry.role.not_read
    for reference in ("Orders", "src/app.py:handler"):
        found = find_function(reference, code=tmp_path, project=project)
        assert isinstance(found, LocalFunction)
        assert found.memory_mb == 512


def test_a_logical_id_is_looked_up_in_the_template_of_the_command(tmp_path):
    (tmp_path / "template.yaml").write_text(SAM)
    found = find_function("Orders", template=tmp_path / "template.yaml")
    assert isinstance(found, LocalFunction)
    assert (found.handler, found.code) == ("app.handler", str(tmp_path / "src"))
    (tmp_path / "java.yaml").write_text(SAM.replace("python3.12", "java21"))
    with pytest.raises(FunctionNotFound, match="Orders cannot run here"):
        find_function("Orders", template=tmp_path / "java.yaml")
    with pytest.raises(FunctionNotFound, match="Did you mean Orders"):
        find_function("Order", template=tmp_path / "template.yaml")


def test_a_function_that_cannot_run_here_is_a_finding_of_the_project(tmp_path):
    (tmp_path / "template.yaml").write_text(SAM.replace("python3.12", "java21"))
    project = open_project(tmp_path)
    assert project.functions == ()
    assert any("java21" in finding.message for finding in project.findings)


@pytest.fixture
def nested(tmp_path: Path) -> Path:
    function = "  {0}: {{Type: AWS::Serverless::Function, Properties: {{Handler: app.h, Runtime: python3.11}}}}\n"
    child = "Resources:\n" + function.format("Get") + function.format("Put")
    (tmp_path / "pets.yaml").write_text(child)
    stack = "  {0}: {{Type: AWS::Serverless::Application, Properties: {{Location: pets.yaml}}}}\n"
    outer = "Resources:\n" + stack.format("Pets") + function.format("Get")
    template = tmp_path / "template.yaml"
    template.write_text(outer)
    (tmp_path / "app.py").write_text("def h(event, context): ...\n")
    return template


@pytest.mark.parametrize(
    ("reference", "name"), [("Pets/Get", "Pets-Get"), ("Get", "Get"), ("Put", "Pets-Put"), ("Pets-Put", "Pets-Put")]
)
def test_a_function_of_a_stack_inside_is_found_by_both_ids_or_by_its_own(nested, reference, name):
    found = find_function(reference, template=nested)
    assert isinstance(found, LocalFunction)
    assert found.name == name


def test_a_function_that_no_stack_has_is_not_found(nested):
    with pytest.raises(FunctionNotFound, match="no function of that name"):
        find_function("Pets/Delete", template=nested)


def test_a_function_without_an_api_is_in_the_region_of_its_template(tmp_path):
    template = tmp_path / "serverless.yml"
    provider = "provider: {name: aws, runtime: python3.11, region: eu-west-1}\n"
    template.write_text(f"service: a\n{provider}functions: {{f: {{handler: app.h}}}}\n")
    found = find_function("f", template=template)
    assert isinstance(found, LocalFunction)
    assert found.region == "eu-west-1"
