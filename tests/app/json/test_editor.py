"""The JSON editor: typing, indenting, marking, and texts that would stop a plain widget."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from workbench.app.json.editor import JsonEditor
from workbench.app.json.highlighter import tokens
from workbench.app.json.text import parse
from workbench.app.json.view import showable


@pytest.fixture
def editor(qtbot, appearance):
    editor = JsonEditor(appearance)
    qtbot.addWidget(editor)
    editor.resize(500, 400)
    editor.show()
    yield editor
    editor.close()


def test_showing_a_text_is_not_an_edit(qtbot, editor):
    with qtbot.assertNotEmitted(editor.edited, wait=300):
        editor.set_text('{"a": 1}')


def test_typing_is_handed_in_after_a_pause(qtbot, editor):
    editor.set_text("")
    with qtbot.waitSignal(editor.edited) as seen:
        qtbot.keyClicks(editor, "[1]")
    assert seen.args == ["[1]"]


def test_leaving_the_field_hands_in_at_once(qtbot, editor):
    editor.set_text("")
    qtbot.keyClicks(editor, "[")
    with qtbot.waitSignal(editor.edited, timeout=100):
        editor.commit()


def test_enter_keeps_and_deepens_the_indent(qtbot, editor):
    editor.set_text("{}")
    editor.moveCursor(QTextCursor.MoveOperation.Right)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.keyClicks(editor, '"a": 1')
    assert editor.shown_text() == '{\n  "a": 1\n}'


def test_a_closing_bracket_goes_one_level_out(qtbot, editor):
    editor.set_text("[\n  ")
    editor.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(editor, "]")
    assert editor.shown_text() == "[\n]"


def test_tab_shifts_selected_lines_both_ways(qtbot, editor):
    editor.set_text("1\n2")
    editor.selectAll()
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    assert editor.shown_text() == "  1\n  2"
    qtbot.keyClick(editor, Qt.Key.Key_Backtab)
    assert editor.shown_text() == "1\n2"


def test_formatting_is_one_step_that_undo_takes_back(qtbot, editor):
    editor.set_text('{"a":[1]}')
    editor.format_text()
    assert editor.shown_text() == '{\n  "a": [\n    1\n  ]\n}'
    editor.undo_step()
    assert editor.shown_text() == '{"a":[1]}'


def test_undo_that_is_used_up_is_passed_on(qtbot, editor):
    editor.set_text("[]")
    with qtbot.waitSignal(editor.undo_exhausted, timeout=100):
        qtbot.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def test_a_giant_line_is_shown_printed_or_shortened_and_never_lost(qtbot, editor):
    many = json.dumps({f"key{index}": index for index in range(5000)})
    editor.set_text(many)
    assert editor.blockCount() > 5000
    assert not editor.isReadOnly()
    giant = json.dumps({"body": "x" * 1_000_000})
    editor.set_text(giant)
    assert editor.shortened
    assert editor.isReadOnly()
    assert editor.text() == giant
    assert len(editor.shown_text()) < 10_000


def test_characters_that_qt_would_change_stay(qtbot, editor):
    text = '{"nbsp": "a\u00a0b", "line": "\u2028\u2029", "emoji": "😀"}'
    editor.set_text(text)
    assert parse(editor.shown_text()) == parse(text)


def test_marks_count_characters_beyond_16_bits_right(qtbot, editor):
    text = '{\n"emoji": "😀😀",\n"next": 1\n}'
    editor.set_text(text)
    start = text.index('"next"')
    editor.mark_ranges([(start, start + 5)])
    lines = [mark.cursor.block().text() for mark in editor.extraSelections()]
    assert '"next": 1' in lines
    editor.go_to(start)
    assert editor.textCursor().block().text() == '"next": 1'
    assert editor.cursor_offset() == start


def test_the_bracket_beside_the_cursor_marks_its_partner(qtbot, editor):
    editor.set_text('{"a": ["}", {}]}')
    editor.setFocus()
    editor.moveCursor(QTextCursor.MoveOperation.Start)
    marked = sorted(mark.cursor.selectedText() for mark in editor.extraSelections())
    assert marked == ["{", "}"]
    assert max(mark.cursor.position() for mark in editor.extraSelections()) == len(editor.shown_text())


def test_an_error_is_marked_where_it_is(qtbot, editor):
    text = '{\n  "a" 1\n}'
    editor.set_text(text)
    editor.set_error(parse(text))
    assert editor.extraSelections()[-1].cursor.block().text() == '  "a" 1'
    editor.set_error(None)
    assert not [mark for mark in editor.extraSelections() if mark.cursor.block().text() == '  "a" 1']


def test_parts_of_a_line_are_told_apart():
    assert [kind for _, _, kind in tokens('  "a": ["x", -1.5e3, true, null]')] == [
        "key",
        "string",
        "number",
        "keyword",
        "keyword",
    ]


def test_colours_are_set_for_the_lines_on_screen_only(qtbot, editor):
    editor.set_text("\n".join('"a": 1,' for _ in range(2000)))
    editor.repaint()
    assert editor.document().firstBlock().layout().formats()
    assert not editor.document().lastBlock().layout().formats()


@given(
    st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12), max_size=6),
    st.integers(0, 5),
    st.text("ab😀\n", max_size=4),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_shown_as_it_is_after_any_other(editor, lines, at, more):
    before = "\n".join(lines)
    editor.set_text(before)
    assert editor.shown_text() == showable(before)[0]
    after = before[:at] + more + before[at + 2 :]
    editor.set_text(after)
    assert editor.shown_text() == showable(after)[0]
    assert not editor.document().isUndoAvailable()


def test_a_line_that_is_replaced_from_outside_gets_its_new_colours(qtbot, editor):
    editor.set_text('{\n  "a": 1\n}')
    editor.repaint()
    editor.set_text('{\n  "a": "longer"\n}')
    editor.repaint()
    parts = [(part.start, part.length) for part in editor.document().findBlockByNumber(1).layout().formats()]
    assert parts == [(2, 3), (7, 8)]
    editor.set_text('{\n  "ab": 1\n}')
    editor.repaint()
    parts = [(part.start, part.length) for part in editor.document().findBlockByNumber(1).layout().formats()]
    assert parts == [(2, 4), (8, 1)]
