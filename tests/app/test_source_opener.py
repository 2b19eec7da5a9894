"""A place in a file opens in the editor that the person uses."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.app.results.stack_text import Place
from workbench.app.source_opener import VARIABLE, command_for, show_place
from workbench.errors import InputError

PLACE = Place(Path("/code/app.py"), 7)


def test_an_editor_that_is_named_wins():
    assert command_for(PLACE, environment={VARIABLE: "edit '{file}' +{line}"}) == ["edit", "/code/app.py", "+7"]


def test_a_known_editor_is_found_on_the_path(tmp_path):
    program = tmp_path / "code"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    assert command_for(PLACE, environment={"PATH": str(tmp_path)}) == [str(program), "--goto", "/code/app.py:7"]


def test_without_one_it_is_left_to_the_desktop(tmp_path):
    assert command_for(PLACE, environment={"PATH": str(tmp_path)}) is None


def test_a_file_that_is_gone_is_named():
    with pytest.raises(InputError, match=r"/code/app\.py:7"):
        show_place(PLACE)
