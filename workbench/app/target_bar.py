"""The bar at the top: what the request is, where it goes, and the button that sends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QWidget

from workbench.app.invoke_button import InvokeButton
from workbench.app.request_fields import RequestFields
from workbench.app.target_picker import WIDEST_CHIP, TargetPicker
from workbench.app.widgets.choice_box import ChoiceBox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from workbench.app.appearance import Appearance
    from workbench.app.document import Document
    from workbench.app.target import Target
    from workbench.library.environment import Environment

NO_ENVIRONMENT = "No environment"
ItemRole = Qt.ItemDataRole
WIDE = 1240
"""Pixels; below, the choices are narrower and the chip shorter."""
NARROW, SMALLEST, FLEXIBLE, LARGEST = 900, 400, 60, 16_777_215
"""Pixels; below `NARROW`, which is also where large zooms bring a usual window, there are two rows."""


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
        self, appearance: Appearance, *, request: RequestFields | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.setProperty("role", "bar")
        self.setAccessibleName("Target bar")
        self.request = request or RequestFields(appearance)
        """Source, method, path and query."""
        self.path = self.request.path
        """The line for path and query."""
        self._arrow = QLabel()
        self.picker = TargetPicker(appearance)
        """What the event is sent to."""
        self.environment = ChoiceBox("Environment", "Variables for the event and the function", appearance)
        """The environments."""
        self.environment.addItem(NO_ENVIRONMENT, "")
        self.button = InvokeButton(appearance)
        """Invoke, or Cancel."""
        self._widths = (
            (self.request.source, 148, 118), (self.request.method, 98, 92), (self.picker.function, 180, 144),
            (self.environment, 140, 138),
        )  # fmt: skip
        self._target = QHBoxLayout()
        self._target.addWidget(self._arrow)
        self._target.addWidget(self.picker, 2)
        self._target.addWidget(self.environment, 1)
        self._target.addWidget(self.button)
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._rows.addWidget(self.request, 1)
        self._rows.addLayout(self._target)
        self.request.pointed.connect(self.pointed)
        self.request.noticed.connect(self.noticed)
        self.picker.target_changed.connect(self.target_changed)
        self.environment.activated.connect(self._on_environment_chosen)
        self.button.invoke_requested.connect(self.invoke_requested)
        self.button.cancel_requested.connect(self.cancel_requested)
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()
        self.set_document(None)

    # What the window sets. None of these emits a signal.

    def set_document(self, document: Document | None) -> None:
        """Show the request of another document, or of none."""
        self.request.set_document(document)
        self._enable()

    def set_functions(self, targets: Sequence[Target]) -> None:
        """Offer these targets; the one that was chosen stays chosen where it is still there."""
        self.picker.set_targets(targets)
        self._enable()

    def set_target(self, name: str) -> None:
        """Choose a target by its name; the first where there is none of that name."""
        self.picker.set_target(name)

    def set_environments(self, environments: Sequence[Environment]) -> None:
        """Offer these; the one that was chosen stays chosen."""
        current = self.environment_name()
        with QSignalBlocker(self.environment):
            self.environment.clear()
            self.environment.addItem(NO_ENVIRONMENT, "")
            for environment in environments:
                self.environment.addItem(environment.name, environment.name)
                said = [f"{name} = {value}" if value is not None else f"{name}, a secret of the shell"
                        for name, value in environment.values.items()]  # fmt: skip
                self.environment.setItemData(self.environment.count() - 1, "\n".join(said), ItemRole.ToolTipRole)
        self.set_environment(current)

    def set_environment(self, name: str) -> None:
        """Choose an environment; one that workbench.yaml does not have is shown as missing, and refused at a run."""
        with QSignalBlocker(self.environment):
            index = self.environment.findData(name)
            if index < 0:
                self.environment.addItem(f"{name} (missing)", name)
                index = self.environment.count() - 1
            self.environment.setCurrentIndex(index)

    def set_running(self, running: bool) -> None:
        """Turn the button to Cancel, or back."""
        self.button.set_running(running)
        self._enable()

    def set_elapsed(self, elapsed_ms: float, timeout_ms: float) -> None:
        """Show how long the invocation has run, of how long it may."""
        self.button.set_elapsed(elapsed_ms, timeout_ms)

    def target(self) -> Target | None:
        """The target that is chosen."""
        return self.picker.target()

    def environment_name(self) -> str:
        """The environment that is chosen; empty for none."""
        return str(self.environment.currentData() or "")

    def focus_path(self) -> None:
        """Put the cursor into the path, all of it selected."""
        self.path.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.path.selectAll()

    def fill_from(self, text: str) -> None:
        """Fill the whole form from a pasted URL, cURL command, HAR or raw HTTP request."""
        self.request.fill_from(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._appearance.px(SMALLEST), super().minimumSizeHint().height())

    def _fit(self) -> None:
        """Give the path what the choices can spare; a narrow bar has the target in a row of its own."""
        px = self._appearance.px
        wide, narrow = self.width() >= px(WIDE), self.width() < px(NARROW)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._rows.direction() != way:
            self._rows.setDirection(way)
        self._arrow.setHidden(narrow)
        for widget, roomy, tight in self._widths:
            stretches = narrow and widget in (self.picker.function, self.environment)
            width = px(roomy if wide or narrow else tight)
            widget.setMinimumWidth(px(FLEXIBLE) if stretches or self.width() < px(SMALLEST + 100) else width)
            widget.setMaximumWidth(LARGEST if stretches else width)
        self.picker.set_short(not wide)
        self.button.set_short(self.width() < px(SMALLEST + 100))

    def _enable(self) -> None:
        ready = self.request.document is not None and self.target() is not None
        self.button.setEnabled(self.button.running or ready)

    def _on_environment_chosen(self) -> None:
        self.environment_changed.emit(self.environment_name())

    def _on_appearance_changed(self) -> None:
        px = self._appearance.px
        self._rows.setContentsMargins(px(12), px(8), px(12), px(8))
        for row in (self._rows, self._target):
            row.setSpacing(px(8))
        self.request.set_spacing(px(8))
        self.picker.set_spacing(px(8))
        self._arrow.setPixmap(self._appearance.icon("arrow-right", "muted").pixmap(px(16)))
        self.path.setMinimumWidth(px(120))
        self.picker.chip.setMaximumWidth(px(WIDEST_CHIP))
        self._fit()
