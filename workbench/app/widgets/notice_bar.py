"""A bar that says what happened, where, and what to do next, with the actions that do it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from workbench.app.widgets.chip import KIND_ICONS
from workbench.app.widgets.prose import Prose

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent

    from workbench.app.appearance import Appearance
    from workbench.app.theme import Kind
    from workbench.errors import WorkbenchError


NARROW = 460
"""A narrower bar puts the actions below the text."""


class NoticeBar(QFrame):
    """One notice at a time; hidden while there is nothing to say, and not made before there is: most never speak."""

    dismissed = Signal()

    def __init__(self, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._kind: Kind = "neutral"
        self._made = False
        self.setProperty("role", "notice")
        self.hide()

    def _make(self) -> None:
        self._made = True
        self._icon = QLabel()
        self._message = Prose("", self._appearance)
        self._detail = Prose("", self._appearance, size=12)
        self._actions = QHBoxLayout()
        self._close = QToolButton()
        self._close.setAccessibleName("Dismiss")
        self._close.setToolTip("Dismiss")
        self._close.clicked.connect(self._on_close_clicked)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._message)
        texts.addWidget(self._detail)
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._middle.addLayout(texts, 1)
        self._middle.addLayout(self._actions)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(self._middle, 1)
        self._row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self._appearance.changed.connect(self._on_appearance_changed)
        self._turn()

    @property
    def kind(self) -> Kind:
        """What sort of notice is shown."""
        return self._kind

    @property
    def message(self) -> str:
        """What is shown; empty while hidden."""
        return self._message.text() if not self.isHidden() else ""

    def say(
        self, kind: Kind, message: str, *, detail: str = "", actions: Sequence[tuple[str, Callable[[], object]]] = (),
        dismissable: bool = True,
    ) -> None:  # fmt: skip
        """Show a notice in place of the one before; each action is a word and what it does."""
        self._kind = kind
        if not self._made:
            self._make()
        self._message.set_text(message)
        self._detail.set_text(detail)
        self._detail.setVisible(bool(detail))
        self.setAccessibleName(f"{message} {detail}".strip())
        while item := self._actions.takeAt(0):
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._actions.addStretch(1)
        self._buttons: list[QPushButton] = []
        for text, act in actions:
            button = QPushButton(text)
            button.setProperty("kind", "soft")
            button.setAccessibleName(text)
            button.clicked.connect(_without_argument(act))
            self._actions.addWidget(button)
            self._buttons.append(button)
        self._close.setVisible(dismissable)
        self._turn()
        self._on_appearance_changed()
        self.show()

    def say_error(self, error: WorkbenchError, *, actions: Sequence[tuple[str, Callable[[], object]]] = ()) -> None:
        """Show an error as its place, what happened, and the mend."""
        message = f"{error.place}: {error.message}" if error.place else _as_sentence(error.message)
        self.say("error", message, detail=error.mend, actions=actions)

    def act(self, number: int) -> None:
        """Do what an action of the notice stands for, as its button would."""
        self._buttons[number].click()

    def clear(self) -> None:
        """Nothing to say."""
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._made:
            self._turn()

    def _turn(self) -> None:
        narrow = self.width() < self._appearance.px(NARROW)
        self._middle.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        of_one_line = not narrow and self._detail.isHidden()
        self._row.setAlignment(self._icon, Qt.AlignmentFlag.AlignVCenter if of_one_line else Qt.AlignmentFlag.AlignTop)

    def _on_close_clicked(self) -> None:
        self.hide()
        self.dismissed.emit()

    def _on_appearance_changed(self) -> None:
        px, theme = self._appearance.px, self._appearance.theme
        self._row.setContentsMargins(px(12), px(7), px(8), px(7))
        self._row.setSpacing(px(8))
        self._actions.setSpacing(px(6))
        self._middle.setSpacing(px(6))
        color = "muted" if self._kind == "neutral" else self._kind
        self._icon.setPixmap(self._appearance.icon(KIND_ICONS[self._kind] or "info", color).pixmap(px(16)))
        self._close.setIcon(self._appearance.icon("cross", "muted", size=14))
        self.setStyleSheet(
            f'QFrame[role="notice"] {{ background: {theme.ground(self._kind)}; border: none;'
            f" border-radius: {px(6)}px; }}"
        )


def _as_sentence(message: str) -> str:
    """A message as a sentence of its own; a name that it begins with keeps its case."""
    first = message.split(" ", 1)[0]
    return message[:1].upper() + message[1:] if first.isalpha() and first.islower() else message


def _without_argument(act: Callable[[], object]) -> Callable[[], object]:
    """`clicked` passes whether the button is checked, which no action here wants."""

    def call() -> object:
        return act()

    return call
