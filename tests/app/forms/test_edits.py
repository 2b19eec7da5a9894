"""What a form does to a document: rows kept and not sent, values of their kind, and nothing lost on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.app.sample_events import HTTP_2, REST
from workbench.app.document import Document
from workbench.app.forms.edits import Edits, sent, typed
from workbench.app.widgets.row import Row
from workbench.events.fields import fields_of
from workbench.events.samples import sample
from workbench.events.source import Source

if TYPE_CHECKING:
    from workbench.events.json_value import JsonObject

FIELDS = ("query", "headers", "path_parameters", "stage_variables")
ALL = [source for source in Source if source != Source.OTHER]
ROWS = st.lists(
    st.builds(Row, st.text("abC-", min_size=1, max_size=3), st.text("xyz =&", max_size=4), st.booleans()), max_size=5
).map(tuple)


@pytest.mark.parametrize("source", ALL)
def test_putting_every_row_back_as_it_is_changes_no_event(qapp, source):
    document = Document(sample(source))
    edits = Edits(document)
    fields = edits.fields()
    for field in FIELDS:
        pairs = getattr(fields, field)
        if pairs:
            edits.change_table("same", field, edits.rows(field, pairs))
    assert document.event == sample(source)
    assert not document.dirty


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, event=st.sampled_from([REST, HTTP_2]), field=st.sampled_from(["query", "headers"]))
def test_the_rows_of_a_table_come_back_as_they_were_left(qapp, rows, event, field):
    document = Document(event)
    edits = Edits(document)
    edits.change_table("Edit", field, rows)
    assert edits.rows(field, getattr(edits.fields(), field)) == rows
    document.undo_stack.undo()
    assert document.event == event


def test_a_row_that_is_switched_off_is_kept_and_not_sent(qapp):
    document = Document(REST)
    edits = Edits(document)
    edits.change_table("Off", "headers", (Row("Accept", "*/*"), Row("Host", "x", enabled=False)))
    assert document.event["headers"] == {"Accept": "*/*"}
    document.set_text(document.text.replace('"*/*"', '"text/html"'))
    rows = edits.rows("headers", edits.fields().headers)
    assert rows == (Row("Accept", "text/html"), Row("Host", "x", enabled=False))


def test_a_row_without_a_name_waits_for_one(qapp):
    document = Document(REST)
    edits = Edits(document)
    rows = (Row("name", "me"), Row("", "half"))
    edits.change_table("Type", "query", rows)
    assert document.event["queryStringParameters"] == {"name": "me"}
    assert edits.rows("query", edits.fields().query) == rows
    assert sent(rows) == (("name", "me"),)


def test_keys_that_the_form_does_not_know_stay(qapp):
    document = Document(REST)
    edits = Edits(document)
    edits.change("Change method", "method", "POST")
    edits.change("Change path", "path", "/other")
    assert document.event["ownKey"] == {"kept": True}
    assert document.event["requestContext"]["apiId"] == "a1b2c3d4e5"


def test_values_keep_their_kind_where_their_text_allows():
    before: JsonObject = {"n": 1, "flag": True, "list": [1], "text": "1", "nothing": None}
    after: JsonObject = {"n": "2", "flag": "maybe", "list": "[2]", "text": "2", "nothing": "null", "new": "3"}
    assert typed(before, after) == {"n": 2, "flag": "maybe", "list": [2], "text": "2", "nothing": None, "new": "3"}


def test_an_edit_that_cannot_be_made_is_told_and_changes_nothing(qtbot):
    document = Document({"Records": []})
    edits = Edits(document)
    with qtbot.waitSignal(edits.refused, timeout=100):
        edits.change("Change method", "method", "GET")
    assert document.event == {"Records": []}


def test_an_overridden_value_follows_again(qapp):
    document = Document(REST)
    edits = Edits(document)
    edits.change("Override", "/requestContext/path", "/elsewhere")
    assert [each.pointer for each in edits.fields().overridden] == ["/requestContext/path"]
    edits.change("Change path", "path", "/new")
    assert document.event["requestContext"]["path"] == "/elsewhere"
    edits.follow("/requestContext/path")
    assert document.event["requestContext"]["path"] == "/prod/new"
    assert fields_of(document.event).overridden == ()


CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["method", "path", "query", "headers", "body", "/requestContext/stage", "/ownKey"]),
        st.text("abc/", max_size=3),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=CHANGES, event=st.sampled_from([REST, HTTP_2]))
def test_undoing_everything_gives_the_event_back_and_redoing_the_result(qapp, changes, event):
    document = Document(event)
    edits = Edits(document)
    before = document.text
    for field, text in changes:
        edits.change("Edit", field, ((text, text),) if field in ("query", "headers") else text)
    after = document.text
    while document.undo_stack.canUndo():
        document.undo_stack.undo()
    assert document.event == event
    assert document.text == before
    while document.undo_stack.canRedo():
        document.undo_stack.redo()
    assert document.text == after
