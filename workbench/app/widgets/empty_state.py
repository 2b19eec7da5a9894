"""What an empty place shows: what will be here, how to get it, and the keys that do it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent

    from workbench.app.appearance import Appearance

WIDEST = 340
_SIDE_BY_SIDE = 2
"""More buttons stand one below the other."""


class EmptyState(QWidget):
    """An icon, a title, a sentence, buttons, and a short list of keys."""

    def __init__(
        self, appearance: Appearance, *, icon: str, title: str, text: str = "",
        keys: Sequence[tuple[str, str]] = (), parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._appearance = appearance
        self._icon_name = icon
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = QLabel(title)
        self._title.setProperty("role", "strong")
        self._title.setWordWrap(True)
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text = QLabel(text)
        self._text.setWordWrap(True)
        self._text.setProperty("role", "muted")
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text.setVisible(bool(text))
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._keys = QGridLayout()
        self._key_labels: list[QLabel] = []
        self._key_parts: list[QLabel] = []
        column = QWidget()
        self._column = QVBoxLayout(column)
        self._column.setContentsMargins(0, 0, 0, 0)
        for widget in (self._icon, self._title, self._text):
            self._column.addWidget(widget)
        self._column.addLayout(self._buttons)
        keys_row = QHBoxLayout()
        keys_row.addStretch(1)
        keys_row.addLayout(self._keys)
        keys_row.addStretch(1)
        self._column.addLayout(keys_row)
        self._wide = column
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(column, 100)
        middle.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addStretch(2)
        outer.addLayout(middle)
        outer.addStretch(3)
        for row, (key, what) in enumerate(keys):
            self._add_key(row, key, what)
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._appearance.px(120), self._appearance.px(40))

    def _make_room(self) -> None:
        """A low pane keeps the title: first the icon goes, then the keys, then the text, into the tooltip."""
        text = [self._text] if self._text.text() else []
        for part in (self._icon, *self._key_parts, *text):
            part.show()
        self._title.setToolTip(self._text.text())
        for parts in ([self._icon], self._key_parts, text):
            if self._column.heightForWidth(self._wide.width()) <= self.height():
                return
            for part in parts:
                part.hide()

    def set_text(self, title: str, text: str) -> None:
        """Say something else."""
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))

    def add_button(self, text: str, act: Callable[[], object], *, primary: bool = False) -> QPushButton:
        """Offer the next step."""
        button = QPushButton(text)
        button.setAccessibleName(text)
        if primary:
            button.setProperty("kind", "primary")

        def on_clicked() -> None:
            act()

        button.clicked.connect(on_clicked)
        if not self._buttons.count():
            self._buttons.addStretch(1)
            self._buttons.addStretch(1)
        self._buttons.insertWidget(self._buttons.count() - 1, button)
        if self._buttons.count() > _SIDE_BY_SIDE + 2:
            self._buttons.setDirection(QBoxLayout.Direction.TopToBottom)
        return button

    def _add_key(self, row: int, key: str, what: str) -> None:
        name, does = QLabel(key), QLabel(what)
        name.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        does.setProperty("role", "muted")
        self._keys.addWidget(name, row, 0)
        self._keys.addWidget(does, row, 1)
        self._key_labels.append(name)
        self._key_parts += [name, does]

    def _on_appearance_changed(self) -> None:
        px, theme = self._appearance.px, self._appearance.theme
        self._wide.setMaximumWidth(px(WIDEST))
        self._column.setSpacing(px(8))
        self._buttons.setSpacing(px(8))
        self._keys.setHorizontalSpacing(px(10))
        self._keys.setVerticalSpacing(px(4))
        self._icon.setPixmap(self._appearance.icon(self._icon_name, "control", size=28).pixmap(px(28)))
        for label in self._key_labels:
            label.setFont(self._appearance.mono(11.5))
            label.setStyleSheet(f"color: {theme.text};")
