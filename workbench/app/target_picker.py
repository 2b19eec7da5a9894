"""The choice of what an event is sent to: a function, and in words and colour where it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QWidget

from workbench.app.target import SANDBOX
from workbench.app.widgets.chip import Chip
from workbench.app.widgets.choice_box import ChoiceBox
from workbench.app.widgets.offers import dress_offers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.app.appearance import Appearance
    from workbench.app.target import Target

WIDEST_CHIP = 300


class TargetPicker(QWidget):
    """A chip that says LOCAL or the AWS account, Region and alias, and a box of functions that filters as one types."""

    target_changed = Signal(object)
    """The Target that a person chose."""

    def __init__(self, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._targets: tuple[Target, ...] = ()
        self._short = False
        self.chip = Chip(appearance, "neutral", "No target")
        """Where the function runs."""
        self.function = ChoiceBox("Function", "The function to invoke; type to filter", appearance)
        """The functions."""
        self.function.setEditable(True)
        self.function.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.chip)
        self._row.addWidget(self.function, 1)
        self.setFocusProxy(self.function)
        self.function.activated.connect(self._on_function_chosen)
        if (line := self.function.lineEdit()) is not None:
            line.editingFinished.connect(self._on_function_left)

    def set_spacing(self, pixels: int) -> None:
        """The room between chip and box."""
        self._row.setSpacing(pixels)

    def set_short(self, short: bool) -> None:
        """Whether the chip names only the alias of a function in AWS; the tooltip has all of it."""
        self._short = short
        self._show_target()

    def set_targets(self, targets: Sequence[Target]) -> None:
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
        dress_offers(completer)
        self.set_target(chosen.name if chosen is not None else "")

    def set_target(self, name: str) -> None:
        """Choose a target by its name; the first where there is none of that name."""
        index = next((i for i, target in enumerate(self._targets) if target.name == name), 0 if self._targets else -1)
        with QSignalBlocker(self.function):
            self.function.setCurrentIndex(index)
        if (line := self.function.lineEdit()) is not None:
            line.setCursorPosition(0)
        self._show_target()

    def target(self) -> Target | None:
        """The target that is chosen."""
        index = self.function.currentIndex()
        return self._targets[index] if 0 <= index < len(self._targets) else None

    def _show_target(self) -> None:
        target = self.target()
        if target is None:
            self.chip.set("neutral", "No target")
            self.chip.setToolTip("No function has been found yet")
        elif target.is_local:
            self.chip.set("ok", target.place, icon="circle")
            self.chip.setToolTip("The function runs on this machine")
        elif target.is_sandbox:
            self.chip.set("ok", target.place if not self._short else SANDBOX, icon="cloud")
            self.chip.setToolTip(f"The function is deployed in the sandbox on this machine: {target.place}")
        else:
            place = f"AWS {target.place}" if not self._short else f"AWS {target.place.rpartition('·')[2].strip()}"
            self.chip.set("error" if target.is_production else "accent", place, icon="cloud")
            asks = " Each run is asked for first." if target.is_production else ""
            self.chip.setToolTip(f"The function runs in AWS: {target.place}.{asks}")
        self.function.setToolTip(f"{target.label}\n{target.detail}".strip() if target else "No function yet")

    def _on_function_chosen(self) -> None:
        self._show_target()
        self.target_changed.emit(self.target())

    def _on_function_left(self) -> None:
        """Text that is no function's goes back to the one that is chosen."""
        target = self.target()
        self.function.setEditText(target.label if target is not None else "")
