"""Which functions `permissions check` is about, with their policies and roles, from files, templates and projects."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.cli.reading import read_text, shown_name
from workbench.errors import UsageError, WorkbenchError
from workbench.exchange.route_permissions import InvokedFunction
from workbench.permissions.arn import partition_of
from workbench.permissions.document import parse_policy, policy_of
from workbench.permissions.role_session import RoleDocuments

if TYPE_CHECKING:
    import argparse

    from workbench.exchange.order import ExecutionRole
    from workbench.gateway.api import Api
    from workbench.interchange.api_document import ApiDocument, TemplateRole
    from workbench.library.project import FunctionEntry, Project
    from workbench.permissions.document import Policy, PolicyKind

_FUNCTION_PARTS = 7
_NAME = re.compile(r"(?:.*[/:])?([\w-]+?)(?:\.py)?(?:[.:]\w+)?")
PROJECT_FILE = "workbench.yaml"


@dataclass(slots=True)
class Subjects:
    """What the command's options name, read once."""

    options: argparse.Namespace
    document: ApiDocument | None = None
    project: Project | None = None
    policy: Policy | None = None
    """The one of `--policy`."""
    role: RoleDocuments | None = None
    """The one of `--role-policy` and `--trust-policy`."""
    _found: dict[tuple[str, str], InvokedFunction] = field(default_factory=dict)

    @classmethod
    def of(cls, options: argparse.Namespace) -> Subjects:
        """Read the template, the API file, or the project of the current folder.

        Raises:
            WorkbenchError: a file cannot be read, or nothing is named and nothing found.
        """
        path = options.template or options.api
        folder = Path(options.code)
        if path is None and not (folder / PROJECT_FILE).is_file():
            mend = "Give --template FILE or --api FILE, or run it in a project folder."
            raise UsageError("there is no API to check", mend=mend)
        document = None
        if path is not None:
            from workbench.interchange.api_file import read_api

            document = read_api(read_text(path), name=shown_name(path))
            if options.api and path != "-" and not (folder / PROJECT_FILE).is_file():
                folder = Path(path).parent
        project = None
        if options.template is None and (folder / PROJECT_FILE).is_file():
            from workbench.library.project import open_project

            project = open_project(folder)
        policy = _read(options.policy, "resource") if options.policy else None
        return cls(options, document, project, policy, _given_role(options))

    @property
    def apis(self) -> tuple[Api, ...]:
        """The APIs to check."""
        if self.document is not None:
            return self.document.apis
        return tuple(entry.api for entry in self.project.apis) if self.project is not None else ()

    @property
    def not_understood(self) -> tuple[tuple[str, str], ...]:
        """What could not be read: where, and what."""
        said: list[tuple[str, str]] = []
        if self.document is not None:
            said += [(each.where, each.what) for each in self.document.not_understood]
        elif self.project is not None:
            said += [(each.place, each.message) for each in self.project.findings]
        return tuple(said)

    def is_asked(self, reference: str) -> bool:
        """Whether the command is about a function: every one, where it names none."""
        wanted = self.options.function
        if wanted is None or reference == wanted:
            return True
        found = self.document.function(wanted) if self.document is not None else None
        if found is not None:
            return reference in {found.id, found.name}
        entry = self.project.function(wanted) if self.project is not None else None
        return entry is not None and self._name_in_project(reference) == entry.function.name

    def function(self, api: Api, reference: str | None) -> InvokedFunction:
        """The function of a reference, as an API of that account and region invokes it."""
        key = (api.id, reference or "")
        if key not in self._found:
            self._found[key] = self._function(api, reference or self.options.function or "")
        return self._found[key]

    def role_documents(self, arn: str) -> RoleDocuments | None:
        """The documents of a role that a template defines."""
        if self.document is None:
            return None
        known = (each.role for each in self.document.functions if each.role is not None)
        return next((_template_role(role) for role in known if role.arn == arn and role.known), None)

    def _function(self, api: Api, reference: str) -> InvokedFunction:
        given = self._given_policy(reference)
        role = self.role
        template = self.document.function(reference) if self.document is not None else None
        if template is not None and self.document is not None:
            text = self.document.function_policy_text(template.id)
            own = parse_policy(text, name=f"the resource policy of {template.id}", kind="resource")
            held = _template_role(template.role) if template.role is not None and template.role.known else None
            return InvokedFunction(reference, _arn(api, template.name), given or own, role or held)
        policy, name = given, _plain_name(reference) or "FUNCTION"
        entry = self._entry(reference)
        if entry is not None:
            name = entry.function.name
            if policy is None and entry.function_policy is not None:
                text = entry.function_policy.text
                policy = parse_policy(text, name=entry.function_policy.name, kind="resource")
            if role is None and entry.role is not None:
                role = _documents(entry.role, account=api.account_id, name=name)
        if reference.startswith("arn:"):
            return InvokedFunction(reference, reference, policy, role)
        return InvokedFunction(reference, _named_by(policy) or _arn(api, name), policy, role)

    def _entry(self, reference: str) -> FunctionEntry | None:
        if self.project is None:
            return None
        named = self.project.function(reference)
        if named is not None:
            return named
        name = self._name_in_project(reference)
        return self.project.function(name) if name else None

    def _name_in_project(self, reference: str) -> str:
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

    def _given_policy(self, reference: str) -> Policy | None:
        """The policy of `--policy`, where it is this function's."""
        named = _named_by(self.policy).split(":")
        others = {_plain_name(route.function) for api in self.apis for route in api.routes if route.function}
        own = named[_FUNCTION_PARTS - 1] if len(named) >= _FUNCTION_PARTS else ""
        if self.options.function is None and own in others and own != _plain_name(reference):
            return None
        return self.policy


def _given_role(options: argparse.Namespace) -> RoleDocuments | None:
    if not (options.role_policy or options.trust_policy):
        return None
    policies = tuple(_read(path, "identity") for path in options.role_policy)
    trust = _read(options.trust_policy, "trust") if options.trust_policy else None
    arn = "arn:aws:iam::123456789012:role/execution-role"
    return RoleDocuments(arn, policies if options.role_policy else None, trust)


def _read(path: str, kind: PolicyKind) -> Policy:
    return parse_policy(read_text(path), name=shown_name(path), kind=kind)


def _arn(api: Api, name: str) -> str:
    return f"arn:{partition_of(api.region)}:lambda:{api.region}:{api.account_id}:function:{name}"


def _plain_name(reference: str) -> str:
    found = _NAME.fullmatch(reference)
    return found.group(1) if found else reference


def _named_by(policy: Policy | None) -> str:
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
