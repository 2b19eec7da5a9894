"""The form: the tabs of every source, the body in all its shapes, callers, marks of overridden values."""

from __future__ import annotations

import base64
import json

import pytest
from PySide6.QtCore import Qt

from tests.app.sample_events import HTTP_2, REST, SQS
from workbench.app.document import Document
from workbench.app.forms.edits import Edits
from workbench.app.forms.event_form import TABS, EventForm
from workbench.app.widgets.row import Row
from workbench.events.body import BodyKind
from workbench.events.caller import CallerKind
from workbench.events.edit import ABSENT
from workbench.events.samples import sample
from workbench.events.source import Source


@pytest.fixture
def open_form(qtbot, appearance):
    forms = []

    def open_one(event):
        document = Document(event)
        edits = Edits(document)
        form = EventForm(edits, appearance)
        edits.setParent(form)
        qtbot.addWidget(form)
        document.changed.connect(form.refresh)
        form.resize(620, 480)
        form.show()
        forms.append(form)
        return document, form

    yield open_one
    for form in forms:
        form.close()


@pytest.mark.parametrize("source", [source for source in Source if source != Source.OTHER])
def test_looking_at_every_tab_of_every_source_is_no_edit(open_form, source):
    document, form = open_form(sample(source))
    for kind in TABS:
        if kind.applies(source):
            form.show_tab(kind.title)
    assert document.undo_stack.count() == 0
    assert document.event == sample(source)


def test_a_source_has_the_tabs_that_it_needs(open_form):
    document, _ = open_form(REST)
    titles = {kind.title for kind in TABS if kind.applies(document.source)}
    assert titles == {
        "Query", "Headers", "Body", "Path", "Stage", "Identity", "Authorizer", "Context", "Extra",
    }  # fmt: skip
    assert {kind.title for kind in TABS if kind.applies(Source.REST_TOKEN_AUTHORIZER)} == {"Input", "Extra"}
    assert "Cookies" in {kind.title for kind in TABS if kind.applies(Source.HTTP_2)}
    assert "Path" not in {kind.title for kind in TABS if kind.applies(Source.ALB)}


def test_another_event_gets_a_note_and_a_way_to_its_json(qtbot, open_form):
    _, form = open_form(SQS)
    assert not form.row.isVisible()
    button = next(b for b in form.findChildren(type(form.tab("Headers").table.toggle)) if b.text() == "Edit as JSON")
    with qtbot.waitSignal(form.json_wanted, timeout=100):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_json_body_is_edited_as_json_and_written_as_a_string(qtbot, open_form):
    document, form = open_form({**REST, "body": '{"a":1}'})
    body = form.tab("Body")
    assert body.mode == BodyKind.JSON
    assert body.json.editor.shown_text() == '{\n  "a": 1\n}'
    body.json.editor.setPlainText('{\n  "a": "é"\n}')
    body.json.editor.commit()
    assert document.event["body"] == '{"a":"é"}'
    assert body.json.editor.shown_text() == '{\n  "a": "é"\n}'


def test_a_json_body_that_is_broken_is_sent_as_it_stands(open_form):
    document, form = open_form({**REST, "body": '{"a":1}'})
    body = form.tab("Body")
    body.json.editor.setPlainText('{"a":')
    body.json.editor.commit()
    assert document.event["body"] == '{"a":'
    assert body.mode == BodyKind.JSON
    document.undo_stack.undo()
    assert document.event["body"] == '{"a":1}'
    assert body.json.editor.shown_text() == '{\n  "a": 1\n}'


def test_form_fields_are_encoded_and_come_back(open_form):
    document, form = open_form(
        {**REST, "headers": {"Content-Type": "application/x-www-form-urlencoded"}, "body": "a=1&b=x+y"}
    )
    body = form.tab("Body")
    assert body.mode == BodyKind.FORM
    assert body.form.rows == (Row("a", "1"), Row("b", "x y"))
    body.form.model.switch([0], enabled=False)
    assert document.event["body"] == "b=x+y"
    assert body.form.rows == (Row("a", "1", enabled=False), Row("b", "x y"))


def test_a_file_is_sent_as_base64_with_its_content_type(open_form, tmp_path):
    document, form = open_form(REST)
    picture = tmp_path / "dot.png"
    picture.write_bytes(b"\x89PNG\x00\xff")
    body = form.tab("Body")
    body.file.take(picture)
    assert base64.b64decode(document.event["body"]) == b"\x89PNG\x00\xff"
    assert document.event["isBase64Encoded"] is True
    assert document.event["headers"]["Content-Type"] == "image/png"
    assert body.mode == BodyKind.BINARY
    document.undo_stack.undo()
    assert document.event == REST
    assert body.mode == BodyKind.NONE


def test_a_file_that_is_gone_is_told(qtbot, open_form, tmp_path):
    document, form = open_form(REST)
    body = form.tab("Body")
    with qtbot.waitSignal(body.file.refused, timeout=100) as seen:
        body.file.take(tmp_path / "gone")
    assert "gone" in seen.args[0].place
    assert document.event == REST


def test_choosing_json_for_a_request_without_a_body_sets_its_content_type(qtbot, open_form):
    document, form = open_form({**REST, "headers": {}})
    body = form.tab("Body")
    body.modes.setCurrentIndex(1)
    assert document.event["headers"] == {"Content-Type": "application/json"}
    assert document.event["body"] is None
    assert body.mode == BodyKind.JSON
    body.json.editor.setPlainText("{}")
    body.json.editor.commit()
    assert document.event["body"] == "{}"


def test_base64_can_be_switched_and_back(open_form):
    document, form = open_form({**REST, "body": "hello"})
    body = form.tab("Body")
    body.base64.click()
    assert document.event["body"] == "aGVsbG8="
    assert document.event["isBase64Encoded"] is True
    body.base64.click()
    assert document.event == {**REST, "body": "hello"}


def test_crlf_of_a_text_body_survives_an_edit(open_form):
    document, form = open_form({**REST, "headers": {"Content-Type": "text/plain"}, "body": "a\r\nb"})
    body = form.tab("Body")
    body.text.setPlainText("a\nbc")
    assert document.event["body"] == "a\r\nbc"


def test_a_caller_fills_in_what_aws_sends_and_none_takes_it_away(open_form):
    document, form = open_form(REST)
    identity = form.tab("Identity")
    identity.choice.chosen.emit(CallerKind.IAM)
    assert document.event["requestContext"]["identity"]["userArn"].startswith("arn:aws:iam::")
    identity.choice.chosen.emit(CallerKind.API_KEY)
    assert document.event["requestContext"]["identity"]["apiKeyId"]
    document.undo_stack.undo()
    document.undo_stack.undo()
    assert document.event == REST


def test_claims_are_a_table_that_keeps_kinds(open_form):
    context = {**HTTP_2["requestContext"], "authorizer": {"jwt": {"claims": {"sub": "a", "exp": 1}, "scopes": None}}}
    document, form = open_form({**HTTP_2, "requestContext": context})
    tab = form.tab("Authorizer")
    assert tab.table.rows == (Row("sub", "a"), Row("exp", "1"))
    tab.table.model.setData(tab.table.model.index(1, 2), "2")
    assert document.event["requestContext"]["authorizer"]["jwt"]["claims"] == {"sub": "a", "exp": 2}
    tab.table.model.switch([0], enabled=False)
    assert document.event["requestContext"]["authorizer"]["jwt"]["claims"] == {"exp": 2}
    assert tab.table.rows[0] == Row("sub", "a", enabled=False)


def test_cookies_keep_those_without_an_equals_sign(open_form):
    document, form = open_form({**HTTP_2, "cookies": ["a=1", "flag"]})
    tab = form.tab("Cookies")
    tab.table.model.setData(tab.table.model.index(0, 2), "2")
    assert document.event["cookies"] == ["a=2", "flag"]


def test_extra_keys_are_edited_as_json(open_form):
    document, form = open_form(REST)
    extra = form.tab("Extra")
    assert json.loads(extra.json.editor.shown_text()) == {"ownKey": {"kept": True}}
    extra.json.editor.setPlainText('{"other": 1')
    extra.json.editor.commit()
    assert document.event == REST
    extra.json.editor.setPlainText('{"other": 1}')
    extra.json.editor.commit()
    assert "ownKey" not in document.event
    assert document.event["other"] == 1


def test_null_empty_and_no_key_are_told_apart(open_form):
    document, form = open_form(REST)
    caller = form.tab("Identity").list.field("/requestContext/identity/caller")
    assert caller.text() == ""
    assert caller.placeholderText() == "null"
    caller.set_by_hand("")
    assert document.event["requestContext"]["identity"]["caller"] == ""
    caller.set_by_hand(ABSENT)
    assert "caller" not in document.event["requestContext"]["identity"]


def test_a_number_stays_a_number_while_it_is_typed(qtbot, open_form):
    document, form = open_form(HTTP_2)
    form.show_tab("Context")
    field = form.tab("Context").list.field("/requestContext/timeEpoch")
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "17")
    assert document.event["requestContext"]["timeEpoch"] == 17
    assert field.text() == "17"


def test_an_overridden_value_is_marked_and_follows_again(qtbot, open_form):
    document, form = open_form(REST)
    form.show_tab("Context")
    context = form.tab("Context")
    context.list.field("/requestContext/path").value_edited.emit("/elsewhere")
    mark = context.list.mark("/requestContext/path")
    assert mark.isVisible()
    mark.follow_asked.emit("/requestContext/path")
    assert document.event == REST
    assert not mark.isVisible()


def test_tabs_that_do_not_fit_stand_behind_more(qtbot, open_form):
    _, form = open_form(REST)
    form.resize(300, 400)
    qtbot.waitUntil(lambda: bool(form.row.behind_more()))
    last = form.row.behind_more()[-1]
    form.row.set_current(last)
    assert form.current_title == TABS[last].title
    form.resize(1400, 400)
    qtbot.waitUntil(lambda: not form.row.behind_more())
