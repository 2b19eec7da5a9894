"""What the window does about functions on this machine: their details, the settings, and runs side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from workbench.app.tasks import Lane
from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workbench.app.controller import RunOrder
    from workbench.app.document import Document
    from workbench.app.main_window import MainWindow
    from workbench.app.runtime.matrix_page import MatrixPage
    from workbench.app.target import Target
    from workbench.app.tasks import Run
    from workbench.exchange.order import Order
    from workbench.exchange.record import Exchange
    from workbench.library.project import FunctionEntry


class RuntimeActions(QObject):
    """Opens the pages and dialogs about local runs."""

    def __init__(self, window: MainWindow, run_order: RunOrder) -> None:
        super().__init__(window)
        self._window = window
        self._run_order = run_order
        self._page: MatrixPage | None = None
        self._lane = Lane("matrix", self)
        self._lane.progressed.connect(self._on_answered)
        self._lane.finished.connect(self._on_ended)
        self._lane.failed.connect(self._on_ended)
        window.workspace.sidebar.function_details.connect(self.show_details_of)

    def table(self) -> dict[str, Callable[[], object]]:
        """What each action does."""
        return {"details": self.show_details, "settings": self.show_settings, "run_against": self.show_matrix}

    def show_details(self) -> None:
        """Show what is known of the chosen function."""
        window = self._window
        target = window.bar.target()
        entry = window.session.entry(target.name) if target is not None else None
        if entry is not None:
            self.show_details_of(entry)
        elif target is not None:
            window.aws.connect_to_aws()
        else:
            window.workspace.notice.say("neutral", "No function is chosen.")

    def show_details_of(self, entry: FunctionEntry) -> None:
        """Show what is known of a function of the folder."""
        from workbench.app.runtime.function_page import FunctionPage

        page = FunctionPage(entry, self._window.run_choices, self._window.appearance)
        page.source_wanted.connect(self._window.workspace.sidebar.function_opened)
        self._window.workspace.stage.open(page)

    def show_settings(self) -> None:
        """Let a person change the settings."""
        from workbench.app.runtime.settings_dialog import SettingsDialog

        SettingsDialog(self._window.own_settings, self._window.appearance, parent=self._window).open()

    def show_matrix(self) -> None:
        """Let a person choose the targets that the event in front is run against."""
        from workbench.app.runtime.matrix_page import MatrixPage

        window = self._window
        document, target = window.area.current(), window.bar.target()
        if document is None or target is None:
            window.workspace.notice.say("neutral", "No event is open, or no function is there to run it.")
            return
        targets = sorted(window.aws.targets(), key=lambda each: each.name != target.name)
        base = target.label.partition(":")[0]
        chosen = [each.name for each in targets if each.name == target.name or each.label.partition(":")[0] == base]
        page = MatrixPage(document.name, targets, chosen, window.appearance)
        page.run_wanted.connect(self._on_matrix_wanted)
        page.stop_wanted.connect(self._stop)
        page.more_wanted.connect(window.aws.connect_to_aws)
        page.exchange_wanted.connect(self._on_exchange_wanted)
        self._page = page
        window.workspace.stage.open(page)

    def close(self) -> None:
        """End the runs of a matrix."""
        self._page = None
        self._lane.close()

    def _on_matrix_wanted(self, targets: Sequence[Target]) -> None:
        window, page = self._window, self._page
        document = window.area.current()
        if page is None or document is None:
            return
        document.settle()
        if document.error is not None:
            page.notice.say("error", f"Not invoked: {document.name} is not JSON.", detail=str(document.error))
            return
        try:
            if not all(window.orders.may_run(target) for target in targets):
                return
        except WorkbenchError as error:
            page.notice.say_error(error)
            return
        page.begin(targets)
        orders = [self._order(document, target) for target in targets]
        run_order = self._run_order

        def work(run: Run) -> None:
            for index, order in enumerate(orders):
                if run.cancelled.is_set():
                    return
                try:
                    answer: Exchange | WorkbenchError = (
                        order if isinstance(order, WorkbenchError) else run_order(order, cancelled=run.cancelled)
                    )
                except WorkbenchError as error:
                    answer = error
                run.report((index, answer))

        self._lane.start(work)

    def _order(self, document: Document, target: Target) -> Order | WorkbenchError:
        try:
            return self._window.orders.of(document, target)
        except WorkbenchError as error:
            return error

    def _stop(self) -> None:
        if self._lane.cancel():
            self._on_ended()

    def _on_answered(self, said: list[tuple[int, Exchange | WorkbenchError]]) -> None:
        if self._page is not None:
            for index, answer in said:
                self._page.add(index, answer)

    def _on_ended(self) -> None:
        if self._page is not None:
            self._page.set_running(False)

    def _on_exchange_wanted(self, exchange: Exchange) -> None:
        self._window.workspace.stage.close_page()
        self._window.runs.show_exchange(exchange)
