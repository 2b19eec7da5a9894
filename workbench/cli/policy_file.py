"""A policy that an option names: one that is not JSON is refused, as every other file that cannot be understood."""

from __future__ import annotations

from workbench.cli.reading import read_text, shown_name
from workbench.exchange.order import PolicyText
from workbench.interchange.json_text import parse_json


def policy_text(path: str) -> PolicyText:
    """The policy in a file, or on standard input for `-`.

    Raises:
        InputError: it cannot be read or is not JSON; names line and column.
    """
    name, text = shown_name(path), read_text(path)
    parse_json(text, name=name)
    return PolicyText(name, text)
