"""Invoking: one run at a time, everything told in order, a cancelled run silent."""

from __future__ import annotations

import threading

import pytest

from tests.app import sample_exchanges
from workbench.app.controller import Controller
from workbench.errors import RuntimeUnavailable
from workbench.events.outcome import LogLine
from workbench.exchange.order import Order
from workbench.runtime.function import LocalFunction

ORDER = Order(LocalFunction("hello", "app.handler", "/code"), event=b"{}")


class Runs:
    """Runs orders as it is told to."""

    def __init__(self) -> None:
        self.let_go = threading.Event()
        self.fails = False
        self.waits = False

    def __call__(self, order, *, on_log=None, on_step=None, cancelled=None, debug_port=None):
        if self.fails:
            raise RuntimeUnavailable("no interpreter", mend="Install one.")
        exchange = sample_exchanges.good()
        on_step(exchange.steps[0])
        on_log(LogLine("hello"))
        if self.waits:
            cancelled.wait(10)
        return exchange


@pytest.fixture
def runs():
    return Runs()


@pytest.fixture
def controller(qapp, runs):
    made = Controller(runs)
    yield made
    made.close()
    made.deleteLater()


def test_steps_and_lines_come_before_the_answer(qtbot, controller):
    told: list[object] = []
    controller.began.connect(lambda order: told.append("began"))
    controller.stepped.connect(lambda step: told.append(step.name))
    controller.logged.connect(lambda lines: told.extend(line.text for line in lines))
    with qtbot.waitSignal(controller.finished) as finished:
        controller.invoke(ORDER)
    assert told == ["began", "route", "hello"]
    assert finished.args[1] is None


def test_the_run_before_of_the_same_function_is_remembered(qtbot, controller):
    for expected in (False, True):
        with qtbot.waitSignal(controller.finished) as finished:
            controller.invoke(ORDER)
        assert (finished.args[1] is not None) is expected


def test_a_run_that_cannot_be_made_is_told(qtbot, controller, runs):
    runs.fails = True
    with qtbot.waitSignal(controller.failed) as failed:
        controller.invoke(ORDER)
    assert failed.args[0].mend == "Install one."
    assert not controller.running


def test_a_cancelled_run_is_silent_and_time_passes_until_then(qtbot, controller, runs):
    runs.waits = True
    with qtbot.waitSignal(controller.ticked):
        controller.invoke(ORDER)
    finished: list[object] = []
    controller.finished.connect(finished.append)
    with qtbot.waitSignal(controller.cancelled):
        assert controller.cancel()
    assert not controller.cancel()
    controller.close()
    assert not finished
