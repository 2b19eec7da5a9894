"""A picture as data, and the steps that pictures share."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QCoreApplication, QEvent

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.app.main_window import MainWindow

WAIT_S = 60.0
Size = tuple[int, int]
USUAL: Size = (1280, 800)
SMALL: Size = (1024, 640)
BOTH: tuple[Size, ...] = (USUAL, SMALL)


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture: its name, and what is done to the window before it is taken."""

    name: str
    play: Callable[[MainWindow], object]
    sizes: tuple[Size, ...] = (USUAL,)
    """Both where room is in question."""
    folder: Literal["demo", "empty", "none"] = "demo"
    """What is open: a copy of the demo, a folder with nothing in it, or no folder."""
    asks: bool = False
    """The steps end in a dialog that waits for an answer; the picture is taken while it does."""
    quick: bool = True
    """It is there at once; others wait for a slow function, a debugger, a flood or many runs."""
    account: bool = False
    """It needs an account in AWS, for which a sandbox or an endpoint on this machine stands."""


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
