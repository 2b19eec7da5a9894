"""The form of an event: the tabs that its source has, with their figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from workbench.app.forms.headers import HeadersTab
from workbench.app.forms.path import PathTab
from workbench.app.forms.query import QueryTab
from workbench.app.forms.stage import StageTab
from workbench.app.forms.table_tab import TableTab
from workbench.app.widgets.tab_strip import TabStrip

if TYPE_CHECKING:
    from workbench.app.appearance import Appearance
    from workbench.app.document import Document
    from workbench.app.forms.edits import Edits
    from workbench.app.forms.tab import FormTab
    from workbench.events.source import Source

TABS: tuple[type[FormTab], ...] = (QueryTab, HeadersTab, PathTab, StageTab)
"""In the order of the strip."""


class EventForm(QWidget):
    """One document's form. It reads the document when it changes, and asks it to change when someone edits."""

    pointed = Signal(object)
    """JSON Pointers of the field that has the cursor."""
    command_pasted = Signal(str)

    def __init__(self, edits: Edits, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edits = edits
        self._source: Source | None = None
        self._strip = TabStrip("Parts of the event", appearance)
        self._stack = QStackedWidget()
        self._tabs = [kind(edits, appearance) for kind in TABS]
        for tab in self._tabs:
            self._stack.addWidget(tab)
            self._strip.add(tab.title, tooltip=tab.help)
            tab.pointed.connect(self.pointed)
            if isinstance(tab, TableTab):
                tab.command_pasted.connect(self.command_pasted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(appearance.px(4))
        column.addWidget(self._strip)
        column.addWidget(self._stack, 1)
        self._strip.currentChanged.connect(self._stack.setCurrentIndex)
        self.refresh()

    @property
    def document(self) -> Document:
        """What the form is a view of."""
        return self._edits.document

    @property
    def current_title(self) -> str:
        """The word on the tab in front."""
        return self._tabs[self._strip.currentIndex()].title

    def tab(self, title: str) -> FormTab:
        """A tab by the word on it."""
        return next(tab for tab in self._tabs if tab.title == title)

    def show_tab(self, title: str) -> None:
        """Bring a tab to the front."""
        self._strip.setCurrentIndex(self._tabs.index(self.tab(title)))

    def refresh(self) -> None:
        """Show the event as it is."""
        fields = self._edits.fields()
        readable = self.document.error is None
        for index, tab in enumerate(self._tabs):
            here = tab.applies(fields.source)
            self._strip.setTabVisible(index, here)
            if here:
                tab.show_fields(fields)
                tab.set_read_only(not readable)
                self._strip.set_count(index, tab.count(fields))
        if fields.source != self._source:
            self._source = fields.source
            if not self._strip.isTabVisible(self._strip.currentIndex()):
                first = next((i for i in range(len(self._tabs)) if self._strip.isTabVisible(i)), 0)
                self._strip.setCurrentIndex(first)

    def show_pointer(self, pointer: str) -> None:
        """Bring the field of a value into view."""
        for index, tab in enumerate(self._tabs):
            if self._strip.isTabVisible(index) and tab.holds(pointer, self.document.source):
                self._strip.setCurrentIndex(index)
                tab.show_pointer(pointer)
                return
