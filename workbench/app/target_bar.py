"""The bar at the top: what the request is, where it goes, and the button that sends it."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QComboBox, QCompleter, QFrame, QHBoxLayout, QLabel, QWidget

from workbench.app.editor.incoming import event_of, is_url, read_pasted, url_changes
from workbench.app.forms.edits import Edits, sent, with_rows_off
from workbench.app.invoke_button import InvokeButton
from workbench.app.path_line import PathLine
from workbench.app.request_line import METHODS, changes_of, line_of, may_be_method, place_of_line, pointers_of_line
from workbench.app.widgets.chip import Chip
from workbench.app.widgets.choice_box import ChoiceBox, ShortRole
from workbench.errors import WorkbenchError
from workbench.events.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent

    from workbench.app.appearance import Appearance
    from workbench.app.document import Document
    from workbench.app.target import Target

NO_ENVIRONMENT = "No environment"
WIDE = 1240
"""Pixels; below, the choices are narrower and the chip shorter."""
NARROW, SMALLEST, FLEXIBLE, LARGEST = 900, 400, 60, 16_777_215
"""Pixels; below `NARROW`, which is also where large zooms bring a usual window, there are two rows."""
_SHORT = {
    Source.HTTP_1: "HTTP API 1.0", Source.HTTP_2: "HTTP API 2.0", Source.ALB: "Load Balancer",
    Source.WEBSOCKET: "WebSocket",
    Source.REST_TOKEN_AUTHORIZER: "TOKEN auth.", Source.REST_REQUEST_AUTHORIZER: "REQUEST auth.",
    Source.HTTP_1_AUTHORIZER: "HTTP auth. 1.0", Source.HTTP_2_AUTHORIZER: "HTTP auth. 2.0",
}  # fmt: skip
"""What a narrow window calls them; the whole name is in the list and the tooltip."""


def _now_ms() -> int:
    return int(time.time() * 1000)


class TargetBar(QFrame):
    """Source, method, path and query; the target; the environment; Invoke."""

    invoke_requested = Signal()
    cancel_requested = Signal()
    target_changed = Signal(object)
    """The Target that a person chose."""
    environment_changed = Signal(str)
    """The name of the environment that a person chose; empty for none."""
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
        self._appearance = appearance
        self._now_ms = now_ms
        self._random = chance or random.Random()
        self._edits: Edits | None = None
        self._targets: tuple[Target, ...] = ()
        self.setProperty("role", "bar")
        self.setAccessibleName("Target bar")
        self.source = ChoiceBox(
            "Event source", "Where the event comes from; choosing another converts the request", appearance
        )
        for source in Source:
            self.source.addItem(source.label, source)
            self.source.setItemData(self.source.count() - 1, _SHORT.get(source), ShortRole)
        self.method = ChoiceBox("Method", "HTTP method of the request", appearance)
        self.method.setEditable(True)
        self.method.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.method.addItems(list(METHODS))
        self.path = PathLine(appearance)
        self._arrow = QLabel()
        self.chip = Chip(appearance, "neutral", "No target")
        """Where the function runs."""
        self.function = ChoiceBox("Function", "The function to invoke; type to filter", appearance)
        self.function.setEditable(True)
        self.function.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.environment = ChoiceBox("Environment", "Variables for the event and the function", appearance)
        self.environment.addItem(NO_ENVIRONMENT, "")
        self.button = InvokeButton(appearance)
        self._widths = (
            (self.source, 148, 118),
            (self.method, 98, 92),
            (self.function, 180, 144),
            (self.environment, 140, 138),
        )
        self._request, self._target = QHBoxLayout(), QHBoxLayout()
        for widget in (self.source, self.method):
            self._request.addWidget(widget)
        self._request.addWidget(self.path, 1)
        for part in (self._arrow, self.chip, self.function, self.environment, self.button):
            self._target.addWidget(part)
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._rows.addLayout(self._request, 1)
        self._rows.addLayout(self._target)
        self._connect()
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()
        self.set_document(None)

    def _connect(self) -> None:
        self.source.activated.connect(self._on_source_chosen)
        self.method.textActivated.connect(self._on_method_edited)
        if (line := self.method.lineEdit()) is not None:
            line.textEdited.connect(self._on_method_edited)
        self.path.textEdited.connect(self._on_path_edited)
        self.path.request_pasted.connect(self.fill_from)
        self.path.left.connect(self._on_path_left)
        self.path.focused.connect(self._on_path_focused)
        self.function.activated.connect(self._on_function_chosen)
        if (line := self.function.lineEdit()) is not None:
            line.editingFinished.connect(self._on_function_left)
        self.environment.activated.connect(self._on_environment_chosen)
        self.button.invoke_requested.connect(self.invoke_requested)
        self.button.cancel_requested.connect(self.cancel_requested)

    # What the window sets. None of these emits a signal.

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

    def set_functions(self, targets: Sequence[Target]) -> None:
        """Offer these targets; the one that was chosen stays chosen where it is still there."""
        chosen = self.target()
        self._targets = tuple(targets)
        with QSignalBlocker(self.function):
            self.function.clear()
            for target in self._targets:
                self.function.addItem(target.label, target.name)
                about = f"{target.place} · {target.detail}" if target.detail else target.place
                self.function.setItemData(self.function.count() - 1, about, Qt.ItemDataRole.ToolTipRole)
        completer = QCompleter(self.function.model(), self.function)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.function.setCompleter(completer)
        self.set_target(chosen.name if chosen is not None else "")

    def set_target(self, name: str) -> None:
        """Choose a target by its name; the first where there is none of that name."""
        index = next((i for i, target in enumerate(self._targets) if target.name == name), 0 if self._targets else -1)
        with QSignalBlocker(self.function):
            self.function.setCurrentIndex(index)
        if (line := self.function.lineEdit()) is not None:
            line.setCursorPosition(0)
        self._show_target()

    def set_environments(self, names: Sequence[str], *, current: str = "") -> None:
        """Offer these environments."""
        with QSignalBlocker(self.environment):
            self.environment.clear()
            self.environment.addItem(NO_ENVIRONMENT, "")
            for name in names:
                self.environment.addItem(name, name)
            self.environment.setCurrentIndex(max(self.environment.findData(current), 0))

    def set_running(self, running: bool) -> None:
        """Turn the button to Cancel, or back."""
        self.button.set_running(running)
        self._enable()

    def set_elapsed(self, elapsed_ms: float, timeout_ms: float) -> None:
        """Show how long the invocation has run, of how long it may."""
        self.button.set_elapsed(elapsed_ms, timeout_ms)

    def target(self) -> Target | None:
        """The target that is chosen."""
        index = self.function.currentIndex()
        return self._targets[index] if 0 <= index < len(self._targets) else None

    def environment_name(self) -> str:
        """The environment that is chosen; empty for none."""
        return str(self.environment.currentData() or "")

    def focus_path(self) -> None:
        """Put the cursor into the path, all of it selected."""
        self.path.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.path.selectAll()

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
        self.path.setAccessibleName(name)
        self.path.setPlaceholderText(placeholder)
        pairs = sent(edits.rows("query", fields.query))
        if not (self.path.hasFocus() and changes_of(self.path.text(), fields, pairs) == ()):
            self.path.show_text(line_of(fields, edits.document.event_object, pairs))

    def _enable(self) -> None:
        here = self._edits is not None
        readable = here and self._edits is not None and self._edits.document.error is None
        path = readable and self._edits is not None and bool(place_of_line(self._edits.document.source)[0])
        for widget in (self.source, self.method):
            widget.setEnabled(readable)
        self.path.setEnabled(path)
        self.button.setEnabled(self.button.running or (here and self.target() is not None))

    def _show_target(self) -> None:
        target = self.target()
        if target is None:
            self.chip.set("neutral", "No target")
            self.chip.setToolTip("No function has been found yet")
        elif target.is_local:
            self.chip.set("ok", target.place, icon="circle")
            self.chip.setToolTip("The function runs on this machine")
        else:
            place = f"AWS {target.place}" if self._is_wide() else f"AWS {target.place.rpartition('·')[2].strip()}"
            self.chip.set("error" if target.is_production else "accent", place, icon="cloud")
            asks = " Each run is asked for first." if target.is_production else ""
            self.chip.setToolTip(f"The function runs in AWS: {target.place}.{asks}")
        self.function.setToolTip(f"{target.label}\n{target.detail}".strip() if target else "No function yet")
        self._enable()

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
            self.noticed.emit("warning", f"Converted to {wanted.label}; not carried over:", "; ".join(made.not_carried))
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

    def _on_function_chosen(self) -> None:
        self._show_target()
        self.target_changed.emit(self.target())

    def _on_function_left(self) -> None:
        """Text that is no function's goes back to the one that is chosen."""
        target = self.target()
        self.function.setEditText(target.label if target is not None else "")

    def _on_environment_chosen(self) -> None:
        self.environment_changed.emit(self.environment_name())

    def _on_refused(self, error: WorkbenchError) -> None:
        place = f"{error.place}: " if error.place else ""
        self.noticed.emit("error", f"{place}{error.message}", error.mend)

    def _on_appearance_changed(self) -> None:
        px = self._appearance.px
        self._rows.setContentsMargins(px(12), px(8), px(12), px(8))
        for row in (self._rows, self._request, self._target):
            row.setSpacing(px(8))
        self._arrow.setPixmap(self._appearance.icon("arrow-right", "muted").pixmap(px(16)))
        self.path.setMinimumWidth(px(120))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _is_wide(self) -> bool:
        return self.width() >= self._appearance.px(WIDE)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._appearance.px(SMALLEST), super().minimumSizeHint().height())

    def _fit(self) -> None:
        """Give the path what the choices can spare; a narrow bar has the target in a row of its own."""
        px, wide = self._appearance.px, self._is_wide()
        narrow = self.width() < px(NARROW)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._rows.direction() != way:
            self._rows.setDirection(way)
        self._arrow.setHidden(narrow)
        for widget, roomy, tight in self._widths:
            stretches = narrow and widget in (self.function, self.environment)
            width = px(roomy if wide or narrow else tight)
            widget.setMinimumWidth(px(FLEXIBLE) if stretches or self.width() < px(SMALLEST + 100) else width)
            widget.setMaximumWidth(LARGEST if stretches else width)
        self._show_target()
