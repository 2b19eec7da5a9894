from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from workbench.exchange.invoker import Invoker
from workbench.exchange.road import Road
from workbench.runtime.function import LocalFunction
from workbench.runtime.local import LocalRuntime

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

NOON_S = 1_795_348_800.0
"""A fixed moment, seconds since the epoch."""


@pytest.fixture
def runtime() -> Iterator[LocalRuntime]:
    """A local runtime: each function of the test stays warm in it."""
    with LocalRuntime() as running:
        yield running


@pytest.fixture
def write_function(tmp_path: Path) -> Callable[..., LocalFunction]:
    """Writes a handler to disk and gives the function; `name` keeps several apart."""

    def write(body: str, *, name: str = "orders", timeout_s: float = 5) -> LocalFunction:
        (tmp_path / f"{name}.py").write_text(f"def handler(event, context):\n    {body}\n")
        return LocalFunction(name, f"{name}.handler", str(tmp_path), timeout_s=timeout_s)

    return write


@pytest.fixture
def road(runtime: LocalRuntime, tmp_path: Path) -> Road:
    """A road at a fixed moment, whose authorizer functions are found in the test's own folder."""

    def find(reference: str) -> LocalFunction:
        return LocalFunction(reference, f"{reference}.handler", str(tmp_path))

    return Road(Invoker(runtime.invoke), find_function=find, clock=lambda: NOON_S, random=Random(7))
