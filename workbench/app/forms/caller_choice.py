"""The choice of how a caller made itself known, among the kinds that a source can tell of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from workbench.app.forms.field_list import LEAST_LABEL
from workbench.app.widgets.choice_box import ChoiceBox
from workbench.events.caller import CallerKind, caller_kinds

if TYPE_CHECKING:
    from collections.abc import Collection

    from workbench.app.appearance import Appearance
    from workbench.events.source import Source

WORDS = {
    CallerKind.NONE: "None",
    CallerKind.IAM: "IAM",
    CallerKind.COGNITO_USER_POOL: "Cognito user pool",
    CallerKind.JWT: "JWT",
    CallerKind.LAMBDA_AUTHORIZER: "Lambda authorizer",
    CallerKind.API_KEY: "API key",
    CallerKind.CLIENT_CERTIFICATE: "Client certificate (mTLS)",
}


class CallerChoice(QWidget):
    """A label and a box; choosing emits, showing does not."""

    chosen = Signal(object)
    """The CallerKind that a person chose."""

    def __init__(self, label: str, tip: str, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kinds: tuple[CallerKind, ...] = ()
        self._shown = CallerKind.NONE
        self.box = ChoiceBox(label, tip, appearance)
        """The box itself."""
        word = self._word = QLabel(label)
        word.setProperty("role", "muted")
        word.setBuddy(self.box)
        word.setMinimumWidth(appearance.px(LEAST_LABEL))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, appearance.px(4), appearance.px(8), 0)
        row.setSpacing(appearance.px(12))
        row.addWidget(word)
        row.addWidget(self.box, 1)
        self.setFocusProxy(self.box)
        self.box.activated.connect(self._on_activated)

    def set_label_width(self, pixels: int) -> None:
        """Let the box begin where the fields below do."""
        self._word.setMinimumWidth(pixels)

    def show_kind(self, kind: CallerKind, source: Source, *, among: Collection[CallerKind]) -> None:
        """Show a kind, among those that the source knows."""
        self._shown = kind
        kinds = tuple(each for each in caller_kinds(source) if each in among or each == kind)
        with QSignalBlocker(self.box):
            if kinds != self._kinds:
                self._kinds = kinds
                self.box.clear()
                for each in kinds:
                    self.box.addItem(WORDS[each])
            self.box.setCurrentIndex(kinds.index(kind) if kind in kinds else 0)

    def _on_activated(self, index: int) -> None:
        if self._kinds[index] != self._shown:
            self.chosen.emit(self._kinds[index])
