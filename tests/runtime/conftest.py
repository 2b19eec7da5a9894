"""What the tests of the runtime share: a runtime that is closed, and functions written into a folder."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any

import pytest

from workbench.runtime.function import LocalFunction
from workbench.runtime.local import LocalRuntime


@pytest.fixture
def runtime():
    with LocalRuntime() as made:
        yield made


@pytest.fixture
def function(tmp_path: Path):
    """Write a module and describe the function in it."""

    def make(source: str, handler: str = "app.handler", *, name: str = "app.py", **settings: Any) -> LocalFunction:
        path = tmp_path / "code" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(source), encoding="utf-8")
        settings.setdefault("timeout_s", 10.0)
        return LocalFunction("orders", handler, tmp_path / "code", **settings)

    return make
