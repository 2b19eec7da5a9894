"""What the window does about permissions: policies edited beside the run, the run judged anew, files written."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton

from workbench.app.permissions.check_actions import CheckActions
from workbench.app.permissions.enforce_switch import EnforceSwitch
from workbench.app.permissions.live_policies import LivePolicies
from workbench.app.permissions.policy_drafts import PolicyDrafts
from workbench.app.permissions.policy_files import PolicyFiles
from workbench.app.permissions.policy_subject import order_of_old, subjects_of, with_a_say, with_texts
from workbench.app.tasks import Lane

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.app.main_window import MainWindow
    from workbench.app.permissions.policy_page import PolicyPage
    from workbench.app.permissions.policy_subject import PolicySubject
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
        self._open_whose: tuple[bool, str] | None = None
        """Whose policies the page shows that was opened last."""
        self._read_for = ""
        """The run for which policies are being read in AWS; empty for none."""
        self._lane = Lane("policies", self)
        self._lane.finished.connect(self._on_judged)
        self._lane.failed.connect(window.workspace.notice.say_error)
        actions = {name: window.actions_[f"enforce_{name}"] for name in ("off", "warn", "deny")}
        self.switch = EnforceSwitch(actions, window.appearance)
        self.edit = QPushButton("Edit policies")
        self.edit.setProperty("kind", "soft")
        self.edit.setToolTip(f"{window.actions_['edit_policies'].shortcut().toString()}")
        self.edit.clicked.connect(self.edit_policies)
        self.files = PolicyFiles(window, self)
        self.files.written.connect(self._on_written)
        self.files.undone.connect(self._on_undone)
        self.drafts = PolicyDrafts(window, self)
        self.drafts.wanted.connect(self._show_left)
        self.live = LivePolicies(window, self)
        self.live.read.connect(self._on_live_read)
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
        """Stop judging, and write what waits to be written."""
        self.drafts.flush()
        self._lane.close()
        self.live.close()
        self.list.close()

    @property
    def busy(self) -> bool:
        """Whether verdicts are being worked out."""
        return self._lane.busy or self.live.busy

    def check_actions(self) -> None:
        """Open the list of actions to check against the role of the chosen function."""
        self.list.open(self._shown)

    def edit_policies(self) -> None:
        """Open the policies of the chosen function."""
        self._open()

    def show_place(self, place: Place) -> None:
        """Show a statement in its policy's own text; another file opens in the person's editor."""
        page = self._open()
        names = {path: name for name, path in self.files.known().items()}
        if page is None or not page.show_place(names.get(place.file, ""), place.line):
            self._window.window_actions.show_place(place)

    def _show_left(self, name: str) -> None:
        """Open the policies of the function that a policy belongs to."""
        session = self._window.session
        for entry in session.project.functions if session.project is not None else ():
            if name in session.policy_files(entry):
                self._window.bar.set_target(entry.label)
                page = self._open()
                if page is not None:
                    page.show_place(name, 0)
                return

    def _open(self) -> PolicyPage | None:
        page = self._page()
        order = self._order() or self._order_before_a_run()
        if page is not None and (order is None or self._whose(order) == self._open_whose):
            page.focus_first()
            return page
        if order is not None and self.live.is_wanted(order):
            self._read_for = self._shown.request_id if self._shown is not None and self._order() is not None else ""
            self.live.start(order)
            return None
        return self._open_for(order)

    def _open_for(self, order: Order | None) -> PolicyPage | None:
        from workbench.app.permissions.policy_page import PolicyPage

        window = self._window
        subjects: tuple[PolicySubject, ...] = ()
        if order is not None:
            files = self.files.known()
            shown = _answers(self._shown) if self._shown is not None else []
            subjects = subjects_of(
                order.function_policy,
                order.role,
                files,
                resource_policies=with_a_say(order.resource_policies, shown, files),
                live=self.live.is_live(order),
            )
        if not subjects:
            detail = "Name policy and role of the function in workbench.yaml, or describe it in a template."
            if order is not None and self.live.is_live(order):
                detail = "Reading them needs lambda:GetPolicy, iam:GetRole and iam:GetRolePolicy."
            window.workspace.notice.say("neutral", "No policy of this function is known.", detail=detail)
            return None
        page = PolicyPage(subjects, window.appearance, may_leave=self._may_leave)
        page.edited.connect(self._on_edited)
        page.save_wanted.connect(partial(self.files.save, page))
        page.place_activated.connect(window.window_actions.show_place)
        window.workspace.stage.open(page)
        if window.workspace.stage.page is not page:
            page.deleteLater()
            return None
        self._open_whose = self._whose(order) if order is not None else None
        self.drafts.resume(page)
        if self._shown is not None:
            page.show_answers(_answers(self._shown))
        return page

    def _whose(self, order: Order) -> tuple[bool, str]:
        """Whose policies an order has: a function in AWS, or one here, by its name."""
        return self.live.is_live(order), order.function.name

    def _on_live_read(self, order: Order) -> None:
        """The policies of a deployed function are here: the run in sight is judged by them from now on."""
        if self._read_for in self._orders:
            order = self.live.with_documents(self._orders[self._read_for], order)
            self._orders[self._read_for] = order
        self._open_for(order)

    def _order_before_a_run(self) -> Order | None:
        """What is known of the target that is chosen, where no run of it is in sight."""
        from workbench.exchange.order import Order

        target = self._window.bar.target()
        if target is None:
            return None
        deployed = self._window.aws.deployed.function(target.name)
        if deployed is not None:
            return Order(deployed, event=b"{}", is_named=True)
        entry = self._window.session.entry(target.name)
        if entry is None:
            return None
        return Order(
            entry.function,
            event=b"{}",
            function_policy=entry.function_policy,
            role=entry.role,
            resource_policies=entry.resource_policies,
        )

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
        if (page := self._page()) is not None:
            self.drafts.keep(page, name)
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

    def _on_written(self, name: str, text: str) -> None:
        """A policy file says something else now: the runs are judged by it from here on."""
        self._drafts.pop(name, None)
        self.drafts.drop(name)
        for request_id, order in self._orders.items():
            self._orders[request_id] = with_texts(order, {name: text})
        if (page := self._page()) is not None:
            page.saved(name, text)

    def _on_undone(self) -> None:
        self._judge()

    def _may_leave(self, page: PolicyPage) -> bool:
        """Ask about what is not saved; what is given up is judged no more."""
        if unsaved := page.unsaved:
            answer = self._window.dialogs.ask_save(list(unsaved))
            if answer == "cancel":
                return False
            if answer == "save" and not all(self.files.save(page, name, text) for name, text in unsaved.items()):
                return False
            for name in unsaved:
                self.drafts.drop(name)
        if tried := page.tried:
            names = ", ".join(tried)
            text = f"{names} was changed to try it; it is no file here, so it cannot be saved. Copy it to keep it."
            return self._window.dialogs.confirm("Give up the changes?", text, do="Give up")
        return True

    def _on_page_changed(self, page: object) -> None:
        if page is None and self._drafts:
            self._drafts.clear()
            self._judge()


def _answers(exchange: Exchange) -> list[PermissionAnswer]:
    invoke = exchange.invoke_permission
    return [*([invoke] if invoke is not None else []), *exchange.execution_role]
