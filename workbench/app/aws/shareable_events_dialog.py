"""The shareable test events of a function in AWS: list, open as an event here, save the event in front there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from workbench.app.tasks import Lane
from workbench.app.widgets.notice_bar import NoticeBar
from workbench.app.widgets.prose import Prose
from workbench.app.widgets.row_table import Cell, RowTable

if TYPE_CHECKING:
    from workbench.app.appearance import Appearance
    from workbench.app.aws.sessions import AwsSessions
    from workbench.app.dialogs import Dialogs
    from workbench.app.document import Document
    from workbench.app.tasks import Run
    from workbench.deployed.shareable_event import ShareableEvent
    from workbench.deployed.target import DeployedFunction
    from workbench.errors import WorkbenchError


class ShareableEventsDialog(QDialog):
    """Reads and writes the registry that the Lambda console uses, off the window's thread."""

    opened = Signal(str, object)
    """Name and JSON of an event to open here."""

    def __init__(
        self,
        sessions: AwsSessions,
        function: DeployedFunction,
        document: Document | None,
        *,
        dialogs: Dialogs,
        appearance: Appearance,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._sessions, self._function, self._document = sessions, function, document
        self._dialogs = dialogs
        self._events: tuple[ShareableEvent, ...] = ()
        self.setWindowTitle(f"Test events of {function.name}")
        self.setModal(True)
        # The lane outlives the dialog: an endpoint that does not answer is left to itself.
        self._lane = Lane("aws-events", parent)
        self._lane.finished.connect(self._on_listed)
        self._lane.failed.connect(self._on_failed)
        self.words = Prose(
            "Shared with everyone who sees the function: the Lambda console, SAM CLI and the AWS toolkits use them.",
            appearance,
            color="muted",
            size=12,
        )
        self.notice = NoticeBar(appearance)
        self.table = RowTable("Test events", ("Event", "Size"), appearance, stretch=(0,))
        self.table.row_chosen.connect(self._on_row)
        self.table.row_activated.connect(self._on_opened)
        self.open_ = QPushButton("Open here")
        self.open_.setProperty("kind", "primary")
        self.open_.clicked.connect(self._on_opened)
        self.save = QPushButton("Save the event in front there…")
        self.save.clicked.connect(self._on_save)
        self.save.setEnabled(document is not None)
        close = QPushButton("Close")
        close.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(self.save)
        row.addStretch(1)
        row.addWidget(close)
        row.addWidget(self.open_)
        column = QVBoxLayout(self)
        for widget in (self.words, self.notice):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        column.addLayout(row)
        px = appearance.px
        column.setContentsMargins(px(16), px(12), px(16), px(16))
        column.setSpacing(px(8))
        self.resize(px(560), px(380))
        self.finished.connect(self._on_done)
        self._on_row(-1)
        self.notice.say("neutral", "Asking AWS for them.", dismissable=False)
        self._read()

    @property
    def events(self) -> tuple[ShareableEvent, ...]:
        """The events that the function has."""
        return self._events

    def _read(self) -> None:
        sessions, function = self._sessions, self._function

        def work(_run: Run) -> object:
            from workbench.deployed.shareable_event import list_events

            return list_events(sessions(function.account), function.name)

        self._lane.start(work)

    def _on_listed(self, events: tuple[ShareableEvent, ...]) -> None:
        import json

        self._events = events
        self.table.show_rows(
            [
                (Cell(each.name), Cell(f"{len(json.dumps(each.event)):,} bytes", muted=True, figure=True))
                for each in events
            ]
        )
        if events:
            self.notice.clear()
            self.table.choose(0)
            self.table.setFocus()
        else:
            self.notice.say("neutral", "This function has no shareable test event yet.", dismissable=False)

    def _on_failed(self, error: WorkbenchError) -> None:
        self.notice.say_error(error)

    def _on_row(self, row: int) -> None:
        self.open_.setEnabled(row >= 0)

    def _on_opened(self) -> None:
        if 0 <= self.table.row < len(self._events):
            chosen = self._events[self.table.row]
            self.opened.emit(chosen.name, chosen.event)
            self.accept()

    def _on_save(self) -> None:
        import json

        if self._document is None:
            return
        self._document.settle()
        if self._document.error is not None:
            self.notice.say("error", f"Not saved: {self._document.name} is not JSON.", detail=str(self._document.error))
            return
        name = self._dialogs.ask_text(
            "Save in AWS", "Name of the test event", text=self._document.name.removesuffix(".json")
        )
        if name is None:
            return
        known = any(each.name == name for each in self._events)
        where = f"{self._function.name} in account {self._function.account_id or 'of these credentials'}"
        do = "Replace" if known else "Save"
        text = f"{do} the test event “{name}” of {where}? Everyone who sees the function sees it."
        if not self._dialogs.confirm("Save in AWS", text, do=do):
            return
        event = json.loads(self._document.payload)
        sessions, function = self._sessions, self._function

        def work(_run: Run) -> object:
            from workbench.deployed.shareable_event import ShareableEvent, list_events, save_event

            session = sessions(function.account)
            save_event(session, function.name, ShareableEvent(name, event))
            return list_events(session, function.name)

        self.notice.say("neutral", "Saving.", dismissable=False)
        self._lane.start(work)

    def _on_done(self) -> None:
        self._lane.cancel()
        self.deleteLater()
