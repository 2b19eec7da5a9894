"""Debugging from the window: the port, what an editor needs to attach to it, and where the run stands."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from workbench.errors import InputError
from workbench.runtime.function import LocalFunction

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.app.main_window import MainWindow
    from workbench.events.outcome import LogLine
    from workbench.exchange.order import Order

ATTACHED = "The debugger is attached"
"""What the runtime logs."""
_PORT = "debug_port"


class Debugging(QObject):
    """Runs an order under a debugger. One port is kept, also for the next window, so that an editor finds it again."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._port = 0
        self._kind = "python"
        self._told = False
        window.controller.logged.connect(self._on_logged)
        for ended in (window.controller.finished, window.controller.failed, window.controller.cancelled):
            ended.connect(self._on_ended)

    @property
    def port(self) -> int:
        """The port that functions wait at; 0 before the first."""
        return self._port

    def begin(self, order: Order) -> None:
        """Run an order that waits for a debugger, and say how to attach one."""
        window, function = self._window, order.function
        if not isinstance(function, LocalFunction):
            window.workspace.notice.say(
                "neutral",
                "A function in AWS is not debugged from here.",
                detail="Choose the local one as the target; the event stays the same.",
            )
            return
        self._port, self._kind = self._kept_port(), function.kind
        window.controller.invoke(order, debug_port=self._port)
        window.runs.stop_clock()
        self._told = True
        window.workspace.notice.say(
            "accent",
            f"Waiting for a debugger on 127.0.0.1:{self._port}",
            detail="The timeout stands still meanwhile. Esc cancels.",
            actions=[("How to attach", self.show_page)],
        )

    def show_page(self) -> None:
        """Show what an editor needs."""
        from workbench.app.runtime.debug_page import DebugPage

        page = DebugPage(self._port, self._window.session.folder, kind=self._kind, appearance=self._window.appearance)
        page.write_wanted.connect(self.write_launch_file)
        self._window.workspace.stage.open(page)

    def write_launch_file(self, path: Path) -> None:
        """Put the configuration into .vscode/launch.json; asks first."""
        from workbench.library.file_access import read_if_there, replace_file
        from workbench.runtime.launch import vscode_file

        window = self._window
        try:
            data = read_if_there(path)
            try:
                text = vscode_file(self._port, kind=self._kind, existing=(data or b"").decode("utf-8"))
            except ValueError:
                raise InputError(
                    "it has comments or is no launch.json, and would not be kept whole",
                    place=str(path),
                    mend="Copy the configuration and put it there by hand.",
                ) from None
            asks = "Add the configuration to" if data is not None else "Write"
            what = "Other configurations in it stay as they are." if data is not None else "Nothing else is in it."
            if not window.dialogs.confirm("Write launch.json", f"{asks} {path}?\n\n{what}", do="Write"):
                return
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(path, text.encode())
        except OSError as error:
            window.workspace.notice.say("error", f"{path} cannot be written.", detail=error.strerror or "")
        except InputError as error:
            window.workspace.notice.say_error(error)
        else:
            window.workspace.notice.say(
                "ok", f"Written: {path}", detail="In VS Code: Run and Debug, “Lambda Event Workbench”, F5."
            )

    def _kept_port(self) -> int:
        from workbench.runtime.debugging import free_port

        state = self._window.state
        kept = self._port or next((int(text) for text in state.texts_of(_PORT) if text.isdecimal()), 0)
        if not self._port and not _is_free(kept):
            kept = free_port()
        state.keep_texts(_PORT, [str(kept)])
        return kept

    def _on_logged(self, lines: list[LogLine]) -> None:
        if self._told and any(line.text == ATTACHED for line in lines):
            self._window.workspace.notice.say(
                "ok", "The debugger is attached.", detail="The timeout stands still while it is."
            )

    def _on_ended(self) -> None:
        if self._told and self._window.workspace.notice.kind in ("accent", "ok"):
            self._window.workspace.notice.clear()
        self._told = False


def _is_free(port: int) -> bool:
    if not 1024 <= port <= 65535:
        return False
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
