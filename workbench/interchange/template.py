"""A SAM or CloudFormation template: its resources with their properties resolved, and what each is called."""

from __future__ import annotations

from pathlib import Path as FilePath
from typing import TYPE_CHECKING

from workbench.errors import InputError
from workbench.interchange import sam_names
from workbench.interchange.api_document import NotUnderstood
from workbench.interchange.document import Document, Path, mapping, read_document, sequence
from workbench.interchange.intrinsics import NO_VALUE, Resolver, as_object
from workbench.interchange.resource_names import ACCOUNT_ID, FIRST_API_ID, NAMINGS, REGION, Naming, fill, made_id
from workbench.interchange.sam_globals import with_globals

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.events.json_value import Json, JsonObject
    from workbench.interchange.api_document import DocumentKind

API_TYPES = frozenset(
    {
        *("AWS::ApiGateway::RestApi", "AWS::ApiGatewayV2::Api", "AWS::Serverless::Api", "AWS::Serverless::HttpApi"),
        "AWS::Serverless::WebSocketApi",
    }
)
FUNCTION_TYPES = frozenset({"AWS::Lambda::Function", "AWS::Serverless::Function"})
_OUTPUT_ENDING = ".template.json"


class Template:
    """The resources of one template, asked for by logical id or by type."""

    def __init__(self, document: Document, *, kind: DocumentKind) -> None:
        self.document = document
        self.kind = kind
        self._body = mapping(document.value)
        self._resources = {name: each for name, each in mapping(self._body.get("Resources")).items() if mapping(each)}
        self._resolved: dict[str, JsonObject] = {}
        self._resolving: set[tuple[str, str]] = set()
        self._notes: dict[NotUnderstood, None] = {}
        self._api_ids = self._number_apis()
        self._resolver = Resolver(
            self,
            mappings=mapping(self._body.get("Mappings")),
            conditions=mapping(self._body.get("Conditions")),
            report=self.note,
            include=lambda location, path: read_included(self, location, path=path),
        )
        self._functions_by_arn: dict[str, str] | None = None

    @property
    def name(self) -> str:
        """The file's name, as a person gave it."""
        return self.document.name

    @property
    def notes(self) -> tuple[NotUnderstood, ...]:
        """What was not understood so far."""
        return tuple(self._notes)

    @property
    def stack_name(self) -> str:
        """The stack's name: the CDK's own for a synthesised template, else `stack`."""
        file = FilePath(self.name).name
        return file.removesuffix(_OUTPUT_ENDING) if file.endswith(_OUTPUT_ENDING) else "stack"

    def section(self, name: str) -> Json:
        """A section of the template as it is written; None where there is none."""
        return self._body.get(name)

    def note(self, path: Path, what: str) -> None:
        """Remember something that was not understood."""
        self._notes[NotUnderstood(self.document.place(path, of_key=bool(path)), what)] = None

    def properties_path(self, logical_id: str) -> Path:
        """Where the properties of a resource stand; those of an implicit API are the globals."""
        if logical_id in self._resources:
            return ("Resources", logical_id, "Properties")
        return ("Globals", sam_names.IMPLICIT_APIS.get(logical_id, "").rpartition("::")[2])

    def place(self, logical_id: str, *inside: str | int) -> str:
        """Where a resource, or something in it, stands."""
        return self.document.place(("Resources", logical_id, *inside), of_key=not inside)

    def type_of(self, logical_id: str) -> str:
        """The type of a resource; empty where there is none."""
        return str(mapping(self._resources.get(logical_id)).get("Type", ""))

    def of_type(self, *types: str) -> Iterator[str]:
        """The logical ids of the resources of some types whose condition holds, in the order of the file."""
        return (name for name in self._resources if self.type_of(name) in types and self._present(name))

    def all_present(self) -> Iterator[str]:
        """The logical ids of all resources whose condition holds."""
        return (name for name in self._resources if self._present(name))

    def metadata(self, logical_id: str) -> JsonObject:
        """The `Metadata` of a resource, as written."""
        return dict(mapping(mapping(self._resources.get(logical_id)).get("Metadata")))

    def properties(self, logical_id: str) -> JsonObject:
        """The properties of a resource, resolved, with SAM's globals."""
        if logical_id not in self._resolved:
            resource = mapping(self._resources.get(logical_id))
            raw = mapping(resource.get("Properties"))
            if self.kind == "sam":
                kind = self.type_of(logical_id) or sam_names.IMPLICIT_APIS.get(logical_id, "")
                raw = with_globals(raw, kind, mapping(self._body.get("Globals")))
            self._resolved[logical_id] = as_object(self._resolver.resolve(raw, self.properties_path(logical_id)))
        return self._resolved[logical_id]

    def written(self, logical_id: str, name: str) -> Json:
        """One property of a resource, resolved alone, so that a resource may refer to what is made of it."""
        raw = mapping(mapping(self._resources.get(logical_id)).get("Properties"))
        raw = with_globals(raw, self.type_of(logical_id), mapping(self._body.get("Globals")))
        if raw.get(name) is None or (logical_id, name) in self._resolving:
            return None
        self._resolving.add((logical_id, name))
        try:
            return self.resolve(raw[name], ("Resources", logical_id, "Properties", name))
        finally:
            self._resolving.discard((logical_id, name))

    def resolve(self, value: Json, path: Path) -> Json:
        """A value from elsewhere in the template, or from a file that it names, resolved."""
        resolved = self._resolver.resolve(value, path)
        return None if resolved is NO_VALUE else resolved

    def api_id(self, logical_id: str) -> str:
        """The id of an API, by its logical id."""
        return self._api_ids.get(logical_id) or made_id(logical_id)

    def ref(self, name: str) -> Json | None:
        """What `Ref` gives for a parameter, pseudo parameter or resource; None where it is not known."""
        if name.startswith("AWS::"):
            return self._pseudo(name)
        if name in mapping(self._body.get("Parameters")):
            return self._parameter(mapping(self._body["Parameters"][name]))
        if name in self._resources:
            return self._called(name, "")
        return sam_names.ref(self, name) if self.kind == "sam" else None

    def attribute(self, name: str, attribute: str) -> Json | None:
        """What `Fn::GetAtt` gives; None where it is not known."""
        if name not in self._resources:
            return sam_names.attribute(self, name, attribute) if self.kind == "sam" else None
        return self._called(name, attribute)

    def function_named(self, text: str) -> tuple[str, str] | None:
        """The logical id and qualifier of a function of this template, by its name or ARN; None: not one of these."""
        if self._functions_by_arn is None:
            self._functions_by_arn = {}
            for logical_id in self.of_type(*FUNCTION_TYPES):
                for known in (self._called(logical_id, ""), self._called(logical_id, "Arn"), logical_id):
                    self._functions_by_arn.setdefault(str(known), logical_id)
        if text in self._functions_by_arn:
            return self._functions_by_arn[text], ""
        plain, _, qualifier = text.rpartition(":")
        found = self._functions_by_arn.get(plain)
        return (found, qualifier) if found else None

    def _present(self, logical_id: str) -> bool:
        condition = self._resources[logical_id].get("Condition")
        path = ("Resources", logical_id, "Condition")
        return not isinstance(condition, str) or self._resolver.holds(condition, path)

    def _number_apis(self) -> dict[str, str]:
        """Ids of the APIs: AWS makes them up; the first one has the id that an API file has by default."""
        apis = [name for name in self._resources if self.type_of(name) in API_TYPES]
        apis += [name for name in sam_names.IMPLICIT_APIS if name not in apis] if self.kind == "sam" else []
        return {name: FIRST_API_ID if index == 0 else made_id(name) for index, name in enumerate(apis)}

    def _pseudo(self, name: str) -> Json | None:
        return {
            "AWS::AccountId": ACCOUNT_ID,
            "AWS::Region": REGION,
            "AWS::Partition": "aws",
            "AWS::StackName": self.stack_name,
            "AWS::StackId": f"arn:aws:cloudformation:{REGION}:{ACCOUNT_ID}:stack/{self.stack_name}/a1b2c3d4",
            "AWS::URLSuffix": "amazonaws.com",
            "AWS::NotificationARNs": [],
        }.get(name)

    def _parameter(self, parameter: Json) -> Json | None:
        kind = str(parameter.get("Type", "String"))
        default = parameter.get("Default")
        if default is None or kind.startswith("AWS::SSM::Parameter::Value"):
            return None
        if kind == "CommaDelimitedList" or kind.startswith("List<"):
            return [item.strip() for item in str(default).split(",")]
        return default

    def _called(self, logical_id: str, attribute: str) -> Json | None:
        """What a resource's Ref (no attribute) or attribute gives."""
        kind = self.type_of(logical_id)
        if kind in {"AWS::Lambda::Alias", "AWS::Lambda::Version"}:
            return self._qualified(logical_id, attribute, kind=kind)
        if kind == "AWS::Lambda::Url" and attribute == "FunctionUrl":
            return f"https://{made_id(logical_id)}.lambda-url.{REGION}.on.aws/"
        naming = NAMINGS.get(kind)
        if naming is None:
            return None
        found = self._text_of(naming, attribute)
        if found is None:
            return sam_names.attribute(self, logical_id, attribute) if self.kind == "sam" else None
        name = self._physical_name(logical_id, naming)
        made = self._api_ids.get(logical_id) or made_id(logical_id)
        arn = fill(naming.arn, name=name, logical_id=logical_id, made=made)
        return fill(found, name=name, logical_id=logical_id, made=made, arn=arn)

    @staticmethod
    def _text_of(naming: Naming, attribute: str) -> str | None:
        if not attribute:
            return naming.ref
        if attribute == "Arn":
            return naming.arn or None
        return (naming.attributes or {}).get(attribute)

    def _physical_name(self, logical_id: str, naming: Naming) -> str:
        """The name that the template gives, else the logical id: CloudFormation would begin its own name with it."""
        given = self.written(logical_id, naming.property) if naming.property else None
        name = str(given) if given else logical_id
        return name.lower() if naming.lower else name

    def _qualified(self, logical_id: str, attribute: str, *, kind: str) -> Json | None:
        """The ARN of a version or alias."""
        if attribute in {"Version", "FunctionVersion"}:
            return "1"
        function = self.written(logical_id, "FunctionName")
        if attribute not in {"", "FunctionArn", "AliasArn"} or not function:
            return None
        qualifier = "1" if kind == "AWS::Lambda::Version" else self.written(logical_id, "Name")
        whole = str(function)
        if not whole.startswith("arn:"):
            whole = f"arn:aws:lambda:{REGION}:{ACCOUNT_ID}:function:{whole}"
        return f"{whole}:{qualifier}"


def read_included(template: Template, name: str, *, path: Path) -> JsonObject:
    """A document in a file beside a template, resolved like the template itself; empty, with a note, where it fails."""
    file = FilePath(template.name).parent / name
    try:
        document = read_document(file.read_text("utf-8"), name=str(file))
    except (OSError, ValueError) as error:
        template.note(path, f"{name} cannot be read: {getattr(error, 'strerror', None) or 'it is not UTF-8 text'}")
        return {}
    except InputError as error:
        template.note(path, str(error))
        return {}
    return as_object(template.resolve(mapping(document.value), path))


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
