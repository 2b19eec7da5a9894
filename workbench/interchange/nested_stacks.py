"""The stacks that stand in a template as resources, followed where their templates are files beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.interchange.document import mapping
from workbench.interchange.template_file import UnreadableFile, read_beside

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from workbench.events.json_value import Json
    from workbench.interchange.document import Document
    from workbench.interchange.stack import Stack
    from workbench.interchange.template import Template

STACK_TYPES: Mapping[str, str] = {
    "AWS::CloudFormation::Stack": "TemplateURL",
    "AWS::Serverless::Application": "Location",
}
"""The types that are stacks, and the property that says where the template is."""

_DEEPEST = 10
_ELSEWHERE = ("https://", "http://", "s3://")


def stacks_inside(template: Template, outer: Stack) -> Iterator[tuple[str, Document]]:
    """The stacks whose templates are here: the logical id of the resource, and the document."""
    for name in outer.resources:
        logical_id = f"{outer.prefix}{name}"
        kind = template.type_of(logical_id)
        if kind not in STACK_TYPES or not template.is_present(logical_id):
            continue
        location = template.metadata(logical_id).get("aws:asset:path")
        if location is None:
            location = template.written(logical_id, STACK_TYPES[kind])
        try:
            document = _document(template, outer, location)
        except UnreadableFile as error:
            template.note(("Resources", logical_id), f"The stack inside, {logical_id}, is not read: {error}")
        else:
            _check_parameters(template, logical_id, document)
            yield logical_id, document


def _document(template: Template, outer: Stack, location: Json) -> Document:
    if isinstance(location, dict):
        raise UnreadableFile("it is in the AWS Serverless Application Repository")
    here = location if isinstance(location, str) else ""
    if here.startswith(_ELSEWHERE):
        here = _published(template.stacks[0], here)
    if not here or "${" in here:
        raise UnreadableFile("its template is not a file here")
    file = outer.folder / here
    around = template.around(outer)
    if file.absolute() in {stack.file.absolute() for stack in around}:
        raise UnreadableFile("it contains itself")
    if len(around) > _DEEPEST:
        raise UnreadableFile("it stands too deep")
    document = read_beside(file, here)
    if not mapping(mapping(document.value).get("Resources")):
        raise UnreadableFile(f"{here} has no Resources")
    return document


def _published(root: Stack, url: str) -> str:
    """The file that the CDK publishes at a URL, by the list of assets beside its template; empty for none."""
    listed = root.file.with_name(f"{root.name}.assets.json")
    digest = url.rpartition("/")[2].partition(".")[0]
    try:
        files = mapping(mapping(read_beside(listed, listed.name).value).get("files"))
    except UnreadableFile:
        return ""
    path = mapping(mapping(files.get(digest)).get("source")).get("path")
    return path if isinstance(path, str) else ""


def _check_parameters(template: Template, logical_id: str, document: Document) -> None:
    """Note what is given to a stack that does not ask for it, which CloudFormation refuses."""
    known = mapping(mapping(document.value).get("Parameters"))
    for name in mapping(template.raw(logical_id).get("Parameters")):
        if name not in known and not name.startswith("Fn::"):
            path = ("Resources", logical_id, "Properties", "Parameters", name)
            template.note(path, f"The stack {logical_id} has no parameter {name}")
