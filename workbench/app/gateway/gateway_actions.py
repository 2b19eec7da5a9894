"""What the window does about the gateway: sending through it, emptying its memory, flooding it, looking at an API."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from workbench.app.gateway.gateway_switch import GatewaySwitch
from workbench.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.app.document import Document
    from workbench.app.local_road import LocalRoad
    from workbench.app.main_window import MainWindow
    from workbench.exchange.order import Order
    from workbench.gateway.api import Api, Route
    from workbench.library.project import ApiEntry


class GatewayActions(QObject):
    """Keeps whether requests go through the gateway, and opens its pages."""

    def __init__(self, window: MainWindow, road: LocalRoad | None) -> None:
        """`road` is the one that remembers the gateway; None where something stands in for it."""
        super().__init__(window)
        self._window = window
        self._road = road
        self._through = False
        self.switch = GatewaySwitch(window.appearance)
        """Shows, before the trace, which way the next run goes."""
        window.workspace.trace.set_lead(self.switch)
        self.switch.clicked.connect(self._on_switch_clicked)
        window.workspace.sidebar.api_opened.connect(self.open_api)
        window.session.opened.connect(self._on_project)
        window.controller.began.connect(self._on_began)
        window.area.current_changed.connect(self._on_document)

    def table(self) -> dict[str, Callable[[], object]]:
        """What each action does."""
        return {
            "through_gateway": self._on_action,
            "refill_gateway": self.refill,
            "flood": self.flood,
            "open_api": self.open_apis,
        }

    @property
    def through(self) -> bool:
        """Whether the request is sent through the whole gateway."""
        return self._through

    def set_through(self, through: bool) -> None:
        """Send the request through the gateway from now on, or pass the event on as composed."""
        self._through = through
        self._window.actions_["through_gateway"].setChecked(through)
        self.switch.set_through(through)

    def ordered(self, order: Order) -> Order:
        """The order as it is run: through the gateway, it is the request that would have made the event.

        Raises:
            InputError: no HTTP client stands behind the event.
        """
        if not self._through or order.event is None:
            return order
        from workbench.events.recognise import source_of
        from workbench.events.recover import recover
        from workbench.exchange.starting_point import api_of

        event = json.loads(order.event)
        found = recover(event) if isinstance(event, dict) else None
        if found is None:
            raise InputError(
                "No client sends this event through a gateway.",
                mend="Switch back to the event as composed (Ctrl+G), and invoke again.",
            )
        request, arrival = found
        api = order.api or api_of(arrival, source_of(event))
        return replace(order, event=None, request=request, api=api)

    def refill(self) -> None:
        """Forget what the gateway remembers: answers in the cache, tokens spent, quotas, authorizers' answers."""
        if self._road is not None:
            self._road.forget_gateway()
        self._window.workspace.notice.say(
            "ok",
            "The cache is empty and every bucket is full.",
            detail="Quotas and authorizers' answers begin anew.",
        )

    def flood(self) -> None:
        """Open the burst view for the API of the event in front."""
        document = self._window.area.current()
        api = self._window.session.api_for(document) if document is not None else None
        self.open_flood(api, self._route_of(document, api))

    def open_flood(self, api: Api | None, route: Route | None = None) -> None:
        """Open the burst view for an API."""
        from workbench.app.gateway.burst_page import BurstPage

        page = BurstPage(self._entries(), self._window.appearance)
        if api is not None:
            page.choose(api, route)
        self._window.workspace.stage.open(page)

    def open_apis(self) -> None:
        """Open the API of the event in front, else the first of the project."""
        document = self._window.area.current()
        api = self._window.session.api_for(document) if document is not None else None
        entries = self._entries()
        entry = next((each for each in entries if each.api is api), entries[0] if entries else None)
        if entry is None:
            self._window.workspace.notice.say(
                "neutral",
                "This folder has no API definition.",
                detail="Write an api.yaml, or keep a template here.",
            )
            return
        self.open_api(entry)

    def open_api(self, entry: ApiEntry) -> None:
        """Show an API: its routes, what stands in front of them, and whether each may invoke its function."""
        from workbench.app.gateway.api_page import ApiPage

        page = ApiPage(entry, self._window.session.project, self._window.appearance)
        page.compose_wanted.connect(self._on_compose_wanted)
        page.flood_wanted.connect(self.open_flood)
        page.place_activated.connect(self._window.window_actions.show_place)
        self._window.workspace.stage.open(page)

    def _entries(self) -> tuple[ApiEntry, ...]:
        project = self._window.session.project
        return project.apis if project is not None else ()

    def _route_of(self, document: Document | None, api: Api | None) -> Route | None:
        if document is None or api is None:
            return None
        from workbench.events.recover import recover
        from workbench.gateway.routing import Match, route

        found = recover(document.event_object)
        matched = route(api, found[0]) if found is not None else None
        if not isinstance(matched, Match):
            return None
        return next((each for each in api.routes if each == matched.route), None)

    def _on_compose_wanted(self, entry: ApiEntry, route: Route) -> None:
        self._window.workspace.stage.close_page()
        self._window.workspace.sidebar.route_chosen.emit(entry, route)

    def _on_action(self) -> None:
        self.set_through(self._window.actions_["through_gateway"].isChecked())

    def _on_switch_clicked(self) -> None:
        self.set_through(not self._through)

    def _on_project(self, project: object) -> None:
        if self._road is not None:
            self._road.set_project(project)  # type: ignore[arg-type]  # a Project, which `opened` says as an object

    def _on_began(self) -> None:
        page = self._window.workspace.stage.page
        if page is not None and not page.beside_results:
            self._window.workspace.stage.close_page()

    def _on_document(self, document: Document | None) -> None:
        if document is not None:
            self._window.workspace.stage.close_page()
