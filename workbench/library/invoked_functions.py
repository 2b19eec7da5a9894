"""The functions behind the routes of an API, with the policies and roles that template and project give them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbench.errors import WorkbenchError
from workbench.exchange.route_permissions import InvokedFunction
from workbench.permissions.arn import Arn, partition_of
from workbench.permissions.document import parse_policy, policy_of
from workbench.permissions.role_session import RoleDocuments

if TYPE_CHECKING:
    from workbench.exchange.order import ExecutionRole
    from workbench.gateway.api import Api
    from workbench.interchange.api_document import ApiDocument, TemplateRole
    from workbench.library.project import FunctionEntry, Project
    from workbench.permissions.document import Policy

_FUNCTION_PARTS = 7
_NAME = re.compile(r"(?:(?:bootstrap|node|aws):|arn:.*:function:)?(?:.*/)?([\w-]+?)(?:\.py)?(?:[.:]\$?\w+)?")


@dataclass(slots=True)
class InvokedFunctions:
    """Finds the function that a reference means, each only once."""

    document: ApiDocument | None = None
    """The template or API file that says the routes."""
    project: Project | None = None
    role: RoleDocuments | None = None
    """An execution role that wins over what document and project say."""
    _found: dict[tuple[str, str], InvokedFunction] = field(default_factory=dict)

    def find(self, api: Api, reference: str, *, policy: Policy | None = None) -> InvokedFunction:
        """The function of a reference, as an API of that account and region invokes it; `policy` wins over its own."""
        key = (api.id, reference)
        if key not in self._found:
            self._found[key] = self._function(api, reference, policy)
        return self._found[key]

    def role_documents(self, arn: str) -> RoleDocuments | None:
        """The documents of a role that a template defines."""
        if self.document is None:
            entries = self.project.functions if self.project is not None else ()
            held = (role for entry in entries for role in entry.assumed_roles if role.arn == arn)
            return next((_documents(role, account=Arn.of(arn).account, name="role") for role in held), None)
        known = [each.role for each in self.document.functions if each.role is not None]
        known += self.document.assumed_roles
        return next((_template_role(role) for role in known if role.arn == arn and role.known), None)

    def name(self, reference: str) -> str:
        """What a function of the project is called in Lambda; empty where the reference leads to none."""
        if self.project is None:
            return ""
        from workbench.library.function_reference import find_function
        from workbench.runtime.function import LocalFunction

        try:
            found = find_function(reference, code=self.project.folder, project=self.project)
        except WorkbenchError:
            return ""
        if not isinstance(found, LocalFunction):
            return ""
        entry = self.project.configured(found)
        return entry.function.name if entry is not None else found.name

    def entry(self, reference: str) -> FunctionEntry | None:
        """The function of the project that a reference means."""
        if self.project is None:
            return None
        named = self.project.function(reference)
        if named is not None:
            return named
        name = self.name(reference)
        return self.project.function(name) if name else None

    def _function(self, api: Api, reference: str, given: Policy | None) -> InvokedFunction:
        template = self.document.function(reference) if self.document is not None else None
        entry = self.entry(reference)
        if template is not None and self.document is not None and (entry is None or entry.function_policy is None):
            text = self.document.function_policy_text(template.id)
            own = parse_policy(text, name=f"the resource policy of {template.id}", kind="resource")
            held = _template_role(template.role) if template.role is not None and template.role.known else None
            return InvokedFunction(reference, _arn(api, template.name), given or own, self.role or held)
        policy, role, name = given, self.role, plain_name(reference) or "FUNCTION"
        if entry is not None:
            name = entry.function.name
            if policy is None and entry.function_policy is not None:
                text = entry.function_policy.text
                policy = parse_policy(text, name=entry.function_policy.name, kind="resource")
            if role is None and entry.role is not None:
                role = _documents(entry.role, account=api.account_id, name=name)
        if reference.startswith("arn:"):
            return InvokedFunction(reference, reference, policy, role)
        return InvokedFunction(reference, named_by(policy) or _arn(api, name), policy, role)


def plain_name(reference: str) -> str:
    """The name within a reference: `hello` of `src/hello.py:handler`."""
    found = _NAME.fullmatch(reference)
    return found.group(1) if found else reference


def named_by(policy: Policy | None) -> str:
    """The one function whose policy it is: a function's policy can name no other."""
    if policy is None:
        return ""
    named = {
        ":".join(pattern.text.split(":")[:_FUNCTION_PARTS])
        for statement in policy.statements
        if statement.resource is not None and not statement.resource.negated
        for pattern in statement.resource.patterns
        if ":function:" in pattern.text and not set("*?$") & set(pattern.text)
    }
    return named.pop() if len(named) == 1 else ""


def _arn(api: Api, name: str) -> str:
    return f"arn:{partition_of(api.region)}:lambda:{api.region}:{api.account_id}:function:{name}"


def _template_role(role: TemplateRole) -> RoleDocuments:
    """The documents of a template's role; a policy known by its name only leaves the rest unknown."""
    from workbench.permissions.document import unknown_policy

    policies = tuple(
        unknown_policy(name=each.name, kind="identity")
        if each.document is None
        else policy_of(each.document, name=each.name, kind="identity")
        for each in role.policies
    )
    trust = policy_of(role.trust, name="the trust policy", kind="trust") if role.trust is not None else None
    boundary = unknown_policy(name=f"the boundary {role.boundary}", kind="boundary") if role.boundary else None
    return RoleDocuments(role.arn, policies, trust, boundary, tags={})


def _documents(role: ExecutionRole, *, account: str, name: str) -> RoleDocuments:
    """The documents of a role that a project or AWS gave as texts."""
    return RoleDocuments(
        role.arn or f"arn:aws:iam::{account}:role/{name}",
        tuple(parse_policy(each.text, name=each.name, kind="identity") for each in role.policies),
        parse_policy(role.trust.text, name=role.trust.name, kind="trust") if role.trust is not None else None,
        parse_policy(role.boundary.text, name=role.boundary.name, kind="boundary") if role.boundary else None,
    )
