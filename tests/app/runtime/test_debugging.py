"""Debugging from the window, with as much of an editor as it takes to attach."""

from __future__ import annotations

import json
import threading
from contextlib import suppress

import pytest

from tests.runtime.test_debugging import Debugger
from workbench.app.runtime.debug_page import DebugPage
from workbench.errors import RuntimeUnavailable

pytest.importorskip("debugpy")
SOON = 30_000


def open_event(window, name):
    window.documents.open(next(event for event in window.files.events() if event.name == name))


def waiting(window, qtbot):
    open_event(window, "hello")
    window.actions_["debug"].trigger()
    qtbot.waitUntil(lambda: (window.workspace.response.tabs.count_of(2) or 0) > 0, timeout=SOON)


def test_it_says_where_to_attach_and_that_the_timeout_stands_still(window, qtbot):
    waiting(window, qtbot)
    assert window.workspace.notice.message == f"Waiting for a debugger on 127.0.0.1:{window.debugging.port}"
    qtbot.waitUntil(lambda: " s" in window.bar.button.text())
    assert "/" not in window.bar.button.text()
    window.controller.cancel()


def test_cancelling_ends_the_waiting(window, qtbot):
    waiting(window, qtbot)
    with qtbot.waitSignal(window.controller.cancelled):
        window.actions_["cancel"].trigger()
    assert not window.controller.running


def test_an_editor_attaches_and_the_run_goes_on(window, qtbot):
    waiting(window, qtbot)
    editor = Debugger(window.debugging.port)

    def edit():
        with suppress(OSError):
            editor.run()

    thread = threading.Thread(target=edit)
    thread.start()
    with qtbot.waitSignal(window.controller.finished, timeout=SOON) as done:
        pass
    editor.sock.shutdown(2)
    thread.join()
    editor.close()
    assert done.args[0].reply.response.status == 200
    assert not window.workspace.notice.message


def test_the_port_is_kept_for_the_next_run(window, qtbot):
    waiting(window, qtbot)
    port = window.debugging.port
    window.controller.cancel()
    waiting(window, qtbot)
    assert window.debugging.port == port
    assert window.state.texts_of("debug_port") == [str(port)]
    window.controller.cancel()


def test_the_page_has_what_vs_code_and_pycharm_need(window, qtbot):
    waiting(window, qtbot)
    window.workspace.notice.act(0)
    page = window.workspace.stage.page
    assert isinstance(page, DebugPage)
    assert json.loads(page.configuration)["connect"]["port"] == window.debugging.port
    assert str(window.debugging.port) in page.pycharm.text()
    window.controller.cancel()


def test_launch_json_is_written_after_asking_and_keeps_the_others(window, qtbot, demo):
    path = demo / ".vscode" / "launch.json"
    path.parent.mkdir()
    path.write_text('{"version": "0.2.0", "configurations": [{"name": "mine"}]}')
    window.dialogs.yes = False
    window.debugging.write_launch_file(path)
    assert len(json.loads(path.read_text())["configurations"]) == 1
    window.dialogs.yes = True
    for _ in range(2):
        window.debugging.write_launch_file(path)
    names = [each["name"] for each in json.loads(path.read_text())["configurations"]]
    assert names == ["mine", "Lambda Event Workbench"]


def test_a_launch_json_with_comments_is_left_alone(window, demo):
    path = demo / ".vscode" / "launch.json"
    path.parent.mkdir()
    path.write_text("{ // mine\n}")
    window.debugging.write_launch_file(path)
    assert path.read_text() == "{ // mine\n}"
    assert "launch.json" in window.workspace.notice.message


def test_without_debugpy_it_says_how_to_add_it(window, qtbot, monkeypatch):
    error = RuntimeUnavailable("The debugger is not installed", mend="Install it with: pip install 'x[debug]'")
    open_event(window, "hello")

    def missing(*_, **__):
        raise error

    monkeypatch.setattr(window.controller, "_run_order", missing)
    with qtbot.waitSignal(window.controller.failed, timeout=SOON):
        window.actions_["debug"].trigger()
    assert "not installed" in window.workspace.notice.message
    assert "pip install" in window.workspace.notice.accessibleName()
