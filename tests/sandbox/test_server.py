"""The box as a whole: what it leaves behind."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING

import pytest

from workbench.errors import InputError
from workbench.sandbox.server import Sandbox

if TYPE_CHECKING:
    from pathlib import Path


def test_box_that_cannot_be_filled_leaves_nothing_behind(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    serving: list[Path] = []

    def seed(_endpoint: str) -> None:
        serving.extend(tmp_path.iterdir())
        raise InputError("the project has no function")

    with pytest.raises(InputError, match="has no function"):
        Sandbox(seed=seed)
    assert (len(serving), list(tmp_path.iterdir())) == (1, [])
