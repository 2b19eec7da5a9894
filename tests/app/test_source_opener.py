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


def test_the_setting_wins_over_the_variable():
    command = command_for(PLACE, environment={VARIABLE: "other"}, template="mine --at={line} {file}")
    assert command == ["mine", "--at=7", "/code/app.py"]


def test_a_command_without_a_place_for_the_file_gets_it_last():
    assert command_for(PLACE, environment={}, template="mine -n") == ["mine", "-n", "/code/app.py"]


def test_braces_of_other_kinds_are_left_alone():
    assert command_for(PLACE, environment={}, template="mine {x} {file}") == ["mine", "{x}", "/code/app.py"]


def test_an_editor_that_the_shell_names_is_taken_first(tmp_path):
    for name in ("code", "subl"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
    found = command_for(PLACE, environment={"PATH": str(tmp_path), "VISUAL": "/usr/bin/subl -w", "EDITOR": "vim"})
    assert found == [str(tmp_path / "subl"), "/code/app.py:7"]


def test_a_command_that_cannot_be_read_is_said():
    with pytest.raises(InputError, match="cannot be read"):
        command_for(PLACE, environment={}, template="mine 'open")
