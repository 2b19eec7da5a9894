"""How to attach an editor's debugger to a function that waits for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.events.json_value import JsonObject

NAME = "Lambda Event Workbench"


def vscode_configuration(port: int, *, kind: str = "python") -> JsonObject:
    """An entry of `configurations` in .vscode/launch.json."""
    if kind == "node":
        return {"name": NAME, "type": "node", "request": "attach", "address": "127.0.0.1", "port": port}
    return {
        "name": NAME,
        "type": "debugpy",
        "request": "attach",
        "connect": {"host": "127.0.0.1", "port": port},
        "justMyCode": False,
    }


def vscode_file(port: int, *, kind: str = "python", existing: str = "") -> str:
    """The text of .vscode/launch.json with our entry in it, put in place of an older one of ours.

    Raises:
        ValueError: the existing text is no JSON without comments, so that it cannot be kept whole.
    """
    import json

    document = json.loads(existing) if existing.strip() else {"version": "0.2.0", "configurations": []}
    if not isinstance(document, dict) or not isinstance(document.get("configurations", []), list):
        raise ValueError("launch.json holds no list of configurations")
    others = [
        entry
        for entry in document.get("configurations", [])
        if not (isinstance(entry, dict) and entry.get("name") == NAME)
    ]
    document["configurations"] = [*others, vscode_configuration(port, kind=kind)]
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def pycharm_instructions(port: int) -> str:
    """What to do in PyCharm."""
    return (
        "PyCharm 2026.2 or later: Run > Edit Configurations > + > Attach to DAP, "
        f"host 127.0.0.1, port {port}, then Debug."
    )
