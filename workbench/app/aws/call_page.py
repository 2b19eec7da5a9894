"""The page that sends the request of the event through a deployed API: where to, in which way, and what came back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from workbench.app.aws.answer_view import AnswerView
from workbench.app.aws.stage_request import WAYS, route_of, stage_url
from workbench.app.widgets.caption import Caption
from workbench.app.widgets.chip import Chip
from workbench.app.widgets.choice_box import ChoiceBox
from workbench.app.widgets.code_view import CodeView
from workbench.app.widgets.fact_rows import Fact, FactRows
from workbench.app.widgets.line_field import LineField
from workbench.app.widgets.notice_bar import NoticeBar
from workbench.app.widgets.page import Page
from workbench.app.widgets.prose import Prose

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.app.appearance import Appearance
    from workbench.app.aws.gateway_caller import FoundApis, GatewayAnswer, GatewayCaller
    from workbench.app.aws.stage_request import StageRequest, Way
    from workbench.deployed.live_api import LiveApi, LiveRoute, LiveStage
    from workbench.deployed.target import Account, DeployedFunction
    from workbench.errors import WorkbenchError

REAL = "A real request: the function runs"
WHATEVER_URL = "The URL below"
_SHOWN_BODY = 20_000


class CallPage(Page):
    """Asks the caller, shows what it says."""

    connect_wanted = Signal()
    """Someone wants to choose another account."""

    def __init__(
        self,
        caller: GatewayCaller,
        asked: StageRequest,
        account: Account,
        *,
        may_call: Callable[[list[DeployedFunction]], bool],
        appearance: Appearance,
        parent: QWidget | None = None,
    ) -> None:
        """`may_call` asks a person before production, given every function that may run."""
        super().__init__("Call through the gateway", appearance, parent=parent)
        self._caller = caller
        self._asked = asked
        self._account = account
        self._may_call = may_call
        self._found: FoundApis | None = None
        self._waits_for_apis = False
        self.add_to_header(Chip(appearance, "warning", REAL))
        self.notice = NoticeBar(appearance)
        self.way = ChoiceBox("Way", "How the request reaches the API", appearance)
        for way, (words, _what) in WAYS.items():
            self.way.addItem(words, way)
        self.what = Prose("", appearance, color="muted", size=12)
        self.api = ChoiceBox("API", "The API of the account that is called", appearance)
        self.stage = ChoiceBox("Stage", "The stage of the API", appearance)
        self.read = QPushButton("Read APIs")
        self.read.setToolTip("Ask AWS for the APIs of this account and Region; nothing is changed")
        self.read.clicked.connect(self.read_apis)
        self.other = QPushButton("Other account…")
        self.other.setProperty("kind", "link")
        self.other.clicked.connect(self.connect_wanted)
        self.facts = FactRows(appearance)
        self.method = QLabel(asked.request.method)
        self.method.setProperty("role", "strong")
        self.url = LineField("URL", appearance)
        self.url.setToolTip("Where the request goes")
        self.request = CodeView("Headers and body of the request", appearance)
        self.request.show_text(_request_text(asked))
        self.send = QPushButton("Send")
        self.send.setProperty("kind", "primary")
        self.send.setToolTip(f"{REAL} (Enter in the URL)")
        self.send.clicked.connect(self.toggle)
        self.answer = AnswerView(appearance)
        self._lay_out(appearance)
        self.way.currentIndexChanged.connect(self._on_chosen)
        self.api.currentIndexChanged.connect(self._on_api)
        self.stage.currentIndexChanged.connect(self._on_chosen)
        caller.read.connect(self._on_read)
        caller.read_failed.connect(self._on_read_failed)
        caller.answered.connect(self._on_answered)
        caller.failed.connect(self._on_failed)
        self.url.returnPressed.connect(self.toggle)
        self._offer(())
        appearance.changed.connect(self._space)
        self._space()

    def _lay_out(self, appearance: Appearance) -> None:
        left, self._left = QWidget(), QVBoxLayout()
        left.setLayout(self._left)
        self._left.setContentsMargins(0, 0, 0, 0)
        self._rows = [QHBoxLayout() for _ in range(3)]
        apis, line, foot = self._rows
        apis.addWidget(self.api, 3)
        apis.addWidget(self.stage, 1)
        apis.addWidget(self.read)
        line.addWidget(self.method)
        line.addWidget(self.url, 1)
        foot.addWidget(self.send)
        foot.addStretch(1)
        foot.addWidget(self.other)
        for part in (Caption("How", appearance), self.way, self.what, Caption("Which API", appearance)):
            self._left.addWidget(part)
        self._left.addLayout(apis)
        self._left.addWidget(self.facts)
        self._left.addWidget(Caption("Request", appearance))
        self._left.addLayout(line)
        self._left.addWidget(self.request, 1)
        self._left.addLayout(foot)
        self._columns = QSplitter(Qt.Orientation.Horizontal)
        self._columns.setChildrenCollapsible(False)
        self._columns.addWidget(left)
        self._columns.addWidget(self.answer)
        self._columns.setSizes([480, 520])
        self.body.addWidget(self.notice)
        self.body.addWidget(self._columns, 1)

    @property
    def chosen_way(self) -> Way:
        """How the request reaches the API."""
        way: Way = self.way.currentData()
        return way

    @property
    def chosen_api(self) -> LiveApi | None:
        """The API of the account; None where the URL says it all."""
        api: LiveApi | None = self.api.currentData()
        return api

    def focus_first(self) -> None:
        """Take the keyboard to the way."""
        self.way.setFocus()

    def may_close(self) -> bool:
        """Always; what AWS still answers is dropped."""
        self._caller.stop()
        return True

    def read_apis(self) -> None:
        """Ask AWS for the APIs of the account."""
        self.read.setEnabled(False)
        self.read.setText("Reading…")
        self._caller.read_apis(self._account)

    def toggle(self) -> None:
        """Send the request; while it is under way, wait no longer."""
        if self._caller.cancel():
            self._show_busy(busy=False)
            self.notice.say("warning", "No longer waiting.", detail="The function may go on running in AWS.")
            return
        self.notice.clear()
        way, api = self.chosen_way, self.chosen_api
        if way != "plain" and self._found is None:
            # Whose credentials these are has to be known before anything of that account runs.
            self._waits_for_apis = True
            self.read_apis()
            return
        route = self._route()
        if way == "test" and (api is None or route is None):
            self.notice.say("warning", "No method to test.", detail="Choose a REST API with a method for this path.")
            return
        if not self._may_call(self._functions()):
            return
        method = (api.id, route.resource_id) if api is not None and route is not None else ("", "")
        text = self.url.text().strip()
        url = f"https://{api.id if api else ''}.execute-api{text}" if way == "test" else text
        if not url.startswith(("http://", "https://")):
            self.notice.say("error", "The URL does not begin with https:// or http://.")
            return
        self._show_busy(busy=True)
        self._caller.call(self._account, self._asked.to(url), way, method=method)

    def _functions(self) -> list[DeployedFunction]:
        """Every function that may run: those behind the API that is called, and whatever its account has."""
        from workbench.deployed.target import DeployedFunction, deployed_function
        from workbench.errors import UsageError

        account_id = self._found.identity.account_id if self._found is not None else ""
        found = [DeployedFunction("", account=self._account, account_id=account_id)]
        if self._asked.api_id in self.url.text():
            found.append(DeployedFunction("", account=self._account, account_id=self._asked.account_id))
        apis = self._found.apis if self._found is not None else ()
        called = [api for api in apis if api is self.chosen_api or api.id in self.url.text()]
        for arn in {route.function_arn for api in called for route in api.routes}:
            try:
                found.append(deployed_function(arn, self._account))
            except UsageError:
                continue  # its name holds a stage variable; the account stands for it
        return found

    def _route(self) -> LiveRoute | None:
        api = self.chosen_api
        if api is None or self._found is None:
            return None
        stage = None if self.chosen_way == "test" else self._chosen_stage()
        return route_of(api, stage, self._asked, region=self._found.region)

    def _chosen_stage(self) -> LiveStage | None:
        stage: LiveStage | None = self.stage.currentData()
        return stage

    def _offer(self, apis: tuple[LiveApi, ...]) -> None:
        """Offer these APIs; the one of the event first, where it is among them."""
        with QSignalBlocker(self.api):
            self.api.clear()
            self.api.addItem(WHATEVER_URL, None)
            for api in apis:
                self.api.addItem(f"{api.name}  {api.type} {api.id}", api)
            own = next((at for at, api in enumerate(apis, 1) if api.id == self._asked.api_id), 1 if apis else 0)
            self.api.setCurrentIndex(own)
        self._on_api()

    def _on_api(self) -> None:
        api = self.chosen_api
        with QSignalBlocker(self.stage):
            self.stage.clear()
            for stage in api.stages if api is not None else ():
                self.stage.addItem(stage.name, stage)
            self.stage.setCurrentIndex(max(self.stage.findText(self._asked.stage), 0))
        self._on_chosen()

    def _on_chosen(self) -> None:
        way, api, stage = self.chosen_way, self.chosen_api, self._chosen_stage()
        self.what.set_text(WAYS[way][1])
        self.stage.setVisible(way != "test" and api is not None)
        region = self._found.region if self._found is not None else self._account.region
        if way == "test":
            url = self._asked.path
        elif api is None or stage is None:
            url = self._asked.request.url
        else:
            url = stage_url(api.id, stage.name, self._asked.path, account=self._account, region=region)
        self.url.show_text(url)
        self.url.setCursorPosition(0)
        self.url.setReadOnly(way == "test")
        self.facts.show_facts(self._said())

    def _said(self) -> tuple[Fact, ...]:
        api, route = self.chosen_api, self._route()
        account = self._account
        whose = self._found.identity.account_id if self._found is not None else account.profile or "default credentials"
        facts = (Fact("Account", f"{whose} · {self._found.region if self._found else account.region}".strip(" ·")),)
        if api is None:
            return facts
        if route is None:
            return (*facts, Fact("Route", "None with a function takes this request"))
        return (
            *facts,
            Fact("Route", f"{route.method} {route.path}", mono=True),
            Fact("Function", route.function_arn.rpartition(":function:")[2] or route.function_arn, mono=True),
            Fact("Authorization", "None" if route.authorization == "NONE" else route.authorization),
            Fact("API key", "Required" if route.api_key_required else ""),
        )

    def _on_read(self, found: FoundApis) -> None:
        self._found = found
        self._show_read()
        self._offer(tuple(api for api in found.apis if api.type != "WEBSOCKET"))
        if found.error is not None:
            self.notice.say("unknown", found.error.message, detail=found.error.mend)
        if self._waits_for_apis:
            self._waits_for_apis = False
            self.toggle()

    def _on_read_failed(self, error: WorkbenchError) -> None:
        self._waits_for_apis = False
        self._show_read()
        self.notice.say_error(error)

    def _show_read(self) -> None:
        self.read.setEnabled(True)
        self.read.setText("Read APIs")

    def _on_answered(self, answer: GatewayAnswer) -> None:
        self._show_busy(busy=False)
        self.answer.show_answer(answer)

    def _on_failed(self, error: WorkbenchError) -> None:
        self._show_busy(busy=False)
        self.notice.say_error(error)

    def _show_busy(self, *, busy: bool) -> None:
        self.send.setText("Stop waiting" if busy else "Send")
        self.send.setProperty("kind", "" if busy else "primary")
        self.send.style().unpolish(self.send)
        self.send.style().polish(self.send)

    def _space(self) -> None:
        px = self._appearance.px
        self._left.setSpacing(px(6))
        for row in self._rows:
            row.setSpacing(px(8))
        self._columns.setHandleWidth(px(16))


def _request_text(asked: StageRequest) -> str:
    head = "\n".join(f"{name}: {value}" for name, value in asked.request.headers)
    body = (asked.request.body or b"")[:_SHOWN_BODY].decode("utf-8", "replace")
    return f"{head}\n\n{body}".strip()
