import json
from pathlib import Path

import jsonschema
import pytest
from ruamel.yaml import YAML

from workbench.library.project_file import project_file_schema, read_project_file
from workbench.library.project_reader import open_project
from workbench.resource import resource

HANDLER = "def handler(event, context):\n    return event\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "src").mkdir()
    (tmp_path / "src/orders.py").write_text(HANDLER)
    (tmp_path / "src/pets.py").write_text(HANDLER)
    return tmp_path


def test_a_folder_without_any_file_of_ours_is_a_project(folder):
    (folder / "events").mkdir()
    project = open_project(folder)
    assert [entry.label for entry in project.functions] == ["src/orders.py:handler", "src/pets.py:handler"]
    assert project.functions[0].origin == f"{folder}/src/orders.py:1"
    assert project.functions[0].function.code == str(folder / "src")
    assert project.event_folders == (folder / "events",)
    assert project.findings == ()


def test_the_demo_project_opens_without_findings():
    project = open_project(resource("demo"))
    assert project.findings == ()
    assert [entry.label for entry in project.functions] == ["hello", "echo", "orders", "fails", "slow", "malformed"]
    hello = project.functions[0]
    assert hello.function.arn == "arn:aws:lambda:us-west-2:123456789012:function:hello"
    assert hello.function_policy is not None
    assert "apigateway-get" in hello.function_policy.text
    assert hello.role is not None
    assert [policy.name for policy in hello.role.policies] == ["policies/basic-execution.json"]
    assert hello.role.trust is not None
    assert [entry.api.stage for entry in project.apis] == ["test"]
    assert project.environment("local", process={}).find("greeting") is not None
    assert project.event_folders == (resource("demo") / "saved_events",)


def test_workbench_yaml_says_what_cannot_be_found(folder):
    (folder / "fn.json").write_text("{}")
    (folder / ".env").write_text("A=file\nB=file\n")
    (folder / "my events").mkdir()
    (folder / "workbench.yaml").write_text(
        "functions:\n"
        "  orders:\n"
        "    code: src\n"
        "    handler: orders.handler\n"
        "    environment: {A: 1, C: true}\n"
        "    env_file: .env\n"
        "    memory: 256\n"
        "    timeout: 10\n"
        "    policy: fn.json\n"
        "    interpreter: .venv/bin/python\n"
        "    role: {arn: 'arn:aws:iam::123456789012:role/orders', policies: [fn.json, gone.json]}\n"
        "environments: {local: {host: localhost, token: }}\n"
        "saved_events: [my events]\n"
    )
    project = open_project(folder)
    orders = project.function("orders")
    assert orders is not None
    assert (orders.function.code, orders.function.handler) == (str(folder / "src"), "orders.handler")
    assert (orders.function.memory_mb, orders.function.timeout_s) == (256, 10)
    assert orders.function.interpreter == str(folder / ".venv/bin/python")
    values = {value.name: (value.value, value.origin) for value in orders.function.environment}
    assert values == {"A": ("1", "workbench.yaml"), "B": ("file", ".env:2"), "C": ("true", "workbench.yaml")}
    assert orders.origin == f"{folder}/workbench.yaml:2"
    assert orders.role is not None
    assert orders.role.not_read == ("gone.json",)
    assert [entry.label for entry in project.functions] == ["orders", "src/pets.py:handler"]
    assert [str(finding.place) for finding in project.findings] == [f"{folder}/workbench.yaml:3:5"]
    assert "gone.json" in project.findings[0].message
    environment = project.environment("local", process={"TOKEN": "s"})
    token = environment.find("token")
    assert token is not None
    assert token.secret
    assert project.event_folders == (folder / "my events",)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("- a\n", [":1:1"]),
        ("functions: [\n", [":2:1"]),
        ("functions:\n  orders: {handler: src/orders.handler, timout: 3}\n", [":2:41"]),
        ("functions:\n  orders: {handler: 7, memory: 1}\n", [":2:21", ":2:32"]),
        ("function: {}\n", [":1:1"]),
        ("functions:\n  gone: {handler: src/gone.handler}\n", [":2:9"]),
        ("functions:\n  rust: {code: src}\n", [":2:9"]),
        ("apis: [api.yaml]\n", ["api.yaml"]),
        ("saved_events: [gone]\n", [":1:16"]),
        ("functions:\n  orders: {handler: src/orders.handler, env_file: .env}\n", [":2:51"]),
    ],
)
def test_every_mistake_is_a_finding_with_its_place_and_the_rest_is_there(folder, text, places):
    (folder / "workbench.yaml").write_text(text)
    project = open_project(folder)
    assert len(project.findings) >= len(places)
    for finding, place in zip(project.findings, places, strict=False):
        assert finding.place.endswith(place)
        assert finding.mend
    assert any("pets" in entry.label for entry in project.functions)


def test_the_policies_of_what_functions_call_are_those_of_the_file_before_those_of_the_template(folder):
    (folder / "bucket.json").write_text("{}")
    (folder / "workbench.yaml").write_text(
        "functions:\n  orders: {handler: src/orders.handler}\n"
        "resource_policies: {'arn:aws:s3:::in': bucket.json, 'arn:aws:s3:::out': gone.json, bucket: bucket.json}\n"
    )
    (folder / "template.yaml").write_text(
        "Resources:\n  P: {Type: AWS::S3::BucketPolicy, Properties: {Bucket: in, PolicyDocument: {Statement: []}}}\n"
    )
    project = open_project(folder)
    assert [finding.place for finding in project.findings] == [
        f"{folder}/workbench.yaml:3:{column}" for column in (73, 92)
    ]
    orders = project.function("orders")
    assert orders is not None
    assert [(each.arn, each.policy.name) for each in orders.resource_policies] == [
        ("arn:aws:s3:::in", "bucket.json"),
        ("arn:aws:s3:::in", "P, template.yaml"),
    ]


def test_files_that_cannot_be_read_are_findings(folder):
    (folder / "workbench.yaml").mkdir()
    (folder / "api.yaml").write_bytes(b"\xff")
    (folder / ".env").write_text("nonsense\n")
    messages = [finding.message for finding in open_project(folder).findings]
    assert len(messages) == 2
    assert "folder" in messages[0]
    assert "UTF-8" in messages[1]


def test_an_env_file_with_a_mistake_is_a_finding(folder):
    (folder / "workbench.yaml").write_text("functions:\n  o: {handler: src/orders.handler, env_file: .env}\n")
    (folder / ".env").write_text("nonsense\n")
    assert [finding.place for finding in open_project(folder).findings] == [".env:1:1"]


def test_a_folder_that_is_not_there_is_a_finding(tmp_path):
    project = open_project(tmp_path / "gone")
    assert project.functions == ()
    assert "no such folder" in project.findings[0].message


def test_the_place_of_the_api_is_that_of_the_functions_found(folder):
    (folder / "api.yaml").write_text("type: HTTP\nregion: eu-west-1\naccount_id: '210987654321'\n")
    project = open_project(folder)
    assert project.functions[0].function.arn == "arn:aws:lambda:eu-west-1:210987654321:function:orders"
    assert project.apis[0].label == "api.yaml"


def test_the_kind_of_a_function_is_told_from_its_files(folder):
    (folder / "web").mkdir()
    (folder / "web/index.js").write_text("")
    (folder / "rust").mkdir()
    (folder / "rust/bootstrap").write_text("")
    (folder / "workbench.yaml").write_text(
        "functions:\n  web: {code: web, handler: index.handler}\n  rust: {code: rust}\n"
    )
    project = open_project(folder)
    assert project.findings == ()
    assert [entry.function.kind for entry in project.functions[:2]] == ["node", "custom"]


def test_the_schema_for_editors_takes_the_demo_and_refuses_a_mistake():
    schema = json.loads(resource("schemas/workbench.schema.json").read_text("utf-8"))
    assert schema == project_file_schema(), "write resources/schemas/workbench.schema.json anew"
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(YAML(typ="safe", pure=True).load(resource("demo") / "workbench.yaml"), schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"functions": {"a": {"timeout": "long"}}}, schema)


def test_an_empty_project_file_says_nothing():
    said, document, findings = read_project_file("# nothing yet\n", name="w")
    assert said.functions == {}
    assert document is not None
    assert findings == ()
