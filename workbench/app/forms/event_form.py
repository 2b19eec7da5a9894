"""The form of an event: the tabs that its source has, with their figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from workbench.app.forms.authorizer import AuthorizerTab
from workbench.app.forms.authorizer_input import AuthorizerInputTab
from workbench.app.forms.body import BodyTab
from workbench.app.forms.context import ContextTab
from workbench.app.forms.cookies import CookiesTab
from workbench.app.forms.extra import ExtraTab
from workbench.app.forms.headers import HeadersTab
from workbench.app.forms.identity import IdentityTab
from workbench.app.forms.other_event import OtherEvent
from workbench.app.forms.path import PathTab
from workbench.app.forms.query import QueryTab
from workbench.app.forms.stage import StageTab
from workbench.app.forms.table_tab import TableTab
from workbench.app.widgets.tab_row import TabRow
from workbench.events.source import Source

if TYPE_CHECKING:
    from workbench.app.appearance import Appearance
    from workbench.app.document import Document
    from workbench.app.forms.edits import Edits
    from workbench.app.forms.tab import FormTab
    from workbench.events.fields import EventFields

TABS: tuple[type[FormTab], ...] = (
    AuthorizerInputTab, QueryTab, HeadersTab, CookiesTab, BodyTab, PathTab, StageTab, IdentityTab, AuthorizerTab,
    ContextTab, ExtraTab,
)  # fmt: skip
"""In the order of the strip."""


class EventForm(QWidget):
    """One document's form. It reads the document when it changes, and asks it to change when someone edits."""

    pointed = Signal(object)
    """JSON Pointers of the field that has the cursor."""
    command_pasted = Signal(str)
    json_wanted = Signal()

    def __init__(self, edits: Edits, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edits = edits
        self._appearance = appearance
        self._source: Source | None = None
        self._made: dict[int, FormTab] = {}
        self._row = TabRow("Parts of the event", appearance)
        for kind in TABS:
            self._row.add(kind.title, tooltip=kind.help)
        self._stack = QStackedWidget()
        self._other: OtherEvent | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(appearance.px(4))
        column.addWidget(self._row)
        column.addWidget(self._stack, 1)
        self._row.current_changed.connect(self._on_tab_changed)
        self.refresh()

    @property
    def document(self) -> Document:
        """What the form is a view of."""
        return self._edits.document

    @property
    def current_title(self) -> str:
        """The word on the tab in front."""
        return TABS[self._row.current].title

    @property
    def row(self) -> TabRow:
        """The row of tabs."""
        return self._row

    def tab(self, title: str) -> FormTab:
        """A tab by the word on it, made if nobody has looked at it yet."""
        return self._tab(next(index for index, kind in enumerate(TABS) if kind.title == title))

    def show_tab(self, title: str) -> None:
        """Bring a tab to the front."""
        self._row.set_current(next(index for index, kind in enumerate(TABS) if kind.title == title))

    def refresh(self) -> None:
        """Show the event as it is."""
        fields = self._edits.fields()
        for index, kind in enumerate(TABS):
            here = kind.applies(fields.source)
            self._row.set_available(index, here)
            if here:
                self._row.set_count(index, kind.count(fields) or None)
        if fields.source != self._source:
            self._source = fields.source
            if not self._row.is_available(self._row.current):
                self._row.set_current(next((i for i in range(len(TABS)) if self._row.is_available(i)), 0))
        is_other = fields.source == Source.OTHER
        self._row.setVisible(not is_other)
        if is_other:
            self._show_other()
            return
        self._stack.setCurrentWidget(self._tab(self._row.current))
        for index, tab in self._made.items():
            if self._row.is_available(index):
                self._show(tab, fields)

    def show_pointer(self, pointer: str) -> None:
        """Bring the field of a value into view."""
        fields = self._edits.fields()
        for index, kind in enumerate(TABS):
            if self._row.is_available(index) and kind.holds(pointer, fields):
                self._row.set_current(index)
                self._tab(index).show_pointer(pointer)
                return

    def _show(self, tab: FormTab, fields: EventFields) -> None:
        tab.show_fields(fields)
        tab.set_read_only(self.document.error is not None)

    def _tab(self, index: int) -> FormTab:
        if index not in self._made:
            tab = TABS[index](self._edits, self._appearance)
            self._made[index] = tab
            self._stack.addWidget(tab)
            tab.pointed.connect(self.pointed)
            if isinstance(tab, TableTab):
                tab.command_pasted.connect(self.command_pasted)
            self._show(tab, self._edits.fields())
        return self._made[index]

    def _show_other(self) -> None:
        if self._other is None:
            self._other = OtherEvent(self._appearance)
            self._other.json_wanted.connect(self.json_wanted)
            self._stack.addWidget(self._other)
        self._other.show_event(self.document.event)
        self._stack.setCurrentWidget(self._other)

    def _on_tab_changed(self, index: int) -> None:
        if self._row.is_available(index) and self._source not in (None, Source.OTHER):
            self._stack.setCurrentWidget(self._tab(index))
