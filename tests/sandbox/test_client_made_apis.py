"""APIs that a client makes in the box: what it sets is what the stage does."""

from __future__ import annotations

import json

import pytest

from tests.sandbox.packages import deploy
from tests.sandbox.requests import get
from workbench.sandbox.seed import REGION

ACCOUNT = "123456789012"
GATE = """
def handler(event, context):
    return {"isAuthorized": event["identitySource"] == ["yes"], "context": {"who": "me"}}
"""
ECHO = """
import json
def handler(event, context):
    return {"statusCode": 200, "body": json.dumps(event["requestContext"].get("authorizer"))}
"""
TOKEN_GATE = """
def handler(event, context):
    effect = "Allow" if event["authorizationToken"] == "yes" else "Deny"
    statement = {"Action": "execute-api:Invoke", "Effect": effect, "Resource": event["methodArn"]}
    return {"principalId": "me", "policyDocument": {"Version": "2012-10-17", "Statement": [statement]}}
"""


def arn(name: str) -> str:
    return f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{name}"


def uri(name: str) -> str:
    return f"arn:aws:apigateway:{REGION}:lambda:path/2015-03-31/functions/{arn(name)}/invocations"


def let_in(functions, name: str) -> None:
    words = {"Action": "lambda:InvokeFunction", "Principal": "apigateway.amazonaws.com"}
    functions.add_permission(FunctionName=name, StatementId="gateway", **words)


@pytest.fixture
def http_api(session, functions):
    """An HTTP API with an authorizer in front of a function, made anew; gives the client and the id."""
    for name, source in (("http-echo", ECHO), ("http-gate", GATE)):
        deploy(functions, name, source)
        let_in(functions, name)
    gateway = session.client("apigatewayv2")
    api_id = gateway.create_api(Name="mine", ProtocolType="HTTP")["ApiId"]
    gate = gateway.create_authorizer(
        ApiId=api_id, Name="gate", AuthorizerType="REQUEST", AuthorizerUri=uri("http-gate"),
        IdentitySource=["$request.header.X-Pass"], AuthorizerPayloadFormatVersion="2.0",
        EnableSimpleResponses=True, AuthorizerResultTtlInSeconds=0,
    )["AuthorizerId"]  # fmt: skip
    target = gateway.create_integration(
        ApiId=api_id, IntegrationType="AWS_PROXY", IntegrationUri=arn("http-echo"), PayloadFormatVersion="2.0"
    )["IntegrationId"]
    words = {"ApiId": api_id, "Target": f"integrations/{target}"}
    gateway.create_route(RouteKey="GET /gated", AuthorizationType="CUSTOM", AuthorizerId=gate, **words)
    gateway.create_route(RouteKey="GET /open", **words)
    gateway.create_stage(ApiId=api_id, StageName="$default", AutoDeploy=True)
    yield gateway, api_id
    gateway.delete_api(ApiId=api_id)
    for name in ("http-echo", "http-gate"):
        functions.delete_function(FunctionName=name)


def test_an_authorizer_that_a_client_makes_decides(sandbox, http_api):
    gateway, api_id = http_api
    path = f"/restapis/{api_id}/$default/_user_request_/gated"
    passed = get(sandbox, path, {"X-Pass": "yes"})
    assert (passed.status, json.loads(passed.body)) == (200, {"lambda": {"who": "me"}})
    assert [get(sandbox, path, {"X-Pass": "no"}).status, get(sandbox, path).status] == [403, 401]
    assert [row["Name"] for row in gateway.get_authorizers(ApiId=api_id)["Items"]] == ["gate"]


def test_a_throttle_that_a_client_sets_on_a_stage_counts_at_once(sandbox, http_api):
    gateway, api_id = http_api
    path = f"/restapis/{api_id}/$default/_user_request_/open"
    assert get(sandbox, path).status == 200
    nothing = {"ThrottlingRateLimit": 0.0, "ThrottlingBurstLimit": 0}
    updated = gateway.update_stage(
        ApiId=api_id, StageName="$default", RouteSettings={"GET /open": nothing}, StageVariables={"a": "b"}
    )
    assert updated["StageVariables"] == {"a": "b"}
    assert get(sandbox, path).status == 429
    with pytest.raises(gateway.exceptions.NotFoundException):
        gateway.get_stage(ApiId=api_id, StageName="none")


def test_a_rest_api_of_a_client_has_its_authorizer_key_and_throttle(sandbox, session, functions):
    for name, source in (("rest-echo", ECHO), ("rest-gate", TOKEN_GATE)):
        deploy(functions, name, source)
        let_in(functions, name)
    gateway = session.client("apigateway")
    api_id = gateway.create_rest_api(name="mine")["id"]
    root = gateway.get_resources(restApiId=api_id)["items"][0]["id"]
    gate = gateway.create_authorizer(
        restApiId=api_id, name="gate", type="TOKEN", authorizerUri=uri("rest-gate"),
        identitySource="method.request.header.X-Pass", authorizerResultTtlInSeconds=0,
    )["id"]  # fmt: skip
    method = {"restApiId": api_id, "resourceId": root, "httpMethod": "GET"}
    gateway.put_method(**method, authorizationType="CUSTOM", authorizerId=gate, apiKeyRequired=True)
    gateway.put_integration(**method, type="AWS_PROXY", integrationHttpMethod="POST", uri=uri("rest-echo"))
    gateway.create_deployment(restApiId=api_id, stageName="v1")
    key = gateway.create_api_key(name="client", enabled=True, value="a-key-of-twenty-letters")
    plan = gateway.create_usage_plan(name="plan", apiStages=[{"apiId": api_id, "stage": "v1"}])
    gateway.create_usage_plan_key(usagePlanId=plan["id"], keyId=key["id"], keyType="API_KEY")
    path = f"/restapis/{api_id}/v1/_user_request_/"
    both = {"X-Pass": "yes", "X-Api-Key": "a-key-of-twenty-letters"}
    assert get(sandbox, path, both).status == 200
    assert get(sandbox, path, {"X-Pass": "yes"}).status == 403
    assert get(sandbox, path, {**both, "X-Pass": "no"}).status == 403
    assert get(sandbox, path, {"X-Api-Key": "a-key-of-twenty-letters"}).status == 401
    operations = [
        {"op": "replace", "path": f"/*/*/throttling/{name}", "value": "0"} for name in ("rateLimit", "burstLimit")
    ]
    gateway.update_stage(restApiId=api_id, stageName="v1", patchOperations=operations)
    assert get(sandbox, path, both).status == 429
    functions.delete_function(FunctionName="rest-echo")
    operations = [{**each, "value": "100"} for each in operations]
    gateway.update_stage(restApiId=api_id, stageName="v1", patchOperations=operations)
    gone = get(sandbox, path, both)
    assert (gone.status, gone.body) == (500, b'{"message": "Internal server error"}')
    assert get(sandbox, path, {"X-Pass": "yes"}).status == 403
    gateway.delete_rest_api(restApiId=api_id)
