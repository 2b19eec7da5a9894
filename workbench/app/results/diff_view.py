"""Two truths compared: the function's view with the client's, or this run with the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from workbench.app.results.compare_text import client_text, compare, meant_text
from workbench.app.widgets.choice_box import ChoiceBox
from workbench.app.widgets.code_view import CodeView

if TYPE_CHECKING:
    from workbench.app.appearance import Appearance
    from workbench.exchange.record import Exchange

FUNCTION_AND_CLIENT, PREVIOUS_RUN = 0, 1


class DiffView(QWidget):
    """Shows the lines that differ, with a sign each."""

    def __init__(self, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._exchange: Exchange | None = None
        self._previous: Exchange | None = None
        self.which = ChoiceBox("What to compare", "What to compare", appearance)
        self.which.addItems(["Function's view with client's view", "Previous run with this run"])
        self.which.currentIndexChanged.connect(self._on_which_changed)
        self._said = QLabel()
        self._said.setProperty("role", "muted")
        self.code = CodeView("Differences", appearance)
        row = QHBoxLayout()
        row.setSpacing(appearance.px(8))
        row.addWidget(self.which, 1)
        row.addWidget(self._said)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, appearance.px(4), 0, 0)
        layout.setSpacing(appearance.px(8))
        layout.addLayout(row)
        layout.addWidget(self.code, 1)

    def show_exchange(self, exchange: Exchange, *, previous: Exchange | None) -> None:
        """Compare within this run, or with the one before."""
        self._exchange, self._previous = exchange, previous
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Compare now; costs as much as the texts are long, so it waits until someone looks."""
        if self._exchange is None:
            return
        if self.which.currentIndex() == PREVIOUS_RUN:
            if self._previous is None:
                self._say("There is no run before this one. Invoke again to compare.")
                return
            found = compare(client_text(self._previous), client_text(self._exchange))
        else:
            found = compare(meant_text(self._exchange), client_text(self._exchange))
        self._said.setText("1 line differs" if found.changes == 1 else f"{found.changes} lines differ")
        self.code.show_text(found.text, colours=found.spans, grounds=found.grounds)

    def text_to_copy(self) -> str:
        """The comparison as it is shown."""
        return self.code.toPlainText()

    def _say(self, text: str) -> None:
        self._said.clear()
        self.code.show_text(text)

    def _on_which_changed(self) -> None:
        self.refresh()
