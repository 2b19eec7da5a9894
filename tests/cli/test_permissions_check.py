"""`permissions check`: every route is a row, both permissions are answered, and the exit status tells."""

import json
from typing import Any

import pytest

from workbench.cli.main import run

TEMPLATE = """
Transform: AWS::Serverless-2016-10-31
Resources:
  Door:
    Type: AWS::Serverless::Function
    Properties: {Handler: door.handler, Runtime: python3.12, CodeUri: src/}
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: prod
      Auth: {Authorizers: {Mine: {FunctionArn: !GetAtt Door.Arn}}}
  Pets:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.handler
      Runtime: python3.12
      CodeUri: src/
      Policies:
        - DynamoDBReadPolicy: {TableName: pets}
        - Statement: {Effect: Allow, Action: s3:GetObjekt, Resource: "*"}
      Events:
        One: {Type: Api, Properties: {Path: "/pets/{id}", Method: get, RestApiId: !Ref Api}}
        Any: {Type: HttpApi}
"""
API = """
type: REST
id: abc
account_id: "123456789012"
region: eu-west-1
stage: prod
routes:
  - {method: GET, path: "/pets/{id}", function: src/pets.py:handler}
  - {method: POST, path: /pets, function: src/pets.py:handler}
"""
FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:pets"


def policy(*sources) -> str:
    statements = [
        {
            "Effect": "Allow",
            "Principal": {"Service": "apigateway.amazonaws.com"},
            "Action": "lambda:InvokeFunction",
            "Resource": FUNCTION,
            "Condition": {"ArnLike": {"AWS:SourceArn": f"arn:aws:execute-api:eu-west-1:123456789012:abc/{source}"}},
        }
        for source in sources
    ]
    return json.dumps({"Version": "2012-10-17", "Statement": statements}, indent=2)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "template.yaml").write_text(TEMPLATE)
    (tmp_path / "api.yaml").write_text(API)
    return tmp_path


def check(capsys, *words, status=0) -> Any:
    assert run(["permissions", "check", "--json", *words]) == status
    captured = capsys.readouterr()
    assert captured.err == ""
    return json.loads(captured.out)


def test_a_template_answers_both_questions(folder, capsys):
    document = check(capsys, "--template", "template.yaml")
    assert set(document) == {"routes", "execution_roles", "findings", "not_understood"}
    rows = [(row["kind"], row["method"], row["path"], row["function"], row["decision"]) for row in document["routes"]]
    assert rows == [
        ("route", "GET", "/pets/{id}", "Pets", "allowed"),
        ("authorizer", None, None, "Door", "allowed"),
        ("route", "ANY", "$default", "Pets", "allowed"),
    ]
    promised = {
        "api",
        "stage",
        "method",
        "path",
        "route_key",
        "function",
        "authorizer",
        "decision",
        "reason",
        "source_arns",
    }
    assert all(promised <= set(row) for row in document["routes"])
    assert document["routes"][2]["route_key"] == "$default"
    role = next(each for each in document["execution_roles"] if each["function"] == "Pets")
    assert role["role"] == "arn:aws:iam::123456789012:role/PetsRole"
    assert role["trust"] == "allowed"
    read = {"action": "dynamodb:GetItem", "resource": "arn:aws:dynamodb:us-east-1:123456789012:table/pets"}
    assert [each["decision"] for each in role["actions"] if each | read == each] == ["allowed"]
    assert any("Did you mean s3:GetObject?" in each["message"] for each in document["findings"])


def test_one_function_is_checked_alone(folder, capsys):
    document = check(capsys, "--template", "template.yaml", "Door")
    assert [row["authorizer"] for row in document["routes"]] == ["Mine"]
    assert [each["function"] for each in document["execution_roles"]] == ["Door"]


@pytest.mark.parametrize(
    ("sources", "decisions", "status"),
    [
        (["*"], ["allowed", "allowed"], 0),
        (["*/GET/pets/*"], ["allowed", "implicitly_denied"], 1),
        (["*/GET/pets/{id}", "*/POST/*"], ["unknown", "allowed"], 1),
        ([], ["implicitly_denied", "implicitly_denied"], 1),
    ],
)
def test_an_api_file_is_checked_with_a_policy(folder, capsys, sources, decisions, status):
    (folder / "policy.json").write_text(policy(*sources))
    document = check(capsys, "--api", "api.yaml", "--policy", "policy.json", status=status)
    assert [row["decision"] for row in document["routes"]] == decisions
    if sources:
        assert {row["function_arn"] for row in document["routes"]} == {FUNCTION}


def test_without_a_policy_every_route_is_unknown(folder, capsys):
    document = check(capsys, "--api", "api.yaml", status=1)
    assert {row["decision"] for row in document["routes"]} == {"unknown"}
    assert document["execution_roles"] == []


def test_a_broken_policy_is_a_finding_with_its_place(folder, capsys):
    (folder / "policy.json").write_text("\n [3]")
    document = check(capsys, "--api", "api.yaml", "--policy", "policy.json", status=1)
    assert {row["decision"] for row in document["routes"]} == {"unknown"}
    finding = document["findings"][0]
    assert (finding["policy"], finding["line"], finding["column"]) == ("policy.json", 2, 2)


@pytest.mark.parametrize(("action", "status"), [("s3:GetObject", 0), ("s3:PutObject", 1)])
def test_a_role_is_asked_about_a_list_written_by_hand(folder, capsys, action, status):
    (folder / "policy.json").write_text(policy("*"))
    statement = {"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}
    (folder / "role.json").write_text(json.dumps({"Version": "2012-10-17", "Statement": [statement]}))
    words = ["--api", "api.yaml", "--policy", "policy.json", "--role-policy", "role.json"]
    document = check(capsys, *words, "--action", action, "arn:aws:s3:::b/k", status=status)
    assert [each["decision"] for each in document["execution_roles"][0]["actions"]] == [
        "allowed" if status == 0 else "implicitly_denied"
    ]
    assert document["execution_roles"][0]["trust"] == "unknown"


def test_a_project_is_checked_without_words(folder, capsys):
    (folder / "src").mkdir()
    (folder / "src" / "pets.py").write_text("def handler(event, context):\n    return event\n")
    (folder / "pets.json").write_text(policy("*"))
    (folder / "workbench.yaml").write_text(
        "functions:\n  pets: {handler: src/pets.handler, policy: pets.json}\napis: [api.yaml]\n"
    )
    (folder / "template.yaml").unlink()
    document = check(capsys)
    assert [row["decision"] for row in document["routes"]] == ["allowed", "allowed"]
    assert {row["function_arn"] for row in document["routes"]} == {FUNCTION}
    assert len(check(capsys, "pets")["routes"]) == 2


def test_text_tells_the_mend_and_what_a_client_gets(folder, capsys):
    (folder / "policy.json").write_text(policy("*/GET/*"))
    assert run(["permissions", "check", "--api", "api.yaml", "--policy", "policy.json"]) == 1
    out = capsys.readouterr().out
    assert "Denied            demo POST /pets → src/pets.py:handler" in out
    assert "A client gets: 500" in out
    assert "aws lambda add-permission --function-name pets" in out


BUCKET = "arn:aws:s3:::b"


def bucket_policy(effect="Deny") -> str:
    statement = {"Effect": effect, "Principal": "*", "Action": "s3:*", "Resource": f"{BUCKET}/*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def test_the_policy_of_what_a_function_calls_has_its_say(folder, capsys):
    (folder / "policy.json").write_text(policy("*"))
    (folder / "role.json").write_text(bucket_policy("Allow").replace('"Principal": "*", ', ""))
    (folder / "bucket.json").write_text(bucket_policy())
    words = ["--api", "api.yaml", "--policy", "policy.json", "--role-policy", "role.json"]
    asked = ["--action", "s3:GetObject", f"{BUCKET}/k"]
    (alone,) = check(capsys, *words, *asked)["execution_roles"][0]["actions"]
    assert (alone["decision"], alone["notes"][0]) == ("allowed", "not evaluated: the resource's own policy")
    given = ["--resource-policy", f"{BUCKET}=bucket.json"]
    (beside,) = check(capsys, *words, *asked, *given, status=1)["execution_roles"][0]["actions"]
    assert (beside["decision"], beside["basis"]) == ("explicitly_denied", "simulated")
    assert beside["notes"] == ["evaluated with bucket.json, the resource's own policy"]


def test_a_template_says_the_policies_of_what_its_functions_call(folder, capsys):
    text = TEMPLATE.replace("s3:GetObjekt", "s3:GetObject") + (
        "  Held: {Type: AWS::S3::BucketPolicy, Properties: {Bucket: b, PolicyDocument: " + bucket_policy() + "}}\n"
    )
    (folder / "template.yaml").write_text(text)
    asked = ["--action", "s3:GetObject", f"{BUCKET}/k"]
    document = check(capsys, "--template", "template.yaml", "Pets", *asked, status=1)
    (answer,) = document["execution_roles"][0]["actions"]
    assert answer["decision"] == "explicitly_denied"
    assert "Held, template.yaml" in answer["reason"]


def test_workbench_yaml_names_the_policies_of_what_functions_call(folder, capsys):
    (folder / "src").mkdir()
    (folder / "src" / "pets.py").write_text("def handler(event, context):\n    return event\n")
    (folder / "pets.json").write_text(policy("*"))
    (folder / "bucket.json").write_text(bucket_policy())
    (folder / "role.json").write_text(bucket_policy("Allow").replace('"Principal": "*", ', ""))
    (folder / "workbench.yaml").write_text(
        "functions:\n  pets: {handler: src/pets.handler, policy: pets.json, role: {policies: [role.json]}}\n"
        f"resource_policies: {{{BUCKET}: bucket.json}}\napis: [api.yaml]\n"
    )
    (folder / "template.yaml").unlink()
    asked = ["--action", "s3:GetObject", f"{BUCKET}/k"]
    (answer,) = check(capsys, *asked, status=1)["execution_roles"][0]["actions"]
    assert answer["decision"] == "explicitly_denied"


URI = "arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${F.Arn}/invocations"


def method(verb, credentials) -> str:
    return (
        f"  {verb.title()}:\n    Type: AWS::ApiGateway::Method\n    Properties:\n      RestApiId: !Ref Api\n"
        f"      ResourceId: !GetAtt Api.RootResourceId\n      HttpMethod: {verb}\n      AuthorizationType: NONE\n"
        "      Integration: {Type: AWS_PROXY, IntegrationHttpMethod: POST, "
        f'Credentials: {credentials}, Uri: !Sub "{URI}"}}\n'
    )


ASSUMED = (
    """
Resources:
  F:
    Type: AWS::Lambda::Function
    Properties: {Handler: app.handler, Runtime: python3.12, Code: ., Role: "arn:aws:iam::123456789012:role/f"}
  Api: {Type: AWS::ApiGateway::RestApi, Properties: {Name: a}}
  Dep: {Type: AWS::ApiGateway::Deployment, Properties: {RestApiId: !Ref Api, StageName: prod}}
  Good:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{Effect: Allow, Principal: {Service: apigateway.amazonaws.com}, Action: "sts:AssumeRole"}]
      Policies:
        - PolicyName: p
          PolicyDocument:
            Statement: [{Effect: Allow, Action: "lambda:InvokeFunction", Resource: !GetAtt F.Arn}]
  Bad:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: "sts:AssumeRole"}]
  Guard:
    Type: AWS::ApiGateway::Authorizer
    Properties:
      RestApiId: !Ref Api
      Name: guard
      Type: TOKEN
      IdentitySource: method.request.header.Authorization
      AuthorizerCredentials: !GetAtt Good.Arn
"""
    f'      AuthorizerUri: !Sub "{URI}"\n'
    + method("GET", "!GetAtt Good.Arn")
    + method("POST", "!GetAtt Bad.Arn")
    + method("PUT", '"arn:aws:iam::*:user/*"')
    + method("DELETE", '"arn:aws:iam::123456789012:role/elsewhere"')
)


def test_roles_that_integrations_and_authorizers_assume_are_those_of_the_template(folder, capsys):
    (folder / "assumed.yaml").write_text(ASSUMED)
    document = check(capsys, "--template", "assumed.yaml", status=1)
    rows = {row["method"] or row["authorizer"]: row for row in document["routes"]}
    assert {name: row["decision"] for name, row in rows.items()} == {
        "GET": "allowed",
        "POST": "implicitly_denied",
        "PUT": "unknown",
        "DELETE": "unknown",
        "guard": "allowed",
    }
    assert [mend["title"] for mend in rows["POST"]["mends"]] == ["Trust policy of the role", "Policy of the role"]
    assert "assume the provided role" in rows["POST"]["effect"]
    assert "assume" not in rows["PUT"]["effect"]
    assert run(["permissions", "check", "--template", "assumed.yaml"]) == 1
    out = capsys.readouterr().out
    assert "To mend it (Trust policy of the role)" in out
    assert "To mend it (Policy of the role)" in out


def test_text_tells_what_the_role_lacks_and_where_to_add_it(folder, capsys):
    (folder / "policy.json").write_text(policy("*"))
    (folder / "role.json").write_text(bucket_policy("Allow").replace('"Principal": "*", ', ""))
    words = ["--api", "api.yaml", "--policy", "policy.json", "--role-policy", "role.json"]
    assert run(["permissions", "check", *words, "--action", "s3:GetObject", "arn:aws:s3:::other/k"]) == 1
    out = capsys.readouterr().out
    assert "  Denied            s3:GetObject on arn:aws:s3:::other/k\n" in out
    assert "To mend it (Statement that allows it):" in out
    assert '"Resource": "arn:aws:s3:::other/k"' in out


def test_one_api_of_a_file_with_several_is_checked(folder, capsys):
    names = {row["api"] for row in check(capsys, "--api", "template.yaml")["routes"]}
    assert names == {"Api", "ServerlessHttpApi"}
    document = check(capsys, "--api", "template.yaml#ServerlessHttpApi")
    assert [row["route_key"] for row in document["routes"]] == ["$default"]
    (staged,) = {row["stage"] for row in check(capsys, "--api", "template.yaml#Api/prod")["routes"]}
    assert staged == "prod"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--api", "nowhere.yaml"], "nowhere.yaml: no such file"),
        (["--api", "api.yaml", "nobody"], "no route leads to nobody"),
        (["--api", "template.yaml#Nobody"], "template.yaml: No API is called Nobody"),
        (["--api", "nowhere.yaml#Api"], "nowhere.yaml: no such file"),
        (["--api", "api.yaml", "--resource-policy", "b=f.json"], "--resource-policy b=f.json is no ARN=FILE"),
        (["--api", "api.yaml", "--resource-policy", BUCKET], f"--resource-policy {BUCKET} is no ARN=FILE"),
        (["--template", "template.yaml", "--resource-policy", f"{BUCKET}=gone.json"], "gone.json: no such file"),
        ([], "there is no API to check"),
    ],
)
def test_what_cannot_run_says_why_in_one_line(folder, capsys, words, message):
    assert run(["permissions", "check", *words]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(f"workbench: {message}")
    assert captured.err.count("\n") == 1


@pytest.mark.parametrize("option", ["--policy", "--role-policy", "--trust-policy"])
def test_a_policy_that_is_not_json_is_refused_with_its_place(folder, capsys, option):
    (folder / "broken.json").write_text('{"Statement": [\n  {"Effect": "Allow",}]}')
    assert run(["permissions", "check", "--api", "api.yaml", option, "broken.json"]) == 2
    assert capsys.readouterr().err.startswith("workbench: broken.json:2:21: not valid JSON")


def test_a_project_without_a_route_says_what_is_wrong_with_its_files(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "workbench.yaml").write_text("apis: api.yaml\n")
    assert run(["permissions", "check"]) == 2
    assert "workbench.yaml:1:7: apis must be a list, not 'api.yaml'" in capsys.readouterr().err
