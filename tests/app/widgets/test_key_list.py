"""The list of keys has every key, and is filtered by word and by key."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from workbench.app.actions import entries, shown_keys
from workbench.app.widgets.key_list import KeyList


@pytest.fixture
def keys(qtbot, appearance):
    over = QWidget()
    qtbot.addWidget(over)
    over.resize(1024, 640)
    made = KeyList(shown_keys(), appearance, parent=over)
    made.show()
    yield made
    made.close()


def words(keys):
    return [row[0].text for row in keys.table.cells]


def test_every_action_with_a_key_is_listed(keys):
    wanted = {entry.words.rstrip("…") for entry in entries() if entry.keys and not entry.hidden}
    assert wanted <= set(words(keys))


@pytest.mark.parametrize("text", ["invoke ctrl+enter", "CTRL+ENTER invoke"])
def test_words_and_keys_filter_it(qtbot, keys, text):
    qtbot.keyClicks(keys.filter, text)
    assert "Invoke" in words(keys)
    assert "Save" not in words(keys)


def test_it_fits_over_a_small_window(keys):
    assert keys.height() < 640
    assert keys.width() < 1024
