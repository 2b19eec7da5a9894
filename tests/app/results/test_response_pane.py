"""The response pane shows both truths of a run and says where they part."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from tests.app import sample_exchanges
from workbench.app.results.response_pane import CLIENT, DIFF, FUNCTION, LOGS, ResponsePane
from workbench.events.outcome import LogLine


@pytest.fixture
def pane(qtbot, appearance):
    made = ResponsePane(appearance)
    qtbot.addWidget(made)
    made.resize(420, 600)
    made.show()
    return made


def test_an_empty_pane_says_how_to_fill_it(pane):
    assert pane.empty.isVisible()
    assert not pane.tabs.isVisible()


def test_a_broken_rule_is_named_with_its_source(pane):
    pane.show_exchange(sample_exchanges.malformed())
    assert "`body` is an object" in pane.client.verdict.message
    assert "Seen on AWS" in pane.client.verdict.accessibleName()
    assert pane.chip.text == "502 Bad Gateway"


def test_the_differences_are_listed_with_their_rules(pane):
    pane.show_exchange(sample_exchanges.good())
    pane.client.changes.set_open(True)
    assert pane.client.changes.isVisible()
    assert not pane.client.verdict.isVisible()


def test_an_event_of_no_http_source_shows_the_function_s_view(pane):
    pane.show_exchange(sample_exchanges.no_client())
    assert pane.tabs.currentIndex() == FUNCTION
    assert "No HTTP client waits" in pane.client.code.toPlainText()


def test_a_request_that_was_refused_never_reached_the_function(pane):
    pane.show_exchange(sample_exchanges.refused())
    assert "not invoked" in pane.function.code.toPlainText()
    assert pane.client.code.toPlainText().startswith("HTTP/1.1 403 Forbidden")


def test_log_lines_come_in_while_the_function_runs(pane):
    pane.begin()
    pane.append_log([LogLine("one", at_ms=1.0)])
    pane.append_log([LogLine("two", at_ms=2.0)])
    assert [line[9:] for line in pane.logs.code.toPlainText().split("\n")] == ["one", "two"]
    assert pane.tabs.count_of(LOGS) == 2
    assert pane.chip.text == "Running"


def test_a_flood_of_output_keeps_its_end(pane):
    pane.begin()
    pane.append_log([LogLine(str(number)) for number in range(30_000)])
    assert pane.logs.code.toPlainText().endswith("29999")
    assert pane.logs.code.blockCount() == 20_000


def test_the_log_is_filtered(pane):
    pane.show_exchange(sample_exchanges.good())
    pane.logs.words.setText("greeting")
    assert pane.logs.code.toPlainText().strip().endswith("greeting me")
    pane.logs.words.setText("nowhere")
    assert pane.logs.code.toPlainText() == "No line passes the filter."


def test_a_frame_of_the_stack_can_be_opened_by_keyboard(qtbot, pane):
    pane.show_exchange(sample_exchanges.failing())
    pane.tabs.setCurrentIndex(FUNCTION)
    code = pane.function.code
    number = code.toPlainText().split("\n").index("  /home/me/shop/src/fails.py:8  price_of")
    cursor = code.textCursor()
    cursor.setPosition(code.document().findBlockByNumber(number).position())
    code.setTextCursor(cursor)
    with qtbot.waitSignal(pane.place_activated) as told:
        qtbot.keyClick(code, "\r")
    assert told.args[0].line == 8


def test_each_view_can_be_copied_whole(pane):
    pane.show_exchange(sample_exchanges.good())
    for index, expected in ((CLIENT, "HTTP/1.1 200 OK"), (FUNCTION, '{"statusCode": 200'), (LOGS, "START RequestId:")):
        pane.tabs.setCurrentIndex(index)
        pane.copy.click()
        assert QApplication.clipboard().text().startswith(expected)


def test_this_run_is_compared_with_the_one_before(pane):
    pane.show_exchange(sample_exchanges.malformed(), previous=sample_exchanges.good())
    pane.tabs.setCurrentIndex(DIFF)
    pane.diff.which.setCurrentIndex(1)
    assert "- 200" in pane.diff.code.toPlainText()
    pane.show_exchange(sample_exchanges.good())
    pane.diff.refresh()
    assert "no run before" in pane.diff.code.toPlainText()


def test_a_run_that_ends_early_leaves_what_was_shown(pane):
    pane.begin()
    pane.show_ended("cancelled")
    assert pane.empty.isVisible()
    pane.show_exchange(sample_exchanges.good())
    pane.begin()
    pane.show_ended("cancelled")
    assert pane.chip.text == "200 OK"
    assert "cancelled" in pane.figures.text()


def test_long_lines_break_or_scroll(pane):
    pane.show_exchange(sample_exchanges.good())
    pane.wrap.setChecked(False)
    assert pane.client.code.lineWrapMode().name == "NoWrap"


def test_a_large_body_is_shown_in_part_and_whole_on_demand(qtbot, pane):
    run = sample_exchanges.good()
    assert run.reply is not None
    assert run.outcome is not None
    body = json.dumps([{"number": number, "text": "x" * 40} for number in range(40_000)]).encode()
    response = replace(run.reply.response, body=body)
    run = replace(run, reply=replace(run.reply, response=response), outcome=replace(run.outcome, payload=body))
    pane.show_exchange(run)
    assert pane.client.code.document().characterCount() < 300_000
    pane.client.note.act(0)
    qtbot.waitUntil(lambda: '"number": 39999' in pane.client.code.toPlainText(), timeout=20_000)
    pane.tabs.setCurrentIndex(FUNCTION)
    pane.function.note.act(0)
    qtbot.waitUntil(lambda: '"number": 39999' in pane.function.code.toPlainText(), timeout=20_000)
