"""The variables of a serverless.yml: `${self:custom.stage}`, `${opt:stage, 'dev'}`, `${env:TABLE}`."""

from __future__ import annotations

import os
import re
from pathlib import Path as FilePath
from typing import TYPE_CHECKING

from workbench.errors import InputError
from workbench.interchange.document import mapping, read_document
from workbench.interchange.resource_names import ACCOUNT_ID, REGION

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from workbench.events.json_value import Json
    from workbench.interchange.places import Path

_INNERMOST = re.compile(r"\$\{([^${}]*)\}")
_KNOWN = ("self:", "opt:", "env:", "sls:", "file(", "aws:", "param:", "ssm:", "cf:", "s3:", "git:", "terraform:")
_REGION = re.compile(r"[a-z]{2}(?:-[a-z]+)+-[0-9]")
_DEEPEST = 20
_MOST = 20_000
"""How many texts with variables are filled in; a guard against those that multiply."""
_MISSING = object()


def region_of(provider: Mapping[str, Json]) -> str:
    """The region that a service is deployed to: the one it names, else the framework's default."""
    region = provider.get("region")
    return region if isinstance(region, str) and _REGION.fullmatch(region) else REGION


class Variables:
    """Replaces the variables of a serverless.yml; those without a value stay as they are, and are reported."""

    def __init__(self, root: Json, *, name: str, report: Callable[[Path, str], None]) -> None:
        self._root = root
        self._folder = FilePath(name).parent
        self._report = report
        self._depth = 0
        self._count = 0

    def resolve(self, value: Json, path: Path) -> Json:
        """The value without variables, as far as these are known."""
        if isinstance(value, dict):
            return {key: self.resolve(inner, (*path, key)) for key, inner in value.items()}
        if isinstance(value, list):
            return [self.resolve(inner, (*path, index)) for index, inner in enumerate(value)]
        return self._text(value, path) if isinstance(value, str) and "${" in value else value

    def _text(self, text: str, path: Path) -> Json:
        self._count += 1
        if self._depth > _DEEPEST or self._count > _MOST:
            self._report(path, f"{text} refers to itself")
            return text
        self._depth += 1
        try:
            return self._filled(text, path)
        finally:
            self._depth -= 1

    def _filled(self, text: str, path: Path) -> Json:
        kept: list[str] = []
        for _ in range(100):
            match = _INNERMOST.search(text)
            if match is None:
                break
            value = self._value(match.group(1), path)
            if match.span() == (0, len(text)) and value is not _MISSING:
                return value if not isinstance(value, str) else _restored(value, kept)
            if value is _MISSING:
                kept.append(match.group(0))
                shown = f"\0{len(kept) - 1}\0"
            else:
                shown = str(value).lower() if isinstance(value, bool) else str(value)
            text = text[: match.start()] + shown + text[match.end() :]
        return _restored(text, kept)

    def _value(self, inside: str, path: Path) -> Json:
        """The value of what stands between the braces: the first of its sources that has one."""
        said = inside.strip()
        if not said.startswith(_KNOWN):
            return _MISSING
        for source in _sources(said):
            value = self._source(source)
            if value is not None:
                return self.resolve(value, path)
        self._report(path, f"${{{said}}} has no value here")
        return _MISSING

    def _source(self, source: str) -> Json:
        kind, _, name = source.partition(":")
        if source[:1] in {"'", '"'}:
            return source.strip("'\"")
        if source.startswith("file("):
            return self._file(source)
        if kind == "self":
            return _at(self._root, name)
        if kind == "env":
            return os.environ.get(name)
        if kind in {"opt", "param"}:
            return None
        known = {
            "sls:stage": self._stage(),
            "aws:accountId": ACCOUNT_ID,
            "aws:region": self._region(),
            "sls:instanceId": "a1b2c3",
        }
        return known.get(source, _literal(source) if ":" not in source else None)

    def _stage(self) -> Json:
        stage = mapping(mapping(self._root).get("provider")).get("stage")
        return self.resolve(stage, ("provider", "stage")) if stage else "dev"

    def _region(self) -> str:
        said = mapping(mapping(self._root).get("provider")).get("region")
        return region_of({"region": self.resolve(said, ("provider", "region"))})

    def _file(self, source: str) -> Json:
        name, _, key = source.removeprefix("file(").partition(")")
        file = self._folder / name.strip()
        if file.suffix not in {".yml", ".yaml", ".json"}:
            return None
        try:
            value = read_document(file.read_text("utf-8"), name=str(file)).value
        except (OSError, ValueError, InputError):
            return None
        return _at(value, key.removeprefix(":")) if key else value


def _restored(text: str, kept: list[str]) -> str:
    for index in reversed(range(len(kept))):
        text = text.replace(f"\0{index}\0", kept[index])
    return text


def _sources(said: str) -> list[str]:
    """The alternatives of a variable, parted by commas outside quotes."""
    return [part.strip() for part in re.findall(r"(?:'[^']*'|\"[^\"]*\"|file\([^)]*\)|[^,])+", said)]


def _literal(text: str) -> Json:
    known: dict[str, Json] = {"true": True, "false": False, "null": None, "": None}
    if text in known:
        return known[text]
    return int(text) if text.isdecimal() and len(text) < 300 else text


def _at(value: Json, name: str) -> Json:
    for part in name.split(".") if name else []:
        if isinstance(value, list) and part.isdecimal() and int(part) < len(value):
            value = value[int(part)]
        else:
            value = mapping(value).get(part)
    return value
