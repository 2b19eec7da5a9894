"""The page that sends the request of the event through a deployed API: where to, in which way, and what came back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from workbench.app.aws.answer_view import AnswerView
from workbench.app.aws.call_facts import call_facts, functions_behind
from workbench.app.aws.stage_request import called_url, route_of
from workbench.app.widgets.caption import Caption
from workbench.app.widgets.chip import Chip
from workbench.app.widgets.choice_box import ChoiceBox
from workbench.app.widgets.code_view import CodeView
from workbench.app.widgets.fact_rows import FactRows
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
_READ_APIS, _READ_URL = "Read APIs", "Read URL"
_WHAT_IS_READ = {False: "the APIs of this account and Region", True: "the URL of the target"}
_KINDS = {"FUNCTION_URL": "function URL"}


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
        target: DeployedFunction | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`may_call` asks a person before production, given every function that may run.

        `target` is the deployed function that is chosen, whose URL is called by an event of a function URL.
        """
        super().__init__("Call through the gateway", appearance, parent=parent)
        self._caller = caller
        self._asked = asked
        self._account = account
        self._may_call = may_call
        self._target = target
        self._found: FoundApis | None = None
        self._waits_for_apis = False
        self.add_to_header(Chip(appearance, "warning", REAL))
        self.notice = NoticeBar(appearance)
        self.way = ChoiceBox("Way", "How the request reaches the API", appearance)
        for way, (words, _what) in asked.ways.items():
            self.way.addItem(words, way)
        self.what = Prose("", appearance, color="muted", size=12)
        self.api = ChoiceBox("API", "The API of the account that is called", appearance)
        self.stage = ChoiceBox("Stage", "The stage of the API", appearance)
        self.read = QPushButton(_READ_URL if asked.is_to_url else _READ_APIS)
        self.read.setToolTip(f"Ask AWS for {_WHAT_IS_READ[asked.is_to_url]}; nothing is changed")
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
        which = "Which URL" if self._asked.is_to_url else "Which API"
        self._heads = [Caption(text, appearance) for text in ("How", which, "Request")]
        for part in (self._heads[0], self.way, self.what, self._heads[1]):
            self._left.addWidget(part)
        self._left.addLayout(apis)
        self._left.addWidget(self.facts)
        self._left.addWidget(self._heads[2])
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
        if self._asked.is_to_url:
            self._caller.read_url(self._account, self._target)
        else:
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
        if not self._may_call(self._may_run()):
            return
        method = (api.id, route.resource_id) if api is not None and route is not None else ("", "")
        text = self.url.text().strip()
        url = f"https://{api.id if api else ''}.execute-api{text}" if way == "test" else text
        if not url.startswith(("http://", "https://")):
            self.notice.say("error", "The URL does not begin with https:// or http://.")
            return
        self._show_busy(busy=True)
        variables = self._asked.variables(self._chosen_stage())
        self._caller.call(self._account, self._asked.to(url), way, method=method, stage_variables=variables)

    def _may_run(self) -> list[DeployedFunction]:
        return functions_behind(self.url.text(), self._asked, self._found, self.chosen_api, account=self._account)

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
                self.api.addItem(f"{api.name}  {_KINDS.get(api.type, api.type)} {api.id}", api)
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
        self.what.set_text(self._asked.ways[way][1])
        self.stage.setVisible(api is not None and not self._asked.is_to_url)
        region = self._found.region if self._found is not None else self._account.region
        if way == "test":
            url = self._asked.path
        elif api is None or stage is None:
            url = self._asked.request.url
        else:
            url = called_url(api, stage, self._asked, account=self._account, region=region)
        self.url.show_text(url)
        self.url.setCursorPosition(0)
        self.url.setReadOnly(way == "test")
        variables = self._asked.variables(stage) if way == "test" else {}
        self.facts.show_facts(call_facts(self._account, self._found, api, self._route(), variables=variables))

    def _on_read(self, found: FoundApis) -> None:
        self._found = found
        self._show_read()
        self._offer(tuple(api for api in found.apis if api.type != "WEBSOCKET"))
        if found.error is not None:
            self.notice.say("unknown", found.error.message, detail=found.error.mend)
        elif self._asked.is_to_url and not found.apis and self._target is not None:
            self.notice.say("neutral", f"{self._target.name} has no function URL.", detail="The URL below is called.")
        if self._waits_for_apis:
            self._waits_for_apis = False
            self.toggle()

    def _on_read_failed(self, error: WorkbenchError) -> None:
        self._waits_for_apis = False
        self._show_read()
        self.notice.say_error(error)

    def _show_read(self) -> None:
        self.read.setEnabled(True)
        self.read.setText(_READ_URL if self._asked.is_to_url else _READ_APIS)

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
        for head in self._heads[1:]:
            head.setContentsMargins(0, px(8), 0, 0)
        for row in self._rows:
            row.setSpacing(px(8))
        self._columns.setHandleWidth(px(16))


def _request_text(asked: StageRequest) -> str:
    head = "\n".join(f"{name}: {value}" for name, value in asked.request.headers)
    body = (asked.request.body or b"")[:_SHOWN_BODY].decode("utf-8", "replace")
    return f"{head}\n\n{body}".strip()
