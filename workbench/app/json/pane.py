"""The JSON of an event: the text or the tree, finding, formatting, and where the cursor is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from workbench.app.json.editor import JsonEditor
from workbench.app.json.find_bar import FindBar
from workbench.app.json.text import locate, pointer_at
from workbench.app.json.tree import JsonTree
from workbench.events.edit import pointer_of, steps_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.app.appearance import Appearance
    from workbench.app.document import Document

LARGEST_LOCATED = 2_000_000
"""Characters; in a longer text fields and lines are not linked, so that moving the cursor stays quick."""


class JsonPane(QWidget):
    """A view of one document's text."""

    pointed = Signal(str)
    """The JSON Pointer of the value that the cursor is in, while the text has the focus."""

    def __init__(self, document: Document, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._appearance = appearance
        self._handing_in = False
        self.editor = JsonEditor(appearance)
        """The text."""
        self.tree = JsonTree(appearance)
        """The tree."""
        self._find = FindBar(self.editor, appearance)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.editor)
        self._stack.addWidget(self.tree)
        self._place = QLabel()
        self._place.setProperty("role", "muted")
        # A long word here must not widen the pane at the cost of the others.
        self._place.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._format = self._button("Format", "Print the JSON with two spaces a level (Ctrl+Shift+I)")
        self._switch = self._button("Tree", "Show the JSON as a tree")
        self._switch.setCheckable(True)
        self._format.clicked.connect(self.editor.format_text)
        self._switch.toggled.connect(self._on_switch_toggled)
        foot = QHBoxLayout()
        foot.setSpacing(appearance.px(8))
        foot.addWidget(self._place, 1)
        foot.addWidget(self._format)
        foot.addWidget(self._switch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(appearance.px(6))
        column.addWidget(self._find)
        column.addWidget(self._stack, 1)
        column.addLayout(foot)
        self.setFocusProxy(self.editor)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(find.context().WidgetWithChildrenShortcut)
        find.activated.connect(self.open_find)
        tidy = QShortcut(QKeySequence("Ctrl+Shift+I"), self)
        tidy.setContext(tidy.context().WidgetWithChildrenShortcut)
        tidy.activated.connect(self.editor.format_text)
        self.editor.edited.connect(self._on_edited)
        self.editor.undo_exhausted.connect(document.undo_stack.undo)
        self.editor.redo_exhausted.connect(document.undo_stack.redo)
        self.editor.focus_left.connect(document.seal)
        self.editor.cursorPositionChanged.connect(self._on_cursor_moved)
        self.tree.chosen.connect(self._on_tree_chosen)
        document.settling.connect(self.editor.commit)
        self.refresh()

    def refresh(self) -> None:
        """Show the document as it is; what is being typed here is the document's own already."""
        if not self._handing_in:
            self.editor.set_text(self._document.text)
        self.editor.set_error(self._document.error)
        if self._switch.isChecked():
            self.tree.set_value(self._document.event)
        self._tell_place()

    def undo(self) -> None:
        """Take back the last step, typing first."""
        self.editor.undo_step()

    def redo(self) -> None:
        """Bring back the last step, typing first."""
        self.editor.redo_step()

    def show_tree(self, *, shown: bool) -> None:
        """Show the tree, or the text again."""
        self._switch.setChecked(shown)

    def open_find(self) -> None:
        """Look for something in the text."""
        self.show_tree(shown=False)
        self._find.open_bar()

    def mark(self, pointers: Sequence[str]) -> None:
        """Tint the lines of these values."""
        text = self.editor.shown_text() if pointers and self._located() else ""
        found = (locate(text, tuple(steps_of(pointer))) for pointer in pointers) if text else ()
        self.editor.mark_ranges([span for span in found if span is not None])

    def go_to_error(self) -> None:
        """Put the cursor where the text stops being JSON."""
        if self._document.error is not None:
            self.show_tree(shown=False)
            self.editor.go_to(self._document.error.offset)

    def _located(self) -> bool:
        small = self.editor.document().characterCount() <= LARGEST_LOCATED
        return small and self._document.error is None and not self.editor.shortened

    def _button(self, word: str, says: str) -> QPushButton:
        button = QPushButton(word)
        button.setProperty("kind", "soft")
        button.setToolTip(says)
        button.setAccessibleName(says.partition(" (")[0])
        return button

    def _tell_place(self) -> None:
        size = _size(len(self._document.text))
        if self.editor.shortened:
            self._say_place(f"{size} · a line is too long to edit here and is shown shortened")
            return
        cursor = self.editor.textCursor()
        self._say_place(f"Line {cursor.blockNumber() + 1}, column {cursor.positionInBlock() + 1} · {size}")

    def _say_place(self, text: str) -> None:
        self._place.setText(text)
        self._place.setToolTip(text)

    def _on_edited(self, text: str) -> None:
        self._handing_in = True
        try:
            self._document.set_text(text)
        finally:
            self._handing_in = False

    def _on_cursor_moved(self) -> None:
        self._tell_place()
        if self.editor.hasFocus() and self._located() and not self.editor.waiting:
            steps = pointer_at(self.editor.shown_text(), self.editor.cursor_offset())
            self.pointed.emit(pointer_of(*steps))

    def _on_switch_toggled(self, as_tree: bool) -> None:
        self.editor.commit()
        if as_tree:
            self.tree.set_value(self._document.event)
        self._stack.setCurrentWidget(self.tree if as_tree else self.editor)
        self._switch.setText("Text" if as_tree else "Tree")
        said = "Show the JSON as text" if as_tree else "Show the JSON as a tree"
        self._switch.setToolTip(said)
        self._switch.setAccessibleName(said)
        self._format.setVisible(not as_tree)
        if self.isVisible() and QApplication.focusWidget() is not None:
            (self.tree if as_tree else self.editor).setFocus()

    def _on_tree_chosen(self, index: QModelIndex) -> None:
        steps = self.tree.pointer(index)
        self.show_tree(shown=False)
        span = locate(self.editor.shown_text(), steps) if self._located() else None
        if span is not None:
            self.editor.mark_ranges([span])
            self.editor.go_to(span[0])


def _size(characters: int) -> str:
    if characters < 1_000:
        return f"{characters} characters"
    return f"{characters / 1_000:.1f} KB" if characters < 1_000_000 else f"{characters / 1_000_000:.1f} MB"
