"""Which functions `permissions check` is about, with their policies and roles, from files, templates and projects."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.cli.policy_file import policy_text
from workbench.cli.reading import read_text, shown_name
from workbench.cli.resource_policies import given_resource_policies
from workbench.errors import UsageError
from workbench.library.invoked_functions import InvokedFunctions, named_by, plain_name
from workbench.library.template_function import resource_policies_of
from workbench.permissions.document import parse_policy
from workbench.permissions.resource_policy import ResourcePolicy
from workbench.permissions.role_session import RoleDocuments

if TYPE_CHECKING:
    import argparse

    from workbench.exchange.order import ResourcePolicyText
    from workbench.exchange.route_permissions import InvokedFunction
    from workbench.gateway.api import Api
    from workbench.interchange.api_document import ApiDocument
    from workbench.library.project import Project
    from workbench.permissions.document import Policy, PolicyKind

_FUNCTION_PARTS = 7
PROJECT_FILE = "workbench.yaml"


@dataclass(slots=True)
class Subjects:
    """What the command's options name, read once."""

    options: argparse.Namespace
    document: ApiDocument | None = None
    which: str = ""
    """The one API of the document that is asked about; empty for all."""
    project: Project | None = None
    policy: Policy | None = None
    """The one of `--policy`."""
    functions: InvokedFunctions = field(default_factory=InvokedFunctions)

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
        document, which = None, ""
        if options.template:
            from workbench.interchange.api_file import read_api

            document = read_api(read_text(path), name=shown_name(path))
        elif path is not None:
            from workbench.cli.api_choice import named_document

            document, which = named_document(path)
            if path != "-" and not (folder / PROJECT_FILE).is_file():
                folder = Path(document.name).parent
        project = None
        if options.template is None and (folder / PROJECT_FILE).is_file():
            from workbench.library.project_reader import open_project

            project = open_project(folder)
        policy = _read(options.policy, "resource") if options.policy else None
        functions = InvokedFunctions(document, project, _given_role(options))
        return cls(options, document, which, project, policy, functions)

    @property
    def apis(self) -> tuple[Api, ...]:
        """The APIs to check.

        Raises:
            InputError: the file has no API of the name behind `#`.
        """
        if self.document is not None:
            return (self.document.named(self.which),) if self.which else self.document.apis
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

    def refuse_findings(self) -> None:
        """Say why there is nothing to check, where something is wrong with a file of the project.

        Raises:
            WorkbenchError: the first finding.
        """
        for finding in self.project.findings if self.project is not None else ():
            raise finding

    def is_asked(self, reference: str) -> bool:
        """Whether the command is about a function: every one, where it names none."""
        wanted = self.options.function
        if wanted is None or reference == wanted:
            return True
        found = self.document.function(wanted) if self.document is not None else None
        if found is not None:
            return reference in {found.id, found.name}
        entry = self.project.function(wanted) if self.project is not None else None
        return entry is not None and self.functions.name(reference) == entry.function.name

    def function(self, api: Api, reference: str | None) -> InvokedFunction:
        """The function of a reference, as an API of that account and region invokes it."""
        wanted = reference or self.options.function or ""
        return self.functions.find(api, wanted, policy=self._given_policy(wanted))

    def role_documents(self, arn: str) -> RoleDocuments | None:
        """The documents of a role that a template defines."""
        return self.functions.role_documents(arn)

    def resource_policies(self) -> tuple[ResourcePolicy, ...]:
        """The policies of what the functions call: those of the options, of the project, of the template.

        Raises:
            WorkbenchError: an option names no file that can be read.
        """
        known: tuple[ResourcePolicyText, ...] = ()
        if self.project is not None:
            known = next((entry.resource_policies for entry in self.project.functions), ())
        if self.document is not None:
            known += resource_policies_of(self.document)
        return tuple(
            ResourcePolicy(each.arn, each.policy.name, each.policy.text)
            for each in given_resource_policies(self.options.resource_policy, known)
        )

    def _given_policy(self, reference: str) -> Policy | None:
        """The policy of `--policy`, where it is this function's."""
        named = named_by(self.policy).split(":")
        others = {plain_name(route.function) for api in self.apis for route in api.routes if route.function}
        own = named[_FUNCTION_PARTS - 1] if len(named) >= _FUNCTION_PARTS else ""
        if self.options.function is None and own in others and own != plain_name(reference):
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
    given = policy_text(path)
    return parse_policy(given.text, name=given.name, kind=kind)
