"""The case file beside a payload: read with line and column, changed with comments and unknown keys kept."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from textwrap import dedent
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from workbench.errors import InputError
from workbench.interchange.document import read_document
from workbench.interchange.json_text import decode_utf8
from workbench.interchange.schema_errors import input_error
from workbench.library.case_schema import Case
from workbench.library.file_access import fingerprint, read_file

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.events.json_value import Json

_NOT_IN_LINES = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]|\A\s|\s\Z(?<!\n)|\n\n\Z|[ \t]\n\Z")
"""What YAML loses, or cannot say, where it shows a text line by line."""
_LIST_AT_MARGIN = re.compile(r"^- ", re.MULTILINE)
_NEW = ""


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case with the text it was read from."""

    text: str
    case: Case
    fingerprint: str = _NEW
    """Of the file it was read from; empty for one that is not saved yet."""

    def changed(self, key: str, value: Json) -> CaseFile:
        """The same with one key at the top set, or removed where the value is None or empty; all else stays as written.

        Raises:
            InputError: the value does not fit the key.
        """
        yaml = _round_trip(self.text)
        document = yaml.load(self.text)
        # A file of comments only has nothing that they could be kept with.
        comments = self.text if document is None else ""
        document = yaml.load("{}\n") if document is None else document
        if value is None or value in ({}, []):
            document.pop(key, None)
        else:
            document[key] = _merged(document.get(key), value)
        text = comments + _dumped(yaml, document) if document else comments
        return CaseFile(text, parse_case(text, name="case file").case, self.fingerprint)

    def written(self, key: str) -> str:
        """What stands at a key, as YAML with its comments; empty where there is no such key."""
        yaml = _round_trip(self.text)
        document = yaml.load(self.text) or {}
        return dedent(_dumped(yaml, document[key])).strip("\n") if key in document else ""


def new_case() -> CaseFile:
    """A case that says nothing yet."""
    return CaseFile("", Case())


def read_case_file(path: Path) -> CaseFile:
    """The case in a file.

    Raises:
        InputError: it cannot be read or understood; names line and column.
    """
    return parse_case(decode_utf8(read_file(path), name=str(path)), name=str(path))


def parse_case(text: str, *, name: str) -> CaseFile:
    """The case that a text spells.

    Raises:
        InputError: it is not YAML, or a value does not fit its key; names line and column.
    """
    document = read_document(text, name=name)
    value = {} if document.value is None else document.value
    if not isinstance(value, dict):
        raise InputError("a case file is a mapping", place=document.place(()), mend="Begin with name: …")
    try:
        case = Case.model_validate(value)
    except ValidationError as error:
        raise input_error(error, document, model=Case) from None
    return CaseFile(text, case, fingerprint(text.encode("utf-8")))


def _round_trip(text: str) -> Any:
    """A YAML reader and writer that keeps comments, quotes and the way lists are indented."""
    from ruamel.yaml import YAML

    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = 4096
    if not _LIST_AT_MARGIN.search(text):
        yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _dumped(yaml: Any, value: Any) -> str:
    stream = io.StringIO()
    yaml.dump(value, stream)
    return stream.getvalue()


def _merged(old: Any, new: Json) -> Any:
    """The new value, in the old container where both are of a kind, so that comments and the way it is written stay."""
    if _same(old, new):
        return old
    if isinstance(old, dict) and isinstance(new, dict):
        for key in [key for key in old if key not in new]:
            del old[key]
        for key, value in new.items():
            old[key] = _merged(old.get(key), value)
        return old
    if isinstance(old, list) and isinstance(new, list) and getattr(getattr(old, "fa", None), "flow_style", bool)():
        old[:] = _written(new)
        return old
    return _written(new)


def _same(one: Any, other: Any) -> bool:
    """Whether both are the same JSON: Python takes 1, 1.0 and true for equal."""
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(_same(value, other[key]) for key, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    if any(isinstance(one, kind) != isinstance(other, kind) for kind in (bool, int, float)):
        return False
    return bool(one == other)


def _written(value: Json) -> Any:
    """A value with its texts as YAML can hold them: several lines as such, and in quotes what would be read otherwise.

    The quotes are asked for, since a text that takes the place of another is else written as that one was.
    """
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

    if isinstance(value, dict):
        return {key: _written(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_written(each) for each in value]
    if not isinstance(value, str):
        return value
    if value.startswith("?") or _NOT_IN_LINES.search(value):
        # Inside brackets, a question mark in front makes a key.
        return DoubleQuotedScalarString(value)
    return LiteralScalarString(value) if "\n" in value else value
