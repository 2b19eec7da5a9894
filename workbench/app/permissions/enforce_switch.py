"""Says beside the verdicts what happens to a call that the role forbids, and changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from workbench.app.widgets.menu_word import MenuWord

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction

    from workbench.app.appearance import Appearance

WORDS = {"off": "off", "warn": "warn", "deny": "deny"}
_MEANINGS = {"off": "not checked", "warn": "warned of", "deny": "denied"}


class EnforceSwitch(MenuWord):
    """A word with a menu: calls that the role forbids are not checked, warned of, or denied in AWS's words."""

    def __init__(
        self, actions: Mapping[str, QAction], appearance: Appearance, *, parent: QWidget | None = None
    ) -> None:
        """`actions` are those of the Function menu, by `off`, `warn` and `deny`."""
        super().__init__(appearance, parent=parent)
        self._actions = actions
        menu = QMenu(self)
        menu.setAccessibleName("Calls that the role forbids")
        for action in actions.values():
            menu.addAction(action)
            action.changed.connect(self._show)
        self.setMenu(menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip("What happens to a call to AWS that the role forbids, from the next run on")
        appearance.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        chosen = next((name for name, action in self._actions.items() if action.isChecked()), "warn")
        self.setText(f"Role check: {WORDS[chosen]}")
        self.setAccessibleName(f"Calls that the role forbids are {_MEANINGS[chosen]}")
        self.setFont(self._appearance.text(12))
        px = self._appearance.px
        self.setIcon(self._appearance.icon("chevron-down", "muted", size=12))
        self.setIconSize(QSize(px(12), px(12)))
        self.updateGeometry()
