from pathlib import Path

from workbench.gateway.api import Api
from workbench.interchange.api_document import (
    ApiDocument,
    TemplateFunction,
    TemplatePermission,
    TemplatePolicy,
    TemplateRole,
)
from workbench.library.template_function import entries_of
from workbench.runtime.function import EnvironmentValue

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
        tmp_path / "src",
        (tmp_path / "layer",),
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


def test_kinds_follow_from_the_runtime_and_what_cannot_run_here_is_left_out(tmp_path):
    def kind(runtime: str, code: Path | None = tmp_path) -> list[str]:
        return [entry.function.kind for entry in entries(TemplateFunction("F", "f", runtime=runtime, code=code))]

    assert kind("nodejs22.x") == ["node"]
    assert kind("provided.al2023") == ["custom"]
    assert kind("java21") == []
    assert kind("python3.12", None) == []
