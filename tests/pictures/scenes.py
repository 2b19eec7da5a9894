"""What is on each picture: how the window gets there, step by step, through its own actions."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent

from workbench.app.aws.connect_page import ConnectPage
from workbench.app.gateway.api_page import ApiPage
from workbench.app.gateway.burst_page import BurstPage
from workbench.app.permissions.policy_page import PolicyPage
from workbench.app.results.stack_text import Place
from workbench.app.runtime.function_page import FunctionPage
from workbench.app.runtime.matrix_page import MatrixPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.app.main_window import MainWindow

WAIT_S = 20.0


@dataclass(frozen=True)
class Scene:
    """A picture: its name, and what is done to the window of the demo before it is taken."""

    name: str
    play: Callable[[MainWindow], object]


def wait_for(done: Callable[[], bool]) -> None:
    """Let the window work until something is so."""
    end = time.monotonic() + WAIT_S
    while not done():
        if time.monotonic() > end:
            raise TimeoutError("the window did not get there")
        settle()


def settle() -> None:
    """Let the window finish what it has begun to draw."""
    for _ in range(4):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def open_event(window: MainWindow, name: str) -> None:
    """Open a saved event of the demo."""
    window.documents.open(next(event for event in window.files.events() if event.name == name))


def invoke(window: MainWindow) -> None:
    """Run the event in front and wait for the answer."""
    window.actions_["invoke"].trigger()
    wait_for(lambda: not window.controller.running)


def _hello(window: MainWindow) -> None:
    open_event(window, "hello")
    invoke(window)


def _waiting(window: MainWindow) -> None:
    open_event(window, "hello")


def _denied(window: MainWindow) -> None:
    open_event(window, "orders/update")
    invoke(window)
    window.workspace.permissions.rows[0].set_open(True)


def _mend(window: MainWindow) -> None:
    open_event(window, "orders/update")
    invoke(window)
    window.workspace.permissions.rows[0].allow.click()


def _malformed(window: MainWindow) -> None:
    open_event(window, "trouble/malformed")
    invoke(window)


def _raises(window: MainWindow) -> None:
    open_event(window, "trouble/fails")
    invoke(window)
    window.workspace.response.tabs.setCurrentIndex(1)


def _logs(window: MainWindow) -> None:
    open_event(window, "orders/list")
    invoke(window)
    window.workspace.response.tabs.setCurrentIndex(2)


def _diff(window: MainWindow) -> None:
    open_event(window, "trouble/malformed")
    invoke(window)
    window.workspace.response.tabs.setCurrentIndex(3)


def _running(window: MainWindow) -> None:
    open_event(window, "trouble/slow")
    window.actions_["invoke"].trigger()
    wait_for(lambda: (window.workspace.response.tabs.count_of(2) or 0) > 1)
    wait_for(lambda: "s" in window.workspace.response.figures.text())


def _step(window: MainWindow) -> None:
    _hello(window)
    window.workspace.trace.buttons[1].click()


def _json(window: MainWindow) -> None:
    _hello(window)
    window.actions_["view_both"].trigger()


def _notice(window: MainWindow) -> None:
    open_event(window, "hello")
    window.area.show_view("json")
    document = window.area.current()
    assert document is not None
    document.set_text(document.text.replace(",", "", 1))
    window.actions_["invoke"].trigger()


def _empty(window: MainWindow) -> None:
    window.documents.close_all()


def _large(window: MainWindow) -> None:
    _hello(window)
    window.appearance.set_zoom(150)


def _palette(window: MainWindow) -> None:
    _hello(window)
    window.actions_["find_anything"].trigger()


def _flood(window: MainWindow) -> None:
    window.actions_["flood"].trigger()
    page = window.workspace.stage.page
    assert isinstance(page, BurstPage)
    page.form.send.click()
    wait_for(lambda: not page.busy)


def _api(window: MainWindow) -> ApiPage:
    window.actions_["open_api"].trigger()
    page = window.workspace.stage.page
    assert isinstance(page, ApiPage)
    wait_for(lambda: not page.busy)
    return page


def _matrix(window: MainWindow) -> None:
    _api(window).show_permissions()


def _gateway(window: MainWindow) -> None:
    window.actions_["through_gateway"].trigger()
    _hello(window)


def _policies(window: MainWindow) -> PolicyPage:
    _denied(window)
    folder = window.session.folder
    assert folder is not None
    window.permissions.show_place(Place(folder / "policies/orders.function-policy.json", 19))
    page = window.workspace.stage.page
    assert isinstance(page, PolicyPage)
    return page


def _judged(window: MainWindow) -> None:
    page = _policies(window)
    page.editor.selectAll()
    page.editor.insertPlainText(page.editor.text().replace("/*/GET/orders/*", "/*/*/orders/*"))
    page.editor.commit()
    wait_for(lambda: not window.permissions.busy)
    page.show_place("policies/orders.function-policy.json", 19)
    # Nobody is there to answer when the window closes.
    window.dialogs.ask_save = lambda names: "discard"  # type: ignore[method-assign]


def _sandbox(window: MainWindow) -> None:
    window.actions_["sandbox"].trigger()
    wait_for(lambda: window.aws.sandbox.running is not None)
    open_event(window, "orders/create")
    invoke(window)


def _account(window: MainWindow) -> None:
    _sandbox(window)
    window.aws.browse_sandbox()
    page = window.workspace.stage.page
    assert isinstance(page, ConnectPage)
    wait_for(lambda: len(page.list.shown) > 2 and not window.aws.browser.busy)
    answered: list[object] = []
    window.aws.browser.answered.connect(answered.append)
    page.list.table.choose(2)
    wait_for(lambda: bool(answered))


def _details(window: MainWindow) -> None:
    window.bar.set_target("orders")
    window.actions_["details"].trigger()
    page = window.workspace.stage.page
    assert isinstance(page, FunctionPage)
    wait_for(lambda: len(page.environment.cells) > 0)


def _debugging(window: MainWindow) -> None:
    open_event(window, "hello")
    window.actions_["debug"].trigger()
    wait_for(lambda: (window.workspace.response.tabs.count_of(2) or 0) > 0)
    window.debugging.show_page()


def _targets(window: MainWindow) -> None:
    _sandbox(window)
    open_event(window, "orders/list")
    window.bar.set_target("orders")
    window.actions_["run_against"].trigger()
    page = window.workspace.stage.page
    assert isinstance(page, MatrixPage)
    page.run.click()
    wait_for(lambda: len(page.words) > 1 and "" not in page.words)
    page.table.choose(1)


SCENES = (
    Scene("sandbox", _sandbox),
    Scene("account", _account),
    Scene("details", _details),
    Scene("debugging", _debugging),
    Scene("targets", _targets),
    Scene("palette", _palette),
    Scene("window", _hello),
    Scene("waiting", _waiting),
    Scene("denied", _denied),
    Scene("mend", _mend),
    Scene("malformed", _malformed),
    Scene("raises", _raises),
    Scene("logs", _logs),
    Scene("diff", _diff),
    Scene("running", _running),
    Scene("step", _step),
    Scene("both", _json),
    Scene("invalid", _notice),
    Scene("empty", _empty),
    Scene("large", _large),
    Scene("flood", _flood),
    Scene("api", _api),
    Scene("matrix", _matrix),
    Scene("gateway", _gateway),
    Scene("policies", _policies),
    Scene("judged", _judged),
)
