"""The files beside a template that it names: documents that it includes, and the templates of stacks inside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.errors import InputError
from workbench.interchange.document import read_document

if TYPE_CHECKING:
    from pathlib import Path as FilePath

    from workbench.interchange.document import Document


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
