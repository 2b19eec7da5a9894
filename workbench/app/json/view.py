"""JSON text on Qt's plain text widget: line numbers, colours for what is on screen, and marks for lines and errors."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from workbench.app.json.brackets import matching_bracket
from workbench.app.json.highlighter import KINDS, Highlighter
from workbench.app.json.text import TextError, parse, pretty

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QColor, QFocusEvent, QPaintEvent, QResizeEvent

    from workbench.app.appearance import Appearance

GIANT_LINE = 20_000
"""Characters; a longer line makes Qt's layout crawl, so the text is shown printed over lines, or shortened."""
SHORTENED_TO = 2_000
_BREAKS = {code: f"\\u{code:04x}" for code in (0x2028, 0x2029, 0xFDD0, 0xFDD1)}
"""Characters that Qt's documents take for the end of a line or a frame; JSON may spell them as escapes."""
_BEYOND_16_BITS = re.compile("[\U00010000-\U0010ffff]")
MOST_MARKED = 200
"""Lines that are tinted at once; more than any screen shows."""


class _Gutter(QWidget):
    """The line numbers beside the text."""

    def __init__(self, view: JsonView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self) -> QSize:
        return QSize(self._view.gutter_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._view.paint_gutter(self, event)


class JsonView(QPlainTextEdit):
    """Shows JSON text; only the lines on screen are ever coloured, so the size of a document does not matter."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.setProperty("flat", True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._gutter = _Gutter(self)
        self._highlighter = Highlighter({})
        self._error: TextError | None = None
        self._error_at = 0
        self._marked: list[tuple[int, int]] = []
        self.blockCountChanged.connect(self._on_block_count_changed)
        self.updateRequest.connect(self._on_update_request)
        self.cursorPositionChanged.connect(self._mark_up)
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()

    def shown_text(self) -> str:
        """The text on screen, character by character: `toPlainText` would turn no-break spaces into spaces."""
        return self.document().toRawText().replace("\u2029", "\n")

    def set_error(self, error: TextError | None) -> None:
        """Mark the place where the text stops being JSON."""
        if error != self._error:
            self._error = error
            self._error_at = 0 if error is None else self._qt_offset(error.offset)
            self._mark_up()

    def mark_ranges(self, spans: Sequence[tuple[int, int]], *, scroll: bool = True) -> None:
        """Tint the lines of ranges of the text, and bring the first into view."""
        self._marked = [(self._qt_offset(start), self._qt_offset(end)) for start, end in spans]
        self._mark_up()
        if self._marked and scroll:
            block = self.document().findBlock(self._marked[0][0])
            top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
            if not 0 <= top <= self.viewport().height() - self.fontMetrics().lineSpacing():
                self.verticalScrollBar().setValue(max(0, block.blockNumber() - 3))

    def go_to(self, offset: int) -> None:
        """Put the cursor at an offset and show it."""
        cursor = self.textCursor()
        cursor.setPosition(self._qt_offset(offset))
        self.setTextCursor(cursor)
        self.centerCursor()
        self.setFocus()

    def gutter_width(self) -> int:
        """Room for the longest line number."""
        digits = max(2, len(str(max(1, self.blockCount()))))
        return self.fontMetrics().horizontalAdvance("9") * digits + self._appearance.px(20)

    def paintEvent(self, event: QPaintEvent) -> None:
        block = self.firstVisibleBlock()
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        while block.isValid() and top <= self.viewport().height():
            self._highlighter.colour(block)
            top += self.blockBoundingRect(block).height()
            block = block.next()
        super().paintEvent(event)

    def paint_gutter(self, gutter: QWidget, event: QPaintEvent) -> None:
        """Write the numbers of the lines on screen; the line of an error carries a mark."""
        theme = self._appearance.theme
        painter = QPainter(gutter)
        painter.setFont(self.font())
        height = self.fontMetrics().lineSpacing()
        current = self.textCursor().blockNumber() if self.hasFocus() else -1
        block = self.firstVisibleBlock()
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        while block.isValid() and top <= event.rect().bottom():
            number = block.blockNumber()
            wrong = self._error is not None and number == self._error.line - 1
            painter.setPen(theme.color("error" if wrong else "text" if number == current else "muted"))
            box = QRect(0, round(top), gutter.width() - self._appearance.px(10), height)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(number + 1))
            if wrong:
                painter.fillRect(QRect(0, round(top), self._appearance.px(3), height), theme.color("error"))
            top += self.blockBoundingRect(block).height()
            block = block.next()
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._mark_up()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._mark_up()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_gutter()

    def _mark_up(self) -> None:
        """Tint the marked lines, a pair of brackets and the place of an error."""
        theme = self._appearance.theme
        marks: list[QTextEdit.ExtraSelection] = []
        for start, end in self._marked:
            marks += self._whole_lines(start, end, colour=theme.color("accent_soft"))
        here = self.textCursor().position()
        for offset in (matching_bracket(self.document(), here) if self.hasFocus() else None) or ():
            bracket = self._selection(offset, offset + 1)
            bracket.format.setBackground(theme.color("line"))
            bracket.format.setForeground(theme.color("accent"))
            marks.append(bracket)
        if self._error is not None:
            at = min(self._error_at, max(self._last() - 1, 0))
            wrong = self._selection(at, min(at + 1, self._last()))
            wrong.format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            wrong.format.setUnderlineColor(theme.color("error"))
            wrong.format.setBackground(theme.color("error_soft"))
            marks.append(wrong)
        self.setExtraSelections(marks)
        self._gutter.update()

    def cursor_offset(self) -> int:
        """Where the cursor is in the text that is shown, counted in characters."""
        position = self.textCursor().position()
        text = self.shown_text()
        if text.isascii():
            return position
        return len(text.encode("utf-16-le", "surrogatepass")[: 2 * position].decode("utf-16-le", "ignore"))

    def _qt_offset(self, offset: int) -> int:
        """An offset in characters as Qt counts, in units of 16 bits."""
        text = self.shown_text()
        beyond = 0 if text.isascii() else len(_BEYOND_16_BITS.findall(text, 0, max(offset, 0)))
        return max(0, min(offset + beyond, self._last()))

    def _last(self) -> int:
        return max(self.document().characterCount() - 1, 0)

    def _selection(self, start: int, end: int) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        selection.cursor = cursor
        return selection

    def _whole_lines(self, start: int, end: int, *, colour: QColor) -> list[QTextEdit.ExtraSelection]:
        lines: list[QTextEdit.ExtraSelection] = []
        block = self.document().findBlock(min(start, self._last()))
        final = self.document().findBlock(min(end, self._last())).blockNumber()
        while block.isValid() and block.blockNumber() <= final and len(lines) < MOST_MARKED:
            line = self._selection(block.position(), block.position())
            line.format.setBackground(colour)
            line.format.setProperty(QTextCharFormat.Property.FullWidthSelection, True)
            lines.append(line)
            block = block.next()
        return lines

    def _on_block_count_changed(self) -> None:
        self.setViewportMargins(self.gutter_width(), 0, 0, 0)
        self._place_gutter()

    def _place_gutter(self) -> None:
        inside, viewport = self.contentsRect(), self.viewport().geometry()
        self._gutter.setGeometry(QRect(inside.left(), viewport.top(), self.gutter_width(), viewport.height()))

    def _on_update_request(self, area: QRect, down: int) -> None:
        if down:
            self._gutter.scroll(0, down)
        else:
            self._gutter.update(0, area.y(), self._gutter.width(), area.height())

    def _on_appearance_changed(self) -> None:
        theme = self._appearance.theme
        self.setFont(self._appearance.mono())
        self._highlighter.set_colours({kind: theme.color(f"json_{kind}") for kind in KINDS})
        self._on_block_count_changed()
        self._mark_up()
        self.viewport().update()


def showable(text: str) -> tuple[str, bool]:
    """The text as the widget can lay it out, and whether it is still whole.

    Qt lays a line out at one go, so a line of megabytes would stop the window at every key.
    """
    text = text.replace("\r\n", "\n")
    text = text if text.isascii() else text.translate(_BREAKS)
    if len(text) <= GIANT_LINE or _longest(text) <= GIANT_LINE:
        return text, True
    value = parse(text)
    printed = text if isinstance(value, TextError) else pretty(value)
    if _longest(printed) <= GIANT_LINE:
        return printed, True
    lines = (
        line if len(line) <= GIANT_LINE else f"{line[:SHORTENED_TO]} … {len(line) - SHORTENED_TO:,} more characters"
        for line in printed.split("\n")
    )
    return "\n".join(lines), False


def _longest(text: str) -> int:
    return max(map(len, text.split("\n")))
