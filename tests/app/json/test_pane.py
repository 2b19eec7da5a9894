"""The JSON of a document: text or tree, finding, formatting, and the place of the cursor."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from tests.app.sample_events import REST
from workbench.app.document import Document
from workbench.app.json.pane import JsonPane


@pytest.fixture
def open_pane(qtbot, appearance):
    panes = []

    def open_one(document):
        pane = JsonPane(document, appearance)
        qtbot.addWidget(pane)
        document.changed.connect(pane.refresh)
        pane.resize(600, 500)
        pane.show()
        panes.append(pane)
        return pane

    yield open_one
    for pane in panes:
        pane.close()


def test_formatting_a_file_is_an_edit_that_undo_takes_back(qtbot, open_pane):
    document = Document.from_bytes(b'{"a":[1,2]}', name="a")
    pane = open_pane(document)
    assert document.payload == b'{"a":[1,2]}'
    pane.editor.format_text()
    assert document.text == '{\n  "a": [\n    1,\n    2\n  ]\n}'
    pane.undo()
    assert document.payload == b'{"a":[1,2]}'
    assert not document.dirty
    pane.redo()
    assert document.dirty


def test_the_tree_shows_the_event_and_leads_to_its_lines(qtbot, open_pane):
    document = Document(REST)
    pane = open_pane(document)
    pane.show_tree(shown=True)
    assert pane.tree.isVisible()
    model = pane.tree.model()
    index = model.find(("requestContext", "apiId"))
    pane.tree.chosen.emit(index)
    assert pane.editor.isVisible()
    assert '"apiId"' in pane.editor.textCursor().block().text()
    assert not document.dirty


def test_finding_goes_on_and_round_and_esc_closes(qtbot, open_pane):
    pane = open_pane(Document({"one": "same", "two": "same", "three": "Same"}))
    pane.open_find()
    line = next(edit for edit in pane.findChildren(QLineEdit) if edit.accessibleName() == "Find in the JSON")
    line.setText("same")
    assert any(label.text() == "3" for label in pane.findChildren(QLabel))
    lines = [pane.editor.textCursor().blockNumber()]
    for _ in range(3):
        qtbot.keyClick(line, Qt.Key.Key_Return)
        lines.append(pane.editor.textCursor().blockNumber())
    assert lines == [1, 2, 3, 1]
    qtbot.keyClick(line, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert pane.editor.textCursor().blockNumber() == 3
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert not line.isVisible()


def test_values_are_marked_by_pointer_and_others_let_be(qtbot, open_pane):
    pane = open_pane(Document(REST))
    pane.mark(("/headers/Host", "/nowhere"))
    marked = {mark.cursor.block().text().strip() for mark in pane.editor.extraSelections()}
    assert any(line.startswith('"Host"') for line in marked)
    pane.mark(())
    assert pane.editor.extraSelections() == []


def test_going_to_an_error_puts_the_cursor_there(qtbot, open_pane):
    document = Document(REST)
    pane = open_pane(document)
    document.set_text('{\n  "a" 1\n}')
    pane.go_to_error()
    assert pane.editor.textCursor().blockNumber() == 1


def test_a_body_of_megabytes_on_one_line_is_shown_shortened_and_passed_on_whole(qtbot, open_pane):
    document = Document({"body": "x" * 2_000_000})
    pane = open_pane(document)
    assert pane.editor.isReadOnly()
    assert any("shown shortened" in label.text() for label in pane.findChildren(QLabel))
    assert len(document.payload) > 2_000_000
    assert not document.dirty
