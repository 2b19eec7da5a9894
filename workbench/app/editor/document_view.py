"""One document as a form, as JSON, or as both side by side, with the bar that says what is wrong with the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workbench.app.forms.edits import Edits
from workbench.app.forms.event_form import EventForm
from workbench.app.json.pane import JsonPane
from workbench.app.widgets.line_splitter import LineSplitter
from workbench.app.widgets.notice_bar import NoticeBar

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from workbench.app.appearance import Appearance
    from workbench.app.document import Document

View = Literal["form", "json", "both"]
SIDE_BY_SIDE = 720
"""Pixels; a narrower editor puts form and JSON one above the other."""


class DocumentView(QWidget):
    """The two views of a document; each is made when it is first shown, and neither knows the other."""

    view_wanted = Signal(str)
    """Something can only be shown in another view."""
    command_pasted = Signal(str)

    def __init__(self, document: Document, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document = document
        """What is shown."""
        self.edits = Edits(document, self)
        """What forms may do to it."""
        self._appearance = appearance
        self._form: EventForm | None = None
        self._json: JsonPane | None = None
        self._view: View = "form"
        self._bar = NoticeBar(appearance)
        self._splitter = LineSplitter(appearance)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(appearance.px(6))
        column.addWidget(self._bar)
        column.addWidget(self._splitter, 1)
        document.changed.connect(self._on_changed)
        self.edits.refused.connect(self._bar.say_error)
        self._tell_error()

    @property
    def form(self) -> EventForm | None:
        """The form, once it was shown."""
        return self._form

    @property
    def json(self) -> JsonPane | None:
        """The JSON, once it was shown."""
        return self._json

    @property
    def notice(self) -> NoticeBar:
        """The bar above both."""
        return self._bar

    def show_view(self, view: View) -> None:
        """Show the form, the JSON, or both."""
        self._view = view
        if view in ("form", "both") and self._form is None:
            self._form = EventForm(self.edits, self._appearance)
            self._form.pointed.connect(self.mark)
            self._form.command_pasted.connect(self.command_pasted)
            self._form.json_wanted.connect(self._on_json_wanted)
            self._splitter.insertWidget(0, self._form)
        if view in ("json", "both") and self._json is None:
            self._json = JsonPane(self.document, self._appearance)
            self._json.pointed.connect(self._on_text_pointed)
            self._splitter.addWidget(self._json)
        if self._form is not None:
            self._form.setVisible(view != "json")
            self._form.refresh()
        if self._json is not None:
            self._json.setVisible(view != "form")
            self._json.refresh()
        self._arrange()
        if view == "both":
            self._share()

    def undo(self) -> None:
        """Take back the last step, in the text first where the cursor is there."""
        if self._json is not None and self._json.editor.hasFocus():
            self._json.undo()
        else:
            self.document.undo_stack.undo()

    def redo(self) -> None:
        """Bring back the last step, in the text first where the cursor is there."""
        if self._json is not None and self._json.editor.hasFocus():
            self._json.redo()
        else:
            self.document.undo_stack.redo()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        wide = self.width() >= self._appearance.px(SIDE_BY_SIDE)
        wanted = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if self._splitter.orientation() != wanted:
            self._splitter.setOrientation(wanted)
            self._share()

    def _share(self) -> None:
        """The text is longer than the form, so it gets a little more; side by side they are as wide."""
        side_by_side = self._splitter.orientation() == Qt.Orientation.Horizontal
        self._splitter.setSizes([1000, 1000] if side_by_side else [900, 1100])

    def _tell_error(self) -> None:
        error = self.document.error
        if error is not None:
            valid = self.document.was_valid
            self._bar.say(
                "error",
                str(error),
                detail="The form keeps the last valid event." if valid else "There is a form once it is valid.",
                actions=(("Go there", self._go_to_error), *([("Discard the text", self.document.drop_text)] * valid)),
                dismissable=False,
            )
        elif self._bar.kind == "error":
            self._bar.clear()

    def _go_to_error(self) -> None:
        if self._view == "form":
            self.view_wanted.emit("json")
        if self._json is not None:
            self._json.go_to_error()

    def _on_changed(self) -> None:
        self._tell_error()
        if self._form is not None and self._view != "json":
            self._form.refresh()
        if self._json is not None and self._view != "form":
            self._json.refresh()

    def _on_json_wanted(self) -> None:
        self.view_wanted.emit("json")

    def mark(self, pointers: tuple[str, ...]) -> None:
        """Tint the lines of values in the JSON, where it stands beside the form."""
        if self._json is not None and self._view == "both":
            self._json.mark(pointers)

    def _on_text_pointed(self, pointer: str) -> None:
        if self._form is not None and self._view == "both":
            self._form.show_pointer(pointer)
