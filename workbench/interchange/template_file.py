"""The files beside a template that it names: documents that it includes, and the templates of stacks inside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.errors import InputError
from workbench.interchange.document import Document, mapping, read_document
from workbench.interchange.intrinsics import as_object

if TYPE_CHECKING:
    from pathlib import Path as FilePath

    from workbench.events.json_value import JsonObject
    from workbench.interchange.places import Path
    from workbench.interchange.template import Template


class UnreadableFile(Exception):
    """A file that a template names cannot be read; its text says why."""


def read_beside(file: FilePath, name: str) -> Document:
    """A document in a file; `name` is how the template calls it.

    Raises:
        UnreadableFile: there is none, or it is neither YAML nor JSON.
    """
    try:
        return read_document(file.read_text("utf-8"), name=str(file))
    except InputError as error:
        raise UnreadableFile(str(error)) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise UnreadableFile(f"{name} cannot be read: {why}") from None


def read_included(template: Template, name: str, *, path: Path) -> JsonObject:
    """A document in a file beside a template, resolved like the template itself; empty, with a note, where it fails."""
    try:
        document = read_beside(template.folder_of(path) / name, name)
    except UnreadableFile as error:
        template.note(path, str(error))
        return {}
    return as_object(template.resolve(mapping(document.value), path))
