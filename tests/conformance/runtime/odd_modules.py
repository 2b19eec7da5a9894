"""Modules that a linter would refuse: names, places and contents that a handler string can still lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

ODD_MODULES: dict[str, bytes] = {
    "pkg/__init__.py": b'def h(event, context): return "pkg"\n',
    "pkg/sub/__init__.py": b"",
    "pkg/sub/m.py": b"from . import m2\n\n\ndef h(event, context):\n    return m2.VALUE\n",
    "pkg/sub/m2.py": b'VALUE = "relative"\n',
    "my-mod.py": b'def h(event, context): return "dash"\n',
    "dir-x/m.py": b'def h(event, context): return "dir"\n',
    "größe.py": b"def h(event, context): return __name__\n",
    "syntax_error.py": b"def h(event, context)\n    return 1\n",
    "tabs.py": b"def h(event, context):\n\treturn 1\n        return 2\n",
    "nested_syntax.py": b"x = (\n",
    "imports_bad.py": b"import nested_syntax\n",
    "not_utf8.py": b'x = "\\xff"\n# \xff\n',
    "raises.py": b'raise ValueError("at import")\n',
    "missing_import.py": b"import nothing_of_that_name\n",
    "missing_name.py": b"from json import nothing_of_that_name\n",
    "divides.py": b"1 / 0\n",
    "prints.py": b"""print("importing")
import logging
logging.warning("at import")


def h(event, context): return 1
""",
    "exits.py": b"import os\n\nos._exit(9)\n",
    "sys_exits.py": b"import sys\n\nsys.exit(4)\n",
    "interrupted.py": b"raise KeyboardInterrupt\n",
    "recurses.py": b"def f():\n    return f()\n\n\nf()\n",
    "import_error.py": b'raise ImportError("own words")\n',
    "bootstrap.py": b'def h(event, context):\n    raise ValueError("in a file called bootstrap")\n',
    "circular_a.py": b"from circular_b import x\ny = 1\n",
    "circular_b.py": b"from circular_a import y\nx = 1\n",
}


def write_odd_modules(folder: Path) -> None:
    """Write them into a folder."""
    for name, source in ODD_MODULES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(source)
