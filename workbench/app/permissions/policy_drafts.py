"""Policies that were typed on and not saved: kept through a crash, and taken up again where their page opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from workbench.app.text_drafts import TextDrafts

if TYPE_CHECKING:
    from workbench.app.main_window import MainWindow
    from workbench.app.permissions.policy_page import PolicyPage


class PolicyDrafts(QObject):
    """What the policy page says beyond its files, until it is saved or given up."""

    wanted = Signal(str)
    """The name of a policy that an earlier window left something of, to be shown."""

    def __init__(self, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._texts = TextDrafts(window.drafts, "policy", self)
        window.session.opened.connect(self._on_project)

    def keep(self, page: PolicyPage, name: str) -> None:
        """Keep a policy as it stands on its page."""
        self._texts.keep(name, page.unsaved.get(name))

    def drop(self, name: str) -> None:
        """A policy was saved, or what was typed is given up."""
        self._texts.drop(name)

    def flush(self) -> None:
        """Write what waits to be written."""
        self._texts.flush()

    def resume(self, page: PolicyPage) -> None:
        """Give a page that opens what an earlier one did not save, and say so."""
        names = page.resume(self._texts.left())
        if names:
            self._window.workspace.notice.say(
                "accent",
                f"What was typed in {', '.join(names)} and not saved is here again.",
                detail="Revert drops it.",
            )

    def tell_left(self) -> None:
        """Say what an earlier window did not save, where nothing else is being said."""
        notice = self._window.workspace.notice
        left = list(self._texts.left())
        if left and notice.isHidden():
            notice.say(
                "accent",
                f"{left[0]} was not saved when the window closed last.",
                actions=[("Show", lambda: self.wanted.emit(left[0]))],
            )

    def _on_project(self, _project: object) -> None:
        self._texts.set_project(self._window.session.folder)
