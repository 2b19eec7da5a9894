"""Where the files shipped with the program are: icons, themes, fonts, the demo project, catalogues, sample events."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def resource(name: str) -> Path:
    """The path of a shipped file or folder, such as `demo` or `icons/play.svg`, in a wheel and in a checkout alike.

    Raises:
        FileNotFoundError: nothing of that name is shipped.
    """
    installed = _PACKAGE / "_resources"
    if installed.is_dir():
        path = installed / name
    elif name.split("/")[0] == "saved_events":
        path = _PACKAGE.parent / name
    else:
        path = _PACKAGE.parent / "resources" / name
    if not path.exists():
        raise FileNotFoundError(path)
    return path
