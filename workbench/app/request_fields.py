"""The request of a document as three fields: where it comes from, its method, and its path and query."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from workbench.app.editor.incoming import event_of, is_url, read_pasted, url_changes
from workbench.app.forms.edits import Edits, sent, with_rows_off
from workbench.app.path_line import PathLine
from workbench.app.request_line import METHODS, changes_of, line_of, may_be_method, place_of_line, pointers_of_line
from workbench.app.widgets.choice_box import ChoiceBox, ShortRole
from workbench.errors import WorkbenchError
from workbench.events.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.app.appearance import Appearance
    from workbench.app.document import Document

_SHORT = {
    Source.HTTP_1: "HTTP API 1.0", Source.HTTP_2: "HTTP API 2.0", Source.ALB: "Load Balancer",
    Source.WEBSOCKET: "WebSocket",
    Source.REST_TOKEN_AUTHORIZER: "TOKEN auth.", Source.REST_REQUEST_AUTHORIZER: "REQUEST auth.",
    Source.HTTP_1_AUTHORIZER: "HTTP auth. 1.0", Source.HTTP_2_AUTHORIZER: "HTTP auth. 2.0",
}  # fmt: skip
"""What a narrow window calls them; the whole name is in the list and the tooltip."""


NO_PATH = "Path and query"


def _now_ms() -> int:
    return int(time.time() * 1000)


class RequestFields(QWidget):
    """A view of one document: source, method, path and query; a whole request can be pasted into it."""

    pointed = Signal(object)
    """JSON Pointers of what the line with the cursor stands for."""
    noticed = Signal(str, str, str)
    """Kind, message and detail of something to tell: what a paste or a conversion did not carry, or an error."""

    def __init__(
        self,
        appearance: Appearance,
        *,
        now_ms: Callable[[], int] = _now_ms,
        chance: random.Random | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._now_ms = now_ms
        self._random = chance or random.Random()
        self._edits: Edits | None = None
        about = "Where the event comes from; choosing another converts the request"
        self.source = ChoiceBox("Event source", about, appearance)
        """Where the event comes from."""
        for source in Source:
            self.source.addItem(source.label, source)
            self.source.setItemData(self.source.count() - 1, _SHORT.get(source), ShortRole)
        self.method = ChoiceBox("Method", "HTTP method of the request", appearance)
        """The HTTP method."""
        self.method.setEditable(True)
        self.method.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.method.addItems(list(METHODS))
        self.path = PathLine(appearance)
        """Path and query."""
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.source)
        self._row.addWidget(self.method)
        self._row.addWidget(self.path, 1)
        self.setFocusProxy(self.path)
        self.source.activated.connect(self._on_source_chosen)
        self.method.textActivated.connect(self._on_method_edited)
        if (line := self.method.lineEdit()) is not None:
            line.textEdited.connect(self._on_method_edited)
        self.path.textEdited.connect(self._on_path_edited)
        self.path.request_pasted.connect(self.fill_from)
        self.path.left.connect(self._on_path_left)
        self.path.focused.connect(self._on_path_focused)

    @property
    def document(self) -> Document | None:
        """What the fields are a view of."""
        return self._edits.document if self._edits is not None else None

    def set_spacing(self, pixels: int) -> None:
        """The room between the fields."""
        self._row.setSpacing(pixels)

    def set_document(self, document: Document | None) -> None:
        """Show the request of another document, or of none."""
        if self._edits is not None:
            self._edits.document.changed.disconnect(self.refresh)
            self._edits.deleteLater()
        self._edits = Edits(document, self) if document is not None else None
        if self._edits is not None:
            self._edits.document.changed.connect(self.refresh)
            self._edits.refused.connect(self._on_refused)
        self.refresh()

    def fill_from(self, text: str) -> None:
        """Fill the whole form from a pasted URL, cURL command, HAR or raw HTTP request."""
        if self._edits is None:
            return
        try:
            if is_url(text):
                self._edits.document.seal()
                self._edits.change_all("Paste URL", url_changes(text, self._edits.fields()))
                return
            pasted = read_pasted(text)
            event = event_of(
                pasted.request, self._edits.document.event_object, now_ms=self._now_ms(), random=self._random
            )
        except WorkbenchError as error:
            self._on_refused(error)
            return
        self._edits.replace("Paste request", event)
        if pasted.ignored:
            self.noticed.emit("warning", "The request was pasted; not taken over:", ", ".join(pasted.ignored))

    def refresh(self) -> None:
        """Show the request as the document has it."""
        edits = self._edits
        self._enable()
        if edits is None:
            self.path.setAccessibleName(NO_PATH)
            self.path.show_text("")
            return
        fields = edits.fields()
        with QSignalBlocker(self.source):
            self.source.setCurrentIndex(self.source.findData(fields.source))
        line = self.method.lineEdit()
        if line is not None and line.text() != (fields.method or "") and not line.hasFocus():
            with QSignalBlocker(self.method):
                self.method.setEditText(fields.method or "")
                line.setCursorPosition(0)
        self.method.setVisible(fields.method is not None)
        name, placeholder = place_of_line(fields.source)
        self.path.setAccessibleName(name or NO_PATH)
        self.path.setPlaceholderText(placeholder)
        pairs = sent(edits.rows("query", fields.query))
        if not (self.path.hasFocus() and changes_of(self.path.text(), fields, pairs) == ()):
            self.path.show_text(line_of(fields, edits.document.event_object, pairs))

    def _enable(self) -> None:
        document = self.document
        readable = document is not None and document.error is None
        for widget in (self.source, self.method):
            widget.setEnabled(readable)
        self.path.setEnabled(document is not None and readable and bool(place_of_line(document.source)[0]))

    def _on_source_chosen(self, index: int) -> None:
        edits, wanted = self._edits, Source(self.source.itemData(index))
        if edits is None or wanted == edits.document.source:
            return
        from workbench.events.convert import convert

        try:
            made = convert(edits.document.event_object, wanted, now_ms=self._now_ms(), random=self._random)
        except WorkbenchError as error:
            self._on_refused(error)
            self.refresh()
            return
        edits.replace(f"Convert to {wanted.label}", made.event)
        if made.not_carried:
            self.noticed.emit("warning", f"Converted to {wanted.label}; not carried over:", " ".join(made.not_carried))
        else:
            self.noticed.emit("ok", f"Converted to {wanted.label}; nothing was lost.", "")
        self.refresh()

    def _on_method_edited(self, text: str) -> None:
        line = self.method.lineEdit()
        valid = may_be_method(text)
        if line is not None:
            line.setProperty("invalid", "false" if valid else "true")
            line.setToolTip("" if valid else "A request has one method; ANY is a route's word for all of them.")
        if valid and self._edits is not None:
            self._edits.change("Change method", "method", text.strip())

    def _on_path_edited(self, text: str) -> None:
        if self._edits is None:
            return
        fields = self._edits.fields()
        before = self._edits.rows("query", fields.query)
        if changes := changes_of(text, fields, sent(before)):
            query = [change.value for change in changes if change.field == "query"]
            rows = {"query": with_rows_off(query[0], before)} if query else None
            self._edits.change_all("Change path", changes, merge="path line", rows=rows)

    def _on_path_left(self) -> None:
        if self._edits is not None:
            self._edits.document.seal()
            self.refresh()

    def _on_path_focused(self) -> None:
        if self._edits is not None:
            self.pointed.emit(pointers_of_line(self._edits.document.source))

    def _on_refused(self, error: WorkbenchError) -> None:
        place = f"{error.place}: " if error.place else ""
        self.noticed.emit("error", f"{place}{error.message}", error.mend)
