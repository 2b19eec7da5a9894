"""Stacks that stand in a template are followed where their templates are files beside it."""

import json

import pytest

from tests.interchange.template_files import function, said, source_arns, template
from workbench.interchange.api_document import ApiDocument
from workbench.interchange.api_file import read_api

OUTER = """
Transform: AWS::Serverless-2016-10-31
Globals: {Function: {Timeout: 4, Runtime: python3.11}}
Parameters: {Stage: {Type: String, Default: live}}
Resources:
  Authorize: {Type: AWS::Serverless::Function, Properties: {Handler: app.authorize, CodeUri: src}}
  Orders:
    Type: AWS::Serverless::Application
    Properties: {Location: orders/inner.yaml, Parameters: {Name: !Ref Stage, Auth: !GetAtt Authorize.Arn}}
  Use:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.use
      CodeUri: src
      Environment: {Variables: {URL: !GetAtt Orders.Outputs.Url, TABLE: !ImportValue orders-table}}
"""
INNER = """
Transform: AWS::Serverless-2016-10-31
Globals: {Function: {Timeout: 9, Runtime: python3.12}}
Parameters: {Name: {Type: String}, Auth: {Type: String}, Paths: {Type: CommaDelimitedList, Default: "/a, /b"}}
Resources:
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: !Ref Name
      Auth: {DefaultAuthorizer: Token, Authorizers: {Token: {FunctionArn: !Ref Auth}}}
  Handler:
    Type: AWS::Serverless::Function
    Properties:
      Handler: orders.get
      CodeUri: src
      Events:
        Get: {Type: Api, Properties: {Path: !Select [1, !Ref Paths], Method: get, RestApiId: !Ref Api}}
        Open: {Type: Api, Properties: {Path: /open, Method: get}}
  Table: {Type: AWS::DynamoDB::Table}
Outputs:
  Url: {Value: !Sub "https://${Api}.execute-api.${AWS::Region}.amazonaws.com/${Name}"}
  Table: {Value: !Ref Table, Export: {Name: orders-table}}
"""


@pytest.fixture
def project(tmp_path):
    def write(outer: str, **inner: str) -> ApiDocument:
        for name, text in {"template": outer, **inner}.items():
            file = tmp_path / f"{name.replace('__', '/')}.yaml"
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, "utf-8")
        return read_api(outer, name=str(tmp_path / "template.yaml"))

    return write


def test_the_functions_of_a_stack_inside_are_called_by_both_ids(project, tmp_path):
    document = project(OUTER, orders__inner=INNER)
    found = function(document, "Orders/Handler")
    assert (found.name, found.code, found.timeout_s, found.runtime) == (
        "Orders-Handler",
        tmp_path / "orders" / "src",
        9.0,
        "python3.12",
    )
    assert function(document, "Handler") == found
    assert found.place == f"{tmp_path / 'orders' / 'inner.yaml'}:11:3"
    assert function(document, "Use").timeout_s == 4.0
    assert not document.not_understood


def test_parameters_go_in_and_outputs_come_out(project):
    document = project(OUTER, orders__inner=INNER)
    api = document.named("Orders-Api")
    assert (api.stage, [(route.key, route.function) for route in api.routes]) == (
        "live",
        [("GET /b", "Orders/Handler")],
    )
    assert api.authorizers["Token"].function == "Authorize"
    variables = {each.name: each.value for each in function(document, "Use").environment}
    assert variables == {
        "URL": f"https://{api.id}.execute-api.us-east-1.amazonaws.com/live",
        "TABLE": "Orders-Table",
    }


def test_sam_permissions_are_written_in_every_stack(project):
    document = project(OUTER, orders__inner=INNER)
    api, implicit = document.named("Orders-Api"), document.named("Orders-ServerlessRestApi")
    assert source_arns(document, "Authorize") == [f"{api.id}/authorizers/*"]
    assert source_arns(document, "Orders/Handler") == [f"{api.id}/*/GET/b", f"{implicit.id}/*/GET/open"]
    granted = next(each for each in document.permissions if each.function == "Orders/Handler")
    assert granted.statement["Resource"] == "arn:aws:lambda:us-east-1:123456789012:function:Orders-Handler"
    assert granted.statement["Sid"] == "HandlerGetPermissionlive"


SPLIT = """
Resources:
  Api: {Type: AWS::ApiGateway::RestApi, Properties: {Name: split}}
  Methods:
    Type: AWS::CloudFormation::Stack
    Metadata: {"aws:asset:path": methods.yaml}
    Properties:
      TemplateURL: !Sub "https://s3.${AWS::Region}.${AWS::URLSuffix}/assets/1234.json"
      Parameters: {Api: !Ref Api, Root: !GetAtt Api.RootResourceId}
"""
METHODS = """
Parameters: {Api: {Type: String}, Root: {Type: String}}
Resources:
  Pets: {Type: AWS::ApiGateway::Resource, Properties: {RestApiId: !Ref Api, ParentId: !Ref Root, PathPart: pets}}
  Handler: {Type: AWS::Lambda::Function, Properties: {Handler: app.get, Runtime: python3.11, Code: src}}
  Get:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !Ref Pets
      HttpMethod: GET
      Integration:
        Type: AWS_PROXY
        Uri: !Sub "arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Handler.Arn}/invocations"
"""


def test_an_api_whose_methods_stand_in_a_stack_inside_has_their_routes(project):
    """The CDK names the file of a nested stack in the metadata; large APIs are split in this way."""
    document = project(SPLIT, methods=METHODS)
    assert [(route.key, route.function) for route in document.api.routes] == [("GET /pets", "Methods/Handler")]
    assert not document.not_understood


STACK = "Resources:\n  Inner: {{Type: AWS::CloudFormation::Stack, Properties: {{TemplateURL: {0}}}}}\n"


@pytest.mark.parametrize(
    ("location", "why"),
    [
        ("https://bucket.s3.amazonaws.com/t.yaml", "its template is not a file here"),
        ("!Ref Where", "its template is not a file here"),
        ("{ApplicationId: a, SemanticVersion: 1.0.0}", "it is in the AWS Serverless Application Repository"),
        ("gone.yaml", "gone.yaml cannot be read: No such file or directory"),
        ("template.yaml", "it contains itself"),
        ("empty.yaml", "empty.yaml has no Resources"),
    ],
)
def test_a_stack_that_cannot_be_followed_is_named_with_the_reason(project, tmp_path, location, why):
    document = project(STACK.format(location), empty="Description: nothing\n")
    notes = [note for note in document.not_understood if "stack" in note.what]
    assert [(note.what, note.where) for note in notes] == [
        (f"The stack inside, Inner, is not read: {why}", f"{tmp_path / 'template.yaml'}:2:3")
    ]


def test_a_stack_that_is_no_yaml_is_named_with_the_place_in_it(project, tmp_path):
    document = project(STACK.format("odd.yaml"), odd="Resources: [\n")
    (note,) = document.not_understood
    assert f"{tmp_path / 'odd.yaml'}:2:1" in note.what


def test_a_stack_whose_condition_is_false_is_not_read(project):
    outer = """
Conditions: {Never: !Equals [a, b]}
Resources:
  Inner: {Type: AWS::CloudFormation::Stack, Condition: Never, Properties: {TemplateURL: methods.yaml}}
"""
    document = project(outer, methods=METHODS)
    assert (document.functions, document.not_understood) == ((), ())


def test_a_parameter_that_a_stack_does_not_ask_for_is_said(project):
    outer = STACK.format("inner.yaml, Parameters: {Other: 1}")
    document = project(outer, inner="Resources: {T: {Type: AWS::SNS::Topic}}\n")
    assert said(document) == {"The stack Inner has no parameter Other"}


def test_stacks_that_wait_for_one_another_leave_their_values_named(project):
    outer = """
Resources:
  A: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: inner.yaml, Parameters: {In: !GetAtt B.Outputs.Out}}}
  B: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: inner.yaml, Parameters: {In: !GetAtt A.Outputs.Out}}}
"""
    inner = """
Parameters: {In: {Type: String}}
Resources:
  F:
    Type: AWS::Lambda::Function
    Properties: {Handler: a.b, Runtime: python3.11, Code: ., Environment: {Variables: {IN: !Ref In}}}
Outputs: {Out: {Value: !Ref In}}
"""
    document = project(outer, inner=inner)
    assert [each.id for each in document.functions] == ["A/F", "B/F"]
    assert all("${" in function.environment[0].value for function in document.functions)


def test_stacks_that_multiply_are_cut_off(project):
    stacks = "".join(
        f"  S{n}: {{Type: AWS::CloudFormation::Stack, Properties: {{TemplateURL: next.yaml}}}}\n" for n in range(15)
    )
    leaves = "Resources: {T: {Type: AWS::SNS::Topic}}\n"
    last = "Resources:\n" + stacks.replace("next.yaml", "leaf.yaml")
    document = project("Resources:\n" + stacks, next=last, leaf=leaves)
    assert "More than 200 stacks are inside; this one is left out" in said(document)


def test_a_template_that_the_cdk_publishes_is_found_by_its_list_of_assets(tmp_path):
    """Without metadata, only the hash in the URL names the file (aws-cdk-lib 2.275, synthesised without its CLI)."""
    bootstrap = {"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/cdk-bootstrap/hnb659fds/version"}
    url = {"Fn::Sub": "https://s3.${AWS::Region}.${AWS::URLSuffix}/cdk-assets/0a1b.json"}
    stack = {"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": url}}
    inner = {"Resources": {"Fn": {"Type": "AWS::Lambda::Function", "Properties": {"Handler": "a.b"}}}}
    assets = {"files": {"0a1b": {"source": {"path": "inner.nested.template.json", "packaging": "file"}}}}
    outer = {"Parameters": {"BootstrapVersion": bootstrap}, "Resources": {"Inner": stack}}
    (tmp_path / "inner.nested.template.json").write_text(json.dumps(inner))
    (tmp_path / "My-App.assets.json").write_text(json.dumps(assets))
    document = read_api(json.dumps(outer), name=str(tmp_path / "My-App.template.json"))
    assert (document.kind, [each.id for each in document.functions]) == ("cdk", ["Inner/Fn"])


def test_stacks_loops_and_a_firewall_fit_together():
    document = template("sam-nested.yaml")
    (api,) = document.apis
    assert [(route.key, route.function, route.authorizer) for route in api.routes] == [
        ("GET /Cats/{id}", "Pets/GetCats", "Token"),
        ("GET /Dogs/{id}", "Pets/GetDogs", "Token"),
    ]
    assert (api.authorizers["Token"].function, api.settings["rate_rule"]["limit"]) == ("Authorize", 100)
    assert said(document) == {"The stack inside, Again, is not read: it contains itself"}


def test_what_a_stack_inside_does_not_say_is_told_in_its_own_file(project, tmp_path):
    outer = "Resources: {Child: {Type: 'AWS::CloudFormation::Stack', Properties: {TemplateURL: ./inner.yaml}}}\n"
    inner = """
Transform: AWS::LanguageExtensions
Resources:
  Fn::ForEach::Topics:
    - Name
    - !Ref Names
    - "T${Name}": {Type: AWS::SNS::Topic}
  Hidden: {Type: AWS::SNS::Topic, Condition: Nowhere}
"""
    found = [(note.where, note.what) for note in project(outer, inner=inner).not_understood]
    assert all(place.startswith(f"{tmp_path / 'inner.yaml'}:") for place, _ in found), found
    assert "What Fn::ForEach::Topics runs over is not known here; it makes nothing" in [what for _, what in found]
