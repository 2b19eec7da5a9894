"""Draws and edits the cells of a table of names and values: thin lines only, mono values, one clear focus ring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import (
    QApplication,
    QCompleter,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from workbench.app.widgets.key_value_model import NAME, SWITCH, VALUE, KeyValueModel
from workbench.app.widgets.offers import dress_offers

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workbench.app.appearance import Appearance

Index = QModelIndex | QPersistentModelIndex
ROW, BOX, TICK, SIDE, REMOVE = 28, 15, 13, 8, 24


class KeyValueDelegate(QStyledItemDelegate):
    """One delegate for all four columns."""

    pasted = Signal(str)
    """A text of several rows was pasted while a cell was being edited."""

    def __init__(self, appearance: Appearance, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._suggest: Callable[[int, str], Sequence[str]] | None = None
        self.hovered = -1
        """The row under the mouse."""

    def set_suggestions(self, suggest: Callable[[int, str], Sequence[str]]) -> None:
        """Where completions come from: given the column and the name of the row, the words to offer."""
        self._suggest = suggest

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, self._appearance.px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, KeyValueModel):
            return
        theme, px = self._appearance.theme, self._appearance.px
        box: QRect = option.rect
        row = model.row(index.row())
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, theme.color("accent_soft"))
        elif index.row() == self.hovered:
            painter.fillRect(box, theme.color("hover"))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index.column() == SWITCH:
            self._paint_switch(painter, box, on=row.enabled, faint=row.blank)
        else:
            text = row.name if index.column() == NAME else row.value
            color = theme.color("text" if row.enabled else "muted")
            if row.blank:
                text, color = str(model.headerData(index.column(), Qt.Orientation.Horizontal)), theme.color("muted")
            mono = index.column() == VALUE and not row.blank
            font = self._appearance.mono() if mono else self._appearance.text()
            font.setItalic(False)
            painter.setFont(font)
            painter.setPen(color)
            inner = box.adjusted(px(SIDE), 0, -px(SIDE), 0)
            if index.column() == VALUE and index.row() == self.hovered and not row.blank and not model.read_only:
                cross = self._appearance.icon("cross", "muted", size=12)
                place = QRect(box.right() - px(REMOVE), box.top(), px(REMOVE), box.height())
                cross.paint(painter, place, Qt.AlignmentFlag.AlignCenter)
                inner.setRight(place.left())
            line = text.replace("\n", "⏎")
            shown = QFontMetrics(font).elidedText(line, Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -2), px(4), px(4))
        painter.restore()

    def paint_box(self, painter: QPainter, box: QRect, *, on: bool | None, faint: bool = False) -> None:
        """A check box in the middle of a rectangle; None draws it half on."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_switch(painter, box, on=on, faint=faint)

    def _paint_switch(self, painter: QPainter, box: QRect, *, on: bool | None, faint: bool) -> None:
        theme, px = self._appearance.theme, self._appearance.px
        size = px(BOX)
        square = QRectF(box.center().x() - size / 2 + 0.5, box.center().y() - size / 2 + 0.5, size, size)
        if on is False or faint:
            edge = QColor(theme.color("line" if faint else "control"))
            painter.setPen(QPen(edge, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(square.adjusted(0.5, 0.5, -0.5, -0.5), px(4), px(4))
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent"))
        painter.drawRoundedRect(square, px(4), px(4))
        tick = self._appearance.icon("check" if on else "minus", "on_accent", size=TICK)
        tick.paint(painter, square.toRect(), Qt.AlignmentFlag.AlignCenter)

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        model = index.model()
        editor = _CellEdit(parent)
        editor.setFont(self._appearance.mono() if index.column() == VALUE else self._appearance.text())
        title = str(model.headerData(index.column(), Qt.Orientation.Horizontal))
        name = model.row(index.row()).name if isinstance(model, KeyValueModel) else ""
        editor.setAccessibleName(f"{title} of {name}" if name and index.column() == VALUE else title)
        editor.pasted_lines.connect(self._on_lines_pasted)
        editor.textEdited.connect(self._on_text_edited)
        words = self._suggest(index.column(), name) if self._suggest is not None else ()
        if words:
            completer = QCompleter(list(words), editor)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setMaxVisibleItems(8)
            editor.setCompleter(completer)
            dress_offers(completer)
            completer.activated.connect(self._on_completed)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QLineEdit) and editor.text() != text and not editor.isModified():
            editor.setText(text)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QLineEdit) and (
            editor.isModified() or editor.text() != index.data(Qt.ItemDataRole.EditRole)
        ):
            model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        editor.setGeometry(option.rect)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and isinstance(editor, QLineEdit):
            completer = editor.completer()
            if (
                event.key() == Qt.Key.Key_Space
                and event.modifiers() == Qt.KeyboardModifier.ControlModifier
                and completer
            ):
                completer.setCompletionPrefix(editor.text())
                completer.complete()
                return True
        return super().eventFilter(editor, event)

    def _on_text_edited(self) -> None:
        editor = self.sender()
        if isinstance(editor, QWidget):
            self.commitData.emit(editor)

    def _on_completed(self, text: str) -> None:
        completer = self.sender()
        editor = completer.parent() if completer is not None else None
        if isinstance(editor, QLineEdit):
            editor.setText(text)
            editor.setModified(True)
            self.commitData.emit(editor)

    def _on_lines_pasted(self, text: str) -> None:
        editor = self.sender()
        if isinstance(editor, QWidget):
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
        self.pasted.emit(text)


class _CellEdit(QLineEdit):
    """A cell being edited; a paste of several lines or a command goes to the table."""

    pasted_lines = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrame(False)
        self.setTextMargins(-1, 0, 0, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            text = QApplication.clipboard().text()
            if "\n" in text.strip() or (not self.text() and text.lstrip().startswith(("curl ", "?"))):
                self.pasted_lines.emit(text)
                return
        super().keyPressEvent(event)
