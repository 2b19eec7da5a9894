"""The editor: tabs of documents, three ways to look at each, and text that is not JSON."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from tests.app.sample_events import REST
from workbench.app.document import Document
from workbench.app.editor.editor_area import EditorArea
from workbench.app.json.editor import JsonEditor
from workbench.app.widgets.row import Row
from workbench.app.widgets.tab_row import TabRow
from workbench.app.widgets.tab_strip import TabStrip


@pytest.fixture
def area(qtbot, appearance):
    area = EditorArea(appearance)
    qtbot.addWidget(area)
    area.resize(900, 600)
    area.show()
    yield area
    area.close()


def test_a_document_opens_in_a_tab_and_comes_to_the_front(qtbot, area):
    first, second = Document(REST, name="one"), Document(REST, name="two")
    with qtbot.waitSignal(area.current_changed, timeout=100) as seen:
        area.open_document(first)
    assert seen.args == [first]
    area.open_document(second)
    assert area.current() is second
    area.open_document(first)
    assert area.current() is first
    assert area.documents() == (first, second)


def test_closing_asks_and_keeps_what_may_not_go(qtbot, appearance):
    area = EditorArea(appearance, may_close=lambda document: not document.dirty)
    qtbot.addWidget(area)
    document = Document(REST)
    area.open_document(document)
    document.edit("Change", event={**REST, "path": "/x"})
    assert not area.close_current()
    document.undo_stack.undo()
    assert area.close_current()
    assert area.current() is None
    assert not area.close_current()


def test_showing_an_event_in_every_view_is_no_edit(qtbot, area):
    raw = b'{"path": "/a",   "httpMethod":"GET","requestContext":{"resourcePath":"/a"}}'
    document = Document.from_bytes(raw, name="a")
    area.open_document(document)
    for view in ("json", "both", "form"):
        area.show_view(view)
    assert not document.dirty
    assert document.payload == raw


def test_an_edit_in_the_form_shows_in_the_json_and_back(qtbot, area):
    document = Document(REST)
    area.open_document(document)
    area.show_view("both")
    view = area.current_view()
    view.edits.change("Change path", "path", "/other")
    assert '"path": "/other"' in view.json.editor.shown_text()
    document.set_text(document.text.replace('"name": "me"', '"name": "you"'))
    assert view.form.tab("Query").table.rows == (Row("name", "you"),)


def test_invalid_json_leaves_the_form_and_names_the_place(qtbot, area):
    document = Document(REST)
    area.open_document(document)
    area.show_view("both")
    view = area.current_view()
    rows = view.form.tab("Query").table.rows
    view.json.editor.setFocus()
    view.json.editor.setPlainText('{\n  "path": }')
    view.json.editor.commit()
    assert "Line 2, column 11" in view.notice.message
    assert view.form.tab("Query").table.rows == rows
    assert view.form.tab("Query").table.model.read_only
    document.undo_stack.undo()
    assert view.notice.message == ""
    assert not view.form.tab("Query").table.model.read_only


def test_discarding_text_that_is_not_json_brings_the_event_back(qtbot, area):
    document = Document(REST)
    area.open_document(document)
    area.show_view("json")
    document.set_text("{")
    document.drop_text()
    assert area.current_view().json.editor.shown_text() == document.text
    assert area.current_view().notice.message == ""


def test_typing_in_the_json_is_not_written_over_and_undoes_letter_by_letter(qtbot, area):
    document = Document({"a": 1})
    area.open_document(document)
    area.show_view("json")
    editor = area.current_view().json.editor
    editor.setFocus()
    editor.go_to(document.text.index("1"))
    qtbot.keyClick(editor, Qt.Key.Key_2)
    editor.commit()
    assert document.event == {"a": 21}
    assert editor.textCursor().position() == document.text.index("1")
    area.undo()
    assert document.event == {"a": 1}
    assert not document.dirty


def test_a_payload_asked_for_while_typing_has_the_last_letter(qtbot, area):
    document = Document({"a": 1})
    area.open_document(document)
    area.show_view("json")
    editor = area.current_view().json.editor
    editor.go_to(document.text.index("1"))
    qtbot.keyClick(editor, Qt.Key.Key_2)
    assert b'"a": 21' in document.payload


def test_a_row_that_has_the_cursor_marks_its_lines_and_the_cursor_its_row(qtbot, area):
    document = Document(REST)
    area.open_document(document)
    area.show_view("both")
    view = area.current_view()
    table = view.form.tab("Headers").table
    view.form.show_tab("Headers")
    table.view.setCurrentIndex(table.model.index(1, 1))
    marked = [mark.cursor.block().text().strip() for mark in view.json.editor.extraSelections()]
    assert any(line.startswith('"Host"') for line in marked)
    view.json.editor.setFocus()
    view.json.editor.go_to(document.text.index('"colour"') + 2)
    qtbot.waitUntil(lambda: view.form.current_title == "Stage")


def test_the_unsaved_mark_and_the_name_follow_the_document(qtbot, area):
    document = Document(REST, name="one")
    area.open_document(document)
    tabs = next(strip for strip in area.findChildren(TabStrip) if strip.accessibleName() == "Open events")
    document.edit("Change", event={**REST, "path": "/x"})
    assert tabs.is_marked(0)
    document.undo_stack.undo()
    assert not tabs.is_marked(0)
    document.rename("other")
    assert tabs.tabText(0) == "other"


def test_undo_in_a_field_whose_own_is_used_up_is_the_documents(qtbot, area):
    document = Document({**REST, "headers": {"Content-Type": "text/plain"}, "body": "a"})
    area.open_document(document)
    view = area.current_view()
    view.edits.change("Change body", "body", "ab")
    field = view.form.tab("Body").text
    assert field.toPlainText() == "ab"
    field.setFocus()
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QApplication.sendEvent(field, event)
    assert not event.isAccepted()
    area.undo()
    assert field.toPlainText() == "a"


def titles(area: EditorArea) -> list[str]:
    return [document.name for document in area.documents()]


def tabs(area: EditorArea) -> TabStrip:
    return next(each for each in area.findChildren(TabStrip) if each.accessibleName() == "Open events")


@pytest.mark.parametrize("width", [900, 420, 330])
def test_closing_brings_the_next_tab_to_the_front_be_it_behind_more(area, width):
    area.resize(width, 600)
    for number in range(6):
        area.open_document(Document(REST, name=f"orders-{number}"))
    tabs(area).setCurrentIndex(2)
    for left in ("orders-3", "orders-4", "orders-5", "orders-1", "orders-0"):
        assert area.close_current()
        assert area.current().name == left
        assert tabs(area).isTabVisible(tabs(area).currentIndex())
        assert area.current_view().isVisible()


def test_the_row_of_tabs_keeps_its_height_when_the_look_changes(area, appearance):
    area.open_document(Document(REST))
    row = next(each for each in area.findChildren(TabRow) if each.strip is tabs(area))
    before = row.maximumHeight()
    appearance.changed.emit()
    assert row.maximumHeight() == before


def test_a_preview_is_in_italics_and_gives_way_to_the_next(qtbot, area):
    one, two, three = (Document(REST, name=name) for name in ("one", "two", "three"))
    area.open_document(one)
    area.open_document(two, preview=True)
    strip = tabs(area)
    assert [strip.is_preview(index) for index in range(2)] == [False, True]
    assert "preview" in strip.accessibleTabName(1)
    assert "Double-click or edit to keep it" in strip.tabToolTip(1)
    with qtbot.waitSignals([area.replaced, area.closed], timeout=100):
        area.open_document(three, preview=True)
    assert titles(area) == ["one", "three"]
    assert area.current() is three
    assert strip.is_preview(1)


@pytest.mark.parametrize("keep", ["edit", "open", "double click"])
def test_a_preview_that_is_wanted_stays(area, keep):
    one, two = Document(REST, name="one"), Document(REST, name="two")
    area.open_document(one, preview=True)
    if keep == "edit":
        one.edit("Change", event={**REST, "path": "/x"})
    elif keep == "open":
        area.open_document(one)
    else:
        tabs(area).tabBarDoubleClicked.emit(0)
    assert not tabs(area).is_preview(0)
    assert "Double-click" not in tabs(area).tabToolTip(0)
    area.open_document(two, preview=True)
    assert titles(area) == ["one", "two"]


def test_a_preview_stays_that_someone_types_on_at_this_moment(qtbot, area):
    one, two = Document(REST, name="one"), Document(REST, name="two")
    area.open_document(one, preview=True)
    area.show_view("json")
    editor = area.current_view().findChild(JsonEditor)
    editor.setFocus()
    qtbot.keyClicks(editor, "x")
    area.open_document(two, preview=True)
    assert titles(area) == ["one", "two"]
    assert one.text.startswith("x{")


def test_looking_again_at_what_is_open_makes_it_no_preview(area):
    one, two = Document(REST, name="one"), Document(REST, name="two")
    area.open_document(one)
    area.open_document(two, preview=True)
    area.open_document(one, preview=True)
    assert titles(area) == ["one", "two"]
    assert not tabs(area).is_preview(0)
    area.close_document(two)
    assert area.preview is None


def test_a_file_that_never_was_json_offers_nothing_to_go_back_to(area):
    broken = Document.from_bytes(b'{"a": tru}', name="broken")
    area.open_document(broken)
    assert "There is a form once it is valid." in area.current_view().notice.accessibleName()
    assert [button.text() for button in area.current_view().notice._buttons] == ["Go there"]
    broken.set_text('{"a": true}')
    assert area.current_view().notice.isHidden()
    broken.set_text('{"a": tru')
    assert broken.was_valid
    assert [button.text() for button in area.current_view().notice._buttons] == ["Go there", "Discard the text"]
