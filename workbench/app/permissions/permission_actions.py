"""What the window does about permissions: policies edited beside the run, the run judged anew, files written."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton

from workbench.app.permissions.check_actions import CheckActions
from workbench.app.permissions.enforce_switch import EnforceSwitch
from workbench.app.permissions.policy_subject import order_of_old, subjects_of, with_texts
from workbench.app.tasks import Lane
from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from workbench.app.main_window import MainWindow
    from workbench.app.permissions.policy_page import PolicyPage
    from workbench.app.results.stack_text import Place
    from workbench.app.tasks import Run
    from workbench.exchange.order import Order
    from workbench.exchange.record import Exchange, PermissionAnswer

MOST_RUNS = 50
"""Runs whose orders are kept, so that they can be judged anew."""


class PermissionActions(QObject):
    """Keeps the orders of runs and the policies that are being edited."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._begun: Order | None = None
        self._orders: dict[str, Order] = {}
        self._shown: Exchange | None = None
        """The run whose verdicts are in sight, as it was recorded."""
        self._drafts: dict[str, str] = {}
        self._lane = Lane("policies", self)
        self._lane.finished.connect(self._on_judged)
        self._lane.failed.connect(window.workspace.notice.say_error)
        actions = {name: window.actions_[f"enforce_{name}"] for name in ("off", "warn", "deny")}
        self.switch = EnforceSwitch(actions, window.appearance)
        self.edit = QPushButton("Edit policies")
        self.edit.setProperty("kind", "soft")
        self.edit.setToolTip(f"{window.actions_['edit_policies'].shortcut().toString()}")
        self.edit.clicked.connect(self.edit_policies)
        self.list = CheckActions(window, self)
        self.check = QPushButton("Check actions")
        self.check.setProperty("kind", "soft")
        self.check.setToolTip("Does the role allow what you list; in AWS, IAM's simulator can be asked beside it")
        self.check.clicked.connect(self.check_actions)
        foot = window.workspace.permissions.foot
        foot.add(self.edit)
        foot.add(self.check)
        foot.add(self.switch)
        window.controller.began.connect(self._on_began)
        window.controller.finished.connect(self._on_finished)
        window.workspace.sidebar.run_chosen.connect(self._on_run_chosen)
        window.workspace.permissions.place_activated.connect(self.show_place)
        window.workspace.stage.changed.connect(self._on_page_changed)

    def table(self) -> dict[str, Callable[[], object]]:
        """What each action does."""
        return {"edit_policies": self.edit_policies, "check_actions": self.check_actions}

    def close(self) -> None:
        """Stop judging."""
        self._lane.close()
        self.list.close()

    @property
    def busy(self) -> bool:
        """Whether verdicts are being worked out."""
        return self._lane.busy

    def check_actions(self) -> None:
        """Open the list of actions to check against the role of the chosen function."""
        self.list.open(self._shown)

    def edit_policies(self) -> None:
        """Open the policies of the chosen function."""
        self._open()

    def show_place(self, place: Place) -> None:
        """Show a statement in its policy's own text; another file opens in the person's editor."""
        page = self._open()
        names = {path: name for name, path in self._files().items()}
        if page is None or not page.show_place(names.get(place.file, ""), place.line):
            self._window.window_actions.show_place(place)

    def _open(self) -> PolicyPage | None:
        from workbench.app.permissions.policy_page import PolicyPage

        stage = self._window.workspace.stage
        if isinstance(stage.page, PolicyPage):
            stage.page.focus_first()
            return stage.page
        order = self._order()
        target = self._window.bar.target()
        entry = self._window.session.entry(target.name) if target is not None else None
        if order is not None:
            subjects = subjects_of(order.function_policy, order.role, self._files())
        elif entry is not None:
            subjects = subjects_of(entry.function_policy, entry.role, self._files())
        else:
            subjects = ()
        if not subjects:
            self._window.workspace.notice.say(
                "neutral",
                "No policy of this function is known.",
                detail="Name policy and role of the function in workbench.yaml, or describe it in a template.",
            )
            return None
        page = PolicyPage(subjects, self._window.appearance, may_leave=self._may_leave)
        page.edited.connect(self._on_edited)
        page.save_wanted.connect(self._on_save_wanted)
        page.place_activated.connect(self._window.window_actions.show_place)
        stage.open(page)
        if self._shown is not None:
            page.show_answers(_answers(self._shown))
        return page

    def _files(self) -> dict[str, Path]:
        project = self._window.session.project
        if project is None:
            return {}
        found: dict[str, Path] = {}
        for entry in project.functions:
            found |= self._window.session.policy_files(entry)
        return found

    def _order(self) -> Order | None:
        """The order of the run in sight, with what was saved since."""
        shown, project = self._shown, self._window.session.project
        if shown is None:
            return None
        if shown.request_id not in self._orders and project is not None:
            order = order_of_old(shown, project)
            if order is not None:
                self._orders[shown.request_id] = order
        return self._orders.get(shown.request_id)

    # The run in sight

    def _on_began(self, order: Order) -> None:
        self._begun = order

    def _on_finished(self, exchange: Exchange, _previous: Exchange | None) -> None:
        if self._begun is not None:
            self._orders[exchange.request_id] = self._begun
            while len(self._orders) > MOST_RUNS:
                del self._orders[next(iter(self._orders))]
        self._on_run_chosen(exchange)

    def _on_run_chosen(self, exchange: Exchange) -> None:
        self._shown = exchange
        self._lane.cancel()
        page = self._page()
        if page is not None:
            page.show_answers(_answers(exchange))
            if self._drafts:
                self._judge()

    def _page(self) -> PolicyPage | None:
        from workbench.app.permissions.policy_page import PolicyPage

        page = self._window.workspace.stage.page
        return page if isinstance(page, PolicyPage) else None

    # Editing

    def _on_edited(self, name: str, text: str) -> None:
        self._drafts[name] = text
        self._judge()

    def _judge(self) -> None:
        """Judge the run in sight by the texts as they stand, without running it."""
        from workbench.exchange.reevaluation import reevaluated

        shown, order = self._shown, self._order()
        if shown is None or order is None:
            return
        changed = with_texts(order, self._drafts)

        def work(_run: Run) -> Exchange:
            return reevaluated(shown, changed, now_ms=int(time.time() * 1000))

        self._lane.start(work)

    def _on_judged(self, exchange: object) -> None:
        from workbench.exchange.record import Exchange

        if not isinstance(exchange, Exchange):
            return
        self._window.runs.show_judged(exchange)
        if (page := self._page()) is not None:
            page.show_answers(_answers(exchange))

    def _on_save_wanted(self, name: str, text: str) -> None:
        path = self._files().get(name)
        page = self._page()
        if path is None or page is None:
            return
        try:
            before = _read(path)
            if before.replace("\r\n", "\n") != page.text_of_file(name) and not self._window.dialogs.confirm(
                "The file has changed", f"{name} was changed elsewhere since it was opened here.", do="Overwrite"
            ):
                return
            self._write(name, path, text.replace("\n", "\r\n") if "\r\n" in before else text)
        except WorkbenchError as error:
            self._window.workspace.notice.say_error(error)
            return
        self._window.workspace.notice.say(
            "ok", f"Saved {name}.", actions=[("Undo", partial(self._undo, name, path, before))]
        )

    def _undo(self, name: str, path: Path, text: str) -> None:
        """Write what the file said before."""
        try:
            self._write(name, path, text)
        except WorkbenchError as error:
            self._window.workspace.notice.say_error(error)
            return
        self._window.workspace.notice.say("ok", f"{name} says again what it said before.")
        self._judge()

    def _write(self, name: str, path: Path, text: str) -> None:
        from workbench.library.file_access import replace_file

        replace_file(path, text.encode())
        self._drafts.pop(name, None)
        for request_id, order in self._orders.items():
            self._orders[request_id] = with_texts(order, {name: text})
        if (page := self._page()) is not None:
            page.saved(name, text)
        self._window.session.open(self._window.session.folder or path.parent)

    def _may_leave(self, page: PolicyPage) -> bool:
        """Ask about what is not saved; what is given up is judged no more."""
        unsaved = page.unsaved
        answer = self._window.dialogs.ask_save(list(unsaved))
        if answer == "cancel":
            return False
        if answer == "save":
            for name, text in unsaved.items():
                self._on_save_wanted(name, text)
        return True

    def _on_page_changed(self, page: object) -> None:
        if page is None and self._drafts:
            self._drafts.clear()
            self._judge()


def _answers(exchange: Exchange) -> list[PermissionAnswer]:
    invoke = exchange.invoke_permission
    return [*([invoke] if invoke is not None else []), *exchange.execution_role]


def _read(path: Path) -> str:
    from workbench.interchange.json_text import decode_utf8
    from workbench.library.file_access import read_file

    return decode_utf8(read_file(path), name=path.name)
