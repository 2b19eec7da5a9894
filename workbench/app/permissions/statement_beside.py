"""The statement at the cursor beside the request that it was asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workbench.app.permissions.comparison import HEADINGS, compared
from workbench.app.results.outcome_words import decision_word
from workbench.app.widgets.prose import Prose
from workbench.app.widgets.row_table import RowTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.app.appearance import Appearance
    from workbench.app.widgets.row_table import Cell
    from workbench.exchange.record import PermissionAnswer
    from workbench.permissions.statement import Statement


class StatementBeside(QWidget):
    """A heading, and a row for each part; empty where the cursor is in no statement."""

    def __init__(self, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = Prose("", appearance, size=12, semibold=True)
        self.table = RowTable("The statement beside the request", HEADINGS, appearance, stretch=(1, 2))
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.heading)
        layout.addWidget(self.table, 1)

    def clear(self) -> None:
        """The cursor is in no statement."""
        self._show("", [])

    def show_statement(self, statement: Statement, answers: Sequence[PermissionAnswer], *, policy: str) -> None:
        """Set a statement of a policy beside the verdict that it has a say in."""
        answer, made = compared(answers, statement, policy=policy)
        title = statement.sid or f"Statement {statement.index + 1}"
        if answer is None:
            self._show(f"{title}: no verdict of this run asks it", [])
        else:
            word = decision_word(answer)[1].lower()
            self._show(f"{title} beside {answer.action}, {word}", made)

    def _show(self, heading: str, made: list[tuple[Cell, ...]]) -> None:
        self.heading.set_text(heading)
        self.heading.setVisible(bool(heading))
        self.table.setVisible(bool(made))
        self.table.show_rows(made)
        self.table.setAccessibleDescription(heading)
