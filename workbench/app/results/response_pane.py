"""The pane of the response: what the client would get, what the function returned, its log, and comparisons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from workbench.app.permissions.aws_warnings import aws_warnings
from workbench.app.results.outcome_words import figures, response_word, restart_words, sentence
from workbench.app.widgets.chip import Chip
from workbench.app.widgets.empty_state import EmptyState
from workbench.app.widgets.flow_row import FlowRow
from workbench.app.widgets.pane import Pane
from workbench.app.widgets.tab_strip import TabStrip

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from workbench.app.appearance import Appearance
    from workbench.app.results.client_view import ClientView
    from workbench.app.results.diff_view import DiffView
    from workbench.app.results.function_view import FunctionView
    from workbench.app.results.logs_view import LogsView
    from workbench.app.results.response_views import ResponseViews
    from workbench.events.outcome import LogLine
    from workbench.exchange.record import Exchange

CLIENT, FUNCTION, LOGS, DIFF = range(4)


class ResponsePane(Pane):
    """One run's response in four views."""

    place_activated = Signal(object)
    """A `Place` in a file that someone wants to see."""

    def __init__(self, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__("Response", appearance, parent=parent)
        self._exchange: Exchange | None = None
        self._root: Path | None = None
        self._recorded = ""
        self._made: ResponseViews | None = None
        self.figures = QLabel()
        self.figures.setProperty("role", "muted")
        self.chip = Chip(appearance)
        self.chip.hide()
        self.header.addWidget(self.chip)
        self.header.addWidget(self.figures)
        self.warnings = FlowRow(appearance)
        """What would go wrong in AWS and went well here."""
        self.body.addWidget(self.warnings)
        self.tabs = TabStrip("Views of the response", appearance)
        for text, tooltip in (
            ("Client", "What the client would get"),
            ("Function", "What the function returned"),
            ("Logs", "What the function printed and logged"),
            ("Diff", "What differs between views or runs"),
        ):
            self.tabs.add(text, tooltip=tooltip)
        self.tabs.currentChanged.connect(self._on_tab_changed)
        self.wrap = self._tool("wrap", "Break long lines", checkable=True)
        self.wrap.setChecked(True)
        self.wrap.toggled.connect(self._on_wrap_toggled)
        self.copy = self._tool("copy", "Copy what this view shows")
        self.copy.clicked.connect(self._on_copy_clicked)
        self.empty = EmptyState(
            appearance,
            icon="play",
            title="No response yet",
            text="Invoke, and see here what the client would get beside what the function returned.",
            keys=[("Ctrl+Enter", "Invoke"), ("Ctrl+L", "Change the path"), ("Ctrl+P", "Find anything")],
        )
        self._tab_row = QWidget()
        row = QHBoxLayout(self._tab_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.tabs, 1)
        row.addWidget(self.wrap)
        row.addWidget(self.copy)
        self.tabs.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.body.addWidget(self._tab_row)
        self.body.addWidget(self.empty, 1)
        appearance.changed.connect(self._dress)
        self._dress()
        self._show(False)

    @property
    def exchange(self) -> Exchange | None:
        """The run that is shown."""
        return self._exchange

    @property
    def client(self) -> ClientView:
        """What the client would get."""
        return self._views.client

    @property
    def function(self) -> FunctionView:
        """What the function returned."""
        return self._views.function

    @property
    def logs(self) -> LogsView:
        """What it printed and logged."""
        return self._views.logs

    @property
    def diff(self) -> DiffView:
        """What differs."""
        return self._views.diff

    def set_root(self, root: Path | None) -> None:
        """The project's folder."""
        self._root = root
        if self._made is not None:
            self.function.set_root(root)

    def begin(self) -> None:
        """A run starts: the log is live, the old response stays until there is a new one."""
        self._show(True)
        self._views.begin()
        self.chip.set("accent", "Running", icon="clock")
        self.chip.show()
        self.figures.clear()

    def append_log(self, lines: Sequence[LogLine]) -> None:
        """Show lines as they come."""
        self.logs.append(lines)

    def set_elapsed(self, text: str) -> None:
        """How long the run takes so far."""
        self.figures.setText(text)

    def show_exchange(self, exchange: Exchange, *, previous: Exchange | None = None, recorded: str = "") -> None:
        """Show a finished run; `recorded` says when that was, for one of the past."""
        self._exchange = exchange
        self._recorded = recorded
        kind, word = response_word(exchange)
        self.chip.set(kind, word)
        self.chip.show()
        self.figures.setText(figures(exchange))
        self.figures.setToolTip(restart_words(exchange))
        self.show_warnings(exchange)
        self._views.show_exchange(exchange, previous=previous)
        self._show(True)
        if exchange.reply is None and self.tabs.currentIndex() == CLIENT:
            self.tabs.setCurrentIndex(FUNCTION)

    def show_warnings(self, exchange: Exchange) -> None:
        """Say what a run would meet in AWS that it did not meet here."""
        self.client.show_effect(exchange)
        self.warnings.clear()
        found = aws_warnings(exchange)
        if self._recorded:
            self.warnings.add(Chip(self._appearance, "accent", self._recorded, icon="clock"))
        for kind, text in found:
            self.warnings.add(Chip(self._appearance, kind, text))
        said = [*([f"{self._recorded}."] if self._recorded else []), sentence(exchange)]
        self.setAccessibleDescription(" ".join([*said, *(f"{text}." for _, text in found)]))

    def show_ended(self, word: str) -> None:
        """A run ended without an answer: cancelled, or it could not be started."""
        if self._exchange is None:
            self.chip.hide()
            self.figures.clear()
            self._show(False)
        else:
            kind, said = response_word(self._exchange)
            self.chip.set(kind, said)
            self.figures.setText(f"{figures(self._exchange)} · {word}")

    def focus_result(self) -> None:
        """Take the keyboard to what is shown."""
        (self.tabs if self._exchange is None else self._views.code).setFocus()

    @property
    def _views(self) -> ResponseViews:
        if self._made is None:
            from workbench.app.results.response_views import ResponseViews

            self._made = views = ResponseViews(self._appearance)
            views.function.set_root(self._root)
            views.function.place_activated.connect(self.place_activated)
            views.logs.counted.connect(self._on_lines_counted)
            views.show_view(self.tabs.currentIndex())
            views.set_wrap(self.wrap.isChecked())
            self.body.addWidget(views, 1)
        return self._made

    def _tool(self, icon: str, name: str, *, checkable: bool = False) -> QToolButton:
        button = QToolButton()
        button.setObjectName(icon)
        button.setCheckable(checkable)
        button.setAccessibleName(name)
        button.setToolTip(name)
        return button

    def _show(self, there: bool) -> None:
        self._tab_row.setVisible(there)
        if there or self._made is not None:
            self._views.setVisible(there)
        self.empty.setVisible(not there)

    def _dress(self) -> None:
        self._tab_row.setFixedHeight(self.tabs.minimumSizeHint().height())
        for button in (self.wrap, self.copy):
            button.setIcon(self._appearance.icon(button.objectName(), "muted"))
            button.setIconSize(QSize(self._appearance.px(16), self._appearance.px(16)))

    def _on_tab_changed(self, index: int) -> None:
        self._views.show_view(index)

    def _on_lines_counted(self, count: int) -> None:
        self.tabs.set_count(LOGS, count or None)

    def _on_wrap_toggled(self, wrap: bool) -> None:
        self._views.set_wrap(wrap)

    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self._views.text_to_copy())
