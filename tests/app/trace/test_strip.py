"""The trace shows every step with an icon and a word, and opens each."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.app import sample_exchanges
from workbench.app.trace.step_detail import StepDetail
from workbench.app.trace.step_words import STEP_MEANINGS, STEP_WORDS, chip_text, kind_of
from workbench.app.trace.strip import TraceStrip
from workbench.app.trace.told_steps import told_steps
from workbench.exchange.record import Step


@pytest.fixture
def strip(qtbot, appearance):
    made = TraceStrip(appearance)
    qtbot.addWidget(made)
    made.resize(1200, 40)
    made.show()
    return made


def test_steps_appear_as_they_happen(strip):
    strip.begin()
    assert not strip.buttons
    for step in sample_exchanges.good().steps:
        strip.add_step(step)
    assert [button.text() for button in strip.buttons][:3] == ["Route", "Throttle", "Event"]


def test_a_finished_run_shows_how_long_the_function_took(strip):
    strip.show_steps(sample_exchanges.good().steps, duration_ms=11.8)
    assert "Function 12 ms" in [button.text() for button in strip.buttons]


def test_outcomes_are_said_in_words(strip):
    strip.show_steps(sample_exchanges.denied().steps)
    assert "May invoke denied" in [button.text() for button in strip.buttons]
    assert kind_of(Step("cache", "miss", "")) == "neutral"
    assert chip_text(Step("route", "refused", "")) == "Route refused"
    assert STEP_WORDS.keys() == STEP_MEANINGS.keys()


def test_arrow_keys_go_from_step_to_step_with_the_detail(qtbot, strip):
    strip.show_steps(sample_exchanges.good().steps)
    chosen: list[Step | None] = []
    strip.step_chosen.connect(chosen.append)
    strip.activateWindow()
    strip.focus_first()
    qtbot.waitUntil(lambda: strip.buttons[0].hasFocus())
    qtbot.keyClick(strip.buttons[0], Qt.Key.Key_Space)
    qtbot.keyClick(strip.buttons[0], Qt.Key.Key_Right)
    assert [step.name for step in chosen if step is not None] == ["route", "throttle"]
    qtbot.keyClick(strip.buttons[1], Qt.Key.Key_Space)
    assert chosen[-1] is None


def test_a_step_shows_what_went_in_and_out_and_the_rule(qtbot, appearance):
    detail = StepDetail(appearance)
    qtbot.addWidget(detail)
    detail.show_step(told_steps(sample_exchanges.malformed())[-1])
    assert '"statusCode": 200' in detail.came_in.toPlainText()
    assert '"status": 502' in detail.went_out.toPlainText()
    assert "Rule: `body` of a proxy response is a string." in detail.about.toPlainText()
    assert "Seen on AWS" in detail.about.toPlainText()


def test_what_the_record_knows_fills_the_steps():
    steps = {step.name: step for step in told_steps(sample_exchanges.denied())}
    assert steps["invoke_permission"].went_out["decision"] == "implicitly_denied"
    assert steps["execution_role"].came_in == ["dynamodb:PutItem"]
    assert next(each["action"] for each in steps["execution_role"].went_out) == "dynamodb:PutItem"
