"""What the sandbox is filled with at first: the demo project, with a table, a bucket, a queue and an HTTP API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.gateway.api import Api, Route
from workbench.resource import resource
from workbench.sandbox.interpreters import OWN
from workbench.sandbox.message import ACCOUNT_ID
from workbench.sandbox.seeding import SeedFunction, Seeding, SeedRole, zipped

if TYPE_CHECKING:
    from pathlib import Path

REGION = "us-west-2"
TABLE = "orders"
BUCKET = "workbench-demo"
QUEUE = "orders-to-ship"
REST_API_ID = "wt6mne2s9k"
_ORDERS_TIMEOUT_S = 30
"""It loads the SDK on its first invocation, which takes a busy machine longer than Lambda's three seconds."""
_ORDERS_ROLE, _BASIC_ROLE = "orders-role", "demo-basic"

FUNCTIONS = {
    "hello": "hello.handler",
    "echo": "echo.handler",
    "orders": "microservice.handler",
    "fails": "fails.handler",
    "slow": "slow.handler",
    "malformed": "malformed.handler",
}
"""Function name to handler, as the demo project has them."""

_REST_API = Api(
    type="REST",
    id=REST_API_ID,
    region=REGION,
    stage="test",
    stage_variables={"stageVarName": "stageVarValue"},
    routes=(
        Route("ANY", "/echo", "echo"),
        Route("GET", "/orders", "orders"),
        Route("POST", "/orders", "orders"),
        Route("GET", "/orders/{id}", "orders"),
        Route("PUT", "/orders/{id}", "orders"),
        Route("DELETE", "/orders/{id}", "orders"),
        Route("GET", "/price", "fails"),
        Route("GET", "/supplier", "slow"),
        Route("GET", "/malformed", "malformed"),
        Route("GET", "/{proxy+}", "hello"),
    ),
)
_HTTP_API = Api(type="HTTP", name="demo-http", region=REGION, routes=(Route("ANY", "/echo", "echo"),))


def seed(endpoint_url: str) -> None:
    """Fill the account at an endpoint."""
    demo = resource("demo")
    seeding = Seeding(endpoint_url, REGION)
    try:
        _data(seeding.client)
        seeding.roles(_roles(demo))
        functions = [_function(name, handler, demo) for name, handler in FUNCTIONS.items()]
        seeding.functions(functions)
        functions_client = seeding.client("lambda")
        version = functions_client.publish_version(FunctionName="hello")["Version"]
        functions_client.create_alias(FunctionName="hello", Name="live", FunctionVersion=version)
        seeding.api(_REST_API)
        http_id = seeding.api(_HTTP_API)[_HTTP_API.id]
        seeding.policies(functions, ids={})
        functions_client.add_permission(
            FunctionName="echo",
            StatementId="http-any",
            Action="lambda:InvokeFunction",
            Principal="apigateway.amazonaws.com",
            SourceArn=f"arn:aws:execute-api:{REGION}:{ACCOUNT_ID}:{http_id}/*/*/echo",
        )
        _public_url(functions_client, "echo")
    finally:
        seeding.close()


def _public_url(client: Any, function: str) -> None:
    """A function URL that lets everyone in, with the two permissions that this takes since October 2025."""
    client.create_function_url_config(FunctionName=function, AuthType="NONE")
    words = {"FunctionName": function, "Principal": "*"}
    client.add_permission(**words, StatementId="url", Action="lambda:InvokeFunctionUrl", FunctionUrlAuthType="NONE")
    client.add_permission(**words, StatementId="via-url", Action="lambda:InvokeFunction", InvokedViaFunctionUrl=True)


def seeded(endpoint_url: str, region: str, functions: list[str]) -> dict[str, Any]:
    """What was seeded, as `workbench sandbox --json` prints it."""
    return {"endpoint_url": endpoint_url, "region": region, "account_id": ACCOUNT_ID, "functions": functions}


def _data(client: Any) -> None:
    dynamodb = client("dynamodb")
    dynamodb.create_table(
        TableName=TABLE,
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    for number, item, quantity in (("1001", "tea", 2), ("1002", "coffee", 1)):
        row = {"id": {"S": number}, "item": {"S": item}, "quantity": {"N": str(quantity)}}
        dynamodb.put_item(TableName=TABLE, Item=row)
    client("s3").create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
    client("sqs").create_queue(QueueName=QUEUE)


def _roles(demo: Path) -> tuple[SeedRole, ...]:
    """The demo's roles; the one of orders is too narrow."""
    policies = demo / "policies"
    trust, basic = ((policies / name).read_text() for name in ("lambda-trust.json", "basic-execution.json"))
    read_orders = (policies / "read-orders.json").read_text()
    return (
        SeedRole(_BASIC_ROLE, {"basic-execution": basic}, trust),
        SeedRole(_ORDERS_ROLE, {"basic-execution": basic, "read-orders": read_orders}, trust),
    )


def _function(name: str, handler: str, demo: Path) -> SeedFunction:
    source = demo / "src" / f"{handler.partition('.')[0]}.py"
    text = source.read_text()
    return SeedFunction(
        name=name,
        handler=handler,
        runtime=OWN,
        code=zipped({source.name: (text.encode(), 0o644)}),
        role=_ORDERS_ROLE if name == "orders" else _BASIC_ROLE,
        policy=(demo / "policies" / f"{name}.function-policy.json").read_text(),
        description=text.split('"""')[1].splitlines()[0],
        environment={"TABLE": TABLE} if name == "orders" else {},
        timeout_s=_ORDERS_TIMEOUT_S if name == "orders" else 3,
    )
