"""What AWS SAM calls the resources that it generates, and that a template may refer to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.interchange.deployed_names import label
from workbench.interchange.resource_names import ACCOUNT_ID, made_id

if TYPE_CHECKING:
    from workbench.events.json_value import Json
    from workbench.interchange.deployed_names import Resources

_REST = "AWS::Serverless::Api"
IMPLICIT_APIS = {"ServerlessRestApi": _REST, "ServerlessHttpApi": "AWS::Serverless::HttpApi"}
"""The APIs of events that name none, and their types."""

_API_TYPES = (_REST, "AWS::Serverless::HttpApi")


def implicit_type(logical_id: str) -> str:
    """The type of an API of events that name none; empty where no such API is called so."""
    return IMPLICIT_APIS.get(logical_id.rpartition("/")[2], "")


def ref(template: Resources, name: str) -> Json | None:
    """What `Ref` gives for a generated resource; None where SAM generates none of that name."""
    if implicit_type(name):
        return template.api_id(name)
    owner, _, what = name.partition(".")
    if what:
        return attribute(template, owner, what)
    for function in template.of_type("AWS::Serverless::Function"):
        if name == f"{function}Role":
            return label(name)
        alias = template.written(function, "AutoPublishAlias") if name.startswith(f"{function}Alias") else None
        if alias and name == f"{function}Alias{alias}":
            return _alias(template, function)
    for api in template.of_type(*_API_TYPES):
        if name.startswith(api) and name.endswith("Stage"):
            return template.written(api, "StageName") or "$default"
    return "Prod" if name.rpartition("/")[2] == "ServerlessRestApiProdStage" else None


def attribute(template: Resources, name: str, what: str) -> Json | None:
    """What `Fn::GetAtt` gives for a generated resource or reference; None where it is not known."""
    kind = template.type_of(name)
    if kind == "AWS::Serverless::Function" and what == "Alias":
        return _alias(template, name)
    if kind == "AWS::Serverless::Function" and what == "Version":
        return f"{template.attribute(name, 'Arn')}:1"
    if kind in _API_TYPES and what == "Stage":
        return template.written(name, "StageName") or "$default"
    if implicit_type(name) == _REST:
        return {"RootResourceId": f"{template.api_id(name)}/root", "Stage": "Prod"}.get(what)
    if implicit_type(name) and what == "ApiEndpoint":
        return f"https://{template.api_id(name)}.execute-api.{template.region}.amazonaws.com"
    for function in template.of_type("AWS::Serverless::Function"):
        if name == f"{function}Role" and what == "Arn":
            return f"arn:aws:iam::{ACCOUNT_ID}:role/{label(name)}"
        if name == f"{function}Url" and what == "FunctionUrl":
            return f"https://{made_id(name)}.lambda-url.{template.region}.on.aws/"
    return None


def _alias(template: Resources, function: str) -> str | None:
    alias = template.written(function, "AutoPublishAlias")
    return f"{template.attribute(function, 'Arn')}:{alias}" if alias else None
