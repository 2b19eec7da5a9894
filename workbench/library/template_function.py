"""The functions of a template as this machine can run them, with the policies that the template gives them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from workbench.errors import FunctionNotFound
from workbench.exchange.order import ExecutionRole, PolicyText, ResourcePolicyText
from workbench.interchange.json_text import decode_utf8
from workbench.library.file_access import read_file
from workbench.library.project import FunctionEntry
from workbench.runtime.function import LocalFunction

if TYPE_CHECKING:
    from workbench.interchange.api_document import ApiDocument, TemplateFunction, TemplateRole

_KINDS: dict[str, Literal["python", "node", "custom"]] = {"python": "python", "nodejs": "node", "provided": "custom"}


def read_template(path: Path) -> ApiDocument:
    """What an AWS SAM or CloudFormation template says.

    Raises:
        InputError: the template cannot be read or understood.
    """
    from workbench.interchange.api_file import read_api

    return read_api(decode_utf8(read_file(path), name=str(path)), name=str(path))


def entries_of(document: ApiDocument) -> tuple[FunctionEntry, ...]:
    """The functions of a template that can run here: those whose code is a folder and whose runtime is ours."""
    theirs = resource_policies_of(document)
    return tuple(
        FunctionEntry(
            label=function.id,
            function=local,
            function_policy=PolicyText(
                f"{function.id}, {Path(document.name).name}", document.function_policy_text(function.id)
            ),
            role=None if function.role is None else _role(function.role),
            origin=function.place,
            resource_policies=theirs,
            assumed_roles=assumed_roles_of(document),
        )
        for function in document.functions
        if (local := _local(function, document)) is not None
    )


def resource_policies_of(document: ApiDocument) -> tuple[ResourcePolicyText, ...]:
    """The policies that a template puts on buckets, queues, keys and the like."""
    file = Path(document.name).name
    return tuple(
        ResourcePolicyText(each.arn, PolicyText(f"{each.name}, {file}", json.dumps(each.document, indent=2)))
        for each in document.resource_policies
    )


def assumed_roles_of(document: ApiDocument) -> tuple[ExecutionRole, ...]:
    """The roles of a template that integrations have API Gateway assume."""
    return tuple(_role(role) for role in document.assumed_roles)


def not_here(document: ApiDocument) -> tuple[FunctionNotFound, ...]:
    """Why each other function of a template cannot run here; the place is where it stands."""
    return tuple(
        FunctionNotFound(
            f"{function.id} cannot run here: {_why_not(function)}",
            place=function.place,
            mend=f"Invoke it where it is deployed: aws:{function.name}.",
        )
        for function in document.functions
        if _local(function, document) is None
    )


def _why_not(function: TemplateFunction) -> str:
    if function.image:
        return "it is a container image"
    if function.inline_code:
        return "its code stands in the template"
    if _kind(function) is None:
        return f"its runtime is {function.runtime or 'not known'}"
    return "its code is not in a folder here"


def _kind(function: TemplateFunction) -> Literal["python", "node", "custom"] | None:
    return next((kind for prefix, kind in _KINDS.items() if function.runtime.startswith(prefix)), None)


def _local(function: TemplateFunction, document: ApiDocument) -> LocalFunction | None:
    kind = _kind(function)
    if kind is None or function.code is None:
        return None
    where = document.apis[0] if document.apis else None
    return LocalFunction(
        name=function.name,
        handler="" if kind == "custom" else function.handler,
        code=str(function.code.absolute()),
        kind=kind,
        timeout_s=function.timeout_s,
        memory_mb=function.memory_mb,
        environment=function.environment,
        layers=tuple(str(layer.absolute()) for layer in function.layers if isinstance(layer, Path)),
        region=where.region if where else document.region,
        account_id=where.account_id if where else "123456789012",
        qualifier=function.alias,
    )


def _role(role: TemplateRole) -> ExecutionRole:
    known = tuple(
        PolicyText(policy.name, json.dumps(policy.document, indent=2))
        for policy in role.policies
        if policy.document is not None
    )
    unread = [policy.managed or policy.name for policy in role.policies if policy.document is None]
    unread += [] if role.known else [role.arn]
    return ExecutionRole(
        arn=role.arn,
        policies=known,
        trust=None if role.trust is None else PolicyText("trust policy", json.dumps(role.trust, indent=2)),
        not_read=(*unread, *([role.boundary] if role.boundary else [])),
    )
