"""Pictures of the window around a run: before, while and after it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.pictures.scene import BOTH, SMALL, USUAL, Scene, invoke, open_event, wait_for
from workbench.app.palette import CommandPalette
from workbench.resource import resource

if TYPE_CHECKING:
    from workbench.app.main_window import MainWindow

CLIENT, FUNCTION, LOGS, DIFF = range(4)
LARGEST_TEXT = 250
LONG = "list-every-order-of-a-customer-that-was-changed-since-the-last-synchronisation-of-the-warehouse"


def hello(window: MainWindow) -> None:
    """The first result of the demo."""
    open_event(window, "hello")
    invoke(window)


def denied(window: MainWindow) -> None:
    """A run that API Gateway would not be allowed to make, its verdict unfolded."""
    open_event(window, "orders/update")
    invoke(window)
    window.workspace.permissions.rows[0].set_open(True)


def _tab(window: MainWindow, name: str, tab: int) -> None:
    open_event(window, name)
    invoke(window)
    window.workspace.response.tabs.setCurrentIndex(tab)


def _mend(window: MainWindow) -> None:
    open_event(window, "orders/update")
    invoke(window)
    window.workspace.permissions.rows[0].allow.click()


def _running(window: MainWindow) -> None:
    open_event(window, "trouble/slow")
    window.actions_["invoke"].trigger()
    wait_for(lambda: (window.workspace.response.tabs.count_of(LOGS) or 0) > 1)
    wait_for(lambda: "s" in window.workspace.response.figures.text())


def _live_logs(window: MainWindow) -> None:
    _running(window)
    window.workspace.response.tabs.setCurrentIndex(LOGS)


def _timeout(window: MainWindow) -> None:
    open_event(window, "trouble/slow")
    invoke(window)


def _step(window: MainWindow, number: int) -> None:
    hello(window)
    window.workspace.trace.buttons[number].click()


def _invalid(window: MainWindow) -> None:
    open_event(window, "hello")
    window.area.show_view("json")
    document = window.area.current()
    assert document is not None
    document.set_text(document.text.replace(",", "", 1))
    window.actions_["invoke"].trigger()


def _zoomed(window: MainWindow, per_cent: int) -> None:
    hello(window)
    window.appearance.set_zoom(per_cent)


def _gateway(window: MainWindow) -> None:
    window.actions_["through_gateway"].trigger()
    hello(window)


def _history(window: MainWindow) -> None:
    for name in ("hello", "trouble/malformed", "orders/list", "orders/update", "trouble/fails", "hello"):
        open_event(window, name)
        invoke(window)
    for section in range(3):
        if (item := window.workspace.sidebar.tree.topLevelItem(section)) is not None:
            item.setExpanded(False)


def _long_names(window: MainWindow) -> None:
    folder = window.session.folder
    assert folder is not None
    for name in (LONG, f"customers/{LONG}"):
        path = folder / "saved_events" / f"{name}.json"
        path.parent.mkdir(exist_ok=True)
        event = json.loads((folder / "saved_events/hello.json").read_text())
        event["headers"] |= {f"X-{LONG.title()}-{number}": LONG for number in range(3)}
        event["queryStringParameters"] = {"name": LONG, LONG: "1"}
        event["multiValueQueryStringParameters"] = {"name": [LONG], LONG: ["1"]}
        path.write_text(json.dumps(event))
    window.files.list_again()
    open_event(window, LONG)
    open_event(window, f"customers/{LONG}")
    window.area.show_view("form")
    invoke(window)


def _many_rows(window: MainWindow) -> None:
    open_event(window, "hello")
    document = window.area.current()
    assert document is not None
    event = json.loads(document.text)
    event["queryStringParameters"] = {f"field{number:03}": str(number**3) for number in range(200)}
    event["multiValueQueryStringParameters"] = {name: [value] for name, value in event["queryStringParameters"].items()}
    document.set_text(json.dumps(event, indent=2))
    invoke(window)


def _found(window: MainWindow, text: str) -> None:
    hello(window)
    window.actions_["find_anything"].trigger()
    palette = window.findChild(CommandPalette)
    assert palette is not None
    palette.words.setText(text)


def _filtered(window: MainWindow) -> None:
    window.workspace.sidebar.filter.setText("no such thing")


def _other_source(window: MainWindow) -> None:
    event = json.loads((resource("saved_events") / "other/sqs.json").read_text())
    window.documents.new(event, name="sqs.json")
    window.bar.set_target("echo")
    invoke(window)


def _help(window: MainWindow) -> None:
    hello(window)
    window.activateWindow()
    wait_for(window.isActiveWindow)
    window.bar.path.setFocus()
    window.actions_["help_here"].trigger()


SCENES = (
    Scene("window", hello, BOTH),
    Scene("waiting", lambda window: open_event(window, "hello")),
    Scene("denied", denied, BOTH),
    Scene("mend", _mend),
    Scene("malformed", lambda window: _tab(window, "trouble/malformed", CLIENT), BOTH),
    Scene("returned", lambda window: _tab(window, "trouble/malformed", FUNCTION)),
    Scene("raises", lambda window: _tab(window, "trouble/fails", FUNCTION)),
    Scene("logs", lambda window: _tab(window, "orders/list", LOGS), BOTH),
    Scene("diff", lambda window: _tab(window, "trouble/malformed", DIFF)),
    Scene("running", _running, quick=False),
    Scene("live_logs", _live_logs, quick=False),
    Scene("timeout", _timeout, quick=False),
    Scene("step", lambda window: _step(window, 1), BOTH),
    Scene("step_verdict", lambda window: _step(window, 2)),
    Scene("invalid", _invalid, BOTH),
    Scene("empty", lambda window: window.documents.close_all()),
    Scene("first_run", lambda _window: None, folder="none"),
    Scene("empty_folder", lambda _window: None, folder="empty"),
    Scene("large", lambda window: _zoomed(window, 150), BOTH),
    Scene("largest", lambda window: _zoomed(window, LARGEST_TEXT), ((1920, 1080), USUAL, SMALL)),
    Scene("smallest", lambda window: _zoomed(window, 80)),
    Scene("palette", lambda window: _found(window, "")),
    Scene("palette_commands", lambda window: _found(window, ">the")),
    Scene("palette_nothing", lambda window: _found(window, "zzz")),
    Scene("gateway", _gateway, BOTH),
    Scene("history", _history, quick=False),
    Scene("filtered", _filtered),
    Scene("long_names", _long_names, BOTH),
    Scene("many_rows", _many_rows, quick=False),
    Scene("other_source", _other_source),
    Scene("help_here", _help),
    Scene("wide", hello, ((1920, 1080),)),
)
