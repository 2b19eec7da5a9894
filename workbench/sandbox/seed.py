"""Fills the sandbox with the demo project: functions, roles, policies, APIs, a table, a bucket and a queue."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

from workbench.resource import resource

if TYPE_CHECKING:
    from pathlib import Path

REGION = "us-west-2"
ACCOUNT_ID = "123456789012"
TABLE = "orders"
BUCKET = "workbench-demo"
QUEUE = "orders-to-ship"
_RUNTIME = "python3.12"
_STAGE = "test"
REST_API_ID = "wt6mne2s9k"

FUNCTIONS = {
    "hello": "hello.handler",
    "echo": "echo.handler",
    "orders": "microservice.handler",
    "fails": "fails.handler",
    "slow": "slow.handler",
    "malformed": "malformed.handler",
}
"""Function name to handler, as the demo project has them."""

_ROUTES = (
    ("ANY", "/echo", "echo"),
    ("GET", "/orders", "orders"),
    ("POST", "/orders", "orders"),
    ("GET", "/orders/{id}", "orders"),
    ("PUT", "/orders/{id}", "orders"),
    ("DELETE", "/orders/{id}", "orders"),
    ("GET", "/price", "fails"),
    ("GET", "/supplier", "slow"),
    ("GET", "/malformed", "malformed"),
    ("GET", "/{proxy+}", "hello"),
)


def seed(endpoint_url: str) -> None:
    """Make everything through the account's own APIs, as a deployment would."""
    import boto3

    session = boto3.Session(aws_access_key_id="sandbox", aws_secret_access_key="sandbox", region_name=REGION)

    def client(service: str) -> Any:
        return session.client(service, endpoint_url=endpoint_url)

    demo = resource("demo")
    _table(client("dynamodb"))
    client("s3").create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
    client("sqs").create_queue(QueueName=QUEUE)
    _roles(client("iam"), demo)
    _functions(client("lambda"), demo)
    rest_id = _rest_api(client("apigateway"))
    http_id = _http_api(client("apigatewayv2"))
    _permissions(client("lambda"), rest_id, http_id)


def _table(dynamodb: Any) -> None:
    dynamodb.create_table(
        TableName=TABLE,
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    for number, item, quantity in (("1001", "tea", 2), ("1002", "coffee", 1)):
        row = {"id": {"S": number}, "item": {"S": item}, "quantity": {"N": str(quantity)}}
        dynamodb.put_item(TableName=TABLE, Item=row)


def _roles(iam: Any, demo: Path) -> None:
    trust = (demo / "policies/lambda-trust.json").read_text()
    for role in ("demo-basic", "orders-role"):
        iam.create_role(RoleName=role, AssumeRolePolicyDocument=trust)
        iam.put_role_policy(
            RoleName=role,
            PolicyName="basic-execution",
            PolicyDocument=(demo / "policies/basic-execution.json").read_text(),
        )
    iam.put_role_policy(
        RoleName="orders-role",
        PolicyName="read-orders",
        PolicyDocument=(demo / "policies/read-orders.json").read_text(),
    )


def _functions(functions: Any, demo: Path) -> None:
    for name, handler in FUNCTIONS.items():
        module = handler.partition(".")[0]
        role = "orders-role" if name == "orders" else "demo-basic"
        functions.create_function(
            FunctionName=name,
            Runtime=_RUNTIME,
            Handler=handler,
            Role=f"arn:aws:iam::{ACCOUNT_ID}:role/{role}",
            Code={"ZipFile": _zip(demo / "src" / f"{module}.py")},
            Environment={"Variables": {"TABLE": TABLE}} if name == "orders" else {},
            Description=(demo / "src" / f"{module}.py").read_text().split('"""')[1].splitlines()[0],
        )
    version = functions.publish_version(FunctionName="hello")["Version"]
    functions.create_alias(FunctionName="hello", Name="live", FunctionVersion=version)


def _rest_api(gateway: Any) -> str:
    api_id: str = gateway.create_rest_api(
        name="demo",
        endpointConfiguration={"types": ["REGIONAL"]},
        tags={"_custom_id_": REST_API_ID},  # moto gives it this id: the events of the demo then fit
    )["id"]
    found = gateway.get_resources(restApiId=api_id)["items"]
    resources = {"/": found[0]["id"]}
    for method, path, function in _ROUTES:
        parent = "/"
        for part in path.strip("/").split("/"):
            here = f"{parent.rstrip('/')}/{part}"
            if here not in resources:
                made = gateway.create_resource(restApiId=api_id, parentId=resources[parent], pathPart=part)
                resources[here] = made["id"]
            parent = here
        words = {"restApiId": api_id, "resourceId": resources[path], "httpMethod": method}
        gateway.put_method(**words, authorizationType="NONE")
        uri = (
            f"arn:aws:apigateway:{REGION}:lambda:path/2015-03-31/functions/"
            f"arn:aws:lambda:{REGION}:{ACCOUNT_ID}:function:{function}/invocations"
        )
        gateway.put_integration(**words, type="AWS_PROXY", integrationHttpMethod="POST", uri=uri)
    gateway.create_deployment(restApiId=api_id, stageName=_STAGE, variables={"stageVarName": "stageVarValue"})
    return api_id


def _http_api(gateway: Any) -> str:
    api_id: str = gateway.create_api(Name="demo-http", ProtocolType="HTTP")["ApiId"]
    integration = gateway.create_integration(
        ApiId=api_id,
        IntegrationType="AWS_PROXY",
        IntegrationUri=f"arn:aws:lambda:{REGION}:{ACCOUNT_ID}:function:echo",
        PayloadFormatVersion="2.0",
    )["IntegrationId"]
    gateway.create_route(ApiId=api_id, RouteKey="ANY /echo", Target=f"integrations/{integration}")
    gateway.create_stage(ApiId=api_id, StageName="$default", AutoDeploy=True)
    return api_id


def _permissions(functions: Any, rest_id: str, http_id: str) -> None:
    """What the demo's own policy files allow, on the ids of this account; PUT and DELETE of orders stay missing."""
    api = f"arn:aws:execute-api:{REGION}:{ACCOUNT_ID}:{rest_id}"
    granted = (
        ("hello", "apigateway-get", f"{api}/*/GET/*"),
        ("echo", "apigateway-any", f"{api}/*/*/*"),
        ("echo", "http-any", f"arn:aws:execute-api:{REGION}:{ACCOUNT_ID}:{http_id}/*/*/echo"),
        ("orders", "apigateway-list", f"{api}/*/GET/orders"),
        ("orders", "apigateway-read", f"{api}/*/GET/orders/*"),
        ("orders", "apigateway-create", f"{api}/*/POST/orders"),
        ("fails", "apigateway-prices", f"{api}/*/GET/price"),
        ("slow", "apigateway-supplier", f"{api}/*/GET/supplier"),
        ("malformed", "apigateway-malformed", f"{api}/*/GET/malformed"),
    )
    for function, sid, source in granted:
        functions.add_permission(
            FunctionName=function,
            StatementId=sid,
            Action="lambda:InvokeFunction",
            Principal="apigateway.amazonaws.com",
            SourceArn=source,
        )


def _zip(path: Path) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        # A fixed date: the same code must give the same hash, and so the same version.
        member = zipfile.ZipInfo(path.name, (2020, 1, 1, 0, 0, 0))
        member.external_attr = 0o644 << 16
        archive.writestr(member, path.read_bytes())
    return packed.getvalue()


def seeded(endpoint_url: str) -> str:
    """What was seeded, as the JSON that `workbench sandbox --json` prints."""
    return json.dumps(
        {"endpoint_url": endpoint_url, "region": REGION, "account_id": ACCOUNT_ID, "functions": sorted(FUNCTIONS)}
    )
