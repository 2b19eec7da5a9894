"""EventBridge Schemas in the sandbox, as far as shareable test events need it: moto has no such service."""

from __future__ import annotations

import json
import re
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from workbench.sandbox.message import ACCOUNT_ID, Answer, json_answer, refusal

if TYPE_CHECKING:
    from workbench.sandbox.message import Asked

_PATH = re.compile(
    r"/v1/registries(?:/name/(?P<registry>[^/]+)(?P<schemas>/schemas(?:/name/(?P<schema>[^/]+)"
    r"(?:/versions|/version/(?P<version>\d+))?)?)?)?"
)
_DISCOVER = "/v1/discover"
_JSON_TYPES = {bool: "boolean", int: "number", float: "number", str: "string", type(None): "object"}


@dataclass(slots=True)
class _Schema:
    arn: str
    kind: str
    description: str = ""
    versions: dict[int, tuple[str, float]] = field(default_factory=dict)
    """Content and time by number."""
    next_version: int = 1

    def add(self, content: str) -> None:
        self.versions[self.next_version] = (content, time.time())
        self.next_version += 1


@dataclass(slots=True)
class _Registry:
    arn: str
    description: str = ""
    schemas: dict[str, _Schema] = field(default_factory=dict)


class SchemasFront:
    """The registries, schemas and versions of every region; forgotten with the account."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._registries: dict[tuple[str, str], _Registry] = {}

    def forget(self) -> None:
        """Remove everything: the account was reset."""
        with self._lock:
            self._registries.clear()

    def answer(self, asked: Asked) -> Answer | None:
        """The answer to a request for this service; None for any other request."""
        if asked.service != "schemas":
            return None
        if asked.path == _DISCOVER and asked.method == "POST":
            return _discovered(json.loads(asked.body or b"{}"))
        found = _PATH.fullmatch(asked.path.rstrip("/"))
        if found is None:
            return refusal(501, "NotImplemented", f"The sandbox does not know schemas: {asked.method} {asked.path}")
        with self._lock:
            if found["registry"] is None:
                return self._list(asked.region)
            name = unquote(found["registry"])
            if found["schemas"] is None:
                return self._registry(asked, name)
            registry = self._registries.get((asked.region, name))
            if registry is None:
                return _not_found(f"Registry with name {name} does not exist.")
            if found["schema"] is None:
                return _schema_list(registry, asked.query.get("schemaNamePrefix", [""])[0])
            schema = unquote(found["schema"])
            if asked.path.rstrip("/").endswith("/versions"):
                return _version_list(registry, schema)
            if found["version"] is not None:
                return _delete_version(registry, schema, int(found["version"]))
            return _schema(registry, asked, schema)

    def _list(self, region: str) -> Answer:
        rows = [
            {"RegistryArn": each.arn, "RegistryName": name}
            for (there, name), each in self._registries.items()
            if there == region
        ]
        return json_answer({"Registries": rows})

    def _registry(self, asked: Asked, name: str) -> Answer:
        key = (asked.region, name)
        registry = self._registries.get(key)
        if asked.method == "POST":
            if registry is not None:
                return refusal(409, "ConflictException", f"Registry with name {name} already exists.")
            arn = f"arn:aws:schemas:{asked.region}:{ACCOUNT_ID}:registry/{name}"
            registry = self._registries[key] = _Registry(arn)
        if registry is None:
            return _not_found(f"Registry with name {name} does not exist.")
        if asked.method == "DELETE":
            del self._registries[key]
            return Answer(204)
        if asked.method in {"POST", "PUT"}:
            registry.description = json.loads(asked.body or b"{}").get("Description", "")
        shown = {"RegistryArn": registry.arn, "RegistryName": name, "Description": registry.description, "tags": {}}
        return json_answer(shown, status=201 if asked.method == "POST" else 200)


def _schema(registry: _Registry, asked: Asked, name: str) -> Answer:
    schema = registry.schemas.get(name)
    if asked.method == "POST":
        if schema is not None:
            return refusal(409, "ConflictException", f"Schema with name {name} already exists.")
        said = json.loads(asked.body or b"{}")
        arn = registry.arn.replace(":registry/", ":schema/")
        schema = registry.schemas[name] = _Schema(f"{arn}/{name}", said.get("Type", "OpenApi3"))
    if schema is None:
        return _not_found(f"Schema with name {name} does not exist.")
    if asked.method == "DELETE":
        del registry.schemas[name]
        return Answer(204)
    if asked.method in {"POST", "PUT"}:
        said = json.loads(asked.body or b"{}")
        schema.description = said.get("Description", schema.description)
        if "Content" in said:
            schema.add(said["Content"])
    wanted = asked.query.get("schemaVersion", [""])[0]
    number = int(wanted) if wanted.isdecimal() else max(schema.versions, default=0)
    if number not in schema.versions:
        return _not_found(f"Schema {name} has no version {number}.")
    content, changed = schema.versions[number]
    shown = {
        "SchemaArn": schema.arn,
        "SchemaName": name,
        "SchemaVersion": str(number),
        "Type": schema.kind,
        "Description": schema.description,
        "LastModified": _time(changed),
        "VersionCreatedDate": _time(changed),
        "tags": {},
    }
    if asked.method == "GET":
        shown["Content"] = content
    return json_answer(shown, status=201 if asked.method == "POST" else 200)


def _schema_list(registry: _Registry, prefix: str) -> Answer:
    rows = [
        {"SchemaArn": each.arn, "SchemaName": name, "VersionCount": len(each.versions)}
        for name, each in registry.schemas.items()
        if name.startswith(prefix)
    ]
    return json_answer({"Schemas": rows})


def _version_list(registry: _Registry, name: str) -> Answer:
    schema = registry.schemas.get(name)
    if schema is None:
        return _not_found(f"Schema with name {name} does not exist.")
    rows = [
        {"SchemaArn": schema.arn, "SchemaName": name, "SchemaVersion": str(number), "Type": schema.kind}
        for number in schema.versions
    ]
    return json_answer({"SchemaVersions": rows})


def _delete_version(registry: _Registry, name: str, number: int) -> Answer:
    schema = registry.schemas.get(name)
    if schema is None or schema.versions.pop(number, None) is None:
        return _not_found(f"Schema {name} has no version {number}.")
    return Answer(204)


def _discovered(said: dict[str, Any]) -> Answer:
    """The OpenAPI document that fits the given events, as GetDiscoveredSchema infers it."""
    shape: dict[str, Any] = {"type": "object"}
    for text in said.get("Events", ()):
        try:
            shape = {**shape, **_shape(json.loads(text))}
        except ValueError:
            return refusal(400, "BadRequestException", "An event is not JSON.")
    document = {
        "openapi": "3.0.0",
        "info": {"version": "1.0.0", "title": "Event"},
        "paths": {},
        "components": {"schemas": {"Event": shape}},
    }
    return json_answer({"Content": json.dumps(document)})


def _shape(value: Any) -> dict[str, Any]:
    if isinstance(value, dict):
        properties = {key: _shape(each) for key, each in value.items()}
        return {"type": "object", "required": list(value), "properties": properties}
    if isinstance(value, list):
        return {"type": "array", "items": _shape(value[0]) if value else {"type": "object"}}
    return {"type": _JSON_TYPES[type(value)]}


def _not_found(message: str) -> Answer:
    return refusal(404, "NotFoundException", message, Code="NotFoundException")


def _time(seconds: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))
