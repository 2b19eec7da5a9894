"""The editor of an event's JSON: indents and closes brackets, waits for a pause, and knows typing from showing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QTextCursor

from workbench.app.json.text import TextError, parse, pretty
from workbench.app.json.view import JsonView, showable

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent
    from PySide6.QtWidgets import QWidget

    from workbench.app.appearance import Appearance

PAUSE_MS = 200
"""After the last keystroke; then the text is read."""
INDENT = "  "
_OPENING = {"{": "}", "[": "]"}
_INDENTED = re.compile(f" {{0,{len(INDENT)}}}")


class JsonEditor(JsonView):
    """Edits JSON text. `edited` comes after a pause in typing; `commit` makes it come at once."""

    edited = Signal(str)
    """The text after someone typed; never after `set_text`."""
    undo_exhausted = Signal()
    """Undo was asked for and the editor's own steps are used up."""
    redo_exhausted = Signal()
    focus_left = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, parent)
        self.setAccessibleName("Event as JSON")
        self.setAccessibleDescription("Tab indents, Shift+Tab leaves the text")
        self._full_text: str | None = None
        self._setting = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._hand_in)
        self.textChanged.connect(self._on_text_changed)

    def set_text(self, text: str) -> None:
        """Show a text; what someone has typed since is gone, and no signal says so."""
        shown, whole = showable(text)
        self._full_text = None if whole else text
        self._pause.stop()
        self.setReadOnly(not whole)
        before = self.shown_text()
        if shown == before:
            return
        first = _same_at_start(before, shown)
        last = _same_at_end(before, shown, most=min(len(before), len(shown)) - first)
        if first + last == 0:
            self._replace_all(shown)
        else:
            self._replace_part(first, len(before) - last, shown[first : len(shown) - last])

    def _replace_all(self, shown: str) -> None:
        self._setting = True
        try:
            self.setPlainText(shown)
        finally:
            self._setting = False

    def _replace_part(self, start: int, end: int, text: str) -> None:
        """Write only what differs: the rest keeps its layout, and the view its place."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._qt_offset(start))
        cursor.setPosition(self._qt_offset(end), QTextCursor.MoveMode.KeepAnchor)
        self._setting = True
        try:
            # What is shown from outside is no step of this editor's own undo.
            self.setUndoRedoEnabled(False)
            cursor.insertText(text)
        finally:
            self.setUndoRedoEnabled(True)
            self._setting = False

    def text(self) -> str:
        """The whole text, also where it is shown shortened."""
        return self.shown_text() if self._full_text is None else self._full_text

    @property
    def shortened(self) -> bool:
        """Whether a line is too long to be edited here, and is shown shortened."""
        return self._full_text is not None

    @property
    def waiting(self) -> bool:
        """Whether something was typed that is not handed in yet."""
        return self._pause.isActive()

    def commit(self) -> None:
        """Hand in what was typed, without waiting for the pause."""
        if self._pause.isActive():
            self._pause.stop()
            self._hand_in()

    def format_text(self) -> None:
        """Print the text with two spaces a level, as one step that undo takes back."""
        value = parse(self.shown_text())
        if isinstance(value, TextError) or self.isReadOnly():
            return
        formatted = pretty(value)
        if formatted == self.shown_text():
            return
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(formatted)
        self.commit()

    def undo_step(self) -> None:
        """Take back typing here first, then the document's own steps."""
        if self.document().isUndoAvailable():
            self.undo()
            self.commit()
        else:
            self.undo_exhausted.emit()

    def redo_step(self) -> None:
        """Bring back typing here first, then the document's own steps."""
        if self.document().isRedoAvailable():
            self.redo()
            self.commit()
        else:
            self.redo_exhausted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo_step()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redo_step()
        elif self.isReadOnly() or not self._type(event):
            super().keyPressEvent(event)

    def _type(self, event: QKeyEvent) -> bool:
        """Whether the key was one that this editor gives a meaning of its own."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self._break_line()
            return True
        if event.key() == Qt.Key.Key_Tab and plain:
            if self.textCursor().hasSelection():
                self._shift_lines(deeper=True)
            else:
                self.insertPlainText(INDENT)
            return True
        if event.key() == Qt.Key.Key_Backtab and self.textCursor().hasSelection():
            self._shift_lines(deeper=False)
            return True
        if event.text() in ("}", "]"):
            return self._close(event.text())
        return False

    def _break_line(self) -> None:
        cursor = self.textCursor()
        line = cursor.block().text()
        before, after = line[: cursor.positionInBlock()], line[cursor.positionInBlock() :]
        indent = before[: len(before) - len(before.lstrip(" \t"))]
        last = before.rstrip()[-1:]
        cursor.beginEditBlock()
        if last in _OPENING:
            cursor.insertText(f"\n{indent}{INDENT}")
            if after.lstrip().startswith(_OPENING[last]):
                here = cursor.position()
                cursor.insertText(f"\n{indent}")
                cursor.setPosition(here)
        else:
            cursor.insertText(f"\n{indent}")
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def _close(self, bracket: str) -> bool:
        """A closing bracket on an otherwise empty line goes one level out."""
        cursor = self.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        if cursor.hasSelection() or before.strip() or not before.endswith(INDENT):
            return False
        cursor.beginEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, len(INDENT))
        cursor.insertText(bracket)
        cursor.endEditBlock()
        return True

    def _shift_lines(self, *, deeper: bool) -> None:
        cursor = self.textCursor()
        first = self.document().findBlock(cursor.selectionStart())
        last = self.document().findBlock(max(cursor.selectionEnd() - 1, cursor.selectionStart()))
        cursor.beginEditBlock()
        block = first
        while block.isValid() and block.blockNumber() <= last.blockNumber():
            cursor.setPosition(block.position())
            if deeper:
                cursor.insertText(INDENT)
            else:
                spare = found.end() if (found := _INDENTED.match(block.text())) else 0
                cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor, spare)
                cursor.removeSelectedText()
            block = block.next()
        cursor.endEditBlock()
        cursor.setPosition(first.position())
        cursor.setPosition(last.position() + last.length() - 1, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.commit()
        super().focusOutEvent(event)
        self.focus_left.emit()

    def _hand_in(self) -> None:
        self.edited.emit(self.text())

    def _on_text_changed(self) -> None:
        if not self._setting:
            self._pause.start()


def _same_at_start(one: str, other: str) -> int:
    """How many characters two texts begin with in common; halving compares in C what a loop would in Python."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _same_at_end(one: str, other: str, *, most: int) -> int:
    """How many characters two texts end with in common, at most `most`."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if one[len(one) - middle : len(one) - low] == other[len(other) - middle : len(other) - low]:
            low = middle
        else:
            high = middle - 1
    return low
