"""The functions that a SAM or CloudFormation template defines."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from workbench.interchange.api_document import FunctionUrl, TemplateFunction
from workbench.interchange.deployed_names import label
from workbench.interchange.document import mapping, sequence
from workbench.interchange.intrinsics import unresolved_names
from workbench.interchange.openapi_body import cors_settings
from workbench.interchange.template import FUNCTION_TYPES, strings, whole
from workbench.interchange.template_policies import Roles
from workbench.runtime.function import EnvironmentValue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.events.json_value import Json, JsonObject
    from workbench.interchange.api_document import TemplateRole
    from workbench.interchange.template import Template

_LAYER_TYPES = ("AWS::Lambda::LayerVersion", "AWS::Serverless::LayerVersion")
_HTTP_EVENTS = frozenset({"Api", "HttpApi"})


def read_functions(template: Template) -> tuple[TemplateFunction, ...]:
    """All functions whose condition holds, in the order of the file."""
    roles = Roles(template)
    layers = dict(_layers(template))
    urls = _urls(template)
    return tuple(
        _Function(template, logical_id).read(roles, layers, urls.get(logical_id))
        for logical_id in template.of_type(*FUNCTION_TYPES)
    )


class _Function:
    """One function while it is being read."""

    def __init__(self, template: Template, logical_id: str) -> None:
        self._template = template
        self._id = logical_id
        self._said = template.properties(logical_id)
        self._by_sam = template.type_of(logical_id) == "AWS::Serverless::Function"

    def read(self, roles: Roles, layers: dict[str, Path], url: FunctionUrl | None) -> TemplateFunction:
        said = self._said
        code = mapping(said.get("Code"))
        inline = said.get("InlineCode") if self._by_sam else code.get("ZipFile")
        image = said.get("ImageUri") if self._by_sam else code.get("ImageUri")
        is_image = bool(image) or said.get("PackageType") == "Image"
        return TemplateFunction(
            id=self._id,
            name=str(said.get("FunctionName") or label(self._id)),
            handler="" if is_image else str(said.get("Handler") or ""),
            runtime="" if is_image else str(said.get("Runtime") or ""),
            code=None if inline or is_image else self._code_folder(),
            inline_code=str(inline or ""),
            image=str(image or ""),
            timeout_s=float(whole(said.get("Timeout"), default=3) or 3),
            memory_mb=whole(said.get("MemorySize"), default=128) or 128,
            environment=tuple(self._environment()),
            layers=tuple(layers.get(arn, arn) for arn in strings(said.get("Layers"))),
            architectures=strings(said.get("Architectures")) or ("x86_64",),
            role=self._role(roles),
            alias=str(said.get("AutoPublishAlias") or ""),
            url=url or (function_url(mapping(said["FunctionUrlConfig"])) if "FunctionUrlConfig" in said else None),
            events=tuple(self._other_events()),
            place=self._template.place(self._id),
        )

    def _role(self, roles: Roles) -> TemplateRole | None:
        role = self._said.get("Role")
        if isinstance(role, str) and role:
            return roles.named(role)
        return roles.written_by_sam(self._id) if self._by_sam else None

    def _code_folder(self) -> Path | None:
        beside = self._template.folder_of(("Resources", self._id))
        said = self._said.get("CodeUri", ".") if self._by_sam else self._said.get("Code")
        where = "CodeUri" if self._by_sam else "Code"
        if isinstance(said, str) and not said.startswith(("s3://", "https://")) and "${" not in said:
            return beside / said
        asset = self._template.metadata(self._id).get("aws:asset:path")
        if isinstance(asset, str):
            return beside / asset
        if folder := _synthesised(beside, str(mapping(said).get("S3Key", ""))):
            return folder
        self._template.note(
            ("Resources", self._id, "Properties", where), f"The code of {self._id} is not in a folder here"
        )
        return None

    def _environment(self) -> Iterator[EnvironmentValue]:
        file = Path(self._template.stack_of(self._id).document.name).name
        for name, value in mapping(mapping(self._said.get("Environment")).get("Variables")).items():
            text = _variable(value)
            unknown = unresolved_names(text)
            origin = f"{file}, {', '.join(unknown)} known only once deployed" if unknown else file
            yield EnvironmentValue(str(name), text, origin)

    def _other_events(self) -> Iterator[str]:
        for name, event in mapping(self._said.get("Events")).items():
            kind = str(mapping(event).get("Type", ""))
            if kind not in _HTTP_EVENTS:
                yield f"{kind} {name}".strip()


def _variable(value: Json) -> str:
    """An environment variable's value as Lambda stores it: text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _synthesised(beside: Path, key: str) -> Path | None:
    """The folder of an asset that the CDK wrote beside its template, by the asset's hash."""
    digest = key.rpartition("/")[2].removesuffix(".zip")
    folder = beside / f"asset.{digest}"
    return folder if digest and "\0" not in digest and folder.is_dir() else None


def _layers(template: Template) -> Iterator[tuple[str, Path]]:
    """The layers of the template whose content is a folder here, by ARN."""
    for logical_id in template.of_type(*_LAYER_TYPES):
        said = template.properties(logical_id)
        content = said.get("ContentUri") or said.get("Content") or template.metadata(logical_id).get("aws:asset:path")
        if isinstance(content, dict):
            content = template.metadata(logical_id).get("aws:asset:path")
        if isinstance(content, str) and not content.startswith("s3://"):
            yield str(template.ref(logical_id)), template.folder_of(("Resources", logical_id)) / content


def _urls(template: Template) -> dict[str, FunctionUrl]:
    """The function URLs that are resources of their own, by the logical id of the function."""
    urls: dict[str, FunctionUrl] = {}
    for logical_id in template.of_type("AWS::Lambda::Url"):
        said = template.properties(logical_id)
        found = template.function_named(str(said.get("TargetFunctionArn", "")))
        if found is None:
            template.note(("Resources", logical_id), "The function of this URL was not found")
        else:
            urls[found[0]] = function_url(said)
    return urls


def function_url(said: JsonObject | Json) -> FunctionUrl:
    """A function URL from its configuration."""
    return FunctionUrl(
        auth_type=str(said.get("AuthType") or "AWS_IAM"),
        invoke_mode=str(said.get("InvokeMode") or "BUFFERED"),
        cors=cors_settings(said["Cors"]) if sequence(said.get("Cors")) else {},
    )
