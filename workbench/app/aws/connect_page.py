"""The page of an AWS account: sign in as the AWS CLI does, find a function, make it the target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from workbench.app.aws.account_form import AccountForm
from workbench.app.aws.function_detail import FunctionDetail
from workbench.app.aws.function_list import FunctionList
from workbench.app.widgets.chip import Chip
from workbench.app.widgets.empty_state import EmptyState
from workbench.app.widgets.notice_bar import NoticeBar
from workbench.app.widgets.page import Page
from workbench.app.widgets.prose import Prose

if TYPE_CHECKING:
    from workbench.app.appearance import Appearance
    from workbench.app.aws.account_browser import AccountBrowser, Choices, Refusal
    from workbench.deployed.functions import FunctionSummary
    from workbench.deployed.session import Identity
    from workbench.deployed.target import Account
    from workbench.errors import WorkbenchError


class ConnectPage(Page):
    """Asks the browser, shows what it says."""

    target_wanted = Signal(object)
    """A `DeployedFunction` to invoke from now on."""
    events_wanted = Signal(object)
    """A `DeployedFunction` whose shareable test events someone wants to see."""

    def __init__(self, browser: AccountBrowser, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__("AWS account", appearance, parent=parent)
        self._browser = browser
        self._refused: list[str] = []
        self.form = AccountForm(appearance)
        self.form.connect_wanted.connect(self._on_connect_wanted)
        self.notice = NoticeBar(appearance)
        self.who = Chip(appearance)
        self.arn = Prose("", appearance, color="muted", size=12)
        self._identity = QWidget()
        self._identity_row = QHBoxLayout(self._identity)
        self._identity_row.setContentsMargins(0, 0, 0, 0)
        self._identity_row.addWidget(self.who)
        self._identity_row.addWidget(self.arn, 1)
        self.list = FunctionList(appearance)
        self.list.pointed.connect(self._on_pointed)
        self.list.chosen.connect(self._on_chosen)
        self.list.everywhere_wanted.connect(self._on_everywhere_wanted)
        self.detail = FunctionDetail(appearance)
        self.detail.target_wanted.connect(self._on_target_wanted)
        self.detail.events_wanted.connect(self._on_events_wanted)
        self.detail.qualifier_changed.connect(self._on_qualifier_changed)
        self.detail.values_wanted.connect(self._on_values_wanted)
        self.detail.apis_wanted.connect(self._on_apis_wanted)
        self._found = QSplitter(Qt.Orientation.Horizontal)
        self._found.setChildrenCollapsible(False)
        self._found.addWidget(self.list)
        self._found.addWidget(self.detail)
        self._found.setStretchFactor(0, 3)
        self._found.setStretchFactor(1, 2)
        self.empty = EmptyState(
            appearance,
            icon="cloud",
            title="See your functions in AWS",
            text="Uses the profiles of the AWS CLI: single sign-on, roles, MFA, environment. No credential is stored, "
            "and nothing in AWS is changed.",
            keys=(("Enter", "connect"), ("Esc", "back to the event")),
        )
        for widget in (self.form, self.notice, self._identity):
            self.body.addWidget(widget)
        self.body.addWidget(self._found, 1)
        self.body.addWidget(self.empty, 1)
        self._identity.hide()
        self._found.hide()
        browser.choices_read.connect(self._on_choices)
        browser.connected.connect(self._on_connected)
        browser.listed.connect(self.list.add)
        browser.refused.connect(self._on_refused)
        browser.ended.connect(self._on_ended)
        browser.failed.connect(self._on_failed)
        browser.described.connect(self.detail.show_details)
        browser.answered.connect(self.detail.show_answer)
        browser.values_read.connect(self.detail.show_values)
        browser.apis_read.connect(self.detail.show_apis)
        browser.detail_failed.connect(self.detail.show_error)
        appearance.changed.connect(self._space)
        self._space()
        browser.read_choices()
        if browser.account is not None:
            self.form.show_account(browser.account)

    def connect_to(self, account: Account) -> None:
        """Show an account."""
        self.form.show_account(account)
        self._on_connect_wanted(account)

    def focus_first(self) -> None:
        """Take the keyboard to the profile."""
        self.form.profile.setFocus()

    def may_close(self) -> bool:
        """Always; what AWS still answers is dropped."""
        self._browser.stop()
        return True

    def _on_choices(self, choices: Choices) -> None:
        self.form.offer(choices.profiles, choices.regions)

    def _on_connect_wanted(self, account: Account) -> None:
        if self._browser.busy and account == self._browser.account:
            self._browser.stop()
            self._on_ended()
            self.notice.say("neutral", "Stopped.", detail="The list may not be whole.")
            return
        self.notice.clear()
        self.detail.begin(None)
        self._identity.hide()
        self.form.set_busy(True)
        self.empty.set_text("Asking AWS who you are", account.endpoint_url or "")
        self._found.hide()
        self.empty.show()
        self._browser.connect_to(account)

    def _on_connected(self, identity: Identity) -> None:
        self.who.set("ok", f"Account {identity.account_id}")
        self.arn.set_text(identity.arn)
        self._identity.show()
        self.list.begin()
        self.empty.hide()
        self._found.show()
        self.list.filter.setFocus()

    def _on_everywhere_wanted(self) -> None:
        self.notice.clear()
        self.detail.begin(None)
        self._refused.clear()
        self.form.set_busy(True)
        self.list.begin(everywhere=True)
        self._browser.search_everywhere()

    def _on_refused(self, refusal: Refusal) -> None:
        self._refused.append(refusal.region)
        self.notice.say("warning", f"Not searched: {', '.join(self._refused)}.", detail=str(refusal.error))

    def _on_ended(self) -> None:
        self.form.set_busy(False)
        self.list.end()
        if self._found.isVisible() and not self.list.shown and not self.list.filter.text():
            self.notice.say("neutral", "No function in this Region.", detail="Choose another Region and connect again.")

    def _on_failed(self, error: WorkbenchError) -> None:
        self.form.set_busy(False)
        self.list.end()
        self.empty.set_text("Not connected", "Change what is above, and connect again.")
        self.notice.say_error(error)

    def _on_pointed(self, summary: FunctionSummary | None) -> None:
        self.detail.begin(summary)
        if summary is not None:
            self._browser.describe(self._browser.function_of(summary))

    def _on_qualifier_changed(self, summary: FunctionSummary, qualifier: str) -> None:
        self._browser.describe(self._browser.function_of(summary, qualifier))

    def _on_values_wanted(self, summary: FunctionSummary, qualifier: str) -> None:
        self._browser.read_values(self._browser.function_of(summary, qualifier))

    def _on_apis_wanted(self, summary: FunctionSummary, qualifier: str) -> None:
        self._browser.read_apis(self._browser.function_of(summary, qualifier))

    def _on_chosen(self, summary: FunctionSummary) -> None:
        self.target_wanted.emit(self._browser.function_of(summary))

    def _on_target_wanted(self, summary: FunctionSummary, qualifier: str) -> None:
        self.target_wanted.emit(self._browser.function_of(summary, qualifier))

    def _on_events_wanted(self, summary: FunctionSummary) -> None:
        self.events_wanted.emit(self._browser.function_of(summary))

    def _space(self) -> None:
        px = self._appearance.px
        self._found.setHandleWidth(px(16))
        self._identity_row.setSpacing(px(8))
