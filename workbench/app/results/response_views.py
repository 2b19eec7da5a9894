"""The four views of one run's response, stacked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QWidget

from workbench.app.results.client_view import ClientView
from workbench.app.results.diff_view import DiffView
from workbench.app.results.function_view import FunctionView
from workbench.app.results.logs_view import LogsView

if TYPE_CHECKING:
    from workbench.app.appearance import Appearance
    from workbench.app.widgets.code_view import CodeView
    from workbench.exchange.record import Exchange


class ResponseViews(QStackedWidget):
    """Made when there is something to show in them."""

    def __init__(self, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.client = ClientView(appearance)
        self.function = FunctionView(appearance)
        self.logs = LogsView(appearance)
        self.diff = DiffView(appearance)
        self._all = (self.client, self.function, self.logs, self.diff)
        for view in self._all:
            self.addWidget(view)

    @property
    def code(self) -> CodeView:
        """The text of the view in front."""
        return self._all[self.currentIndex()].code

    def begin(self) -> None:
        """A run starts."""
        self.logs.begin()
        self.client.show_running()

    def show_exchange(self, exchange: Exchange, *, previous: Exchange | None) -> None:
        """Show a finished run."""
        self.client.show_exchange(exchange)
        self.function.show_exchange(exchange)
        self.logs.show_exchange(exchange)
        self.diff.show_exchange(exchange, previous=previous)

    def show_view(self, index: int) -> None:
        """Bring a view to the front."""
        self.setCurrentIndex(index)
        if self.currentWidget() is self.diff:
            self.diff.refresh()

    def set_wrap(self, wrap: bool) -> None:
        """Break long lines, or let them run on."""
        for view in self._all:
            view.code.set_wrap(wrap)

    def text_to_copy(self) -> str:
        """What the view in front shows."""
        return self._all[self.currentIndex()].text_to_copy()
