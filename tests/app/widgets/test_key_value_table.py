"""The table of names and values: keys, switches, paste, completion and bulk edit."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from workbench.app.widgets.header_names import suggestions
from workbench.app.widgets.key_value_model import NAME, SWITCH, VALUE, KeyValueModel
from workbench.app.widgets.key_value_table import KeyValueTable
from workbench.app.widgets.row import Row

ROWS = (Row("Accept", "*/*"), Row("Host", "x"), Row("Accept", "text/html", enabled=False))


@pytest.fixture
def table(qtbot, appearance):
    table = KeyValueTable("Headers", appearance, query=True)
    qtbot.addWidget(table)
    table.resize(460, 320)
    table.show()
    table.set_rows(ROWS)
    yield table
    table.close()


def _editor(table) -> QLineEdit:
    edits: list[QLineEdit] = [edit for edit in table.view.viewport().findChildren(QLineEdit) if edit.isVisible()]
    return edits[0]


def test_the_model_keeps_qts_contract(qtmodeltester, appearance):
    model = KeyValueModel()
    model.set_rows(ROWS)
    qtmodeltester.check(model)
    model.set_read_only(read_only=True)
    qtmodeltester.check(model)


def test_setting_rows_is_no_edit(qtbot, table):
    with qtbot.assertNotEmitted(table.edited):
        table.set_rows((Row("a", "b"),))
        table.set_rows(ROWS)
        table.set_read_only(read_only=True)
        table.set_read_only(read_only=False)
    assert table.rows == ROWS


def test_a_blank_row_is_always_ready(qtbot, table):
    assert table.model.rowCount() == 4
    table.model.setData(table.model.index(3, NAME), "New")
    assert table.rows[-1] == Row("New", "")
    assert table.model.rowCount() == 5


def test_every_letter_is_an_edit_that_merges_with_the_one_before(qtbot, table):
    seen: list[tuple[str, str]] = []
    table.edited.connect(lambda words, merge: seen.append((words, merge)))
    table.view.edit_cell(1, VALUE)
    qtbot.keyClicks(_editor(table), "yz")
    assert table.rows[1] == Row("Host", "yz")
    assert len({merge for _, merge in seen}) == 1
    assert len(seen) == 2


def test_tab_goes_name_value_next_row_while_editing(qtbot, table):
    table.view.edit_cell(0, NAME)
    for wanted in ((0, VALUE), (1, NAME), (1, VALUE)):
        qtbot.keyClick(_editor(table), Qt.Key.Key_Tab)
        index = table.view.currentIndex()
        assert (index.row(), index.column()) == wanted
        assert table.view.editing
    qtbot.keyClick(_editor(table), Qt.Key.Key_Backtab)
    assert table.view.currentIndex().column() == NAME


def test_tab_in_the_last_cell_begins_another_row(qtbot, table):
    table.view.edit_cell(3, NAME)
    qtbot.keyClicks(_editor(table), "New")
    qtbot.keyClick(_editor(table), Qt.Key.Key_Tab)
    qtbot.keyClicks(_editor(table), "1")
    qtbot.keyClick(_editor(table), Qt.Key.Key_Tab)
    assert table.rows[3] == Row("New", "1")
    assert table.view.currentIndex().row() == 4


def test_tab_leaves_the_table_when_nothing_is_edited(qtbot, table):
    table.view.setFocus()
    qtbot.keyClick(table.view, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not table.view


def test_space_switches_and_delete_removes_the_selected_rows(qtbot, table):
    table.view.setFocus()
    table.view.selectRow(1)
    qtbot.keyClick(table.view, Qt.Key.Key_Space)
    assert table.rows[1] == Row("Host", "x", enabled=False)
    qtbot.keyClick(table.view, Qt.Key.Key_Delete)
    assert [row.name for row in table.rows] == ["Accept", "Accept"]


def test_the_cross_at_the_end_of_a_row_removes_it(qtbot, table):
    box = table.view.visualRect(table.model.index(1, VALUE))
    qtbot.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(box.right() - 8, box.center().y()))
    assert [row.value for row in table.rows] == ["*/*", "text/html"]


def test_alt_with_the_arrows_moves_a_row(qtbot, table):
    table.view.setFocus()
    table.view.setCurrentIndex(table.model.index(1, NAME))
    qtbot.keyClick(table.view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [row.name for row in table.rows] == ["Host", "Accept", "Accept"]
    assert table.view.currentIndex().row() == 0
    qtbot.keyClick(table.view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [row.name for row in table.rows] == ["Host", "Accept", "Accept"]


def test_a_click_on_the_box_switches_the_row_and_on_the_header_all(qtbot, table):
    box = table.view.visualRect(table.model.index(0, SWITCH)).center()
    qtbot.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert not table.rows[0].enabled
    header = table.view.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(SWITCH) + 10, 10)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert table.model.all_enabled is True
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert table.model.all_enabled is False


def test_a_query_string_is_pasted_as_rows_where_the_cursor_is(qtbot, table):
    QApplication.clipboard().setText("?a=1&b=x%20y")
    table.view.setFocus()
    table.view.setCurrentIndex(table.model.index(1, NAME))
    qtbot.keyClick(table.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert table.rows[1:3] == (Row("a", "1"), Row("b", "x y"))


def test_lines_pasted_into_a_cell_become_rows(qtbot, table):
    QApplication.clipboard().setText("X-One: 1\nX-Two: 2\n")
    table.view.edit_cell(3, NAME)
    qtbot.keyClick(_editor(table), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert table.rows[3:] == (Row("X-One", "1"), Row("X-Two", "2"))


def test_a_pasted_curl_command_is_passed_on_whole(qtbot, table):
    QApplication.clipboard().setText("curl https://example.com/")
    table.view.setFocus()
    with qtbot.waitSignal(table.command_pasted, timeout=100) as seen:
        qtbot.keyClick(table.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert seen.args == ["curl https://example.com/"]
    assert table.rows == ROWS


def test_copied_rows_paste_back_the_same(qtbot, table):
    table.view.setFocus()
    table.view.selectAll()
    qtbot.keyClick(table.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    table.set_rows(())
    qtbot.keyClick(table.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert table.rows == ROWS


def test_bulk_edit_shows_the_rows_and_takes_edits_of_the_text(qtbot, table):
    table.toggle.click()
    assert table.bulk.toPlainText() == "Accept: */*\nHost: x\n// Accept: text/html\n"
    with qtbot.waitSignal(table.edited, timeout=100):
        table.bulk.setPlainText("Host: y\n// Off: 1\n")
    assert table.rows == (Row("Host", "y"), Row("Off", "1", enabled=False))
    table.toggle.click()
    assert table.model.rowCount() == 3


def test_looking_at_bulk_text_is_no_edit(qtbot, table):
    with qtbot.assertNotEmitted(table.edited):
        table.toggle.click()
        table.toggle.click()
    assert table.rows == ROWS


def test_a_table_that_is_only_looked_at_has_no_blank_row_and_takes_no_edit(qtbot, table):
    table.set_read_only(read_only=True)
    assert table.model.rowCount() == 3
    assert not table.model.setData(table.model.index(0, NAME), "x")
    table.model.remove([0])
    table.model.switch_all(enabled=False)
    assert table.rows == ROWS


def test_header_names_and_their_values_are_offered():
    assert "Content-Type" in suggestions(NAME, "")
    assert "content-type" in suggestions(NAME, "", lower_case=True)
    assert "application/json" in suggestions(VALUE, "CONTENT-TYPE")
    assert suggestions(VALUE, "X-Unheard-Of") == ()


def test_completion_offers_what_matches_anywhere(qtbot, table):
    table.set_suggestions(lambda column, name: suggestions(column, name))
    table.view.edit_cell(3, NAME)
    completer = _editor(table).completer()
    completer.setCompletionPrefix("agent")
    assert completer.currentCompletion() == "User-Agent"


def test_enter_ends_an_edit_and_begins_none(qtbot, table):
    table.view.setFocus()
    table.view.edit_cell(0, VALUE)
    qtbot.keyClicks(_editor(table), "a")
    qtbot.keyClick(_editor(table), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not table.view.editing, timeout=60_000)
    assert table.rows[0].value == "a"
