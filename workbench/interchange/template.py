"""A SAM or CloudFormation template: the resources of its stack and of those inside it, with properties resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.interchange import sam_names
from workbench.interchange.api_document import NotUnderstood
from workbench.interchange.deployed_names import called
from workbench.interchange.document import Document, mapping, sequence
from workbench.interchange.intrinsics import NO_VALUE, as_object
from workbench.interchange.nested_stacks import STACK_TYPES, stacks_inside
from workbench.interchange.resource_names import FIRST_API_ID, REGION, made_id
from workbench.interchange.sam_globals import with_globals
from workbench.interchange.stack import Stack
from workbench.interchange.template_file import UnreadableFile, read_beside
from workbench.interchange.template_kind import kind_of_template

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path as FilePath

    from workbench.events.json_value import Json, JsonObject
    from workbench.interchange.api_document import DocumentKind
    from workbench.interchange.places import Path

API_TYPES = frozenset(
    {
        *("AWS::ApiGateway::RestApi", "AWS::ApiGatewayV2::Api", "AWS::Serverless::Api", "AWS::Serverless::HttpApi"),
        "AWS::Serverless::WebSocketApi",
    }
)
FUNCTION_TYPES = frozenset({"AWS::Lambda::Function", "AWS::Serverless::Function"})
_MOST_STACKS = 200
_OUTPUTS = "Outputs."


class Template:
    """The resources of one template, asked for by logical id or by type.

    A resource of a stack inside is called by the ids of both, `Child/Function`, as AWS SAM CLI calls it.
    """

    def __init__(self, document: Document, *, kind: DocumentKind, region: str = REGION) -> None:
        self.kind = kind
        self.region = region
        self._resources: dict[str, Json] = {}
        self._stacks: dict[str, Stack] = {}
        self._resolved: dict[str, JsonObject] = {}
        self._resolving: set[tuple[str, ...]] = set()
        self._notes: dict[NotUnderstood, None] = {}
        self._api_ids: dict[str, str] = {}
        self._functions_by_arn: dict[str, str] | None = None
        self._root = Stack(self, document, kind=kind)
        self._add(self._root)
        self._number_apis()

    @property
    def name(self) -> str:
        """The file's name, as a person gave it."""
        return self._root.document.name

    @property
    def notes(self) -> tuple[NotUnderstood, ...]:
        """What was not understood so far."""
        return tuple(self._notes)

    @property
    def stacks(self) -> tuple[Stack, ...]:
        """The template's own stack, and those inside it."""
        return tuple(self._stacks.values())

    def stack_of(self, logical_id: str) -> Stack:
        """The stack that a resource is in."""
        outer, slash, _ = logical_id.rpartition("/")
        return self._stacks.get(f"{outer}{slash}", self._root)

    def note(self, path: Path, what: str) -> None:
        """Remember something that was not understood."""
        self._notes[NotUnderstood(self.place_of(path, of_key=bool(path)), what)] = None

    def properties_path(self, logical_id: str) -> Path:
        """Where the properties of a resource stand; those of an implicit API are the globals."""
        if logical_id in self._resources:
            return ("Resources", logical_id, "Properties")
        stack = self.stack_of(logical_id)
        path = ("Globals", sam_names.implicit_type(logical_id).rpartition("::")[2])
        return (stack.prefix, *path) if stack.prefix else path

    def place(self, logical_id: str, *inside: str | int) -> str:
        """Where a resource, or something in it, stands."""
        return self.place_of(("Resources", logical_id, *inside), of_key=not inside)

    def place_of(self, path: Path, *, of_key: bool = False) -> str:
        """Where a part of the template stands."""
        stack, inside = self._located(path)
        return stack.document.place(stack.written_at(inside), of_key=of_key)

    def folder_of(self, path: Path) -> FilePath:
        """The folder that the relative paths in a part of the template begin in."""
        return self._located(path)[0].folder

    def type_of(self, logical_id: str) -> str:
        """The type of a resource; empty where there is none."""
        return str(mapping(self._resources.get(logical_id)).get("Type", ""))

    def of_type(self, *types: str) -> Iterator[str]:
        """The logical ids of the resources of some types whose condition holds, in the order of the file."""
        return (name for name in self._resources if self.type_of(name) in types and self._is_present(name))

    def all_present(self) -> Iterator[str]:
        """The logical ids of all resources whose condition holds."""
        return (name for name in self._resources if self._is_present(name))

    def _is_present(self, logical_id: str) -> bool:
        """Whether the condition of a resource holds, or there is none."""
        stack = self.stack_of(logical_id)
        return stack.is_present(logical_id.removeprefix(stack.prefix))

    def metadata(self, logical_id: str) -> JsonObject:
        """The `Metadata` of a resource, as written."""
        return dict(mapping(mapping(self._resources.get(logical_id)).get("Metadata")))

    def properties(self, logical_id: str) -> JsonObject:
        """The properties of a resource, resolved, with SAM's globals."""
        if logical_id not in self._resolved:
            raw = self._raw(logical_id)
            resolver = self.stack_of(logical_id).resolver
            self._resolved[logical_id] = as_object(resolver.resolve(dict(raw), self.properties_path(logical_id)))
        return self._resolved[logical_id]

    def _raw(self, logical_id: str) -> JsonObject:
        """The properties of a resource as they are written, with SAM's globals."""
        raw = mapping(mapping(self._resources.get(logical_id)).get("Properties"))
        stack = self.stack_of(logical_id)
        if stack.kind == "sam":
            kind = self.type_of(logical_id) or sam_names.implicit_type(logical_id)
            raw = with_globals(raw, kind, mapping(stack.section("Globals")))
        return dict(raw)

    def written(self, logical_id: str, *names: str) -> Json:
        """One property of a resource, resolved alone, so that a resource may refer to what is made of it."""
        value: Json = self._raw(logical_id)
        for name in names:
            value = mapping(value).get(name)
        return self._alone(value, ("Resources", logical_id, "Properties", *names))

    def _alone(self, value: Json, path: tuple[str, ...]) -> Json:
        """A value resolved; None while it is being resolved already."""
        if value is None or path in self._resolving:
            return None
        self._resolving.add(path)
        try:
            return self.resolve(value, path)
        finally:
            self._resolving.discard(path)

    def resolve(self, value: Json, path: Path) -> Json:
        """A value from elsewhere in the template, or from a file that it names, resolved."""
        resolved = self._located(path)[0].resolver.resolve(value, path)
        return None if resolved is NO_VALUE else resolved

    def included(self, name: str, path: Path) -> JsonObject:
        """A document in a file that a part of the template names, resolved; empty, with a note, where it fails."""
        try:
            document = read_beside(self.folder_of(path) / name, name)
        except UnreadableFile as error:
            self.note(path, str(error))
            return {}
        return as_object(self.resolve(mapping(document.value), path))

    def api_id(self, logical_id: str) -> str:
        """The id of an API, by its logical id."""
        return self._api_ids.get(logical_id) or made_id(logical_id)

    def ref(self, logical_id: str) -> Json | None:
        """What `Ref` gives for a resource; None where it is not known."""
        if logical_id in self._resources:
            return called(self, logical_id)
        return sam_names.ref(self, logical_id) if self.stack_of(logical_id).kind == "sam" else None

    def attribute(self, logical_id: str, attribute: str) -> Json | None:
        """What `Fn::GetAtt` gives; None where it is not known."""
        if self.type_of(logical_id) in STACK_TYPES and attribute.startswith(_OUTPUTS):
            return self._output(f"{logical_id}/", attribute.removeprefix(_OUTPUTS))
        found = called(self, logical_id, attribute)
        if found is None and self.stack_of(logical_id).kind == "sam":
            return sam_names.attribute(self, logical_id, attribute)
        return found

    def exported(self, name: str) -> Json | None:
        """What one of the stacks exports by a name; None where none does."""
        for prefix, stack in self._stacks.items():
            for output, said in stack.outputs.items():
                path = (prefix, "Outputs", output, "Export", "Name")
                if self._alone(mapping(mapping(said).get("Export")).get("Name"), path) == name:
                    return self._output(prefix, output)
        return None

    def function_named(self, text: str) -> tuple[str, str] | None:
        """The logical id and qualifier of a function of this template, by its name or ARN; None: not one of these."""
        if self._functions_by_arn is None:
            self._functions_by_arn = {}
            for logical_id in self.of_type(*FUNCTION_TYPES):
                for known in (called(self, logical_id), called(self, logical_id, "Arn"), logical_id):
                    self._functions_by_arn.setdefault(str(known), logical_id)
        if text in self._functions_by_arn:
            return self._functions_by_arn[text], ""
        plain, _, qualifier = text.rpartition(":")
        found = self._functions_by_arn.get(plain)
        return (found, qualifier) if found else None

    def _add(self, stack: Stack) -> None:
        """Add the resources of a stack, then those of the stacks inside it."""
        self._stacks[stack.prefix] = stack
        stack.write_loops_out()
        self._resources |= {f"{stack.prefix}{name}": each for name, each in stack.resources.items()}
        for name, document in stacks_inside(stack):
            if len(self._stacks) > _MOST_STACKS:
                stack.note(("Resources", name), f"More than {_MOST_STACKS} stacks are inside; this one is left out")
                return
            self._add(Stack(self, document, kind=kind_of_template(mapping(document.value)), outer=stack, within=name))

    def _output(self, prefix: str, name: str) -> Json | None:
        """The value of an output of a stack; None where it has none of that name."""
        stack = self._stacks.get(prefix)
        said = mapping(stack.outputs.get(name)) if stack else {}
        return self._alone(said.get("Value"), (prefix, "Outputs", name, "Value"))

    def _located(self, path: Path) -> tuple[Stack, Path]:
        """The stack that a path leads into, and the path inside it: that of a resource, or one that begins so."""
        if path[:1] == ("Resources",) and len(path) > 1:
            stack = self.stack_of(str(path[1]))
            return stack, ("Resources", str(path[1]).removeprefix(stack.prefix), *path[2:])
        if path and path[0] in self._stacks:
            return self._stacks[str(path[0])], path[1:]
        return self._root, path

    def _number_apis(self) -> None:
        """Ids of the APIs: AWS makes them up; the first one has the id that an API file has by default."""
        apis = [name for name in self._resources if self.type_of(name) in API_TYPES]
        for stack in self._stacks.values():
            implicit = (f"{stack.prefix}{name}" for name in sam_names.IMPLICIT_APIS)
            apis += [name for name in implicit if name not in apis] if stack.kind == "sam" else []
        self._api_ids = {name: FIRST_API_ID if index == 0 else made_id(name) for index, name in enumerate(apis)}


def strings(value: Json) -> tuple[str, ...]:
    """The texts of a resolved list, or a single text as one; what is no text is left out."""
    return tuple(str(item) for item in sequence(value) if isinstance(item, (str, int, float)))


def truth(value: Json) -> bool:
    """A boolean as CloudFormation takes it: also the texts that mean one."""
    return value is True or (isinstance(value, str) and value.lower() in {"true", "yes", "on"})


def whole(value: Json, *, default: int | None = None) -> int | None:
    """A whole number as CloudFormation takes it: also as text."""
    try:
        return default if value is None or isinstance(value, bool) else int(float(value))
    except (TypeError, ValueError, OverflowError):
        return default
