import json

import pytest

from workbench.errors import InputError
from workbench.library.own_folders import OwnFolders
from workbench.library.settings import Settings, SettingsFile


def test_without_a_file_the_defaults_hold(tmp_path):
    assert SettingsFile(tmp_path).read() == (Settings(), None)


def test_what_is_written_is_read_and_keys_of_a_newer_version_stay(tmp_path):
    file = SettingsFile(tmp_path / "settings")
    file.write(Settings(editor="vi {file}", timeout=1.5))
    value = json.loads(file.path.read_text())
    file.path.write_text(json.dumps({**value, "from_the_future": [1]}))
    settings, problem = file.read()
    assert problem is None
    assert (settings.editor, settings.timeout) == ("vi {file}", 1.5)
    file.write(settings.model_copy(update={"production": ("prod",)}))
    assert json.loads(file.path.read_text())["from_the_future"] == [1]
    assert file.read()[0].production == ("prod",)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("{", ":1:2"),
        ('{\n "editor": 3}', ":2:12"),
        ('{"timeout": 999}', ":1:13"),
        ("[]", ":1:1"),
        ('{"timeout": "1"}', ":1:13"),
    ],
)
def test_a_mistake_is_named_and_the_file_is_set_aside_before_it_is_replaced(tmp_path, text, place):
    file = SettingsFile(tmp_path)
    file.path.write_text(text)
    settings, problem = file.read()
    assert settings == Settings()
    assert problem is not None
    assert problem.place == f"{file.path}{place}"
    file.write(Settings(timeout=5))
    assert (tmp_path / "settings.broken.json").read_text() == text
    assert file.read() == (Settings(timeout=5), None)


def test_settings_that_cannot_be_written_are_said(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="cannot"):
        SettingsFile(tmp_path / "file").write(Settings())


def test_own_folders_follow_the_system_or_one_folder(tmp_path, monkeypatch):
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    own = OwnFolders.of_this_user()
    places = (own.settings, own.drafts, own.history, own.trash)
    assert len(set(places)) == 4
    assert all("lambda-event-workbench" in place.parts for place in places)
    assert OwnFolders.under(tmp_path).drafts == tmp_path / "drafts"
