"""A command's options as a table, so that a plain command line is read without argparse.

Importing argparse and filling it costs `workbench invoke` as much as a whole interpreter does. It stays the one that
has the words: what is not plainly right here is its to judge, to read or to refuse.
"""

from __future__ import annotations

import sys

from workbench.value import dataclass

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence
    from types import SimpleNamespace
    from typing import Any, Literal
else:
    SimpleNamespace = type(sys.implementation)  # as the types module, which would delay every command, has it


@dataclass(frozen=True, slots=True)
class OneOf:
    """Options of which a command line has one at most."""

    name: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a command, or its positional argument, whose name has no dashes."""

    name: str
    help: str
    metavar: str | None = None
    kind: Literal["value", "repeated", "flag", "yes_or_no"] = "value"
    """`yes_or_no`: `--name` and `--no-name`."""
    default: str | int | None = None
    """Of a value."""
    convert: Callable[[str], object] | None = None
    choices: tuple[str, ...] | None = None
    bare: int | None = None
    """What the option says without a value; None where it needs one."""
    one_of: OneOf | None = None

    @property
    def attribute(self) -> str:
        """Where the namespace has its value."""
        return self.name.removeprefix("--").replace("-", "_")

    @property
    def absent(self) -> object:
        """Its value on a command line that does not have it."""
        return {"repeated": [], "flag": False, "yes_or_no": None}.get(self.kind, self.default)


def configure_parser(parser: argparse.ArgumentParser, options: Sequence[Option]) -> None:
    """Give argparse the options."""
    groups: dict[OneOf, argparse._MutuallyExclusiveGroup] = {}
    for option in options:
        place: Any = parser
        if option.one_of is not None:
            if option.one_of not in groups:
                groups[option.one_of] = parser.add_mutually_exclusive_group(required=option.one_of.required)
            place = groups[option.one_of]
        place.add_argument(option.name, help=option.help, **_settings(option))


def _settings(option: Option) -> dict[str, Any]:
    if option.kind == "flag":
        return {"action": "store_true"}
    if option.kind == "yes_or_no":
        from argparse import BooleanOptionalAction

        return {"action": BooleanOptionalAction, "default": None}
    settings: dict[str, Any] = {"metavar": option.metavar, "default": option.absent, "type": option.convert}
    if option.kind == "repeated":
        settings["action"] = "append"
    if option.choices is not None:
        settings["choices"] = option.choices
    if option.bare is not None:
        settings.update(nargs="?", const=option.bare)
    return settings


def read_words(words: Sequence[str], options: Sequence[Option]) -> SimpleNamespace | None:
    """What argparse would read from a plain command line; None for any other, which is argparse's to judge.

    The first of the options is the positional argument, and the only one.
    """
    try:
        found = _found(words, options)
    except ValueError:
        return None
    return SimpleNamespace(**{option.attribute: option.absent for option in options} | found)


def _found(words: Sequence[str], options: Sequence[Option]) -> dict[str, Any]:
    """The values that the words give.

    Raises:
        ValueError: a word is not plainly right, or one is missing.
    """
    known = {option.name: option for option in options}
    known |= {f"--no-{option.name[2:]}": option for option in options if option.kind == "yes_or_no"}
    found: dict[str, Any] = {}
    rest = iter(words)
    for word in rest:
        name, equals, value = word.partition("=") if word.startswith("-") else (options[0].name, "=", word)
        option = known.get(name)
        if option is None or (option.attribute in found and option.kind != "repeated"):
            raise ValueError(word)
        if option.kind in ("flag", "yes_or_no"):
            if equals:
                raise ValueError(word)
            found[option.attribute] = name == option.name
            continue
        read = _value(option, value if equals else next(rest, ""))
        found[option.attribute] = [*found.get(option.attribute, ()), read] if option.kind == "repeated" else read
    if options[0].attribute not in found:
        raise ValueError(options[0].name)
    for group in {option.one_of for option in options if option.one_of is not None}:
        given = [option for option in options if option.one_of == group and option.attribute in found]
        if len(given) > 1 or (group.required and not given):
            raise ValueError(group.name)
    return found


def _value(option: Option, text: str) -> object:
    """An option's value.

    Raises:
        ValueError: it is not one, or not plainly; one that may be left out is told from what follows by argparse.
    """
    if not text or (text.startswith("-") and text != "-") or option.bare is not None:
        raise ValueError(text)
    if option.choices is not None and text not in option.choices:
        raise ValueError(text)
    return text if option.convert is None else option.convert(text)
