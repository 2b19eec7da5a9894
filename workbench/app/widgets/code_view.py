"""Read-only text in the fixed-width font: coloured line by line, only where it is on screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextLayout, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPaintEvent

    from workbench.app.appearance import Appearance

Span = tuple[int, int, str]
"""Start, length, and the token of the theme that colours it; `+bold` after the token sets it bold."""


def plain(_number: int, _line: str) -> Sequence[Span]:
    """No colours."""
    return ()


class CodeView(QPlainTextEdit):
    """Shows text that is not edited here. Its lines may be links: `line_activated` names one that was clicked."""

    line_activated = Signal(int)
    margin = 2
    """Around the text, in pixels of the design."""

    def __init__(self, name: str, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._colours: Callable[[int, str], Sequence[Span]] = plain
        self._round = 0
        self._links: frozenset[int] = frozenset()
        self._grounds: dict[int, str] = {}
        self.setAccessibleName(name)
        self.setProperty("flat", True)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.set_wrap(True)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()

    def show_text(
        self,
        text: str,
        *,
        colours: Callable[[int, str], Sequence[Span]] = plain,
        links: frozenset[int] = frozenset(),
        grounds: dict[int, str] | None = None,
    ) -> None:
        """Show a text: coloured spans by line, the lines that can be clicked, and whole lines that are tinted."""
        self._colours, self._links, self._grounds = colours, links, grounds or {}
        self._round += 1
        self.setPlainText(text)
        self._tint()

    def append_lines(self, lines: Sequence[str]) -> None:
        """Add lines at the end; stays at the end where it was there."""
        bar = self.verticalScrollBar()
        at_end = bar.value() >= bar.maximum() - 2
        self.appendPlainText("\n".join(lines))
        if at_end:
            bar.setValue(bar.maximum())

    def minimumSizeHint(self) -> QSize:
        return QSize(40, 3 * self.fontMetrics().lineSpacing())

    def set_wrap(self, wrap: bool) -> None:
        """Break long lines, or scroll sideways."""
        mode = QPlainTextEdit.LineWrapMode
        self.setLineWrapMode(mode.WidgetWidth if wrap else mode.NoWrap)
        bars = Qt.ScrollBarPolicy
        self.setHorizontalScrollBarPolicy(bars.ScrollBarAlwaysOff if wrap else bars.ScrollBarAsNeeded)

    def paintEvent(self, event: QPaintEvent) -> None:
        block = self.firstVisibleBlock()
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        while block.isValid() and top <= self.viewport().height():
            mark = self._round * 1_000_003 + block.revision()
            if block.userState() != mark:
                block.setUserState(mark)
                block.layout().setFormats(self._formats(block.blockNumber(), block.text()))
            top += self.blockBoundingRect(block).height()
            block = block.next()
        super().paintEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = self.textCursor().blockNumber()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() and number in self._links:
            self.line_activated.emit(number)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            number = self.cursorForPosition(event.position().toPoint()).blockNumber()
            if number in self._links:
                self.line_activated.emit(number)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        number = self.cursorForPosition(event.position().toPoint()).blockNumber()
        shape = Qt.CursorShape.PointingHandCursor if number in self._links else Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)

    def _formats(self, number: int, line: str) -> list[QTextLayout.FormatRange]:
        theme = self._appearance.theme
        ranges = []
        for start, length, token in self._colours(number, line):
            name, _, weight = token.partition("+")
            part = QTextLayout.FormatRange()
            part.start, part.length = start, length
            text_format = QTextCharFormat()
            text_format.setForeground(theme.color(name or "text"))
            if weight == "bold":
                text_format.setFontWeight(700)
            elif weight == "underline":
                text_format.setFontUnderline(True)
            part.format = text_format
            ranges.append(part)
        return ranges

    def _tint(self) -> None:
        marks: list[QTextEdit.ExtraSelection] = []
        for number, token in self._grounds.items():
            block = self.document().findBlockByNumber(number)
            mark = QTextEdit.ExtraSelection()
            mark.cursor = QTextCursor(block)
            mark.format.setBackground(self._appearance.theme.color(token))
            mark.format.setProperty(QTextCharFormat.Property.FullWidthSelection, True)
            marks.append(mark)
        self.setExtraSelections(marks)

    def _text_font(self) -> QFont:
        return self._appearance.mono()

    def _on_appearance_changed(self) -> None:
        self._round += 1
        self.setFont(self._text_font())
        self.document().setDocumentMargin(self._appearance.px(self.margin))
        self._tint()
        self.viewport().update()
