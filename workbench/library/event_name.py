"""The names of saved events: which are good on every system, and which files belong to one."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from workbench.errors import InputError

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")
_LONGEST = 200
CASE_SUFFIX = ".case.yaml"
RESPONSE_SUFFIX = ".response.json"


def checked_name(name: str) -> str:
    """A name such as `orders/create`, without `.json`, after it was found good.

    Raises:
        InputError: the name would not work, here or on a colleague's system.
    """
    plain = name.strip().removesuffix(".json")
    if not plain:
        raise InputError("the name is empty", mend="Type a name, such as orders/create.")
    for part in plain.split("/"):
        if why := _why_bad(part):
            raise InputError(f"not a name for a saved event: {why}", place=name, mend="Choose another name.")
    return str(PurePosixPath(plain))


def _why_bad(part: str) -> str:
    """What is wrong with one part of a path; empty where nothing is."""
    if not part:
        return "it begins or ends with /, or has // in it"
    if found := _FORBIDDEN.search(part):
        return f"it has {found.group()!r} in it"
    if part.startswith("."):
        return "a part of it begins with a dot"
    if part.endswith((".", " ")) or part.startswith(" "):
        return "a part of it begins or ends with a space, or ends with a dot"
    if _RESERVED.fullmatch(part):
        return f"Windows keeps {part!r} for itself"
    if part.lower().endswith((".response", ".case")):
        return f"{part.rpartition('.')[2]!r} after a dot marks a file that goes with an event"
    if len(part.encode("utf-8", "surrogatepass")) > _LONGEST or not part.isprintable():
        return "it is too long" if part.isprintable() else "it has a character that cannot be shown"
    return ""


def is_event_file(file_name: str) -> bool:
    """Whether a file is the payload of a saved event, by its name alone."""
    lower = file_name.lower()
    return lower.endswith(".json") and not lower.startswith(".") and not lower.endswith((RESPONSE_SUFFIX, ".case.json"))


def goes_with(file_name: str, stem: str) -> bool:
    """Whether a file stands beside the payload `stem.json`: its case file, or a saved response."""
    rest = file_name.removeprefix(stem)
    if rest == file_name:
        return False
    return rest in {CASE_SUFFIX, RESPONSE_SUFFIX} or re.fullmatch(r"\.[^.]+\.response\.json", rest) is not None
