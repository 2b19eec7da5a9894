"""The page of an account, against an account in a box and endpoints that misbehave."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Qt

from tests.deployed.endpoints import answer, endpoint, garbage, reset
from workbench.app.aws.account_browser import AccountBrowser, Refusal
from workbench.app.aws.connect_page import ConnectPage
from workbench.app.aws.sessions import AwsSessions
from workbench.deployed.functions import FunctionSummary
from workbench.deployed.session import AwsSession, Waits
from workbench.deployed.target import Account
from workbench.errors import ServiceError

SOON = 30_000


@pytest.fixture
def page(browser, appearance, qtbot):
    made = ConnectPage(browser, appearance)
    qtbot.addWidget(made)
    made.resize(1000, 640)
    made.show()
    return made


@pytest.fixture
def connected(page, account, qtbot):
    with qtbot.waitSignal(page._browser.ended, timeout=SOON):
        page.connect_to(account)
    return page


def choose(page, name, qtbot):
    with qtbot.waitSignal(page._browser.answered, timeout=SOON):
        page.list.table.choose([each.name for each in page.list.shown].index(name))


def test_connecting_says_who_one_is_and_lists_the_functions(connected):
    assert connected.who.text == "Account 123456789012"
    assert connected.arn.text().startswith("arn:aws:sts::123456789012:")
    assert {"hello", "orders"} <= {each.name for each in connected.list.shown}
    assert "so far" not in connected.list.count.text()


def test_the_list_filters_as_one_types(connected, qtbot):
    qtbot.keyClicks(connected.list.filter, "ord")
    assert [each.name for each in connected.list.shown] == ["orders"]
    assert connected.list.count.text() == f"1 of {len(connected.list._all)} functions"


def test_thousands_of_functions_are_filtered_at_once(connected, qtbot):
    many = [
        FunctionSummary(f"job-{number}", f"arn:aws:lambda:us-west-2:1:function:job-{number}", "python3.12", "a.b", "")
        for number in range(5000)
    ]
    connected.list.add(many)
    qtbot.keyClicks(connected.list.filter, "job-4321")
    assert [each.name for each in connected.list.shown] == ["job-4321"]


def test_a_function_shows_its_configuration_and_whether_one_may_invoke_it(connected, qtbot):
    choose(connected, "orders", qtbot)
    facts = {fact.name: fact.value for fact in connected.detail.facts.facts}
    assert facts["Handler"] == "microservice.handler"
    assert facts["Execution role"].endswith("role/orders-role")
    assert facts["TABLE"] == "hidden"
    assert connected.detail._may.text == "You may invoke"


def test_values_of_the_environment_are_shown_only_when_asked_for(connected, qtbot):
    choose(connected, "orders", qtbot)
    with qtbot.waitSignal(connected._browser.values_read, timeout=SOON):
        connected.detail.values.click()
    assert {fact.name: fact.value for fact in connected.detail.facts.facts}["TABLE"] == "orders"


def test_a_function_becomes_the_target_with_account_region_and_alias(connected, qtbot):
    choose(connected, "hello", qtbot)
    named = [connected.detail.qualifier.itemData(row) for row in range(connected.detail.qualifier.count())]
    assert "" in named
    assert len(named) > 1
    connected.detail.qualifier.setCurrentIndex(1)
    with qtbot.waitSignal(connected.target_wanted, timeout=SOON) as wanted:
        connected.detail.use.click()
    function = wanted.args[0]
    assert function.name == "hello"
    assert function.qualifier == named[1]
    assert function.account_id == "123456789012"
    assert function.account.region == "us-west-2"


def test_enter_in_the_filter_s_table_chooses_by_keyboard(connected, qtbot):
    connected.list.filter.setFocus()
    qtbot.keyClick(connected.list.filter, Qt.Key.Key_Down)
    with qtbot.waitSignal(connected.target_wanted, timeout=SOON):
        qtbot.keyClick(connected.list.table, Qt.Key.Key_Return)


def test_every_region_can_be_searched(connected, qtbot):
    assert connected.list.table.isColumnHidden(1)
    with qtbot.waitSignal(connected._browser.ended, timeout=SOON):
        connected.list.everywhere.click()
    assert "orders" in {each.name for each in connected.list.shown}
    assert not connected.list.table.isColumnHidden(1)
    assert {row[1].text for row in connected.list.table.cells} == {"us-west-2"}
    choose(connected, "orders", qtbot)
    assert connected._browser.function_of(connected.list.shown[0]).account.region == "us-west-2"


def test_regions_that_refuse_are_named(connected):
    for region in ("eu-south-1", "me-south-1"):
        connected._browser.refused.emit(Refusal(region, ServiceError("access denied", mend="Ask for it.")))
    assert connected.notice.message == "Not searched: eu-south-1, me-south-1."


@pytest.fixture
def browser_that_waits(keys, qapp):
    """Makes a browser whose sessions wait so long for an answer: short for an endpoint that never gives one."""
    parent = QObject()
    made = []

    def make(seconds: float) -> AccountBrowser:
        class Sessions(AwsSessions):
            def renew(self, account):
                return AwsSession(account, waits=Waits(connect_s=seconds, read_s=seconds))

        made.append(AccountBrowser(Sessions(lambda prompt: prompt), parent))
        return made[-1]

    yield make
    for each in made:
        each.stop()
    parent.deleteLater()


@pytest.fixture
def patient(browser_that_waits):
    return browser_that_waits(SOON / 1000)


def silent(connection):
    """Take whatever comes and never answer."""
    while connection.recv(65536):
        pass


@pytest.mark.parametrize(
    ("behave", "said"),
    [
        (reset, "broke the connection off"),
        (garbage, "broke the connection off"),
        (silent, "did not answer"),
        (
            answer("403 Forbidden", b"<ErrorResponse><Error><Code>InvalidClientTokenId</Code></Error></ErrorResponse>"),
            "does not know these credentials",
        ),
    ],
    ids=["reset", "garbage", "silent", "unknown key"],
)
def test_an_endpoint_that_misbehaves_is_said_in_words(browser_that_waits, appearance, qtbot, behave, said):
    browser = browser_that_waits(0.2 if behave is silent else SOON / 1000)
    page = ConnectPage(browser, appearance)
    qtbot.addWidget(page)
    page.show()
    with endpoint(behave) as url, qtbot.waitSignal(browser.failed, timeout=2 * SOON):
        page.connect_to(Account(region="us-east-1", endpoint_url=url))
    assert said in page.notice.message
    assert page.form.button.text() == "Connect"


def test_a_dead_endpoint_is_said_and_the_page_stays_usable(patient, appearance, qtbot):
    page = ConnectPage(patient, appearance)
    qtbot.addWidget(page)
    page.show()
    with qtbot.waitSignal(patient.failed, timeout=2 * SOON):
        page.connect_to(Account(region="us-east-1", endpoint_url="http://127.0.0.1:9"))
    assert "cannot be reached" in page.notice.message


def test_connecting_can_be_stopped(patient, appearance, qtbot):
    page = ConnectPage(patient, appearance)
    qtbot.addWidget(page)
    page.show()
    account = Account(region="us-east-1", endpoint_url="http://127.0.0.1:9")
    page.connect_to(account)
    assert page.form.button.text() == "Stop"
    page.form.button.click()
    assert page.form.button.text() == "Connect"
    assert not patient.busy


def test_the_apis_in_front_are_read_when_asked_for(connected, qtbot):
    choose(connected, "orders", qtbot)
    assert not connected.detail.in_front.facts
    with qtbot.waitSignal(connected._browser.apis_read, timeout=SOON):
        connected.detail.apis.click()
    facts = {(fact.name, fact.value): fact.note for fact in connected.detail.in_front.facts}
    note = facts["GET", "/orders/{id}"]
    assert ("Stages", "test") in facts
    assert "No authorizer" in note
    assert "Invoked by the function's own policy" in note
    assert not connected.detail.apis.isVisible()
    choose(connected, "hello", qtbot)
    assert not connected.detail.in_front.facts
    assert connected.detail.apis.isVisible()


def test_apis_that_may_not_be_read_are_said(connected, qtbot):
    from workbench.app.aws.apis_in_front import ApisInFront

    choose(connected, "orders", qtbot)
    connected.detail.show_apis(ApisInFront("arn", (), ServiceError("AWS denied apigateway:GET", mend="Allow it.")))
    assert "apigateway:GET" in connected.detail.notice.message
    assert not connected.detail.in_front.facts
    assert connected.detail.apis.isVisible()


def test_an_authorizer_and_credentials_of_a_route_are_named():
    from workbench.app.aws.apis_in_front import ApisInFront, facts_in_front
    from workbench.deployed.live_api import LiveApi, LiveAuthorizer, LiveRoute, LiveSettings, LiveStage

    arn = "arn:aws:lambda:us-west-2:123456789012:function:pets"
    route = LiveRoute(
        "GET", "/pets", f"{arn}:live", credentials="arn:aws:iam::123456789012:role/r", authorizer_id="z1",
        authorization="CUSTOM", api_key_required=True,
    )  # fmt: skip
    authorizer = LiveAuthorizer("z1", "tokens", "TOKEN")
    every = LiveSettings(1000, 500)
    own = {"GET /pets": LiveSettings(2.5, 5, cache_enabled=True, cache_ttl_seconds=60)}
    settled = (LiveStage("prod", {}, every, own), LiveStage("test", {}))
    api = LiveApi("REST", "a1", "shop", "REGIONAL", settled, (route,), (authorizer,))
    stages, fact = facts_in_front(ApisInFront(arn, (api,)))
    assert (stages.value, stages.group) == ("prod, test", "shop · REST a1")
    assert stages.note == "prod: 1,000 requests a second, burst 500"
    assert fact.note.splitlines() == [
        "Authorizer: tokens (TOKEN) · API key required",
        "Credentials: arn:aws:iam::123456789012:role/r",
        "prod: 2.5 requests a second, burst 5 · cached for 60 s",
    ]
    (nothing,) = facts_in_front(ApisInFront(arn, ()))
    assert "No API" in nothing.value
