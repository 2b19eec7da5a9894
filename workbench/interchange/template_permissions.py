"""Who may invoke a function: the statements of its resource policy that a template makes, as Lambda stores them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workbench.interchange.api_document import TemplatePermission
from workbench.interchange.deployed_names import label
from workbench.interchange.openapi_body import without_trailing_slash

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.events.json_value import Json, JsonObject
    from workbench.interchange.api_draft import ApiDraft
    from workbench.interchange.template import Template

API_GATEWAY = "apigateway.amazonaws.com"
_ACCOUNT = re.compile(r"[0-9]{12}")
_CONDITIONS = (
    ("SourceArn", "ArnLike", "AWS:SourceArn"),
    ("SourceAccount", "StringEquals", "AWS:SourceAccount"),
    ("PrincipalOrgID", "StringEquals", "aws:PrincipalOrgID"),
    ("EventSourceToken", "StringEquals", "lambda:EventSourceToken"),
    ("FunctionUrlAuthType", "StringEquals", "lambda:FunctionUrlAuthType"),
    ("InvokedViaFunctionUrl", "Bool", "lambda:InvokedViaFunctionUrl"),
)
"""Properties of AWS::Lambda::Permission and the conditions that Lambda stores for them."""

_REST_PARAMETER = re.compile(r"\{(?:[a-zA-Z0-9._-]+\+?)\}")
_HTTP_PARAMETER = re.compile(r"\{(?:[a-zA-Z0-9._-]+|proxy\+)\}")


def statement(said: JsonObject, *, sid: str, resource: str) -> JsonObject:
    """The statement that Lambda stores for a permission's properties.

    Its form is that of `aws lambda get-policy` (AWS Lambda developer guide, access-control-resource-based).
    """
    conditions: JsonObject = {}
    for name, operator, key in _CONDITIONS:
        value = said.get(name)
        if value is not None:
            text = str(value).lower() if isinstance(value, bool) else str(value)
            conditions.setdefault(operator, {})[key] = text
    stored: JsonObject = {
        "Sid": sid,
        "Effect": "Allow",
        "Principal": _principal(said.get("Principal")),
        "Action": str(said.get("Action", "lambda:InvokeFunction")),
        "Resource": resource,
    }
    return {**stored, "Condition": conditions} if conditions else stored


def _principal(value: Json) -> Json:
    text = str(value or "")
    if text == "*":
        return "*"
    if _ACCOUNT.fullmatch(text):
        return {"AWS": f"arn:aws:iam::{text}:root"}
    return {"AWS": text} if text.startswith("arn:") else {"Service": text}


def read_permissions(template: Template) -> Iterator[TemplatePermission]:
    """The permissions that are resources of the template."""
    for logical_id in template.of_type("AWS::Lambda::Permission"):
        said = template.properties(logical_id)
        text = str(said.get("FunctionName", ""))
        found = template.function_named(text)
        if found is None:
            template.note(("Resources", logical_id), f"The function {text} of this permission was not found")
            continue
        function, qualifier = found
        resource = _arn(template, function, qualifier)
        yield TemplatePermission(
            function,
            statement(said, sid=label(logical_id), resource=resource),
            qualifier=qualifier,
            place=template.place(logical_id),
        )


def _arn(template: Template, function: str, qualifier: str) -> str:
    arn = str(template.attribute(function, "Arn"))
    return f"{arn}:{qualifier}" if qualifier else arn


def written_by_sam(
    template: Template, function: str, *, sid: str, qualifier: str = "", said: JsonObject, place: str = ""
) -> TemplatePermission:
    """A permission that AWS SAM writes by itself."""
    resource = _arn(template, function, qualifier)
    inside = sid.rpartition("/")[2]
    stored = statement({"Action": "lambda:InvokeFunction", **said}, sid=inside, resource=resource)
    return TemplatePermission(function, stored, qualifier=qualifier, written_by="AWS SAM", place=place)


def rest_source_arn(api: ApiDraft, method: str, path: str) -> str:
    """The SourceArn that AWS SAM writes for an Api event: any stage, `*` for ANY and for every parameter.

    AWS SAM translator 1.115, push.py; the trailing slash: serverless-application-model issue 665.
    """
    return _source_arn(api, method, _REST_PARAMETER.sub("*", without_trailing_slash(path)))


def http_source_arn(api: ApiDraft, method: str, path: str) -> str:
    """The SourceArn that AWS SAM writes for an HttpApi event: only greedy parameters called proxy become `*`.

    AWS SAM translator 1.115, push.py and open_api.py.
    """
    plain = "" if path == "$default" else _HTTP_PARAMETER.sub("*", without_trailing_slash(path))
    return _source_arn(api, method, plain)


def authorizer_source_arn(api: ApiDraft) -> str:
    """The SourceArn that AWS SAM writes for an authorizer function."""
    return f"{api.arn}/authorizers/*"


def _source_arn(api: ApiDraft, method: str, path: str) -> str:
    verb = "*" if method == "ANY" else method
    return f"{api.arn}/*/{verb}{path}"
