"""The text of a policy: line numbers, what can be written where, and a wave under what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from workbench.app.json.editor import JsonEditor
from workbench.app.widgets.offers_at_cursor import OffersAtCursor
from workbench.permissions.policy_completion import completion_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from workbench.app.appearance import Appearance
    from workbench.permissions.finding import Finding
    from workbench.permissions.policy_completion import Completion

_FOR_THE_LIST = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Escape)


class PolicyEditor(JsonEditor):
    """Ctrl+Space offers what fits; typing within a string offers it by itself."""

    save_wanted = Signal()

    def __init__(self, name: str, appearance: Appearance, parent: QWidget | None = None) -> None:
        self._findings: Sequence[Finding] = ()
        super().__init__(appearance, parent)
        self.setAccessibleName(f"Policy {name}")
        self._wanted: Completion | None = None
        self.completer = OffersAtCursor(self, appearance)
        self.list = self.completer.list
        self.completer.activated.connect(self._on_completed)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Mark what is wrong."""
        self._findings = findings
        self._mark_up()

    def mark_lines(self, first: int, last: int, *, scroll: bool = True) -> None:
        """Tint a statement, its lines counted from one."""
        starts = [self._offset_of_line(first), self._offset_of_line(last)]
        self.mark_ranges([(starts[0], starts[1])], scroll=scroll)

    def go_to_line(self, line: int, column: int = 1) -> None:
        """Put the cursor at a line and column, counted from one, and show it."""
        self.go_to(self._offset_of_line(line) + max(0, column - 1))

    @property
    def line(self) -> int:
        """The line of the cursor, from one."""
        return self.textCursor().blockNumber() + 1

    def offer(self) -> None:
        """Offer what fits at the cursor, also before anything was typed."""
        self._offer(typed=False)

    def event(self, event: QEvent) -> bool:
        # The window's own shortcut saves the event; here the key saves the policy.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Save)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.list.isVisible() and event.key() in _FOR_THE_LIST:
            event.ignore()
        elif event.matches(QKeySequence.StandardKey.Save):
            self.commit()
            self.save_wanted.emit()
        elif event.key() == Qt.Key.Key_Space and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.offer()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)
            if event.text().isprintable() and event.text() and not event.modifiers() & _COMMANDS:
                self._offer(typed=True)
            elif event.key() != Qt.Key.Key_Shift:
                self.list.hide()

    def _mark_up(self) -> None:
        super()._mark_up()
        if not self._findings:
            return
        theme = self._appearance.theme
        marks = list(self.extraSelections())
        for finding in self._findings:
            block = self.document().findBlockByNumber(finding.line - 1)
            if not finding.line or not block.isValid():
                continue
            mark = QTextEdit.ExtraSelection()
            cursor = QTextCursor(block)
            cursor.setPosition(block.position() + min(max(0, finding.column - 1), max(0, block.length() - 2)))
            cursor.setPosition(block.position() + block.length() - 1, QTextCursor.MoveMode.KeepAnchor)
            mark.cursor = cursor
            kind = {"error": "error", "warning": "warning"}.get(finding.severity, "accent")
            mark.format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            mark.format.setUnderlineColor(theme.color(kind))
            marks.append(mark)
        self.setExtraSelections(marks)

    def _offer(self, *, typed: bool) -> None:
        offset = self.cursor_offset()
        wanted = completion_at(self.shown_text(), offset)
        if wanted is None or (typed and offset == wanted.start):
            self.list.hide()
            return
        written = self.shown_text()[wanted.start : wanted.end]
        if typed and wanted.choices == (written,):
            self.list.hide()
            return
        self._wanted = wanted
        self.completer.offer(wanted.choices)

    def _on_completed(self, chosen: str) -> None:
        wanted = self._wanted
        if wanted is None:
            return
        cursor = self.textCursor()
        cursor.setPosition(self._qt_offset(wanted.start))
        cursor.setPosition(self._qt_offset(wanted.end), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(chosen)
        self.setTextCursor(cursor)
        if chosen.endswith((":", "/")):
            self.offer()

    def _offset_of_line(self, line: int) -> int:
        text = self.shown_text()
        at = 0
        for _ in range(line - 1):
            found = text.find("\n", at)
            if found < 0:
                return at
            at = found + 1
        return at


_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
