from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from workbench.app.gateway.burst_page import REFUSED, TABLE, BurstPage
from workbench.gateway.api import Api, ApiKey, Quota, Route, Throttle, UsagePlan
from workbench.library.project import ApiEntry

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

KEYED = ApiKey("alice", "secret-of-alice", UsagePlan(Throttle(5, 3), Quota(10)))
API = Api(
    throttle=Throttle(10, 5),
    api_keys=(KEYED,),
    routes=(Route("GET", "/pets", api_key_required=True), Route("GET", "/cats", throttle=Throttle(2, 1))),
)


@pytest.fixture
def page(qtbot, appearance):
    made = BurstPage([ApiEntry("api.yaml", API, Path("api.yaml"))], appearance)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    yield made
    made.may_close()


def send(qtbot: QtBot, page: BurstPage) -> None:
    page.form.send.click()
    qtbot.waitUntil(lambda: not page.busy)


def test_the_form_proposes_a_flood_that_drains_the_bucket(page):
    page.form.choose(API, API.routes[1])
    flood = page.form.flood()
    assert (flood.route, flood.rate, flood.count) == (API.routes[1], 4, 20)


def test_a_flood_shows_chips_words_picture_and_table(qtbot, page):
    page.form.choose(API, API.routes[1])
    send(qtbot, page)
    assert page.burst is not None
    assert page.burst.by_code.keys() == {"allowed", "throttled"}
    assert page.accessibleDescription().startswith("20 requests")
    assert page.plot.accessibleDescription() == page.words.text()
    assert page.table.text().startswith("From\tAllowed\tRefused\tWhy\tTokens left\n")
    assert "throttled" in page.table.text()


def test_a_route_that_wants_a_key_gets_the_chosen_one(qtbot, page):
    page.form.choose(API, API.routes[0])
    send(qtbot, page)
    assert "quota_exceeded" in page.burst.by_code
    page.form.key.setCurrentIndex(0)
    send(qtbot, page)
    assert page.burst.by_code.keys() == {"forbidden"}


def test_other_limits_can_be_tried_without_changing_the_api(qtbot, page):
    page.form.choose(API, API.routes[1])
    page.form.burst.setValue(1000)
    send(qtbot, page)
    assert page.burst.by_code.keys() == {"allowed"}
    assert API.routes[1].throttle == Throttle(2, 1)


def test_arrow_keys_go_from_slice_to_slice_and_say_each(qtbot, page):
    page.form.choose(API, API.routes[1])
    send(qtbot, page)
    page.plot.setFocus()
    qtbot.keyClick(page.plot, Qt.Key.Key_End)
    assert page.words.text().startswith("4.75 s to 5.00 s") or "throttled" in page.words.text()
    qtbot.keyClick(page.plot, Qt.Key.Key_Home)
    assert page.words.text().startswith("0 ms to")
    assert page.plot.accessibleDescription() == page.words.text()


def test_the_flood_is_copied_as_csv(qtbot, page):
    page.form.choose(API, API.routes[1])
    send(qtbot, page)
    qtbot.mouseClick(page.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text().startswith("at_ms,client,status,code,")


def test_what_a_refused_client_gets_is_shown_with_its_rule(qtbot, page):
    page.form.choose(API, API.routes[1])
    send(qtbot, page)
    page.tabs.setCurrentIndex(REFUSED)
    assert "HTTP/1.1 429 Too Many Requests" in page.refusal.toPlainText()
    page.tabs.setCurrentIndex(TABLE)


def test_enter_in_a_field_sends(qtbot, page):
    page.form.count.setFocus()
    qtbot.keyClick(page.form.count, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.burst is not None)


def test_the_picture_follows_the_theme(qtbot, page, appearance):
    page.form.choose(API, API.routes[1])
    send(qtbot, page)
    light = page.plot.grab().toImage()
    appearance.set_choice("dark")
    assert page.plot.grab().toImage() != light


def test_an_api_whose_routes_all_lead_elsewhere_is_told_what_its_client_gets(qtbot, appearance):
    api = Api(mocks=(Route("GET", "/pets", settings={"leads_to": "HTTP_PROXY"}),))
    made = BurstPage([ApiEntry("api.yaml", api, Path("api.yaml"))], appearance)
    qtbot.addWidget(made)
    assert made.form.route.currentText() == "GET /pets"
    send(qtbot, made)
    assert made.burst is None
    assert made.notice.message == "Every request gets 501."
    made.may_close()
