"""What a flood is made of: where it goes, how much of it, and the bucket that it meets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QDoubleSpinBox,
    QGridLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from workbench.app.widgets.caption import Caption
from workbench.app.widgets.choice_box import ChoiceBox
from workbench.app.widgets.prose import Prose
from workbench.exchange.route_permissions import routes_of
from workbench.gateway.api import Api, Throttle
from workbench.gateway.api_key import requires_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from workbench.app.appearance import Appearance
    from workbench.gateway.api import ApiKey, Route
    from workbench.library.project import ApiEntry

MOST = 20_000
"""Requests of one flood: enough to drain AWS's default bucket, and simulated in a second."""
WIDTH = 236


@dataclass(frozen=True, slots=True)
class Flood:
    """A flood that someone wants to see."""

    api: Api
    """With the bucket as the form says it."""
    route: Route
    key: ApiKey | None
    count: int
    rate: float
    clients: int


class BurstForm(QWidget):
    """Enter in a field, or the button, sends."""

    wanted = Signal(object)
    """A `Flood`."""
    resized = Signal()
    """Another route has other fields."""

    def __init__(self, entries: Sequence[ApiEntry], appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._apis = [(entry.label, entry.api) for entry in entries] or [("REST API, AWS's defaults", Api())]
        self.api = ChoiceBox("API", "The API whose gate the requests come to", appearance)
        self.route = ChoiceBox("Route", "The route that every request takes", appearance)
        self.key = ChoiceBox("API key", "The key that every request brings", appearance)
        self.count = _whole("Requests", 1, MOST)
        self.rate = _number("Requests a second", 0.1, 1_000_000)
        self.clients = _whole("Clients", 1, 1000)
        self.clients.setToolTip("Client addresses that take turns; a rate rule counts each by itself")
        self.limit = _number("Bucket, tokens a second", 0.1, 1_000_000)
        self.burst = _whole("Bucket, tokens at once", 1, 1_000_000)
        self.send = QPushButton("Flood the gateway")
        """Stands below the form, where it is in sight however long the form is."""
        self.send.setProperty("kind", "primary")
        self.send.setToolTip("Simulate the flood (Enter). No function is invoked and nothing leaves this machine.")
        self._key_label = QLabel("API key")
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._rows(
            (Caption("Where", appearance),), ("API", self.api), ("Route", self.route), (self._key_label, self.key)
        )
        self._rows((Caption("How many", appearance),))
        self._pair("Requests", self.count, "A second", self.rate)
        self._pair("Clients", self.clients, "", None)
        self._rows((Caption("The bucket they meet", appearance),))
        self._pair("A second", self.limit, "At once", self.burst)
        note = Prose("Try other limits here; the file stays as it is.", appearance, color="muted", size=12)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._grid)
        layout.addWidget(note)
        layout.addStretch(1)
        for label, _ in self._apis:
            self.api.addItem(label)
        self.api.activated.connect(self._on_api_chosen)
        self.route.activated.connect(self._on_route_chosen)
        self.key.activated.connect(self._on_route_chosen)
        self.send.clicked.connect(self._on_sent)
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()
        self._on_api_chosen()

    def choose(self, api: Api, route: Route | None = None) -> None:
        """Begin with an API, and a route of it."""
        self.api.setCurrentIndex(next((at for at, (_, each) in enumerate(self._apis) if each is api), 0))
        self._on_api_chosen()
        routes = self._routes()
        if route in routes:
            self.route.setCurrentIndex(routes.index(route))
            self._on_route_chosen()

    def flood(self) -> Flood:
        """What the form says."""
        api, route = self._chosen_api(), self._chosen_route()
        throttle, key = Throttle(self.limit.value(), self.burst.value()), self._chosen_key()
        if key is not None and key.usage_plan.throttle is not None:
            key = replace(key, usage_plan=replace(key.usage_plan, throttle=throttle))
            api = replace(api, api_keys=tuple(key if each.value == key.value else each for each in api.api_keys))
        elif route.throttle is not None:
            changed = replace(route, throttle=throttle)
            api = replace(api, routes=tuple(changed if each is route else each for each in api.routes))
            route = changed
        else:
            api = replace(api, throttle=throttle)
        return Flood(api, route, key, self.count.value(), self.rate.value(), self.clients.value())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._on_sent()
        else:
            super().keyPressEvent(event)

    def _chosen_api(self) -> Api:
        return self._apis[max(0, self.api.currentIndex())][1]

    def _chosen_route(self) -> Route:
        return self._routes()[max(0, self.route.currentIndex())]

    def _routes(self) -> tuple[Route, ...]:
        """Those to functions; of an API without any, those that something else answers."""
        api = self._chosen_api()
        return routes_of(api) or api.mocks

    def _chosen_key(self) -> ApiKey | None:
        if not requires_key(self._chosen_api(), self._chosen_route()):
            return None
        keys = self._chosen_api().api_keys
        at = self.key.currentIndex() - 1
        return keys[at] if 0 <= at < len(keys) else None

    def _on_api_chosen(self) -> None:
        api = self._chosen_api()
        self.route.clear()
        self.route.addItems([route.key for route in self._routes()])
        self.key.clear()
        self.key.addItems(["No key", *(key.name for key in api.api_keys)])
        if api.api_keys:
            self.key.setCurrentIndex(1)
        self._on_route_chosen()

    def _on_route_chosen(self) -> None:
        """Propose a flood that drains the bucket half way through."""
        keyed = requires_key(self._chosen_api(), self._chosen_route())
        for widget in (self.key, self._key_label):
            widget.setVisible(keyed)
        key = self._chosen_key()
        plan = key.usage_plan.throttle if key is not None else None
        throttle = plan or self._chosen_route().throttle or self._chosen_api().throttle
        self.limit.setValue(throttle.rate_limit)
        self.burst.setValue(throttle.burst_limit)
        self.rate.setValue(2 * throttle.rate_limit)
        self.count.setValue(max(20, min(MOST, 4 * throttle.burst_limit)))
        self.resized.emit()

    def _on_sent(self) -> None:
        for field in (self.count, self.rate, self.clients, self.limit, self.burst):
            field.interpretText()
        self.wanted.emit(self.flood())

    def _rows(self, *rows: tuple[object, ...]) -> None:
        for row in rows:
            for each in row:
                widget = QLabel(each) if isinstance(each, str) else each
                if isinstance(widget, QWidget):
                    self._grid.addWidget(widget, self._grid.rowCount(), 0, 1, 2)
                    if type(widget) is QLabel:
                        widget.setProperty("role", "muted")

    def _pair(self, left: str, field: QWidget, right: str, other: QWidget | None) -> None:
        row = self._grid.rowCount()
        for column, (text, widget) in enumerate(((left, field), (right, other))):
            if widget is not None:
                label = QLabel(text)
                label.setProperty("role", "muted")
                self._grid.addWidget(label, row, column)
                self._grid.addWidget(widget, row + 1, column)

    def _on_appearance_changed(self) -> None:
        px = self._appearance.px
        self.setFixedWidth(px(WIDTH))
        for field in (self.count, self.rate, self.clients, self.limit, self.burst):
            field.lineEdit().setTextMargins(px(7), 0, 0, 0)
        for caption in self.findChildren(Caption):
            caption.setContentsMargins(0, px(8), 0, 0)
        self._grid.setHorizontalSpacing(px(8))
        self._grid.setVerticalSpacing(px(3))


class _Rate(QDoubleSpinBox):
    """A number that is shown without zeros behind the point."""

    def textFromValue(self, value: float) -> str:
        whole, point, rest = super().textFromValue(value).partition(self.locale().decimalPoint())
        return f"{whole}{point}{rest}" if rest.strip("0") else whole


def _whole(name: str, least: int, most: int) -> QSpinBox:
    field = QSpinBox()
    field.setRange(least, most)
    _dress(field, name)
    return field


def _number(name: str, least: float, most: float) -> QDoubleSpinBox:
    field = _Rate()
    field.setDecimals(1)
    field.setRange(least, most)
    _dress(field, name)
    return field


def _dress(field: QAbstractSpinBox, name: str) -> None:
    field.setAccessibleName(name)
    field.setGroupSeparatorShown(True)
