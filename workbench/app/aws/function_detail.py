"""What is known of one deployed function, and the choice of its alias or version as the target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from workbench.app.widgets.chip import Chip
from workbench.app.widgets.choice_box import ChoiceBox
from workbench.app.widgets.fact_rows import Fact, FactRows
from workbench.app.widgets.flow_row import FlowRow
from workbench.app.widgets.notice_bar import NoticeBar

if TYPE_CHECKING:
    from workbench.app.appearance import Appearance
    from workbench.app.aws.apis_in_front import ApisInFront
    from workbench.deployed.functions import FunctionDetails, FunctionSummary
    from workbench.errors import WorkbenchError

UNQUALIFIED = "$LATEST"


class FunctionDetail(QWidget):
    """Facts in rows; values of the environment only when asked for."""

    target_wanted = Signal(object, str)
    """The `FunctionSummary` and the qualifier to invoke from now on."""
    events_wanted = Signal(object)
    """The `FunctionSummary` whose shareable test events someone wants to see."""
    qualifier_changed = Signal(object, str)
    values_wanted = Signal(object, str)
    apis_wanted = Signal(object, str)
    """The `FunctionSummary` whose APIs someone wants to see, and the qualifier."""

    def __init__(self, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._summary: FunctionSummary | None = None
        self._details: FunctionDetails | None = None
        self.title = QLabel()
        self.title.setProperty("role", "strong")
        self.title.setWordWrap(True)
        self.chips = FlowRow(appearance)
        self._may = Chip(appearance, "unknown", "May I invoke?")
        self.notice = NoticeBar(appearance)
        self.qualifier = ChoiceBox("Alias or version", "What to invoke of this function", appearance)
        self.qualifier.activated.connect(self._on_qualifier)
        self.use = QPushButton("Use as target")
        self.use.setProperty("kind", "primary")
        self.use.setToolTip("Send events to this function from now on")
        self.use.clicked.connect(self._on_use)
        self.events = QPushButton("Test events…")
        self.events.setToolTip("The shareable test events of this function, as in the Lambda console")
        self.events.clicked.connect(self._on_events)
        self.facts = FactRows(appearance)
        self.in_front = FactRows(appearance)
        """The APIs in front of the function."""
        self.values = QPushButton("Show environment values")
        self.values.setProperty("kind", "link")
        self.values.clicked.connect(self._on_values)
        self.apis = QPushButton()
        self.apis.setProperty("kind", "link")
        self.apis.setToolTip("Read every API of this Region and find the routes that lead to the function")
        self.apis.clicked.connect(self._on_apis)
        buttons = QHBoxLayout()
        buttons.addWidget(self.qualifier, 1)
        buttons.addWidget(self.use)
        inside = QWidget()
        inside.setProperty("role", "inside")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.facts)
        column.addWidget(self.values, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.in_front)
        column.addWidget(self.apis, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.events)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(head)
        self._column.addWidget(self.chips)
        self._column.addLayout(buttons)
        self._column.addWidget(self.notice)
        self._column.addWidget(scroll, 1)
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()
        self.begin(None)

    @property
    def chosen_qualifier(self) -> str:
        """The alias or version that is chosen; empty for the function itself."""
        return str(self.qualifier.currentData() or "")

    def begin(self, summary: FunctionSummary | None) -> None:
        """Another function: what the list knows, until the rest arrives."""
        self._summary, self._details = summary, None
        self.setEnabled(summary is not None)
        self.notice.clear()
        self.chips.clear()
        self.values.hide()
        self.in_front.show_facts(())
        self._offer_apis(offered=summary is not None)
        self.title.setText(summary.name if summary is not None else "Choose a function")
        self.facts.show_facts(_listed(summary) if summary is not None else ())
        with QSignalBlocker(self.qualifier):
            self.qualifier.clear()
            self.qualifier.addItem(UNQUALIFIED, "")
        if summary is not None:
            self._say_may("unknown", "May I invoke? Asking", "A DryRun asks AWS; no code runs")

    def show_details(self, details: FunctionDetails) -> None:
        """The rest has arrived."""
        self._details = details
        chosen = self.chosen_qualifier
        with QSignalBlocker(self.qualifier):
            self.qualifier.clear()
            self.qualifier.addItem(UNQUALIFIED, "")
            for alias in details.aliases:
                self.qualifier.addItem(f"{alias.name}  → version {alias.version}", alias.name)
            for version in reversed(details.versions):
                if version != UNQUALIFIED:
                    self.qualifier.addItem(f"Version {version}", version)
            self.qualifier.setCurrentIndex(max(self.qualifier.findData(chosen), 0))
        self.values.setVisible(bool(details.environment_names))
        self.facts.show_facts(_facts(details))
        if details.not_read:
            self.notice.say(
                "unknown",
                "Not everything may be read.",
                detail=f"Missing: {', '.join(details.not_read)}",
                dismissable=False,
            )

    def show_answer(self, answer: bool | WorkbenchError) -> None:
        """Whether these credentials may invoke it."""
        if answer is True:
            self._say_may(
                "ok", "You may invoke", "AWS answered a DryRun with yes. What API Gateway may is another matter."
            )
        elif answer is False:
            self._say_may("error", "You may not invoke", "lambda:InvokeFunction is denied to these credentials.")
        else:
            self._say_may("unknown", "May I invoke? Not known", str(answer))

    def show_values(self, values: dict[str, str]) -> None:
        """The environment, now that someone asked."""
        self.values.hide()
        if self._details is not None:
            self.facts.show_facts(_facts(self._details, values))

    def show_apis(self, found: ApisInFront) -> None:
        """The APIs in front of it, now that someone asked."""
        from workbench.app.aws.apis_in_front import facts_in_front

        self._offer_apis(offered=found.error is not None)
        self.in_front.show_facts(facts_in_front(found))
        if found.error is not None:
            self.notice.say("unknown", found.error.message, detail=found.error.mend)

    def show_error(self, error: WorkbenchError) -> None:
        """Nothing more is known, and why."""
        self.notice.say_error(error)
        self.chips.clear()
        self._offer_apis(offered=self._summary is not None)

    def _offer_apis(self, *, offered: bool) -> None:
        self.apis.setText("Show APIs in front")
        self.apis.setEnabled(True)
        self.apis.setVisible(offered)

    def _on_apis(self) -> None:
        if self._summary is not None:
            self.apis.setText("Reading the APIs…")
            self.apis.setEnabled(False)
            self.apis_wanted.emit(self._summary, self.chosen_qualifier)

    def _say_may(self, kind: str, text: str, tip: str) -> None:
        self.chips.clear()
        self._may = Chip(self._appearance, kind, text)  # type: ignore[arg-type]  # a kind by its name
        self._may.setToolTip(tip)
        self.chips.add(self._may)

    def _on_qualifier(self) -> None:
        if self._summary is not None:
            self._say_may("unknown", "May I invoke? Asking", "A DryRun asks AWS; no code runs")
            self.qualifier_changed.emit(self._summary, self.chosen_qualifier)

    def _on_use(self) -> None:
        if self._summary is not None:
            self.target_wanted.emit(self._summary, self.chosen_qualifier)

    def _on_events(self) -> None:
        if self._summary is not None:
            self.events_wanted.emit(self._summary)

    def _on_values(self) -> None:
        if self._summary is not None:
            self.values_wanted.emit(self._summary, self.chosen_qualifier)

    def _on_appearance_changed(self) -> None:
        self._column.setSpacing(self._appearance.px(8))


def _listed(summary: FunctionSummary) -> tuple[Fact, ...]:
    return (
        Fact("Runtime", summary.runtime),
        Fact("Handler", summary.handler, mono=True),
        Fact("ARN", summary.arn, mono=True),
        Fact("Last change", summary.last_modified[:19].replace("T", " ")),
    )


def _facts(details: FunctionDetails, values: dict[str, str] | None = None) -> tuple[Fact, ...]:
    summary = details.summary
    return (
        *_listed(summary),
        Fact("State", details.state),
        Fact("Timeout", f"{details.timeout_s} s"),
        Fact("Memory", f"{details.memory_mb} MB"),
        Fact("Execution role", details.role_arn, mono=True),
        Fact("Layers", "\n".join(details.layers), mono=True),
        Fact("Function URL", f"{details.url} ({details.url_auth})" if details.url else "", mono=True),
        Fact("Event sources", "\n".join(details.sources), mono=True),
        *(
            Fact(name, "hidden" if values is None else values.get(name, ""), group="Environment", mono=True)
            for name in details.environment_names
        ),
    )
