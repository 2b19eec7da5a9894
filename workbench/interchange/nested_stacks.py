"""The stacks that stand in a template as resources, followed where their templates are files beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.interchange.document import mapping
from workbench.interchange.template_file import UnreadableFile, read_beside

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from workbench.events.json_value import Json
    from workbench.interchange.document import Document
    from workbench.interchange.places import Path
    from workbench.interchange.stack import Stack

STACK_TYPES: Mapping[str, str] = {
    "AWS::CloudFormation::Stack": "TemplateURL",
    "AWS::Serverless::Application": "Location",
}
"""The types that are stacks, and the property that says where the template is."""

_DEEPEST = 10
_ELSEWHERE = ("https://", "http://", "s3://")


def stacks_inside(outer: Stack) -> Iterator[tuple[str, Document]]:
    """The stacks in a stack whose templates are here: the logical id of the resource, and the document."""
    for name, resource in outer.resources.items():
        said, kind = mapping(resource.get("Properties")), str(resource.get("Type", ""))
        if kind not in STACK_TYPES or not outer.is_present(name):
            continue
        path: Path = ("Resources", name, "Properties")
        location = mapping(resource.get("Metadata")).get("aws:asset:path")
        if location is None:
            location = outer.resolver.resolve(said.get(STACK_TYPES[kind]), (*path, STACK_TYPES[kind]))
        try:
            document = _document(outer, location)
        except UnreadableFile as error:
            outer.note(path[:2], f"The stack inside, {outer.prefix}{name}, is not read: {error}")
            continue
        known = mapping(mapping(document.value).get("Parameters"))
        for given in mapping(said.get("Parameters")):
            if given not in known and not given.startswith("Fn::"):
                # CloudFormation refuses what a stack does not ask for.
                outer.note((*path, "Parameters", given), f"The stack {outer.prefix}{name} has no parameter {given}")
        yield name, document


def _document(outer: Stack, location: Json) -> Document:
    if isinstance(location, dict):
        raise UnreadableFile("it is in the AWS Serverless Application Repository")
    around = outer.around()
    here = location if isinstance(location, str) else ""
    if here.startswith(_ELSEWHERE):
        here = _published(around[-1], here)
    if not here or "${" in here:
        raise UnreadableFile("its template is not a file here")
    file = outer.folder / here
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
