"""The execution roles that a template defines, or that AWS SAM writes for its functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.interchange.api_document import TemplatePolicy, TemplateRole
from workbench.interchange.document import mapping, sequence
from workbench.interchange.template import strings
from workbench.permissions.known_policies import managed_policy, nearest_name, sam_policy_template

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from workbench.events.json_value import Json, JsonObject
    from workbench.gateway.api import Api
    from workbench.interchange.places import Path
    from workbench.interchange.template import Template

LAMBDA_TRUST: JsonObject = {
    "Version": "2012-10-17",
    "Statement": [
        {"Action": ["sts:AssumeRole"], "Effect": "Allow", "Principal": {"Service": ["lambda.amazonaws.com"]}}
    ],
}
"""The trust policy that AWS SAM writes for a function's role."""

_BASIC = "service-role/AWSLambdaBasicExecutionRole"
_OF_EVENTS = {
    "DynamoDB": "service-role/AWSLambdaDynamoDBExecutionRole",
    "Kinesis": "service-role/AWSLambdaKinesisExecutionRole",
    "MSK": "service-role/AWSLambdaMSKExecutionRole",
    "SQS": "service-role/AWSLambdaSQSQueueExecutionRole",
}
"""Managed policies that AWS SAM adds to the role of a function with such an event (AWS SAM translator 1.115)."""

_AWS_MANAGED = "arn:aws:iam::aws:policy/"


class Roles:
    """The roles of one template, by the ARN or name that a function gives."""

    def __init__(self, template: Template) -> None:
        self._template = template
        self._by_name: dict[str, str] = {}
        self._managed_documents: dict[str, JsonObject | None] = {}
        for logical_id in template.of_type("AWS::IAM::Role"):
            for known in (template.ref(logical_id), template.attribute(logical_id, "Arn")):
                self._by_name.setdefault(str(known), logical_id)

    def named(self, text: str) -> TemplateRole:
        """The role of an ARN or name; where the template does not define it, nothing but its ARN is known."""
        logical_id = self._by_name.get(text)
        if logical_id is None:
            return TemplateRole(arn=text, known=False)
        said = self._template.properties(logical_id)
        path = ("Resources", logical_id, "Properties")
        policies = [
            *self._inline(said, path),
            *(self._managed(arn, (*path, "ManagedPolicyArns")) for arn in strings(said.get("ManagedPolicyArns"))),
            *self._attached(logical_id),
        ]
        trust = said.get("AssumeRolePolicyDocument")
        return TemplateRole(
            arn=str(self._template.attribute(logical_id, "Arn")),
            policies=tuple(policies),
            trust=trust if isinstance(trust, dict) else None,
            boundary=str(said.get("PermissionsBoundary") or ""),
            place=self._template.place(logical_id),
        )

    def written_by_sam(self, logical_id: str) -> TemplateRole:
        """The role that AWS SAM writes for a function that names none."""
        template = self._template
        said = template.properties(logical_id)
        path = ("Resources", logical_id, "Properties", "Policies")
        trust = said.get("AssumeRolePolicyDocument")
        policies = [self._managed(_AWS_MANAGED + name, path) for name in _managed_by_sam(said)]
        for index, policy in enumerate(sequence(said.get("Policies"))):
            found = self._sam_policy(policy, f"{logical_id}RolePolicy{index}", (*path, index))
            if not found.managed or found.name not in {each.name for each in policies if each.managed}:
                policies.append(found)
        policies += self._attached(f"{logical_id}Role")
        return TemplateRole(
            arn=str(template.attribute(f"{logical_id}Role", "Arn")),
            policies=tuple(policies),
            trust=trust if isinstance(trust, dict) else LAMBDA_TRUST,
            boundary=str(said.get("PermissionsBoundary") or ""),
            place=template.place(logical_id),
        )

    def _inline(self, said: JsonObject, path: Path) -> Iterator[TemplatePolicy]:
        for index, policy in enumerate(sequence(said.get("Policies"))):
            where = self._template.place_of((*path, "Policies", index))
            document = mapping(policy).get("PolicyDocument")
            name = str(mapping(policy).get("PolicyName") or f"policy {index + 1}")
            if isinstance(document, dict):
                yield TemplatePolicy(name, document, place=where)
            else:
                self._template.note((*path, "Policies", index), f"The policy {name} has no document")

    def _attached(self, role: str) -> Iterator[TemplatePolicy]:
        """Policies that are resources of their own and name the role."""
        names = {role, str(self._template.ref(role)), str(self._template.attribute(role, "Arn"))}
        for logical_id in self._template.of_type("AWS::IAM::Policy", "AWS::IAM::RolePolicy", "AWS::IAM::ManagedPolicy"):
            said = self._template.properties(logical_id)
            document = said.get("PolicyDocument")
            attached = {*strings(said.get("Roles")), *strings(said.get("RoleName"))}
            if names & attached and isinstance(document, dict):
                name = str(said.get("PolicyName") or said.get("ManagedPolicyName") or logical_id)
                yield TemplatePolicy(name, document, place=self._template.place(logical_id))

    def _managed(self, text: str, path: Path) -> TemplatePolicy:
        """A managed policy: one of the template's own, or one of AWS's by its ARN or name."""
        place = self._template.place_of(path)
        for logical_id in self._template.of_type("AWS::IAM::ManagedPolicy"):
            if text in {str(self._template.ref(logical_id)), logical_id}:
                document = self._template.properties(logical_id).get("PolicyDocument")
                known = document if isinstance(document, dict) else None
                return TemplatePolicy(logical_id, known, managed=text, place=self._template.place(logical_id))
        if text not in self._managed_documents:
            self._managed_documents[text] = managed_policy(text)
        document = self._managed_documents[text]
        if document is None:
            self._template.note(path, f"What the managed policy {text} allows is not known here{_near(text)}")
        return TemplatePolicy(text.rpartition("/")[2], document, managed=text, place=place)

    def _sam_policy(self, policy: Json, name: str, path: Path) -> TemplatePolicy:
        """One entry of a function's `Policies`: a managed policy, a document or a SAM policy template."""
        if isinstance(policy, str):
            return self._managed(policy, path)
        place = self._template.place_of(path)
        said = mapping(policy)
        if "Statement" in said:
            return TemplatePolicy(name, dict(said), place=place)
        if len(said) != 1:
            self._template.note(path, "This policy is neither a document nor a policy template")
            return TemplatePolicy(name, place=place)
        template_name, parameters = next(iter(said.items()))
        document = sam_policy_template(template_name, mapping(parameters))
        if document is None:
            self._template.note(path, f"There is no policy template {template_name}{_near(template_name)}")
        return TemplatePolicy(template_name, document, template_parameters=dict(mapping(parameters)), place=place)


def assumed_roles(template: Template, apis: Iterable[Api]) -> Iterator[TemplateRole]:
    """The roles of the template that the integrations and authorizers of APIs have API Gateway assume."""
    named: dict[str, None] = {}
    for api in apis:
        named |= dict.fromkeys(route.credentials for route in api.routes if route.credentials)
        own = (authorizer.settings.get("credentials") for authorizer in api.authorizers.values())
        named |= dict.fromkeys(str(each) for each in own if each)
    roles = Roles(template)
    yield from (role for role in map(roles.named, named) if role.known)


def _near(name: str) -> str:
    near = nearest_name(name)
    return f"; did you mean {near}?" if near else ""


def _managed_by_sam(said: JsonObject) -> list[str]:
    """The names of the managed policies that AWS SAM adds by itself, in its order."""
    names = [_BASIC]
    if str(said.get("Tracing")) in {"Active", "PassThrough"}:
        names.append("AWSXrayWriteOnlyAccess")
    if said.get("VpcConfig"):
        names.append("service-role/AWSLambdaVPCAccessExecutionRole")
    kinds = [str(mapping(event).get("Type")) for event in mapping(said.get("Events")).values()]
    return names + [_OF_EVENTS[kind] for kind in dict.fromkeys(kinds) if kind in _OF_EVENTS]
