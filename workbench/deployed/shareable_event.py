"""Shareable test events: those that the Lambda console, SAM CLI and the AWS toolkits keep in EventBridge Schemas."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workbench.deployed.service_error import code_of, in_words
from workbench.errors import InputError

if TYPE_CHECKING:
    from workbench.deployed.session import AwsSession

REGISTRY = "lambda-testevent-schemas"
SIZE_LIMIT = 6_144_000
"""Bytes of one event; SAM CLI's lambda_shared_test_event.py."""
VERSIONS_KEPT = 5
"""Versions of a schema that the clients of this registry leave; older ones are deleted."""


@dataclass(frozen=True, slots=True)
class ShareableEvent:
    """One named event of a function."""

    name: str
    event: Any
    invocation_type: str = "RequestResponse"


def schema_name(function_name: str) -> str:
    """The schema that holds a function's events."""
    return f"_{function_name}-schema"


def list_events(session: AwsSession, function_name: str) -> tuple[ShareableEvent, ...]:
    """The shareable events of a function; empty where it has none.

    Raises:
        ServiceError: AWS refused or did not answer.
    """
    return events_of(_content(session, function_name))


def save_event(session: AwsSession, function_name: str, event: ShareableEvent) -> None:
    """Add or replace one event, as the console would.

    Raises:
        InputError: the event is too large.
        ServiceError: AWS refused or did not answer.
    """
    size = len(json.dumps(event.event).encode())
    if size > SIZE_LIMIT:
        raise InputError(
            f"the event is {size} bytes, a shareable test event holds {SIZE_LIMIT}", mend="Make it smaller."
        )
    content = _content(session, function_name)
    schemas = session.client("schemas")
    with in_words("schemas:UpdateSchema", session.account):
        if content is None:
            _make_registry(schemas)
            text = json.dumps(with_event(None, event))
            schemas.create_schema(
                RegistryName=REGISTRY, SchemaName=schema_name(function_name), Type="OpenApi3", Content=text
            )
            return
        _leave_room(schemas, schema_name(function_name))
        schemas.update_schema(
            RegistryName=REGISTRY,
            SchemaName=schema_name(function_name),
            Type="OpenApi3",
            Content=json.dumps(with_event(content, event)),
        )


def delete_event(session: AwsSession, function_name: str, name: str) -> None:
    """Remove one event; the schema goes with the last of them.

    Raises:
        ServiceError: AWS refused or did not answer.
    """
    content = _content(session, function_name)
    if content is None:
        return
    left = without_event(content, name)
    schemas = session.client("schemas")
    words = {"RegistryName": REGISTRY, "SchemaName": schema_name(function_name)}
    with in_words("schemas:DeleteSchema", session.account):
        if not left["components"]["examples"]:
            schemas.delete_schema(**words)
            return
        _leave_room(schemas, schema_name(function_name))
        schemas.update_schema(**words, Type="OpenApi3", Content=json.dumps(left))


def events_of(content: dict[str, Any] | None) -> tuple[ShareableEvent, ...]:
    """The events in a schema's OpenAPI document."""
    examples = (content or {}).get("components", {}).get("examples", {})
    return tuple(
        ShareableEvent(
            name,
            example.get("value"),
            example.get("x-metadata", {}).get("invocationType", "RequestResponse"),
        )
        for name, example in examples.items()
        if isinstance(example, dict)
    )


def with_event(content: dict[str, Any] | None, event: ShareableEvent) -> dict[str, Any]:
    """The OpenAPI document with one event added or replaced; everything else in it is kept."""
    found = content or {
        "openapi": "3.0.0",
        "info": {"version": "1.0.0", "title": "Event"},
        "paths": {},
        "components": {"schemas": {"Event": {"type": "object"}}, "examples": {}},
    }
    components = found.get("components", {})
    example = {"value": event.event, "x-metadata": {"invocationType": event.invocation_type}}
    examples = {**components.get("examples", {}), event.name: example}
    return {**found, "components": {**components, "examples": examples}}


def without_event(content: dict[str, Any], name: str) -> dict[str, Any]:
    """The OpenAPI document without one event."""
    components = content.get("components", {})
    examples = {key: value for key, value in components.get("examples", {}).items() if key != name}
    return {**content, "components": {**components, "examples": examples}}


def _content(session: AwsSession, function_name: str) -> dict[str, Any] | None:
    with in_words("schemas:DescribeSchema", session.account):
        try:
            found = session.client("schemas").describe_schema(
                RegistryName=REGISTRY, SchemaName=schema_name(function_name)
            )
        except Exception as error:
            if code_of(error) in {"NotFoundException", "ResourceNotFoundException"}:
                return None
            raise
    try:
        content: dict[str, Any] = json.loads(found["Content"])
    except ValueError as error:
        name = schema_name(function_name)
        raise InputError(f"the schema {name} is not JSON: {error}", mend="Mend or delete it in the console.") from error
    return content


def _make_registry(schemas: Any) -> None:
    try:
        schemas.describe_registry(RegistryName=REGISTRY)
    except Exception as error:
        if code_of(error) not in {"NotFoundException", "ResourceNotFoundException"}:
            raise
        schemas.create_registry(RegistryName=REGISTRY)


def _leave_room(schemas: Any, name: str) -> None:
    pages = schemas.get_paginator("list_schema_versions").paginate(RegistryName=REGISTRY, SchemaName=name)
    versions = sorted(int(row["SchemaVersion"]) for page in pages for row in page["SchemaVersions"])
    for version in versions[: max(0, len(versions) - VERSIONS_KEPT + 1)]:
        schemas.delete_schema_version(RegistryName=REGISTRY, SchemaName=name, SchemaVersion=str(version))
