"""Pictures of the questions, menus and notices that stand over the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint

from tests.pictures.aws_scenes import account
from tests.pictures.run_scenes import hello
from tests.pictures.scene import Scene, open_event
from workbench.errors import InputError

if TYPE_CHECKING:
    from workbench.app.main_window import MainWindow

COMMAND = "curl -X POST 'https://api.example.com/orders?x=1' -H 'Accept: */*' --cacert ca.pem -d '{\"a\":1}'"


def _changed(window: MainWindow, *names: str) -> None:
    for name in names:
        open_event(window, name)
        document = window.area.current()
        assert document is not None
        document.set_text(document.text.replace("{", '{ "changed": true,', 1))


def _unsaved(window: MainWindow, *names: str) -> None:
    _changed(window, *names)
    window.dialogs.ask_save([document.name for document in window.area.documents() if document.dirty])


def _save_as(window: MainWindow) -> None:
    open_event(window, "hello")
    window.actions_["save_as"].trigger()


def _rename(window: MainWindow) -> None:
    open_event(window, "hello")
    window.actions_["rename"].trigger()


def _production(window: MainWindow) -> None:
    hello(window)
    window.dialogs.confirm(
        "Invoke in production", "Invoke orders:live in account 123456789012 · us-west-2? It is marked as production.",
        do="Invoke",
    )  # fmt: skip


def _mfa(window: MainWindow) -> None:
    hello(window)
    window.dialogs.ask_text("MFA code", "Enter MFA code for arn:aws:iam::123456789012:mfa/me")


def _menu(window: MainWindow, name: str) -> None:
    hello(window)
    menu = window.menus[name]
    at = window.menuBar().actionGeometry(menu.menuAction()).bottomLeft()
    menu.popup(window.menuBar().mapToGlobal(at + QPoint(0, 2)))


def _notice(window: MainWindow) -> None:
    hello(window)
    window.workspace.notice.say_error(
        InputError(
            "The file has changed since it was opened",
            place="saved_events/hello.json",
            mend="Keep yours, take the file's, or save under another name.",
        ),
        actions=[("Keep mine", lambda: None), ("Take the file's", lambda: None)],
    )


def _pasted(window: MainWindow) -> None:
    open_event(window, "hello")
    window.bar.fill_from(COMMAND)


SCENES = (
    Scene("settings", lambda window: window.actions_["settings"].trigger(), asks=True),
    Scene("shortcuts", lambda window: window.actions_["keys"].trigger(), asks=True),
    Scene("about", lambda window: window.actions_["about"].trigger(), asks=True),
    Scene("unsaved", lambda window: _unsaved(window, "hello"), asks=True),
    Scene("unsaved_many", lambda window: _unsaved(window, "hello", "orders/create", "orders/list"), asks=True),
    Scene("save_as", _save_as, asks=True),
    Scene("rename", _rename, asks=True),
    Scene("production", _production, asks=True),
    Scene("mfa", _mfa, asks=True),
    Scene("test_events", lambda window: account(window).detail.events.click(), asks=True, account=True),
    Scene("menu_file", lambda window: _menu(window, "File")),
    Scene("menu_event", lambda window: _menu(window, "Event")),
    Scene("menu_function", lambda window: _menu(window, "Function")),
    Scene("menu_view", lambda window: _menu(window, "View")),
    Scene("notice", _notice),
    Scene("pasted", _pasted),
)
