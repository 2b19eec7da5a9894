"""`workbench.yaml`: what it may hold, read so that one mistake costs only the entry that has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from workbench.errors import InputError
from workbench.interchange.document import read_document
from workbench.interchange.schema_errors import input_error

if TYPE_CHECKING:
    from workbench.events.json_value import Json, JsonObject
    from workbench.interchange.document import Document

_SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_MOST_FINDINGS = 20


def _as_text(value: Any) -> Any:
    """What an environment variable holds for a number or a boolean without quotes."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, (int, float)) else value


Text = Annotated[str, BeforeValidator(_as_text)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class RolePart(_Part):
    """The execution role of a function: files of policy documents in JSON."""

    arn: str = ""
    policies: list[str] = []
    trust: str | None = None
    boundary: str | None = None


class FunctionPart(_Part):
    """A function; what a SAM template of the project says of it need not be said again. Paths are from this file."""

    code: str | None = Field(None, description="The folder that Lambda would call the task root.")
    handler: str | None = Field(
        None, description="An AWS handler string, `src/app.handler`; none for a custom runtime."
    )
    kind: Literal["python", "node", "custom"] | None = None
    interpreter: str | None = None
    client: Literal["bootstrap", "awslambdaric"] | None = Field(
        None, description="Which client polls the Runtime API, for Python."
    )
    environment: dict[str, Text] = {}
    env_file: str | None = None
    memory: int | None = Field(None, ge=128, le=10240, description="MB.")
    timeout: float | None = Field(None, gt=0, le=900, description="Seconds.")
    region: str | None = None
    account_id: Annotated[str, Field(pattern=r"^\d{12}$")] | None = None
    policy: str | None = Field(None, description="The file of the function's resource policy.")
    role: RolePart | None = None


class ProjectFile(_Part):
    """What cannot be found by looking."""

    functions: dict[str, FunctionPart] = {}
    apis: list[str] = Field([], description="API files, SAM templates or OpenAPI documents.")
    resource_policies: dict[str, str] = Field(
        {}, description="Policies of what functions call, by the ARN of a bucket, a queue, a topic, a key: files."
    )
    environments: dict[str, dict[str, Text | None]] = Field(
        {},
        description="Variables for {{name}}; one without a value is a secret, "
        "which only the process environment holds.",
    )
    saved_events: list[str] = Field([], description="Folders.")
    production: list[Text] = Field(
        [],
        description="Deployed functions that are asked about before each run: "
        "an account, :ALIAS, NAME, NAME:ALIAS, with wildcards.",
    )


def project_file_schema() -> JsonObject:
    """The JSON Schema of workbench.yaml, for editors."""
    return {"$schema": _SCHEMA_DIALECT, **ProjectFile.model_json_schema(), "title": "workbench.yaml"}


def read_project_file(text: str, *, name: str) -> tuple[ProjectFile, Document | None, tuple[InputError, ...]]:
    """What a workbench.yaml says, where it says it, and every mistake in it; an entry with a mistake is left out."""
    try:
        document = read_document(text, name=name)
    except InputError as error:
        return ProjectFile(), None, (error,)
    value = {} if document.value is None else document.value
    if not isinstance(value, dict):
        wrong = InputError("workbench.yaml is a mapping", place=document.place(()), mend="Begin with functions: …")
        return ProjectFile(), None, (wrong,)
    findings: list[InputError] = []
    document.value = value
    while len(findings) < _MOST_FINDINGS:
        try:
            return ProjectFile.model_validate(value), document, tuple(findings)
        except ValidationError as error:
            found = input_error(error, document, model=ProjectFile)
            findings.append(InputError(found.message.partition(" (and ")[0], place=found.place, mend=found.mend))
            _remove_first(value, error)
    return ProjectFile(), document, tuple(findings)


def _remove_first(value: Json, error: ValidationError) -> None:
    """Take out what `input_error` names first: the field, or the whole list that it is in."""
    details = sorted(error.errors(include_url=False), key=lambda detail: detail["type"] == "missing")
    parent, key = value, ""
    for part in details[0]["loc"]:
        inside = parent[key] if key else parent
        if not isinstance(inside, dict) or part not in inside:
            break
        parent, key = inside, str(part)
    parent.pop(key, None)
