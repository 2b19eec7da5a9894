"""A row of tabs that never cuts a word: what does not fit is one click away behind More."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from workbench.app.widgets.menu_word import MenuWord
from workbench.app.widgets.tab_strip import LEAD, SIDE, TabStrip

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from workbench.app.appearance import Appearance


NARROW = 200


class TabRow(QWidget):
    """Tabs by index; each may be available or not, and those that do not fit stand in a menu."""

    current_changed = Signal(int)

    def __init__(
        self, name: str, appearance: Appearance, *, closable: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._fitting = False
        self.strip = TabStrip(name, appearance, closable=closable)
        """The tabs that fit."""
        self.strip.setUsesScrollButtons(False)
        self._more = MenuWord(appearance)
        self._more.setText("9 more")
        self._more.setProperty("role", "more")
        self._more.setAccessibleName(f"More {name[:1].lower()}{name[1:]}")
        self._more.clicked.connect(self._on_more)
        self._more.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.strip, 1)
        row.addWidget(self._more)
        self.setFocusProxy(self.strip)
        self.strip.currentChanged.connect(self._on_current_changed)
        self.strip.sized.connect(self._fit)
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()

    def add(self, text: str, *, tooltip: str = "") -> int:
        """Add a tab at the end."""
        return self.strip.add(text, tooltip=tooltip)

    def set_available(self, index: int, available: bool) -> None:
        """Whether there is such a tab at the moment."""
        if self.strip.is_available(index) != available:
            self.strip.set_available(index, available)
            self._fit()

    def is_available(self, index: int) -> bool:
        """Whether there is such a tab at the moment."""
        return self.strip.is_available(index)

    def set_count(self, index: int, count: int | None) -> None:
        """The figure behind the word; None shows none."""
        self.strip.set_count(index, count)

    @property
    def current(self) -> int:
        """The tab in front."""
        return self.strip.currentIndex()

    def set_current(self, index: int) -> None:
        """Bring a tab to the front, from behind More too."""
        self._fit(index)
        self.strip.setCurrentIndex(index)

    def behind_more(self) -> tuple[int, ...]:
        """The tabs that do not fit."""
        strip = self.strip
        return tuple(i for i in range(strip.count()) if strip.is_available(i) and not strip.isTabVisible(i))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._appearance.px(120), self.strip.minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self, front: int | None = None) -> None:
        """Show as many tabs as fit, in their order, the one in front always."""
        if self._fitting:
            return
        self._fitting = True
        strip, room = self.strip, self.width()
        self._show_count(len(self.behind_more()) or 1)
        strip.set_widest(room - self._more.sizeHint().width() if strip.count() > 1 else room)
        indexes = [i for i in range(strip.count()) if strip.is_available(i)]
        current = strip.currentIndex() if front is None else front
        widths = {i: strip.tabSizeHint(i).width() for i in indexes}
        # Whichever comes to stand first needs less room than a tab after it, and which one that is changes below.
        room -= self._appearance.px(SIDE - LEAD)
        fitting = set(indexes)
        if sum(widths.values()) > room:
            room -= self._more.sizeHint().width() + widths.get(current, 0)
            fitting = {current}
            for index in indexes:
                if index == current:
                    continue
                if widths[index] > room:
                    break
                room -= widths[index]
                fitting.add(index)
        # Hiding before showing keeps the strip from scrolling, which it would not take back.
        for visible in (False, True):
            for index in range(strip.count()):
                wanted = index in fitting and strip.is_available(index)
                if wanted is visible and strip.isTabVisible(index) != wanted:
                    strip.setTabVisible(index, wanted)
        self._fitting = False
        hidden = self.behind_more()
        self._more.setVisible(bool(hidden))
        self._show_count(len(hidden))
        self._more.setToolTip(", ".join(strip.tabText(index) for index in hidden))

    def _show_count(self, count: int) -> None:
        """Say how many there are, in a narrow row only by the figure."""
        self._more.setText(f"+{count}" if self.width() < self._appearance.px(NARROW) else f"{count} more")

    def _on_more(self) -> None:
        menu = QMenu(self)
        for index in self.behind_more():
            count = self.strip.count_of(index)
            action = menu.addAction(self.strip.tabText(index) + (f"  {count}" if count is not None else ""))
            action.setData(index)
        chosen = menu.exec(self._more.mapToGlobal(self._more.rect().bottomLeft()))
        menu.deleteLater()
        if chosen is not None:
            self.set_current(int(chosen.data()))

    def _on_current_changed(self, index: int) -> None:
        if not self._fitting:
            self._fit()
        self.current_changed.emit(index)

    def _on_appearance_changed(self) -> None:
        px = self._appearance.px
        self._more.setFont(self._appearance.text(13))
        self._more.setIcon(self._appearance.icon("chevron-down", "muted", size=12))
        self._more.setIconSize(QSize(px(12), px(12)))
        self.setFixedHeight(self.strip.minimumSizeHint().height())
        self._fit()
