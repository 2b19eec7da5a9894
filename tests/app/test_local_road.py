"""The window's road runs functions under a helper process, and says what happens to it."""

from __future__ import annotations

import json
import os
import signal
import threading

import pytest

from workbench.app.local_road import LocalRoad
from workbench.errors import RuntimeUnavailable
from workbench.exchange.order import Order
from workbench.runtime.function import LocalFunction

HANGS = "import os, time\ndef handler(event, context):\n    print(os.getppid(), flush=True)\n    time.sleep(60)\n"
PARENT = "import os\ndef handler(event, context):\n    return {'parent': os.getppid()}\n"


@pytest.fixture
def road():
    made = LocalRoad()
    yield made
    made.close()


@pytest.fixture
def order(tmp_path):
    def make(source):
        (tmp_path / "app.py").write_text(source)
        return Order(LocalFunction("app", "app.handler", str(tmp_path), timeout_s=30), event=b"{}")

    return make


def answered(exchange):
    assert exchange.outcome is not None
    return json.loads(exchange.outcome.payload)


def test_a_function_runs_under_a_process_that_is_not_the_window_s(road, order):
    helper = answered(road(order(PARENT)))["parent"]
    assert helper not in {os.getpid(), os.getppid()}
    assert answered(road(order(PARENT)))["parent"] == helper


def test_nothing_is_started_before_the_first_run():
    before = threading.active_count()
    road = LocalRoad()
    assert threading.active_count() == before
    road.close()


def test_a_helper_that_dies_is_said_and_the_next_run_has_a_new_one(road, order):
    helpers = []

    def kill(line):
        if line.text.isdecimal():
            helpers.append(int(line.text))
            os.kill(helpers[0], signal.SIGKILL)

    with pytest.raises(RuntimeUnavailable, match="helper process") as ended:
        road(order(HANGS), on_log=kill)
    assert "Invoke again" in ended.value.mend
    assert answered(road(order(PARENT)))["parent"] not in helpers


def test_a_road_that_was_closed_runs_nothing(road, order):
    road.close()
    with pytest.raises(RuntimeUnavailable, match="closing"):
        road(order(PARENT))


def test_a_run_can_be_cancelled(road, order):
    sleeps = order("import time\ndef handler(event, context):\n    print('on')\n    time.sleep(60)\n")
    cancelled = threading.Event()
    exchange = road(sleeps, on_log=lambda line: cancelled.set() if line.text == "on" else None, cancelled=cancelled)
    assert exchange.outcome is not None
    assert exchange.outcome.function_error


def test_closing_ends_a_run_that_is_under_way(order):
    road = LocalRoad()
    started = threading.Event()
    said = []

    def work():
        try:
            road(
                order("import time\ndef handler(event, context):\n    print('on')\n    time.sleep(60)\n"),
                on_log=lambda _: started.set(),
            )
        except RuntimeUnavailable as error:
            said.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    assert started.wait(20)
    road.close()
    thread.join(20)
    assert not thread.is_alive()
    assert said
