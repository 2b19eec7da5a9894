"""The strip at the foot: every step of the last run, in the order it happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QWidget

from workbench.app.trace.step_button import StepButton
from workbench.app.trace.step_words import STEP_MEANINGS, STEP_WORDS, USUAL, chip_text, kind_of, outcome_word
from workbench.app.widgets.caption import Caption

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent, QWheelEvent

    from workbench.app.appearance import Appearance
    from workbench.exchange.record import Step

HEIGHT, GAP, TIGHT = 40, 5, 1
"""The room between chips, and what is left of it where they do not fit."""


class TraceStrip(QFrame):
    """Chips from client to client. Arrow keys go from step to step; Space opens one."""

    step_chosen = Signal(object)
    """A `Step` to open, or None to close."""

    def __init__(self, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._steps: list[Step] = []
        self.buttons: list[StepButton] = []
        self._running = False
        self._duration_ms: float | None = None
        self.setProperty("role", "strip")
        self.setAccessibleName("Trace")
        self._row = QWidget()
        self._row.setProperty("role", "inside")
        self._layout = QHBoxLayout(self._row)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._area = QScrollArea()
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._row)
        self._area.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(appearance.px(14), 0, appearance.px(14), 0)
        outer.setSpacing(appearance.px(12))
        self._outer = outer
        outer.addWidget(Caption("Trace", appearance))
        outer.addWidget(self._area, 1)
        appearance.changed.connect(self._draw)
        self._draw()

    @property
    def steps(self) -> Sequence[Step]:
        """What is shown."""
        return self._steps

    def set_lead(self, widget: QWidget) -> None:
        """Put something before the first step."""
        self._outer.insertWidget(1, widget)

    def begin(self) -> None:
        """A run starts: nothing has happened yet."""
        self._steps = []
        self._duration_ms = None
        self._running = True
        self._draw()

    def add_step(self, step: Step) -> None:
        """A step has happened."""
        self._steps.append(step)
        self._draw()

    def show_steps(self, steps: Sequence[Step], *, duration_ms: float | None = None) -> None:
        """Show a finished run; `duration_ms` is what the function reported."""
        self._steps = list(steps)
        self._duration_ms = duration_ms
        self._running = False
        self._draw()

    def clear_choice(self) -> None:
        """No step is open."""
        for button in self.buttons:
            button.setChecked(False)

    def focus_first(self) -> None:
        """Take the keyboard to the first step."""
        if self.buttons:
            self.buttons[0].setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        bar = self._area.horizontalScrollBar()
        turned = event.angleDelta().x() or event.angleDelta().y()
        bar.setValue(bar.value() - turned)
        event.accept()

    def _on_moved(self, step: int) -> None:
        focused = next((at for at, button in enumerate(self.buttons) if button is self.sender()), None)
        if focused is None:
            return
        target = self.buttons[max(0, min(len(self.buttons) - 1, focused + step))]
        was_open = self.buttons[focused].isChecked()
        target.setFocus()
        self._area.ensureWidgetVisible(target)
        if was_open and not target.isChecked():
            target.click()

    def _draw(self) -> None:
        while item := self._layout.takeAt(0):
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.setFixedHeight(self._appearance.px(HEIGHT))
        self.buttons = []
        self._add(self._still("Client", "monitor"))
        for step in self._steps:
            self._arrow()
            self._add(self._button(step))
        if self._running:
            self._arrow()
            self._add(StepButton("Running", "accent", self._appearance, icon="clock", happened=False))
        elif not self._steps:
            for name in USUAL:
                self._arrow()
                ghost = StepButton(STEP_WORDS[name], "neutral", self._appearance, icon="", happened=False)
                ghost.setToolTip(STEP_MEANINGS[name])
                self._add(ghost)
        if not self._running:
            self._arrow()
            self._add(self._still("Client", "monitor"))
        self._layout.addStretch(1)
        self._fit()

    def _fit(self) -> None:
        """Move the chips together where they would not fit otherwise; what is left over scrolls."""
        px = self._appearance.px
        # What was added just now is not shown yet, and the layout would leave it out of its own sum.
        items = [self._layout.itemAt(at) for at in range(self._layout.count())]
        widgets = [widget for item in items if item is not None and (widget := item.widget()) is not None]
        wanted = sum(widget.sizeHint().width() for widget in widgets) + px(GAP) * (len(widgets) - 1)
        self._layout.setSpacing(px(GAP if wanted <= self._area.width() else TIGHT))

    def _button(self, step: Step) -> StepButton:
        button = StepButton(chip_text(step, duration_ms=self._duration_ms), kind_of(step), self._appearance)
        button.setToolTip(f"{step.summary}\nSpace shows what went in, what came out and the rule")
        button.setAccessibleName(f"{STEP_WORDS[step.name]} {outcome_word(step)}")
        button.setAccessibleDescription(step.summary)
        button.setProperty("step", len(self.buttons))
        button.clicked.connect(self._on_clicked)
        button.moved.connect(self._on_moved)
        self.buttons.append(button)
        return button

    def _still(self, text: str, icon: str) -> QWidget:
        button = StepButton(text, "neutral", self._appearance, icon=icon)
        button.setEnabled(False)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.unsetCursor()
        return button

    def _arrow(self) -> None:
        arrow = QLabel()
        arrow.setPixmap(self._appearance.icon("arrow-right", "control", size=12).pixmap(self._appearance.px(12)))
        self._layout.addWidget(arrow)

    def _add(self, widget: QWidget) -> None:
        self._layout.addWidget(widget)

    def _on_clicked(self) -> None:
        clicked = self.sender()
        for button in self.buttons:
            if button is not clicked:
                button.setChecked(False)
        chosen = next(
            (step for step, button in zip(self._steps, self.buttons, strict=True) if button.isChecked()), None
        )
        self.step_chosen.emit(chosen)
