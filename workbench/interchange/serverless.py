"""A serverless.yml, read as the CloudFormation template that the Serverless Framework makes of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.interchange.api_document import ApiDocument
from workbench.interchange.document import Document, mapping, sequence
from workbench.interchange.http_api_resources import HttpApiStage
from workbench.interchange.load_balancer_resources import read_load_balancers
from workbench.interchange.places import Places
from workbench.interchange.resource_names import ACCOUNT_ID
from workbench.interchange.rest_api_resources import RestApiStage
from workbench.interchange.serverless_events import ServerlessApis
from workbench.interchange.serverless_functions import logical_id
from workbench.interchange.serverless_load_balancers import alb_resources, unread_alb_keys
from workbench.interchange.serverless_variables import Variables, region_of
from workbench.interchange.template import Template
from workbench.interchange.template_functions import read_functions
from workbench.interchange.template_permissions import read_permissions
from workbench.interchange.template_policies import assumed_roles
from workbench.interchange.template_resource_policies import read_resource_policies
from workbench.interchange.understood import note_what_is_left

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.events.json_value import Json, JsonObject
    from workbench.gateway.api import Api
    from workbench.interchange.api_document import TemplateFunction, TemplatePermission
    from workbench.interchange.places import Path

_ROLE = "IamRoleLambdaExecution"
_TIMEOUT_S = 6
_MEMORY_MB = 1024
_LAMBDA_TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Principal": {"Service": ["lambda.amazonaws.com"]}, "Action": ["sts:AssumeRole"]}
    ],
}


def read_serverless(document: Document) -> ApiDocument:
    """What a serverless.yml says about APIs, functions and permissions."""
    return _Service(document).read()


class _Service:
    """One serverless.yml while it is being read."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._early: list[tuple[Path, str]] = []
        variables = Variables(
            document.value, name=document.name, report=lambda path, what: self._early.append((path, what))
        )
        self._said = variables.resolve(document.value, ())
        self._provider = mapping(self._said.get("provider"))
        self._stage = str(self._provider.get("stage") or "dev")
        service = self._said.get("service")
        self._name = str(
            mapping(service).get("name") or service if not isinstance(service, dict) else service.get("name")
        )
        self._region = region_of(self._provider)
        self._functions = {str(key): mapping(each) for key, each in self._each_function()}
        self._balanced = alb_resources(self._functions)

    def _each_function(self) -> Iterator[tuple[str, Json]]:
        for part in sequence(self._said.get("functions")):
            yield from mapping(part).items()

    def read(self) -> ApiDocument:
        template = Template(self._as_template(), kind="serverless", region=self._region)
        apis = ServerlessApis(template, self._provider, self._functions, stage=self._stage, service=self._name)
        own = [
            *apis.read(),
            *RestApiStage.read_all(template),
            *HttpApiStage.read_all(template),
            *read_load_balancers(template),
        ]
        permissions = [*self._declared(template), *apis.permissions]
        functions = read_functions(template)
        resource_policies = tuple(read_resource_policies(template, permissions))
        note_what_is_left(template)
        for path, what in (*self._early, *unread_alb_keys(self._functions)):
            template.note(("serverless", *path), what)
        keys = {logical_id(key): key for key in self._functions}
        return ApiDocument(
            name=self._document.name,
            kind="serverless",
            region=self._region,
            apis=tuple(_renamed(api, keys) for api in own),
            functions=tuple(self._function(function, keys) for function in functions),
            permissions=tuple(replace(each, function=keys.get(each.function, each.function)) for each in permissions),
            not_understood=template.notes,
            resource_policies=resource_policies,
            assumed_roles=tuple(assumed_roles(template, own)),
        )

    def _declared(self, template: Template) -> Iterator[TemplatePermission]:
        """The permissions that are resources: those of the file, and those that are made for its load balancers."""
        for each in read_permissions(template):
            made = each.statement["Sid"] in self._balanced
            yield replace(each, written_by="Serverless Framework") if made else each

    def _function(self, function: TemplateFunction, keys: dict[str, str]) -> TemplateFunction:
        key = keys.get(function.id, function.id)
        events = tuple(
            next(iter(mapping(event)), str(event))
            for event in sequence(mapping(self._functions.get(key)).get("events"))
            if not {"http", "httpApi", "websocket", "alb"} & set(mapping(event))
        )
        return replace(function, id=key, events=events)

    def _as_template(self) -> Document:
        """The template, with each place in it standing for the place in the serverless.yml that it comes from."""
        resources: JsonObject = {
            logical_id(key): {"Type": "AWS::Lambda::Function", "Properties": self._properties(key, said)}
            for key, said in self._functions.items()
        }
        resources[_ROLE] = self._role()
        resources |= {name: resource for name, (resource, _) in self._balanced.items()}
        body: JsonObject = {"Resources": resources}
        for part in sequence(self._said.get("resources")):
            resources |= dict(mapping(mapping(part).get("Resources")))
            for section in ("Parameters", "Mappings", "Conditions"):
                body[section] = {**body.get(section, {}), **mapping(mapping(part).get(section))}
        return Document(body, name=self._document.name, find_places=self._places)

    def _places(self) -> Places:
        places, written = Places(), self._document.places()
        for found, kept in ((written.values, places.values), (written.keys, places.keys)):
            for path, at in found.items():
                kept["serverless", *path] = at
                if (here := _in_template(path)) is not None:
                    kept[here] = at
        for name, (_, path) in self._balanced.items():
            if path in written.keys:
                places.keys["Resources", name] = written.keys[path]
        return places

    def _properties(self, key: str, said: Json) -> JsonObject:
        provider = self._provider
        environment = {**mapping(provider.get("environment")), **mapping(said.get("environment"))}
        role = said.get("role", provider.get("role", mapping(provider.get("iam")).get("role")))
        properties: JsonObject = {
            "FunctionName": str(said.get("name") or f"{self._name}-{self._stage}-{key}"),
            "Handler": said.get("handler"),
            "Runtime": said.get("runtime", provider.get("runtime")),
            "Code": ".",
            "Timeout": said.get("timeout", provider.get("timeout", _TIMEOUT_S)),
            "MemorySize": said.get("memorySize", provider.get("memorySize", _MEMORY_MB)),
            "Environment": {"Variables": environment},
            "Layers": sequence(said.get("layers", provider.get("layers"))),
            "Architectures": sequence(said.get("architecture", provider.get("architecture"))),
            "Role": role if isinstance(role, str) or _is_reference(role) else {"Fn::GetAtt": [_ROLE, "Arn"]},
        }
        if isinstance(role, str) and not role.startswith("arn:"):
            properties["Role"] = {"Fn::GetAtt": [role, "Arn"]}
        if "image" in said:
            properties |= {
                "PackageType": "Image",
                "Code": {"ImageUri": str(mapping(said["image"]).get("uri", said["image"]))},
            }
        return properties

    def _role(self) -> JsonObject:
        """The role that all functions share: logs, and the statements of the provider."""
        said = mapping(mapping(self._provider.get("iam")).get("role"))
        own = [*sequence(said.get("statements")), *sequence(self._provider.get("iamRoleStatements"))]
        groups = [f"arn:aws:logs:{self._region}:{ACCOUNT_ID}:log-group:/aws/lambda/{self._name}-{self._stage}*:*"]
        streams = [f"{groups[0]}:*"]
        logs = [
            {
                "Effect": "Allow",
                "Action": ["logs:CreateLogStream", "logs:CreateLogGroup", "logs:TagResource"],
                "Resource": groups,
            },
            {"Effect": "Allow", "Action": ["logs:PutLogEvents"], "Resource": streams},
        ]
        managed = [*sequence(said.get("managedPolicies")), *sequence(self._provider.get("iamManagedPolicies"))]
        properties: JsonObject = {
            "RoleName": str(said.get("name") or f"{self._name}-{self._stage}-{self._region}-lambdaRole"),
            "AssumeRolePolicyDocument": _LAMBDA_TRUST,
            "ManagedPolicyArns": managed,
            "Policies": [
                {
                    "PolicyName": f"{self._name}-{self._stage}-lambda",
                    "PolicyDocument": {"Version": "2012-10-17", "Statement": [*logs, *own]},
                }
            ],
        }
        if boundary := said.get("permissionsBoundary") or said.get("permissionBoundary"):
            properties["PermissionsBoundary"] = boundary
        return {"Type": "AWS::IAM::Role", "Properties": properties}


def _in_template(path: Path) -> Path | None:
    """Where a part of a serverless.yml stands in its template; None where it has no one place there."""
    if path[:1] == ("functions",) and len(path) > 1:
        return ("Resources", logical_id(str(path[1])), *path[2:])
    if path[:2] == ("provider", "iam"):
        return ("Resources", _ROLE, *path[2:])
    return path[1:] if path[:2] == ("resources", "Resources") else None


def _is_reference(value: Json) -> bool:
    return isinstance(value, dict) and len(value) == 1 and next(iter(value)).startswith(("Ref", "Fn::"))


def _renamed(api: Api, keys: dict[str, str]) -> Api:
    """The API with its functions by their names in the serverless.yml."""
    return replace(
        api,
        routes=tuple(
            replace(route, function=keys.get(route.function, route.function) if route.function else None)
            for route in api.routes
        ),
        authorizers={
            name: replace(each, function=keys.get(each.function, each.function) if each.function else None)
            for name, each in api.authorizers.items()
        },
    )
