"""One stack of a template: the document that it is made from, and what a name means inside it."""

from __future__ import annotations

from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Protocol

from workbench.interchange.document import Document, mapping, sequence
from workbench.interchange.intrinsics import Names, Resolver
from workbench.interchange.loops import Loops, has_loops
from workbench.interchange.resource_names import ACCOUNT_ID

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.events.json_value import Json, JsonObject
    from workbench.interchange.api_document import DocumentKind
    from workbench.interchange.places import Path

_OUTPUT_ENDING = ".template.json"


class Whole(Names, Protocol):
    """What a stack asks of the template that it is part of; resources are called by the ids of all stacks around."""

    region: str

    def note(self, path: Path, what: str) -> None:
        """Remember something that was not understood."""

    def written(self, logical_id: str, *names: str) -> Json:
        """One property of a resource, resolved."""

    def included(self, name: str, path: Path) -> Json:
        """A document in a file that a part of the template names."""


class Stack:
    """The template's own stack, or one that stands in another: `Child/Api` is the resource `Api` of `Child/`."""

    def __init__(
        self, template: Whole, document: Document, *, kind: DocumentKind, outer: Stack | None = None, within: str = ""
    ) -> None:
        """`within` is the logical id that it has in `outer`."""
        self.document = document
        self.kind = kind
        self.prefix: str = f"{outer.prefix}{within}/" if outer else ""
        """Empty for the template's own stack, else the logical id of its resource, `Child/`."""
        self._outer = outer
        self._within = within
        self._template = template
        self._body = mapping(document.value)
        self._conditions: JsonObject = dict(mapping(self._body.get("Conditions")))
        self.resolver = Resolver(
            self,
            mappings=mapping(self._body.get("Mappings")),
            conditions=self._conditions,
            report=self.note,
            include=template.included,
        )
        self._written_at: dict[Path, Path] = {}
        self.outputs: JsonObject = dict(mapping(self._body.get("Outputs")))
        self.resources = _only_mappings(mapping(self._body.get("Resources")))
        """By their logical ids inside this stack."""

    @property
    def file(self) -> FilePath:
        """The file of its template."""
        return FilePath(self.document.name)

    @property
    def folder(self) -> FilePath:
        """The folder that its relative paths begin in."""
        return self.file.parent

    @property
    def name(self) -> str:
        """What the stack is called: the CDK's own name for a synthesised template, else `stack`."""
        if self._outer is not None:
            return f"{self._outer.name}-{self._within}"
        file = self.file.name
        return file.removesuffix(_OUTPUT_ENDING) if file.endswith(_OUTPUT_ENDING) else "stack"

    @property
    def is_extended(self) -> bool:
        """Whether the template asks for the language extensions, loops among them."""
        return "AWS::LanguageExtensions" in sequence(self._body.get("Transform"))

    def around(self) -> tuple[Stack, ...]:
        """This stack and those that it stands in, the template's own as the last."""
        return (self, *(self._outer.around() if self._outer else ()))

    def is_present(self, name: str) -> bool:
        """Whether the condition of a resource holds, or there is none."""
        condition = self.resources[name].get("Condition")
        return not isinstance(condition, str) or self.resolver.holds(condition, ("Resources", name, "Condition"))

    def section(self, name: str) -> Json:
        """A section of its template as it is written; None where there is none."""
        return self._body.get(name)

    def written_at(self, path: Path) -> Path:
        """Where in the document a path of this stack is written: inside a loop, for what a loop makes."""
        return (*self._written_at.get(path[:2], path[:2]), *path[2:])

    def note(self, path: Path, what: str) -> None:
        """Remember something that was not understood, at a path of this stack or one that names it."""
        names_it = len(path) > 1 and path[0] == "Resources" and str(path[1]).startswith(self.prefix)
        self._template.note(path if names_it else (self.prefix, *path), what)

    def ref(self, name: str) -> Json | None:
        """What `Ref` gives for a parameter, pseudo parameter or resource; None where it is not known."""
        if name.startswith("AWS::"):
            return self._pseudo(name)
        parameters = mapping(self._body.get("Parameters"))
        return (
            self._parameter(name, mapping(parameters[name]))
            if name in parameters
            else self._template.ref(f"{self.prefix}{name}")
        )

    def attribute(self, name: str, attribute: str) -> Json | None:
        """What `Fn::GetAtt` gives; None where it is not known."""
        return self._template.attribute(f"{self.prefix}{name}", attribute)

    def exported(self, name: str) -> Json | None:
        """What a stack of the template exports by a name; None where none does."""
        return self._template.exported(name)

    def write_loops_out(self) -> None:
        """Put what its loops make in their place, where the template may have loops at all."""
        sections = {name: mapping(self._body.get(name)) for name in ("Conditions", "Resources", "Outputs")}
        if not self.is_extended or not has_loops(dict(sections)):
            return
        loops = Loops(items_of=self.resolver.resolve, report=self.note)
        made = {name: self._made(loops, name, members) for name, members in sections.items()}
        self._conditions.update(made["Conditions"])
        self.outputs = made["Outputs"]
        self.resources = _only_mappings(made["Resources"])

    def _made(self, loops: Loops, section: str, members: Mapping[str, Json]) -> JsonObject:
        made: JsonObject = {}
        for key, (value, at) in loops.write_out(members, (section,)).items():
            made[key] = value
            self._written_at[section, key] = at
        return made

    def _pseudo(self, name: str) -> Json | None:
        region = self._template.region
        known: Mapping[str, Json] = {
            "AWS::AccountId": ACCOUNT_ID,
            "AWS::Region": region,
            "AWS::Partition": "aws",
            "AWS::StackName": self.name,
            "AWS::StackId": f"arn:aws:cloudformation:{region}:{ACCOUNT_ID}:stack/{self.name}/a1b2c3d4",
            "AWS::URLSuffix": "amazonaws.com",
            "AWS::NotificationARNs": [],
        }
        return known.get(name)

    def _parameter(self, name: str, parameter: Mapping[str, Json]) -> Json | None:
        """The value that the stack outside gives a parameter, else its default."""
        given = self._template.written(self.prefix[:-1], "Parameters", name) if self.prefix else None
        kind = str(parameter.get("Type", "String"))
        value = parameter.get("Default") if given is None else given
        if value is None or (given is None and kind.startswith("AWS::SSM::Parameter::Value")):
            return None
        is_list = kind == "CommaDelimitedList" or kind.startswith("List<")
        if is_list and not isinstance(value, list):
            return [item.strip() for item in str(value).split(",")]
        return value


def _only_mappings(resources: Mapping[str, Json]) -> JsonObject:
    return {name: each for name, each in resources.items() if mapping(each)}
