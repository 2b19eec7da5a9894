"""Records of runs as the road makes them: one that went well, and one of each kind that did not."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.events.http import HttpResponse
from workbench.events.outcome import AwsCall, LogLine, Outcome, Report
from workbench.events.source import Source
from workbench.exchange.record import Exchange, PermissionAnswer, RoleReview, Step
from workbench.gateway.verdict import Reply, Rule, Verdict

if TYPE_CHECKING:
    from workbench.events.json_value import JsonObject

FITS = Rule(
    "rest.ok",
    "The result has the shape that a proxy integration wants.",
    "API Gateway guide, Lambda proxy integrations",
    "documented",
)
BODY_TEXT = Rule(
    "rest.body",
    "`body` of a proxy response is a string.",
    "API Gateway guide, Output format of a Lambda function for proxy integration",
    "recorded",
)
LENGTH = Rule("rest.length", "API Gateway adds Content-Length.", "a recorded response", "recorded")
REQUEST_ID = "41b45ea3-70b5-11e6-b7bd-69b5aaebc7d9"


def explanation(decision: str, *, matched: bool) -> JsonObject:
    return {
        "decision": decision,
        "reason": "apigateway-get allows it.",
        "deciding": [{"policy": "hello.function-policy.json", "sid": "apigateway-get", "statement": 0}]
        if matched
        else [],
        "policies": [
            {
                "policy": "hello.function-policy.json",
                "kind": "resource",
                "statements": [
                    {
                        "sid": "apigateway-get",
                        "effect": "Allow",
                        "applies": matched,
                        "principal": True,
                        "action": True,
                        "resource": True,
                        "line": 6,
                        "conditions": [
                            {
                                "operator": "ArnLike",
                                "key": "aws:SourceArn",
                                "expected": ["arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/*/GET/hello"],
                                "actual": ["arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/test/GET/hello"]
                                if matched
                                else ["arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/test/PUT/hello"],
                                "matched": matched,
                                "why": "" if matched else "PUT is not GET",
                            }
                        ],
                        "first_mismatch": None if matched else "condition",
                    }
                ],
            }
        ],
        "allowed_if": [],
        "findings": [],
        "not_evaluated": ["service control policies", "resource control policies", "session policies"],
    }


MAY_INVOKE = PermissionAnswer(
    decision="allowed",
    reason="Statement apigateway-get of hello.function-policy.json allows it.",
    action="lambda:InvokeFunction",
    resource="arn:aws:lambda:us-east-1:123456789012:function:hello",
    explanation=explanation("allowed", matched=True),
    notes=("Not evaluated: service control policies, resource control policies",),
)
MAY_NOT_INVOKE = PermissionAnswer(
    decision="implicitly_denied",
    reason="No statement allows it. The nearest is apigateway-get: its SourceArn is for GET, the request was PUT.",
    action="lambda:InvokeFunction",
    resource="arn:aws:lambda:us-east-1:123456789012:function:hello",
    explanation=explanation("implicitly_denied", matched=False),
    mends=(
        (
            "AWS CLI",
            (
                "aws lambda add-permission \\\n  --function-name hello \\\n  --statement-id "
                "apigateway-put \\\n  --action lambda:InvokeFunction \\\n  --principal "
                "apigateway.amazonaws.com \\\n  --source-arn "
                "'arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/*/PUT/hello'"
            ),
        ),
        (
            "SAM",
            (
                "ApiPermission:\n  Type: AWS::Lambda::Permission\n  Properties:\n    "
                "FunctionName: !Ref Hello\n    Action: lambda:InvokeFunction\n    Principal: "
                "apigateway.amazonaws.com"
            ),
        ),
        ("JSON", json.dumps({"Sid": "apigateway-put", "Effect": "Allow", "Action": "lambda:InvokeFunction"}, indent=2)),
    ),
    effect=('500 {"message": "Internal server error"}: API Gateway may not invoke the function.'),
    notes=("Not evaluated: service control policies, resource control policies",),
)
MAY_NOT_PUT = PermissionAnswer(
    decision="implicitly_denied",
    reason="No statement allows it. The nearest is read-orders: it allows dynamodb:GetItem and dynamodb:Scan only.",
    action="dynamodb:PutItem",
    resource="arn:aws:dynamodb:us-east-1:123456789012:table/orders",
    basis="inferred",
    explanation=explanation("implicitly_denied", matched=False),
    mends=(
        ("JSON", json.dumps({"Effect": "Allow", "Action": "dynamodb:PutItem", "Resource": "…:table/orders"}, indent=2)),
    ),
)
MAY_LOG = replace(
    MAY_INVOKE, action="logs:CreateLogStream",
    resource="arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/hello",
    reason="Statement 1 of basic-execution.json allows it.",
)  # fmt: skip
UNKNOWN = replace(
    MAY_INVOKE, decision="unknown", action="kms:Decrypt", resource="arn:aws:kms:us-east-1:123456789012:key/orders",
    reason="aws:SourceIp is not known here. Allowed if it is in 10.0.0.0/8.", basis="unknown",
)  # fmt: skip


def good() -> Exchange:
    """A 200 with every permission there."""
    body = json.dumps(
        {
            "message": "Hello, me",
            "path": "/test/hello",
            "stage": "test",
            "stageVariables": {"stageVarName": "stageVarValue"},
        }
    )
    payload = json.dumps({"statusCode": 200, "headers": {"Content-Type": "application/json"}, "body": body}).encode()
    headers = (
        ("Content-Type", "application/json"),
        ("Content-Length", str(len(body))),
        ("x-amzn-RequestId", REQUEST_ID),
        ("x-amz-apigw-id", "Ydm3UHMuoAMEtvg="),
    )
    return Exchange(
        request_id=REQUEST_ID,
        source=Source.REST,
        function_kind="local",
        function_name="hello",
        function_arn="arn:aws:lambda:us-east-1:123456789012:function:hello",
        handler="src/hello.handler",
        runtime="python3.11",
        event={"path": "/hello"},
        event_text='{"path": "/hello"}',
        outcome=Outcome(
            REQUEST_ID,
            payload,
            log=(
                LogLine(f"START RequestId: {REQUEST_ID} Version: $LATEST", "platform", 0.0),
                LogLine("greeting me", "stdout", 1.2),
                LogLine(f"[INFO]\t2026-11-22T15:02:00.000Z\t{REQUEST_ID}\tread the stage variables", "stderr", 1.4),
                LogLine(f"END RequestId: {REQUEST_ID}", "platform", 11.8),
                LogLine(
                    f"REPORT RequestId: {REQUEST_ID}\tDuration: 11.82 ms\tBilled Duration: 12 "
                    "ms\tMemory Size: 128 MB\tMax Memory Used: 31 MB",
                    "platform",
                    11.9,
                ),
            ),
            report=Report(11.82, 12, 128, 31, 82.4),
            round_trip_ms=12.4,
        ),
        reply=Reply(
            HttpResponse(200, headers, body.encode()),
            Verdict("ok", "The client gets what the function meant.", FITS),
            (("Content-Length: 115 was added", LENGTH), ("x-amzn-RequestId was added", LENGTH)),
        ),
        invoke_permission=MAY_INVOKE,
        role=RoleReview((MAY_LOG,)),
        steps=(
            Step("route", "ok", "GET /hello", 0.1, {"method": "GET", "path": "/hello"}, {"resource": "/hello"}, FITS),
            Step("throttle", "ok", "4,999 of 5,000 left", 0.0),
            Step(
                "event",
                "ok",
                "REST API event, 2.1 KB",
                0.3,
                {"url": "https://…/test/hello?name=me"},
                {"path": "/hello", "httpMethod": "GET"},
                FITS,
            ),
            Step("invoke_permission", "ok", "apigateway-get allows it", 0.2),
            Step("invoke", "ok", "12 ms", 11.8, {"path": "/hello"}, {"statusCode": 200}),
            Step("execution_role", "ok", "1 call allowed", 0.1),
            Step("response", "ok", "200 OK", 0.1, {"statusCode": 200}, {"status": 200}, FITS),
        ),
    )


def malformed() -> Exchange:
    """A green function and a client with a 502."""
    run = good()
    payload = json.dumps(
        {"statusCode": 200, "headers": {"Content-Type": "application/json"}, "body": {"message": "not text"}}
    ).encode()
    response = HttpResponse(
        502,
        (("Content-Type", "application/json"), ("x-amzn-ErrorType", "InternalServerErrorException")),
        b'{"message": "Internal server error"}',
    )
    verdict = Verdict(
        "malformed_proxy_response",
        "`body` is an object; a REST API wants a string. Return json.dumps(body).",
        BODY_TEXT,
    )
    assert run.outcome is not None
    steps = (
        *run.steps[:-1],
        Step("response", "failed", "Malformed proxy response", 0.1, {"statusCode": 200}, {"status": 502}, BODY_TEXT),
    )
    return replace(
        run,
        function_name="malformed",
        outcome=replace(run.outcome, payload=payload),
        reply=Reply(response, verdict, (("The status became 502", BODY_TEXT),)),
        steps=steps,
    )


def failing() -> Exchange:
    """A handler that raises."""
    run = good()
    error = {
        "errorMessage": "'cocoa'",
        "errorType": "KeyError",
        "requestId": REQUEST_ID,
        "stackTrace": [
            (
                '  File "/home/me/shop/src/fails.py", line 13, in handler\n    return '
                '{"statusCode": 200, "body": str(price_of(item))}\n'
            ),
            '  File "/home/me/shop/src/fails.py", line 8, in price_of\n    return PRICES[item]\n',
        ],
    }
    assert run.outcome is not None
    outcome = replace(
        run.outcome, payload=json.dumps(error).encode(), function_error="Unhandled", error_type="KeyError"
    )
    verdict = Verdict(
        "function_error",
        "The function failed with KeyError; the client sees only that something went wrong.",
        BODY_TEXT,
    )
    response = HttpResponse(502, (("Content-Type", "application/json"),), b'{"message": "Internal server error"}')
    steps = (
        *run.steps[:4],
        Step("invoke", "failed", "KeyError: 'cocoa'", 3.0),
        Step("response", "failed", "502", 0.1, rule=BODY_TEXT),
    )
    return replace(run, function_name="fails", outcome=outcome, reply=Reply(response, verdict), steps=steps)


def denied() -> Exchange:
    """A green run that API Gateway may not make, and whose role lacks an action."""
    run = good()
    assert run.outcome is not None
    call = AwsCall("dynamodb", "PutItem", {"TableName": "orders"}, "us-east-1", "ok", 4.0, 5.0)
    steps = tuple(
        replace(step, outcome="denied", summary="no statement allows it")
        if step.name in {"invoke_permission", "execution_role"}
        else step
        for step in run.steps
    )
    return replace(
        run,
        outcome=replace(run.outcome, aws_calls=(call,)),
        invoke_permission=MAY_NOT_INVOKE,
        role=RoleReview((MAY_NOT_PUT, MAY_LOG, UNKNOWN)),
        steps=steps,
    )


def refused() -> Exchange:
    """A request that no route takes."""
    run = good()
    response = HttpResponse(
        403,
        (("Content-Type", "application/json"), ("x-amzn-ErrorType", "MissingAuthenticationTokenException")),
        b'{"message":"Missing Authentication Token"}',
    )
    verdict = Verdict("no_route", "No route of the API takes PATCH /nowhere.", FITS)
    return replace(
        run,
        outcome=None,
        reply=Reply(response, verdict),
        invoke_permission=None,
        role=RoleReview(),
        steps=(Step("route", "refused", "no route takes PATCH /nowhere", 0.1, rule=FITS),),
    )


def no_client() -> Exchange:
    """An event that no HTTP client waits for."""
    return replace(good(), source=Source.OTHER, reply=None, invoke_permission=None)
