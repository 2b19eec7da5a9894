"""YAML as people write it for AWS: CloudFormation's short tags, anchors, merge keys, the place of every value."""

from __future__ import annotations

import re
import warnings
from typing import TYPE_CHECKING

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, ReusedAnchorWarning, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from workbench.errors import InputError
from workbench.interchange.places import Path, Places
from workbench.interchange.yaml_paths import PathScanner

if TYPE_CHECKING:
    from workbench.events.json_value import Json, JsonObject

_PLAIN_TAGS = frozenset({"!Ref", "!Condition"})
_FUNCTION_TAGS = frozenset(
    {
        *("!GetAtt", "!Sub", "!Join", "!Select", "!Split", "!FindInMap", "!ImportValue", "!Base64", "!Cidr", "!GetAZs"),
        *("!If", "!Equals", "!And", "!Or", "!Not", "!Transform", "!ForEach", "!ToJsonString", "!Length"),
    }
)
"""Fn::GetAtt and its like, by their short tags."""
_TEXT_TAGS = frozenset({"!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:binary"})
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE = frozenset({"true", "True", "TRUE"})
_FALSE = frozenset({"false", "False", "FALSE"})
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,300})")
_FLOAT = re.compile(r"[-+]?(?:(?:0|[1-9][0-9]{0,200})(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,2})?")
_OWN_ERRORS = (ValueError, TypeError, AttributeError, LookupError, AssertionError, NotImplementedError)
"""What ruamel.yaml lets out for some malformed directives, tags and escapes."""
_MOST_VALUES = 500_000
"""How many values a document may have once its aliases are written out; a guard against the billion laughs."""


def read_yaml(text: str, *, name: str) -> tuple[Json, Places]:
    """The value of a YAML document, and where each part of it stands.

    Numbers with a leading zero and dates stay text, since an account id or a policy version is meant by them.

    Raises:
        InputError: the text is no YAML, holds several documents, or uses a tag that CloudFormation has not.
    """
    reader = _Reader(name)
    try:
        return reader.value(_compose(text), ()), reader.places
    except MarkedYAMLError as error:
        raise _unreadable(error, name=name) from None
    except RecursionError:
        raise InputError("The YAML is nested too deep", place=name, mend="Flatten it.") from None
    except (YAMLError, *_OWN_ERRORS) as error:
        raise InputError(f"This is not YAML: {_first_line(error)}", place=name, mend="Correct it.") from None


def _compose(text: str) -> Node | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ReusedAnchorWarning)
        yaml = YAML(typ="safe", pure=True)
        yaml.Scanner = PathScanner
        node: Node | None = yaml.compose(text)
    return node


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


def _unreadable(error: MarkedYAMLError, *, name: str) -> InputError:
    mark = error.problem_mark or error.context_mark
    place = f"{name}:{mark.line + 1}:{mark.column + 1}" if mark is not None else name
    problem = error.problem or error.context or _first_line(error)
    if "\\t" in problem:
        return InputError("A tab stands where YAML needs spaces", place=place, mend="Indent with spaces.")
    if "another document" in problem:
        return InputError("The file holds several YAML documents", place=place, mend="Keep one, without `---` between.")
    return InputError(f"This is not YAML: {problem}", place=place, mend="Check indentation, quotes and brackets there.")


class _Reader:
    """Turns the nodes of one document into plain values."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._open: set[int] = set()
        self._count = 0
        self.places = Places()

    def _error(self, node: Node, message: str, *, mend: str) -> InputError:
        mark = node.start_mark
        return InputError(message, place=f"{self._name}:{mark.line + 1}:{mark.column + 1}", mend=mend)

    def value(self, node: Node | None, path: Path) -> Json:
        """The plain value of a node; its place and those of everything in it are noted."""
        if node is None:
            self.places.values[path] = (1, 1)
            return None
        self._count += 1
        if self._count > _MOST_VALUES:
            raise self._error(node, "The aliases of this file make too many values", mend="Use fewer aliases.")
        self.places.values[path] = (node.start_mark.line + 1, node.start_mark.column + 1)
        tag = str(node.tag or "")
        if not tag.startswith("!") or tag == "!":
            return self._untagged(node, path)
        if tag not in _PLAIN_TAGS and tag not in _FUNCTION_TAGS:
            raise self._error(node, f"The tag {tag} is not known", mend="Use CloudFormation's, such as !Ref or !Sub.")
        name = tag[1:] if tag in _PLAIN_TAGS else f"Fn::{tag[1:]}"
        inside = (*path, name)
        self.places.values[inside] = self.places.values[path]
        argument = node.value if isinstance(node, ScalarNode) else self._untagged(node, inside)
        if name == "Fn::GetAtt" and isinstance(argument, str):
            argument = argument.split(".", 1)
        return {name: argument}

    def _untagged(self, node: Node, path: Path) -> Json:
        if isinstance(node, ScalarNode):
            return _scalar(node)
        if id(node) in self._open:
            raise self._error(node, "An alias points at what it stands in", mend="Write the value out.")
        self._open.add(id(node))
        try:
            if isinstance(node, MappingNode):
                return self._mapping(node, path)
            if isinstance(node, SequenceNode):
                return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]
        finally:
            self._open.discard(id(node))
        raise self._error(node, "A value of this kind is not understood", mend="Use text, numbers, lists and mappings.")

    def _mapping(self, node: MappingNode, path: Path) -> JsonObject:
        members: JsonObject = {}
        merged: JsonObject = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, ScalarNode):
                raise self._error(key_node, "A key is not plain text", mend="Use text as the key.")
            key = str(key_node.value)
            if key == "<<" and key_node.style is None:
                for more in self._merged(value_node, path):
                    merged = {**more, **merged}
                continue
            if key in members:
                raise self._error(key_node, f"{key!r} stands twice in one mapping", mend="Keep one of them.")
            inside = (*path, key)
            self.places.keys[inside] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            members[key] = self.value(value_node, inside)
        return {**merged, **members}

    def _merged(self, node: Node, path: Path) -> list[JsonObject]:
        nodes = node.value if isinstance(node, SequenceNode) else [node]
        if any(not isinstance(each, MappingNode) for each in nodes):
            raise self._error(node, "The merge key << needs a mapping", mend="Point it at an anchored mapping.")
        return [self._untagged(each, path) for each in nodes]


def _scalar(node: ScalarNode) -> Json:
    text = str(node.value)
    meant_as_text = node.style is not None or str(node.tag) in _TEXT_TAGS
    return text if meant_as_text else _plain(text)


def _plain(text: str) -> Json:
    if text in _NULL:
        return None
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    return text
