"""What a file says about APIs, functions and who may invoke them, whatever kind of file it is."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from workbench.errors import InputError
from workbench.interchange.resource_names import REGION

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from workbench.events.json_value import JsonObject
    from workbench.gateway.api import Api
    from workbench.runtime.function import EnvironmentValue

DocumentKind = Literal["api", "sam", "cloudformation", "cdk", "serverless", "openapi"]


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Something in a file that matters to the road and was not understood."""

    where: str
    """`file:line:column`."""
    what: str


@dataclass(frozen=True, slots=True)
class TemplatePolicy:
    """One policy of a role: its document, or the name or template that stands for it."""

    name: str
    document: JsonObject | None = None
    """None: nothing is known of the document, only its name."""
    managed: str = ""
    """The ARN or name of a managed policy; empty for an inline one."""
    template_parameters: JsonObject | None = None
    """Where the name is that of a SAM policy template: what it is filled with."""
    place: str = ""


@dataclass(frozen=True, slots=True)
class TemplateRole:
    """The execution role of a function, as far as a template says it."""

    arn: str
    known: bool = True
    """False: the role is defined elsewhere, and nothing but its ARN is known."""
    policies: tuple[TemplatePolicy, ...] = ()
    trust: JsonObject | None = None
    """The trust policy; None: not known."""
    boundary: str = ""
    """The ARN of the permission boundary; empty for none."""
    place: str = ""


@dataclass(frozen=True, slots=True)
class FunctionUrl:
    """The URL of a function."""

    auth_type: str = "NONE"
    invoke_mode: str = "BUFFERED"
    cors: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TemplateFunction:
    """A function as a template defines it."""

    id: str
    """Its logical id, by which routes name it."""
    name: str
    """Its name in Lambda; the logical id where the template leaves it to CloudFormation."""
    handler: str = ""
    runtime: str = ""
    code: Path | None = None
    """The folder of its code; None where the code is elsewhere."""
    inline_code: str = ""
    """Code that stands in the template itself."""
    image: str = ""
    """The URI of a container image, where the function is one."""
    timeout_s: float = 3.0
    memory_mb: int = 128
    environment: tuple[EnvironmentValue, ...] = ()
    layers: tuple[Path | str, ...] = ()
    """Folders, and ARNs of layers that are not here."""
    architectures: tuple[str, ...] = ("x86_64",)
    role: TemplateRole | None = None
    alias: str = ""
    """The alias that SAM publishes at each deployment, and that its events invoke."""
    url: FunctionUrl | None = None
    events: tuple[str, ...] = ()
    """What else invokes it, for a person: `Schedule Nightly`."""
    place: str = ""


@dataclass(frozen=True, slots=True)
class TemplatePermission:
    """A statement of a function's resource policy, in the form that Lambda stores."""

    function: str
    """The function's logical id."""
    statement: JsonObject
    qualifier: str = ""
    written_by: Literal["template", "AWS SAM", "Serverless Framework"] = "template"
    place: str = ""


@dataclass(frozen=True, slots=True)
class TemplateResourcePolicy:
    """The policy of a resource that functions call: of a bucket, a queue, a topic, a key."""

    arn: str
    name: str
    """The logical id of what says it."""
    document: JsonObject
    place: str = ""


@dataclass(frozen=True, slots=True)
class ApiDocument:
    """What a file says about APIs, functions and who may invoke them."""

    name: str
    kind: DocumentKind
    region: str = REGION
    """Where its functions are deployed, as far as it says."""
    apis: tuple[Api, ...] = ()
    functions: tuple[TemplateFunction, ...] = ()
    permissions: tuple[TemplatePermission, ...] = ()
    not_understood: tuple[NotUnderstood, ...] = ()
    resource_policies: tuple[TemplateResourcePolicy, ...] = ()
    assumed_roles: tuple[TemplateRole, ...] = ()
    """Roles of the file that integrations and authorizers have API Gateway assume."""

    @property
    def api(self) -> Api:
        """The first API.

        Raises:
            InputError: the file has none.
        """
        if not self.apis:
            what = "This file has no API in front of a function"
            raise InputError(what, place=self.name, mend="Add one, or give an API file.")
        return self.apis[0]

    def named(self, which: str) -> Api:
        """The API of a name, id or type, and of a stage where one is given: `Shop`, `HTTP`, `Shop/live`, `/live`.

        Raises:
            InputError: the file has none that is called so.
        """
        name, _, stage = which.partition("/")
        for api in self.apis:
            if name in ("", api.name, api.id, api.type) and stage in ("", api.stage):
                return api
        known = ", ".join(f"{api.name}/{api.stage}" for api in self.apis) or "none"
        raise InputError(f"No API is called {which}", place=self.name, mend=f"There are: {known}.")

    def called_at(self, host: str, path: str = "/") -> Api | None:
        """The API that a host name belongs to; of several stages, that which the path names; None for no such host."""
        first = path.lstrip("/").partition("/")[0]
        found = [api for api in self.apis if (_own_domain(api, host) or host.partition(".")[0] == api.id)]
        named = (api for api in found if first and first == _in_front(api, host))
        without = (api for api in found if not _in_front(api, host))
        return next(iter((*named, *without, *found)), None)

    def function(self, reference: str) -> TemplateFunction | None:
        """The function of a logical id or name; of the id in a stack inside too, where one only is called so."""
        named = next((function for function in self.functions if reference in {function.id, function.name}), None)
        inside = [function for function in self.functions if function.id.endswith(f"/{reference}")]
        return named or (inside[0] if len(inside) == 1 else None)

    def function_policy_text(self, function: str) -> str:
        """The resource policy of a function, all qualifiers together, as JSON text; with none, an empty one."""
        statements = [each.statement for each in self.permissions if each.function == function]
        return json.dumps({"Version": "2012-10-17", "Id": "default", "Statement": statements}, indent=2)


def _own_domain(api: Api, host: str) -> bool:
    return api.custom_domain is not None and api.custom_domain.name.lower() == host


def _in_front(api: Api, host: str) -> str:
    """What stands in front of a path on a host: the base path of a domain, else the stage; empty for nothing."""
    if api.custom_domain is not None and _own_domain(api, host):
        return api.custom_domain.base_path.partition("/")[0]
    return "" if api.stage == "$default" else api.stage
