"""The page where a person lists actions and sees, as they type, whether the role of the function allows each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from workbench.app.permissions.action_editor import ActionEditor
from workbench.app.results.outcome_words import decision_word
from workbench.app.widgets.caption import Caption
from workbench.app.widgets.chip import Chip
from workbench.app.widgets.notice_bar import NoticeBar
from workbench.app.widgets.page import Page
from workbench.app.widgets.prose import Prose
from workbench.app.widgets.row_table import Cell, RowTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.app.appearance import Appearance
    from workbench.app.permissions.action_list import AskedAction
    from workbench.app.theme import Kind
    from workbench.errors import WorkbenchError
    from workbench.exchange.record import PermissionAnswer
    from workbench.exchange.simulated import SimulatedRow

HEADINGS = ("Verdict", "Action", "Resource", "IAM's simulator")
PAUSE_MS = 250
COPY = "Copy what would allow it"
_THEIRS: dict[str, tuple[Kind, str]] = {
    "allowed": ("ok", "Allowed"),
    "implicitly_denied": ("error", "Denied"),
    "explicitly_denied": ("error", "Explicitly denied"),
}


class ActionsPage(Page):
    """Shows what it is told; whoever opened it decides."""

    beside_results = True
    edited = Signal(str)
    """The list, a moment after it was changed."""
    simulator_wanted = Signal()

    def __init__(
        self, function: str, text: str, appearance: Appearance, *, deployed: bool, parent: QWidget | None = None
    ) -> None:
        """`deployed` says whether IAM can be asked about the role too."""
        super().__init__("Check actions", appearance, parent=parent)
        self._rows: list[tuple[AskedAction, PermissionAnswer | None]] = []
        self._simulated: dict[tuple[str, str], SimulatedRow] = {}
        self.chip = Chip(appearance)
        self.add_to_header(self.chip)
        self.what = Prose(
            f"What the role of {function} allows. Write an action and the ARN that it is done to, one a line.",
            appearance,
            color="muted",
            size=12,
        )
        self.notice = NoticeBar(appearance)
        self.editor = ActionEditor(appearance)
        self.editor.setPlainText(text)
        self.table = RowTable(
            "Verdicts on the actions",
            HEADINGS,
            appearance,
            stretch=(2,),
            none="Each line above gets its verdict here as you write.",
        )
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.table.row_chosen.connect(self._on_row)
        self.reason = Prose("", appearance, size=12)
        """Why the chosen verdict is what it is, and where IAM's simulator differs."""
        self.ask = QPushButton("Ask IAM's simulator")
        self.ask.setToolTip("Asks iam:SimulatePrincipalPolicy in the account of the function; nothing is changed")
        self.ask.clicked.connect(self._on_ask)
        self.ask.setVisible(deployed)
        self.copy = QPushButton(COPY)
        self.copy.setToolTip("The statement for the role, and for whatever else stands in the way")
        self.copy.clicked.connect(self._on_copy)
        self.copy.hide()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._on_pause)
        self.editor.textChanged.connect(self._pause.start)
        below = QWidget()
        self._lower = QVBoxLayout(below)
        self._lower.setContentsMargins(0, 0, 0, 0)
        self._lower.addWidget(Caption("Verdicts", appearance))
        self._lower.addWidget(self.table, 1)
        self._lower.addWidget(self.reason)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(appearance.px(8))
        splitter.addWidget(self.editor)
        splitter.addWidget(below)
        splitter.setSizes([360, 640])
        foot = QHBoxLayout()
        foot.addWidget(self.ask)
        foot.addWidget(self.copy)
        foot.addStretch(1)
        self.body.addWidget(self.what)
        self.body.addWidget(self.notice)
        self.body.addWidget(splitter, 1)
        self.body.addLayout(foot)

    @property
    def text(self) -> str:
        """The list."""
        return self.editor.toPlainText()

    @property
    def answers(self) -> list[PermissionAnswer]:
        """Our verdicts in sight."""
        return [answer for _asked, answer in self._rows if answer is not None]

    def focus_first(self) -> None:
        """Take the keyboard to the list."""
        self.editor.setFocus()
        self.editor.moveCursor(self.editor.textCursor().MoveOperation.End)

    def show_rows(self, rows: Sequence[tuple[AskedAction, PermissionAnswer | None]]) -> None:
        """Show a verdict for each line; None where the line asks nothing that can be decided."""
        self._rows = list(rows)
        self._refresh()

    def show_simulated(self, rows: Sequence[SimulatedRow]) -> None:
        """What IAM's simulator says beside it."""
        self._simulated = {(row.action.lower(), row.resource): row for row in rows}
        self._show_asking(asking=False)
        differ = [row for row in rows if row.remark]
        if differ:
            names = ", ".join(row.action for row in differ)
            self.notice.say("warning", f"IAM's simulator says otherwise: {names}.", detail=differ[0].remark)
        else:
            self.notice.say("ok", "IAM's simulator says the same wherever there is a verdict.")
        self._refresh()

    def show_error(self, error: WorkbenchError) -> None:
        """Something was not answered, and why."""
        self._show_asking(asking=False)
        self.notice.say_error(error)

    def _refresh(self) -> None:
        chosen = max(self.table.row, 0)
        self.table.show_rows([self._cells(asked, answer) for asked, answer in self._rows])
        if self._rows:
            self.table.choose(min(chosen, len(self._rows) - 1))
        denied = sum(answer.decision in {"implicitly_denied", "explicitly_denied"} for answer in self.answers)
        unknown = sum(answer.decision == "unknown" for answer in self.answers) + len(self._rows) - len(self.answers)
        if denied:
            self.chip.set("error", f"{denied} denied")
        elif unknown:
            self.chip.set("unknown", f"{unknown} unknown")
        else:
            self.chip.set("ok" if self._rows else "neutral", "All allowed" if self._rows else "None asked")
        self.ask.setEnabled(bool(self.answers))

    def _cells(self, asked: AskedAction, answer: PermissionAnswer | None) -> tuple[Cell, ...]:
        row = self._simulated.get((asked.action.lower(), asked.resource))
        kind, word = decision_word(answer) if answer is not None else ("warning", "Not asked")
        their_kind, their_word = _THEIRS[row.theirs] if row is not None else (None, "")
        return (
            Cell(word, kind=kind),
            Cell(asked.action, kind="warning" if asked.problem and answer else None, mono=True, tip=asked.problem),
            Cell(asked.resource, mono=True),
            Cell(their_word, kind=their_kind),
        )

    def _on_row(self, at: int) -> None:
        if not 0 <= at < len(self._rows):
            self.reason.set_text("")
            self.copy.hide()
            return
        asked, answer = self._rows[at]
        self.copy.setText(COPY)
        self.copy.setVisible(answer is not None and bool(answer.mends))
        row = self._simulated.get((asked.action.lower(), asked.resource))
        parts = (asked.problem, answer.reason if answer is not None else "", row.remark if row is not None else "")
        self.reason.set_text("\n".join(part for part in parts if part))

    def _on_pause(self) -> None:
        self.edited.emit(self.text)

    def _on_copy(self) -> None:
        answer = self._rows[self.table.row][1]
        if answer is not None:
            QGuiApplication.clipboard().setText("\n".join(text for _, text in answer.mends))
            self.copy.setText("Copied")

    def _on_ask(self) -> None:
        self._show_asking(asking=True)
        self.simulator_wanted.emit()

    def _show_asking(self, *, asking: bool) -> None:
        self.ask.setText("Asking IAM…" if asking else "Ask IAM's simulator")
        self.ask.setEnabled(not asking and bool(self.answers))
