"""What a case file may hold: the fields of `NAME.case.yaml` and their types."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from workbench.errors import InputError
from workbench.events.json_value import JsonObject
from workbench.events.source import Source
from workbench.library.json_pointer import parts_of

OPERATORS = ("equals", "not_equals", "contains", "matches", "exists", "below", "above", "schema", "snapshot")
"""What can be said of a value, by the names in case files."""
_SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Expectation(_Part):
    """One thing that must hold: a value of the outcome, or an action of the execution role."""

    that: str | None = Field(
        None, description="A JMESPath expression over the outcome: `status`, `body.id`, `verdict.code`, …"
    )
    equals: Any = None
    not_equals: Any = None
    contains: Any = Field(None, description="A part of a text, an item of a list, or a key of an object.")
    matches: str | None = Field(None, description="A regular expression that is found in the text.")
    exists: bool | None = None
    below: float | None = None
    above: float | None = None
    schema_: Any = Field(None, alias="schema", description="A JSON Schema, or the file that holds it.")
    snapshot: bool | str | None = Field(None, description="True, or the name of the saved response beside the event.")
    allowed: str | None = Field(None, description="An action that the execution role must allow.")
    denied: str | None = Field(None, description="An action that the execution role must not allow.")
    on: str | None = Field(None, description="The ARN that `allowed` or `denied` asks about; `*` where there is none.")

    @model_validator(mode="after")
    def _says_one_thing(self) -> Expectation:
        asks = [name for name in ("allowed", "denied") if name in self.model_fields_set]
        if "that" in self.model_fields_set and (asks or "on" in self.model_fields_set):
            raise ValueError("an expectation has either `that`, or allowed, denied and on")
        if "that" in self.model_fields_set and not self.operators:
            raise ValueError(f"the expectation says nothing of its value; it takes {', '.join(OPERATORS)}")
        if "that" not in self.model_fields_set and (len(asks) != 1 or self.operators):
            raise ValueError("an expectation has `that` and an operator, or allowed or denied")
        return self

    @property
    def operators(self) -> dict[str, Any]:
        """The operators that are written down, with what they compare to."""
        given = {"schema" if name == "schema_" else name: getattr(self, name) for name in self.model_fields_set}
        return {name: given[name] for name in OPERATORS if name in given}


class InvokeSettings(_Part):
    """How the function is configured for this event."""

    timeout: float | None = Field(None, gt=0, le=900, description="Seconds.")
    memory: int | None = Field(None, ge=128, le=10240, description="MB.")
    env: dict[str, str | int | float | bool] = Field({}, description="Environment variables; `{{name}}` is filled in.")
    qualifier: str = Field("", description="The version or alias of a deployed function.")
    client_context: JsonObject | None = None


class Case(BaseModel):
    """What stands beside a payload. A key that is not known is kept."""

    model_config = ConfigDict(extra="allow", strict=True, frozen=True)

    name: str = Field("", description="What a person calls the event.")
    description: str = Field("", description="A note in Markdown.")
    tags: tuple[str, ...] = Field((), strict=False)
    source: Source | None = Field(None, strict=False, description="Which form shows the event.")
    function: str | None = Field(None, description="A function reference: the default target.")
    bindings: dict[str, Any] = Field(
        {}, description="JSON Pointer: the value put in at invocation, with `{{name}}` filled in."
    )
    environment: str | None = Field(None, description="Which variables; workbench.yaml holds them.")
    invoke: InvokeSettings = InvokeSettings()
    expect: tuple[Expectation, ...] = Field((), strict=False)

    @field_validator("bindings")
    @classmethod
    def _are_pointers(cls, bindings: dict[str, Any]) -> dict[str, Any]:
        for pointer in bindings:
            try:
                parts_of(pointer)
            except InputError as error:
                raise ValueError(f"{pointer!r} is no place in the event: {error.message}") from None
        return bindings

    @property
    def unknown_keys(self) -> tuple[str, ...]:
        """Keys at the top that mean nothing to this program."""
        return tuple(self.model_extra or ())


def case_schema() -> JsonObject:
    """The JSON Schema of a case file, for editors."""
    return {"$schema": _SCHEMA_DIALECT, **Case.model_json_schema(), "title": "A case of the Lambda Event Workbench"}
