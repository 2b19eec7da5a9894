"""What to add so that a function may be invoked, ready to copy: AWS CLI, CloudFormation or SAM, JSON."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workbench.permissions.invoke_question import GATEWAY, LOAD_BALANCER, advised_source_arn

if TYPE_CHECKING:
    from workbench.permissions.invoke_question import InvokeQuestion
    from workbench.permissions.json_source import JsonObject

Mend = tuple[str, str]
"""A title and a text to copy."""

_NOT_IN_SID = re.compile(r"[^A-Za-z0-9_]+")
_NOT_IN_LOGICAL_ID = re.compile(r"[^A-Za-z0-9]+")


def statement_id(question: InvokeQuestion) -> str:
    """A statement id that says what it is for."""
    front = {"ALB": "alb", "FUNCTION_URL": "url"}.get(question.api_type, "apigateway")
    if question.api_type in {"ALB", "FUNCTION_URL"}:
        return f"{front}-invoke"
    words = _NOT_IN_SID.sub("-", f"{front}-{question.api_id}-{question.route}").strip("-")
    return words[:100].rstrip("-")


def permission_mends(question: InvokeQuestion) -> tuple[Mend, ...]:
    """The permission in the function's resource policy, in three languages."""
    if question.api_type == "FUNCTION_URL":
        return _url_mends(question)
    source = advised_source_arn(question)
    principal = LOAD_BALANCER if question.api_type == "ALB" else GATEWAY
    return (
        ("AWS CLI", _command(question, "lambda:InvokeFunction", principal, statement_id(question), source)),
        ("SAM or CloudFormation", _template(question, "lambda:InvokeFunction", principal, {"SourceArn": source})),
        ("JSON statement", _json(_statement(question, principal, source))),
    )


def _statement(question: InvokeQuestion, principal: str, source: str) -> JsonObject:
    statement: JsonObject = {
        "Sid": statement_id(question),
        "Effect": "Allow",
        "Principal": {"Service": principal},
        "Action": "lambda:InvokeFunction",
        "Resource": question.function_arn,
    }
    if source:
        statement["Condition"] = {"ArnLike": {"AWS:SourceArn": source}}
    return statement


def _command(question: InvokeQuestion, action: str, principal: str, sid: str, source: str, more: str = "") -> str:
    lines = [f"aws lambda add-permission --function-name {question.function_name}"]
    if question.qualifier:
        lines.append(f"--qualifier {question.qualifier}")
    lines += [f"--region {question.function_arn.split(':')[3]}", f"--statement-id {sid}", f"--action {action}"]
    lines.append(f"--principal '{principal}'" if principal == "*" else f"--principal {principal}")
    if source:
        lines.append(f"--source-arn '{source}'")
    if more:
        lines.append(more)
    return " \\\n  ".join(lines)


def _template(question: InvokeQuestion, action: str, principal: str, more: dict[str, str]) -> str:
    # Two routes to one function want two resources, which cannot have one name.
    way = "" if question.api_type in {"ALB", "FUNCTION_URL"} else question.route
    words = _NOT_IN_LOGICAL_ID.sub(" ", f"{question.function_name} {way} {action.partition(':')[2]}").title()
    name = "".join(words.split()) + "Permission"
    properties = {"FunctionName": question.function_arn, "Action": action, "Principal": principal} | more
    lines = [f"{name}:", "  Type: AWS::Lambda::Permission", "  Properties:"]
    lines += [f"    {key}: {_yaml(value)}" for key, value in properties.items() if value]
    return "\n".join(lines)


def _yaml(value: str) -> str:
    return value if value in {"true", "NONE", "AWS_IAM"} else f'"{value}"'


def _url_mends(question: InvokeQuestion) -> tuple[Mend, ...]:
    principal = "*" if question.auth_type == "NONE" else question.caller or question.owner
    first = _command(
        question, "lambda:InvokeFunctionUrl", principal, "url-invoke-url", "",
        f"--function-url-auth-type {question.auth_type}",
    )  # fmt: skip
    second = _command(
        question, "lambda:InvokeFunction", principal, "url-invoke-function", "", "--invoked-via-function-url"
    )
    named = "*" if principal == "*" else {"AWS": principal}
    statements: list[JsonObject] = [
        {
            "Sid": "url-invoke-url",
            "Effect": "Allow",
            "Principal": named,
            "Action": "lambda:InvokeFunctionUrl",
            "Resource": question.function_arn,
            "Condition": {"StringEquals": {"lambda:FunctionUrlAuthType": question.auth_type}},
        },
        {
            "Sid": "url-invoke-function",
            "Effect": "Allow",
            "Principal": named,
            "Action": "lambda:InvokeFunction",
            "Resource": question.function_arn,
            "Condition": {"Bool": {"lambda:InvokedViaFunctionUrl": "true"}},
        },
    ]
    return (
        ("AWS CLI", f"{first}\n{second}"),
        (
            "SAM or CloudFormation",
            _template(question, "lambda:InvokeFunctionUrl", principal, {"FunctionUrlAuthType": question.auth_type})
            + "\n"
            + _template(question, "lambda:InvokeFunction", principal, {"InvokedViaFunctionUrl": "true"}),
        ),
        ("JSON statement", _json(statements)),
    )


def role_mends(question: InvokeQuestion, *, trust: bool, permission: bool) -> tuple[Mend, ...]:
    """What the role of an integration with credentials lacks."""
    mends: list[Mend] = []
    if trust:
        statement = {"Effect": "Allow", "Principal": {"Service": GATEWAY}, "Action": "sts:AssumeRole"}
        mends.append(("Trust policy of the role", _json({"Version": "2012-10-17", "Statement": [statement]})))
    if permission:
        allow = {"Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": question.function_arn}
        mends.append(("Policy of the role", _json({"Version": "2012-10-17", "Statement": [allow]})))
    return tuple(mends)


def reading_mends(question: InvokeQuestion) -> tuple[Mend, ...]:
    """How to get at a policy that is not known."""
    qualifier = f" --qualifier {question.qualifier}" if question.qualifier else ""
    command = f"aws lambda get-policy --function-name {question.function_name}{qualifier} --query Policy --output text"
    return (("Read the policy with the AWS CLI", command),)


def _json(value: JsonObject | list[JsonObject]) -> str:
    from json import dumps

    return dumps(value, indent=2)
