"""Whose account: profile, Region and endpoint URL, as the AWS CLI takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QGridLayout, QLabel, QPushButton, QWidget

from workbench.app.widgets.choice_box import ChoiceBox
from workbench.app.widgets.line_field import LineField
from workbench.app.widgets.offers import dress_offers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from workbench.app.appearance import Appearance
    from workbench.deployed.target import Account

PROFILE_HINT, REGION_HINT, ENDPOINT_HINT = "Default credentials", "The profile's Region", "AWS itself"


class AccountForm(QWidget):
    """Three fields and a button; empty fields leave it to the SDK."""

    connect_wanted = Signal(object)
    """An `Account`."""

    def __init__(self, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.profile = self._box(
            "Profile", "The profile of the AWS CLI; empty for the default chain of the SDK", PROFILE_HINT
        )
        self.region = self._box("Region", "The Region; empty for the one of the profile or environment", REGION_HINT)
        self.endpoint = LineField("Endpoint URL", appearance)
        self.endpoint.setPlaceholderText(ENDPOINT_HINT)
        self.endpoint.setToolTip("Another endpoint, such as the sandbox or LocalStack; empty for AWS itself")
        self.button = QPushButton("Connect")
        self.button.setToolTip("Ask who these credentials are, and list the functions (Enter)")
        self.button.clicked.connect(self._on_clicked)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        fields: tuple[tuple[str, QWidget, int], ...] = (
            ("Profile", self.profile, 3),
            ("Region", self.region, 3),
            ("Endpoint URL", self.endpoint, 4),
        )
        for column, (text, widget, stretch) in enumerate(fields):
            label = QLabel(text)
            label.setProperty("role", "muted")
            label.setBuddy(widget)
            self._grid.addWidget(label, 0, column)
            self._grid.addWidget(widget, 1, column)
            self._grid.setColumnStretch(column, stretch)
        self._grid.addWidget(self.button, 1, len(fields))
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()
        self.set_busy(False)

    def account(self) -> Account:
        """What the fields say."""
        from workbench.deployed.target import Account

        return Account(
            self.profile.currentText().strip(), self.region.currentText().strip(), self.endpoint.text().strip()
        )

    def show_account(self, account: Account) -> None:
        """Fill the fields."""
        self.profile.setEditText(account.profile)
        self.region.setEditText(account.region)
        self.endpoint.show_text(account.endpoint_url)

    def offer(self, profiles: Sequence[str], regions: Sequence[str]) -> None:
        """Offer these to choose from; what was typed stays."""
        for box, names in ((self.profile, profiles), (self.region, regions)):
            typed = box.currentText()
            with QSignalBlocker(box):
                box.clear()
                box.addItems(list(names))
                box.setEditText(typed)
            completer = QCompleter(box.model(), box)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            box.setCompleter(completer)
            dress_offers(completer)

    def set_busy(self, busy: bool) -> None:
        """Whether the account is being asked."""
        self.button.setText("Stop" if busy else "Connect")
        self.button.setAccessibleName(self.button.text())
        self.button.setProperty("kind", "" if busy else "primary")
        self.button.style().unpolish(self.button)
        self.button.style().polish(self.button)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.connect_wanted.emit(self.account())
        else:
            super().keyPressEvent(event)

    def _box(self, name: str, tip: str, hint: str) -> ChoiceBox:
        box = ChoiceBox(name, tip, self._appearance)
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        if (line := box.lineEdit()) is not None:
            line.setPlaceholderText(hint)
        return box

    def _on_clicked(self) -> None:
        self.connect_wanted.emit(self.account())

    def _on_appearance_changed(self) -> None:
        px = self._appearance.px
        self._grid.setHorizontalSpacing(px(8))
        self._grid.setVerticalSpacing(px(2))
        self.button.setMinimumWidth(px(96))
