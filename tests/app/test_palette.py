"""The palette finds by a few letters and gives the keyboard back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from workbench.app.palette import CommandPalette, Entry, rank

ENTRIES = [
    Entry("orders/create", "Event", 1),
    Entry("orders/list", "Event", 2),
    Entry("GET /orders", "Route", 3),
    Entry("Save", "Command", "save", keys="Ctrl+S"),
]


@pytest.fixture
def over(qtbot):
    window = QWidget()
    window.resize(800, 600)
    QVBoxLayout(window).addWidget(QLineEdit())
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


@pytest.fixture
def palette(appearance, over):
    made = CommandPalette(ENTRIES, appearance, parent=over)
    made.open()
    return made


def shown(palette: CommandPalette) -> list[str]:
    return [palette.list.item(row).text() for row in range(palette.list.count())]


def test_letters_in_order_find_a_text_and_whole_words_come_first():
    assert rank("orders/create", "oc") is not None
    assert rank("orders/create", "zz") is None
    whole, letters = rank("orders/list", "list"), rank("last is at", "list")
    assert whole is not None
    assert letters is None or whole < letters


def test_typing_narrows_and_enter_takes(qtbot, palette):
    palette.words.setText("list")
    assert shown(palette) == ["orders/list"]
    with qtbot.waitSignal(palette.chosen) as told:
        qtbot.keyClick(palette.words, Qt.Key.Key_Return)
    assert told.args[0].value == 2
    assert palette.isHidden()


def test_a_greater_than_sign_leaves_only_commands(palette):
    palette.words.setText(">")
    assert shown(palette) == ["Save"]


def test_arrow_keys_go_round(qtbot, palette):
    qtbot.keyClick(palette.words, Qt.Key.Key_Up)
    assert palette.list.currentItem().text() == "Save"
    qtbot.keyClick(palette.words, Qt.Key.Key_Down)
    assert palette.list.currentItem().text() == "orders/create"


def test_escape_closes_and_the_focus_returns(qtbot, palette, over):
    with qtbot.waitSignal(palette.closed):
        qtbot.keyClick(palette.words, Qt.Key.Key_Escape)
    assert palette.isHidden()


def test_nothing_found_is_said(palette):
    palette.words.setText("zzzz")
    assert not palette.list.isVisible()
