"""Pictures of what the window shows of AWS, with a sandbox or an endpoint that misbehaves in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.deployed.endpoints import answer, endpoint
from tests.pictures.run_scenes import LOGS
from tests.pictures.scene import BOTH, Scene, invoke, open_event, wait_for
from workbench.app.aws.call_page import CallPage
from workbench.app.aws.connect_page import ConnectPage
from workbench.app.runtime.matrix_page import MatrixPage
from workbench.deployed.target import Account

if TYPE_CHECKING:
    from workbench.app.main_window import MainWindow

EXPIRED = b"""<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>
<Code>ExpiredToken</Code><Message>The security token included in the request is expired</Message></Error>
<RequestId>1</RequestId></ErrorResponse>"""


def _connect_page(window: MainWindow) -> ConnectPage:
    window.actions_["connect_aws"].trigger()
    page = window.workspace.stage.page
    assert isinstance(page, ConnectPage)
    return page


def _refused(window: MainWindow) -> None:
    with endpoint(answer("403 Forbidden", EXPIRED, ("Content-Type: text/xml",))) as url:
        page = _connect_page(window)
        page.connect_to(Account("", "eu-central-1", url))
        wait_for(lambda: bool(page.notice.message))


def _unknown_profile(window: MainWindow) -> None:
    page = _connect_page(window)
    page.connect_to(Account("not-a-profile", "us-west-2", ""))
    wait_for(lambda: bool(page.notice.message))


def start_sandbox(window: MainWindow) -> None:
    """Have the sandbox run."""
    window.actions_["sandbox"].trigger()
    wait_for(lambda: window.aws.sandbox.running is not None)


def _sandbox(window: MainWindow) -> None:
    start_sandbox(window)
    open_event(window, "orders/create")
    invoke(window)


def _deployed(window: MainWindow) -> None:
    start_sandbox(window)
    open_event(window, "orders/list")
    wait_for(lambda: len(window.aws.deployed.targets()) > 1)
    target = next(each for each in window.aws.deployed.targets() if "orders" in each.name)
    window.bar.set_target(target.name)
    window.bar.target_changed.emit(target)
    invoke(window)


def _aws_calls(window: MainWindow) -> None:
    _sandbox(window)
    window.workspace.response.tabs.setCurrentIndex(LOGS)


def account(window: MainWindow) -> ConnectPage:
    """The page of the sandbox's account, a function chosen."""
    start_sandbox(window)
    window.aws.browse_sandbox()
    page = window.workspace.stage.page
    assert isinstance(page, ConnectPage)
    wait_for(lambda: len(page.list.shown) > 2 and not window.aws.browser.busy)
    answered: list[object] = []
    window.aws.browser.answered.connect(answered.append)
    page.list.table.choose([each.name for each in page.list.shown].index("orders"))
    wait_for(lambda: bool(answered))
    return page


def _apis_in_front(window: MainWindow) -> None:
    page = account(window)
    read: list[object] = []
    window.aws.browser.apis_read.connect(read.append)
    window.aws.browser.detail_failed.connect(read.append)
    page.detail.apis.click()
    wait_for(lambda: bool(read))


def _call_page(window: MainWindow, event: str = "orders/list") -> CallPage:
    open_event(window, event)
    window.actions_["call_gateway"].trigger()
    page = window.workspace.stage.page
    assert isinstance(page, CallPage)
    return page


def _call(window: MainWindow, way: str) -> None:
    start_sandbox(window)
    page = _call_page(window)
    wait_for(lambda: page.api.count() > 1)
    page.way.setCurrentIndex(page.way.findData(way))
    got: list[object] = []
    window.aws.calls.caller.answered.connect(got.append)
    window.aws.calls.caller.failed.connect(got.append)
    page.send.click()
    wait_for(lambda: bool(got))


def _targets(window: MainWindow) -> None:
    start_sandbox(window)
    open_event(window, "orders/list")
    window.bar.set_target("orders")
    window.actions_["run_against"].trigger()
    page = window.workspace.stage.page
    assert isinstance(page, MatrixPage)
    page.run.click()
    wait_for(lambda: len(page.words) > 1 and "" not in page.words)
    page.table.choose(1)


SCENES = (
    Scene("connect", _connect_page, BOTH),
    Scene("connect_refused", _refused, account=True),
    Scene("connect_no_profile", _unknown_profile, account=True),
    Scene("sandbox", _sandbox, account=True),
    Scene("deployed", _deployed, BOTH, account=True),
    Scene("aws_calls", _aws_calls, account=True),
    Scene("account", account, BOTH, account=True),
    Scene("apis_in_front", _apis_in_front, account=True),
    Scene("call_waiting", _call_page, account=True),
    Scene("call", lambda window: _call(window, "plain"), BOTH, account=True),
    Scene("call_test", lambda window: _call(window, "test"), account=True),
    Scene("targets", _targets, BOTH, account=True),
)
