"""Settings are shown, kept, and used."""

from __future__ import annotations

import pytest

from workbench.app.results.stack_text import Place
from workbench.app.runtime.orders import is_found
from workbench.app.runtime.settings_dialog import SettingsDialog
from workbench.library.project import FunctionEntry
from workbench.library.settings import SettingsFile
from workbench.runtime.function import LocalFunction


@pytest.fixture
def dialog(window):
    window.actions_["settings"].trigger()
    return window.findChild(SettingsDialog)


def test_what_is_saved_is_kept(dialog, window):
    dialog.editor.setText("mine {file}")
    dialog.timeout.setValue(12)
    dialog.production.show_text(":live\n\n123456789012\n")
    dialog.save.click()
    kept, wrong = SettingsFile(window.own.settings).read()
    assert wrong is None
    assert (kept.editor, kept.timeout, kept.production) == ("mine {file}", 12.0, (":live", "123456789012"))
    assert window.own_settings.production() == (":live", "123456789012")


def test_colours_and_size_show_at_once_and_go_back_on_cancel(dialog, window):
    before = (window.appearance.choice, window.appearance.zoom)
    dialog.colours.setCurrentIndex(2)
    dialog.colours.activated.emit(2)
    dialog.zoom.setValue(120)
    assert window.appearance.theme.dark
    assert window.appearance.zoom == 120
    dialog.reject()
    assert (window.appearance.choice, window.appearance.zoom) == before


def test_a_stack_frame_opens_in_the_editor_of_the_settings(dialog, window, tmp_path, qtbot):
    script = tmp_path / "editor.sh"
    script.write_text('#!/bin/sh\necho "$1" > "$(dirname "$0")/opened"\n')
    script.chmod(0o755)
    dialog.editor.setText(f"'{script}' {{file}}:{{line}}")
    dialog.save.click()
    file = tmp_path / "app.py"
    file.write_text("x = 1\n")
    window.workspace.response.place_activated.emit(Place(file, 7))
    qtbot.waitUntil(lambda: (tmp_path / "opened").exists() and (tmp_path / "opened").read_text().strip() != "")
    assert (tmp_path / "opened").read_text().strip() == f"{file}:7"


def test_a_broken_file_is_said_and_set_aside_on_saving(window):
    folder = window.own.settings
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "settings.json").write_text("{nonsense")
    window.actions_["settings"].trigger()
    dialog = window.findChild(SettingsDialog)
    assert "settings.json" in dialog.notice.message
    dialog.save.click()
    assert (folder / "settings.broken.json").read_text() == "{nonsense"


def test_only_functions_that_were_found_by_looking_take_the_timeout_of_the_settings(tmp_path):
    found = FunctionEntry("src/app.py:handler", LocalFunction("app", "src/app.handler", str(tmp_path)))
    assert is_found(found)
    assert not is_found(FunctionEntry("hello", LocalFunction("hello", "src/hello.handler", str(tmp_path))))


def test_every_field_has_a_name(dialog):
    for field in (dialog.colours, dialog.zoom, dialog.editor, dialog.timeout, dialog.production):
        assert field.accessibleName()
