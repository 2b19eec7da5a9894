"""What is wrong in a policy, a row each, and the chosen one in full below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workbench.app.widgets.prose import Prose
from workbench.app.widgets.row_table import Cell, RowTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.app.appearance import Appearance
    from workbench.app.theme import Kind
    from workbench.permissions.finding import Finding

_SEVERITIES: dict[str, Kind] = {"error": "error", "warning": "warning", "note": "neutral"}


class PolicyFindings(QWidget):
    """Hidden where there is nothing to say."""

    wanted = Signal(int, int)
    """The line and column of a finding that someone wants to see."""

    def __init__(self, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._findings: Sequence[Finding] = ()
        self.table = RowTable("Findings", ("Findings", "What"), appearance, stretch=(1,))
        self.whole = Prose("", appearance, size=12)
        """The chosen finding, all of it."""
        self.table.row_chosen.connect(self._on_chosen)
        self.table.row_activated.connect(self._on_activated)
        self.table.clicked.connect(self._on_clicked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.whole)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show them, the first one chosen."""
        self._findings = findings
        self.setVisible(bool(findings))
        self.table.show_rows([_row(each) for each in findings])
        if findings:
            self.table.choose(0)

    def _on_chosen(self, row: int) -> None:
        if 0 <= row < len(self._findings):
            self.whole.set_text(_words(self._findings[row]))

    def _on_clicked(self, index: QModelIndex) -> None:
        self._on_activated(index.row())

    def _on_activated(self, row: int) -> None:
        finding = self._findings[row]
        if finding.line:
            self.wanted.emit(finding.line, finding.column)


def _row(finding: Finding) -> tuple[Cell, ...]:
    place = f" {finding.line}:{finding.column}" if finding.line else ""
    return Cell(f"{finding.severity.capitalize()}{place}", _SEVERITIES[finding.severity]), Cell(_words(finding))


def _words(finding: Finding) -> str:
    return f"{finding.message} {finding.mend}".strip()
