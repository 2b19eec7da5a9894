"""The bar at the top: request, target, environment and Invoke."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.app.sample_events import HTTP_2, REST, SQS
from workbench.app.document import Document
from workbench.app.request_fields import RequestFields
from workbench.app.target import Target
from workbench.app.target_bar import TargetBar
from workbench.app.widgets.row import Row
from workbench.events.samples import sample
from workbench.events.source import Source
from workbench.library.environment import Environment

HELLO = Target("hello", "hello.handler", detail="src/hello.py")
ORDERS = Target("orders", "orders", "123456789012 · eu-west-1 · live", is_production=True)
CURL = """curl -X POST 'https://a1b2c3d4e5.execute-api.us-east-1.amazonaws.com/prod/pets?kind=cat' \\
  -H 'Content-Type: application/json' --data '{"name": "Kitty"}'"""


@pytest.fixture
def bar(qtbot, appearance):
    request = RequestFields(appearance, now_ms=lambda: 1_700_000_000_000, chance=random.Random(1))
    bar = TargetBar(appearance, request=request)
    qtbot.addWidget(bar)
    bar.resize(1280, 48)
    bar.show()
    yield bar
    bar.close()


def test_showing_a_document_is_no_edit(bar):
    for event in (REST, HTTP_2, SQS, *(sample(source) for source in Source if source != Source.OTHER)):
        document = Document(event)
        bar.set_document(document)
        assert document.undo_stack.count() == 0
        assert document.event is event
    bar.set_document(None)


def test_the_line_shows_path_and_query(bar):
    bar.set_document(Document(REST))
    assert bar.path.text() == "/test/hello?name=me"
    bar.set_document(Document(HTTP_2))
    assert bar.path.text() == "/pets/7?a=1&a=2"


def test_typing_in_the_line_edits_path_and_query(qtbot, bar):
    document = Document(REST)
    bar.set_document(document)
    bar.focus_path()
    qtbot.keyClicks(bar.path, "/other?a=b c&a=2")
    assert document.event["path"] == "/other"
    assert document.event["queryStringParameters"] == {"a": "2"}
    assert document.event["requestContext"]["path"] == "/prod/other"
    assert bar.path.text() == "/other?a=b c&a=2"
    assert document.draft.tables["query"] == (Row("a", "b c"), Row("a", "2"))
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    assert document.event == REST
    assert bar.path.text() == "/test/hello?name=me"


def test_the_method_is_chosen_or_typed_and_any_is_no_method(qtbot, bar):
    document = Document(REST)
    bar.set_document(document)
    bar.request.method.textActivated.emit("POST")
    assert document.event["httpMethod"] == "POST"
    line = bar.request.method.lineEdit()
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "ANY")
    assert document.event["httpMethod"] == "AN"
    assert line.property("invalid") == "true"
    line.selectAll()
    qtbot.keyClicks(line, "QUERY")
    assert document.event["httpMethod"] == "QUERY"
    assert line.property("invalid") == "false"


def test_a_pasted_curl_command_fills_the_whole_form(qtbot, bar):
    document = Document(REST)
    bar.set_document(document)
    QApplication.clipboard().setText(CURL)
    bar.focus_path()
    qtbot.keyClick(bar.path, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    event = document.event
    assert (event["httpMethod"], event["path"]) == ("POST", "/pets")
    assert event["queryStringParameters"] == {"kind": "cat"}
    assert event["headers"]["Content-Type"] == "application/json"
    assert event["body"] == '{"name": "Kitty"}'
    assert event["requestContext"]["stage"] == "prod"
    assert event["stageVariables"] == REST["stageVariables"]
    document.undo_stack.undo()
    assert document.event == REST


def test_a_pasted_url_changes_path_query_and_host_only(qtbot, bar):
    document = Document({**REST, "body": "kept"})
    bar.set_document(document)
    QApplication.clipboard().setText("https://example.com/a/b?c=d")
    bar.focus_path()
    qtbot.keyClick(bar.path, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert document.event["path"] == "/a/b"
    assert document.event["queryStringParameters"] == {"c": "d"}
    assert document.event["headers"]["Host"] == "example.com"
    assert document.event["body"] == "kept"
    assert document.undo_stack.count() == 1


def test_what_a_paste_cannot_read_is_told(qtbot, bar):
    document = Document(REST)
    bar.set_document(document)
    with qtbot.waitSignal(bar.noticed, timeout=100) as seen:
        bar.fill_from("curl 'https://example.com")
    assert seen.args[0] == "error"
    assert document.event == REST


def test_a_pasted_command_reads_no_file_of_this_machine(qtbot, bar, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("s3cret")
    document = Document(REST)
    bar.set_document(document)
    with qtbot.waitSignal(bar.noticed, timeout=100):
        bar.fill_from(f"curl https://example.com --data @{secret}")
    assert "s3cret" not in document.text


def test_choosing_another_source_converts_and_says_what_was_lost(qtbot, bar):
    document = Document(sample(Source.REST))
    bar.set_document(document)
    with qtbot.waitSignal(bar.noticed, timeout=100) as seen:
        bar.request.source.activated.emit(bar.request.source.findData(Source.ALB))
    assert "elb" in document.event["requestContext"]
    assert "Application Load Balancer" in seen.args[1]
    document.undo_stack.undo()
    assert document.event == sample(Source.REST)
    assert Source(bar.request.source.currentData()) == Source.REST


def test_an_event_that_comes_from_no_request_cannot_be_converted(qtbot, bar):
    document = Document(SQS)
    bar.set_document(document)
    assert not bar.path.isEnabled()
    with qtbot.waitSignal(bar.noticed, timeout=100) as seen:
        bar.request.source.activated.emit(bar.request.source.findData(Source.REST))
    assert seen.args[0] == "error"
    assert document.event == SQS
    assert Source(bar.request.source.currentData()) == Source.OTHER


def test_a_websocket_event_shows_its_route_key(bar):
    bar.set_document(Document(sample(Source.WEBSOCKET)))
    assert not bar.request.method.isVisible()
    assert bar.path.accessibleName() == "Route key"


def test_the_target_is_said_in_words(qtbot, bar):
    with qtbot.assertNotEmitted(bar.target_changed):
        bar.set_functions([HELLO, ORDERS])
    assert bar.target() == HELLO
    assert bar.picker.chip.text == "LOCAL"
    bar.set_target("orders")
    assert bar.picker.chip.text == "AWS 123456789012 · eu-west-1 · live"
    assert bar.picker.chip.kind == "error"
    bar.resize(1024, 48)
    qtbot.waitUntil(lambda: bar.picker.chip.text == "AWS live")


def test_the_chosen_function_stays_when_the_list_changes(bar):
    bar.set_functions([HELLO, ORDERS])
    bar.set_target("orders")
    bar.set_functions([ORDERS])
    assert bar.target() == ORDERS
    bar.set_functions([])
    assert bar.target() is None
    assert not bar.button.isEnabled()


def test_choosing_a_function_is_told(qtbot, bar):
    bar.set_functions([HELLO, ORDERS])
    bar.picker.function.setCurrentIndex(1)
    with qtbot.waitSignal(bar.target_changed, timeout=100) as seen:
        bar.picker.function.activated.emit(1)
    assert seen.args == [ORDERS]


def test_text_that_is_no_function_goes_back(qtbot, bar):
    bar.set_functions([HELLO])
    line = bar.picker.function.lineEdit()
    line.setText("nonsense")
    line.editingFinished.emit()
    assert bar.picker.function.currentText() == "hello.handler"


def test_the_environment_that_is_chosen_is_told(qtbot, bar):
    with qtbot.assertNotEmitted(bar.environment_changed):
        bar.set_environments([Environment("local"), Environment("test", {"table": "orders", "token": None})])
        bar.set_environment("test")
    assert bar.environment_name() == "test"
    assert bar.environment.itemData(2, Qt.ItemDataRole.ToolTipRole) == "table = orders\ntoken, a secret of the shell"
    bar.set_environments([Environment("local"), Environment("test")])
    assert bar.environment_name() == "test"
    bar.environment.setCurrentIndex(0)
    with qtbot.waitSignal(bar.environment_changed, timeout=100) as seen:
        bar.environment.activated.emit(0)
    assert seen.args == [""]


def test_an_environment_that_is_not_there_is_shown_as_missing(bar):
    bar.set_environments([Environment("local")])
    bar.set_environment("staging")
    assert bar.environment.currentText() == "staging (missing)"
    assert bar.environment_name() == "staging"


def test_the_button_invokes_and_while_it_runs_cancels(qtbot, bar):
    bar.set_document(Document(REST))
    bar.set_functions([HELLO])
    with qtbot.waitSignal(bar.invoke_requested, timeout=100):
        qtbot.mouseClick(bar.button, Qt.MouseButton.LeftButton)
    width = bar.button.width()
    bar.set_running(running=True)
    bar.set_elapsed(1234, 3000)
    assert bar.button.text() == "Cancel  1.2 s / 3 s"
    assert bar.button.width() == width
    with qtbot.waitSignal(bar.cancel_requested, timeout=100):
        qtbot.mouseClick(bar.button, Qt.MouseButton.LeftButton)
    bar.set_running(running=False)
    assert "Invoke" in bar.button.text()


def test_json_that_is_not_valid_leaves_the_request_as_it_was(bar):
    document = Document(REST)
    bar.set_document(document)
    document.set_text("{")
    assert bar.path.text() == "/test/hello?name=me"
    assert not bar.path.isEnabled()
    document.drop_text()
    assert bar.path.isEnabled()


def test_the_bar_fits_1024_pixels(bar):
    bar.set_document(Document(REST))
    bar.set_functions([ORDERS])
    bar.resize(1024, 48)
    assert bar.minimumSizeHint().width() <= 1024
