"""Work off the window's thread: answers, failures, progress, and what is dropped."""

from __future__ import annotations

import threading

import pytest

from workbench.app.tasks import Lane
from workbench.errors import InputError, WorkbenchError


@pytest.fixture
def lane(qapp):
    made = Lane("test")
    yield made
    made.close()
    made.deleteLater()


def test_an_answer_arrives_on_the_window_s_thread(qtbot, lane):
    threads = []
    lane.finished.connect(lambda _answer: threads.append(threading.current_thread()))
    with qtbot.waitSignal(lane.finished) as told:
        lane.start(lambda run: threading.current_thread())
    assert told.args[0] is not threading.main_thread()
    assert threads == [threading.main_thread()]
    assert not lane.busy


def test_an_error_for_a_person_arrives_as_it_is(qtbot, lane):
    def work(run):
        raise InputError("no", place="a.json")

    with qtbot.waitSignal(lane.failed) as told:
        lane.start(work)
    assert isinstance(told.args[0], InputError)


def test_a_fault_of_ours_is_told_and_not_lost(qtbot, lane):
    with qtbot.waitSignal(lane.failed) as told:
        lane.start(lambda run: 1 / 0)
    assert isinstance(told.args[0], WorkbenchError)
    assert "ZeroDivisionError" in str(told.args[0])


def test_what_is_reported_arrives_in_order_before_the_answer(qtbot, lane):
    said: list[object] = []
    lane.progressed.connect(said.extend)

    def work(run):
        for number in range(1000):
            run.report(number)
        return list(said)

    with qtbot.waitSignal(lane.finished):
        lane.start(work)
    assert said == list(range(1000))


def test_a_newer_run_drops_what_the_older_one_says(qtbot, lane):
    let_go = threading.Event()
    answers: list[object] = []
    said: list[object] = []
    lane.finished.connect(answers.append)
    lane.progressed.connect(said.extend)

    def slow(run):
        let_go.wait(10)
        run.report("old")
        return "old"

    lane.start(slow)
    with qtbot.waitSignal(lane.finished):
        lane.start(lambda run: "new")
    let_go.set()
    lane.close()
    qtbot.waitUntil(lambda: not any(t.name.startswith("test-") for t in threading.enumerate()))
    assert answers == ["new"]
    assert said == []


def test_a_cancelled_run_learns_of_it_and_is_forgotten(qtbot, lane):
    begun = threading.Event()

    def work(run):
        begun.set()
        return run.cancelled.wait(10)

    lane.start(work)
    assert begun.wait(10)
    assert lane.cancel()
    assert not lane.busy
    assert not lane.cancel()


def test_a_stopped_run_still_gives_its_answer(qtbot, lane):
    with qtbot.waitSignal(lane.finished) as told:
        lane.start(lambda run: run.cancelled.wait(10))
        lane.stop()
    assert told.args == [True]
