from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QStyleOptionViewItem

from workbench.app.widgets.row_table import Cell, RowTable


@pytest.fixture
def table(qtbot, appearance):
    made = RowTable("Pets", ("Name", "Kind", "Legs"), appearance, stretch=(0,))
    qtbot.addWidget(made)
    made.resize(400, 200)
    made.show()
    made.show_rows([(Cell("Rex"), Cell("dog", "ok"), Cell("4")), (Cell("Tweety"), Cell("bird", "error"), Cell("2"))])
    return made


def test_the_table_is_text_too(table):
    assert table.text() == "Name\tKind\tLegs\nRex\tdog\t4\nTweety\tbird\t2\n"


def test_chosen_rows_are_copied(qtbot, table, qapp):
    table.choose(1)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert qapp.clipboard().text() == "Name\tKind\tLegs\nTweety\tbird\t2\n"


def test_enter_activates_the_row_with_the_cursor(qtbot, table):
    table.choose(0)
    with qtbot.waitSignal(table.row_activated) as activated:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert activated.args == [0]


def test_a_column_that_says_nothing_is_hidden(table):
    table.show_rows([(Cell("Rex"), Cell(""), Cell("4"))])
    assert table.isColumnHidden(1)
    table.show_rows([(Cell("Rex"), Cell("dog"), Cell("4"))])
    assert not table.isColumnHidden(1)


def test_a_cell_says_its_heading_and_all_of_its_text_to_a_screen_reader(table):
    table.show_rows([(Cell("Rex", tip="Rex the dog"), Cell("dog"), Cell(""))])
    index = table.model().index(0, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Name: Rex the dog"
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "Rex the dog"


def test_a_verdict_has_an_icon_beside_its_word(table):
    assert not table.model().index(0, 1).data(Qt.ItemDataRole.DecorationRole).isNull()
    assert table.model().index(0, 0).data(Qt.ItemDataRole.DecorationRole) is None


def test_a_chosen_verdict_keeps_its_colour(table, appearance):
    option = QStyleOptionViewItem()
    table.itemDelegate().initStyleOption(option, table.model().index(1, 1))
    assert option.palette.color(QPalette.ColorRole.HighlightedText) == appearance.theme.color("error")


def test_the_widest_column_gives_room_to_those_that_stretch(qtbot, appearance):
    table = RowTable("Environment", ("Name", "Value"), appearance, stretch=(1,))
    qtbot.addWidget(table)
    table.show_rows([(Cell("AN_ENVIRONMENT_VARIABLE_WITH_A_NAME_THAT_IS_LONG", mono=True), Cell("1"))])
    table.resize(260, 200)
    table.show()
    assert table.columnWidth(1) >= appearance.px(90)
    table.resize(900, 200)
    assert table.columnWidth(0) > 300


def test_an_empty_table_says_why(qtbot, appearance):
    table = RowTable("Pets", ("Name",), appearance, none="No pet fits.")
    qtbot.addWidget(table)
    table.resize(300, 120)
    table.show()
    table.show_rows([])
    said = table.viewport().grab().toImage()
    table.set_none("")
    assert table.viewport().grab().toImage() != said
