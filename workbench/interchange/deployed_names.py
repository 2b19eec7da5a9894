"""What the resources of a template are called once they are deployed, looked up by their logical ids."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from workbench.interchange.resource_names import ACCOUNT_ID, NAMINGS, Naming, fill, made_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.events.json_value import Json


class Resources(Protocol):
    """What names are made from: what a template says of its resources."""

    region: str

    def type_of(self, logical_id: str) -> str:
        """The type of a resource; empty where there is none."""

    def of_type(self, *types: str) -> Iterator[str]:
        """The logical ids of the resources of some types."""

    def written(self, logical_id: str, *names: str) -> Json:
        """One property of a resource, resolved."""

    def attribute(self, logical_id: str, attribute: str) -> Json | None:
        """What `Fn::GetAtt` gives."""

    def api_id(self, logical_id: str) -> str:
        """The id of an API."""


def called(template: Resources, logical_id: str, attribute: str = "") -> Json | None:
    """What a resource's Ref (no attribute) or attribute gives; None where it is not known."""
    kind = template.type_of(logical_id)
    if kind in {"AWS::Lambda::Alias", "AWS::Lambda::Version"}:
        return _qualified(template, logical_id, attribute, kind=kind)
    if kind == "AWS::Lambda::Url" and attribute == "FunctionUrl":
        return f"https://{made_id(logical_id)}.lambda-url.{template.region}.on.aws/"
    naming = NAMINGS.get(kind)
    text = None if naming is None else _text_of(naming, attribute)
    if naming is None or text is None:
        return None
    name = _physical_name(template, logical_id, naming)
    made, region = template.api_id(logical_id), template.region
    arn = fill(naming.arn, name=name, logical_id=logical_id, made=made, region=region)
    return fill(text, name=name, logical_id=logical_id, made=made, region=region, arn=arn)


def _text_of(naming: Naming, attribute: str) -> str | None:
    if not attribute:
        return naming.ref
    if attribute == "Arn":
        return naming.arn or None
    return (naming.attributes or {}).get(attribute)


def _physical_name(template: Resources, logical_id: str, naming: Naming) -> str:
    """The name that the template gives, else the logical id: CloudFormation would begin its own name with it."""
    given = template.written(logical_id, naming.property) if naming.property else None
    name = str(given) if given else label(logical_id)
    return name.lower() if naming.lower else name


def label(logical_id: str) -> str:
    """A logical id as part of a name: that of a resource in a stack inside begins with the stack's."""
    return logical_id.replace("/", "-")


def _qualified(template: Resources, logical_id: str, attribute: str, *, kind: str) -> Json | None:
    """The ARN of a version or alias."""
    if attribute in {"Version", "FunctionVersion"}:
        return "1"
    function = template.written(logical_id, "FunctionName")
    if attribute not in {"", "FunctionArn", "AliasArn"} or not function:
        return None
    qualifier = "1" if kind == "AWS::Lambda::Version" else template.written(logical_id, "Name")
    whole = str(function)
    if not whole.startswith("arn:"):
        whole = f"arn:aws:lambda:{template.region}:{ACCOUNT_ID}:function:{whole}"
    return f"{whole}:{qualifier}"
