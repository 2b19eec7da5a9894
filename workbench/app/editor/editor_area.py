"""The pane in which events are edited: a tab a document, and the switch between form, JSON and both."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QWidget

from workbench.app.editor.document_view import DocumentView, View
from workbench.app.widgets.empty_state import EmptyState
from workbench.app.widgets.pane import Pane
from workbench.app.widgets.tab_row import TabRow
from workbench.app.widgets.tab_strip import TabStrip

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.app.appearance import Appearance
    from workbench.app.document import Document

VIEWS: tuple[View, ...] = get_args(View)
_WORDS = {"form": "Form", "json": "JSON", "both": "Both"}
_TIPS = {
    "form": "The event as a form (Alt+1)",
    "json": "The event as JSON (Alt+2)",
    "both": "Form and JSON side by side (Alt+3)",
}
_PREVIEW = "\nA preview: the next one takes its place. Double-click or edit to keep it."


def _always(_document: Document) -> bool:
    return True


class EditorArea(Pane):
    """Open events. The documents belong to whoever opens them here; closing asks `may_close` first."""

    current_changed = Signal(object)
    """The document in front, or None."""
    closed = Signal(object)
    """A document was closed."""
    replaced = Signal(object)
    """A preview is about to be closed, because another takes its place."""
    view_changed = Signal(str)
    command_pasted = Signal(str)
    """A cURL command was pasted into a table."""

    def __init__(
        self,
        appearance: Appearance,
        *,
        may_close: Callable[[Document], bool] = _always,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", appearance, parent=parent)
        self.setAccessibleName("Event")
        self._may_close = may_close
        self._view: View = "form"
        self._views: list[DocumentView] = []
        self._preview: Document | None = None
        self._tab_row = TabRow("Open events", appearance, closable=True)
        self._tabs = self._tab_row.strip
        self._switch = TabStrip("View", appearance)
        for view in VIEWS:
            self._switch.add(_WORDS[view], tooltip=_TIPS[view])
        self._switch.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.empty = EmptyState(
            appearance,
            icon="event",
            title="No event is open",
            text="Choose one on the left, or begin with a new one. The demo needs no account and no network; in a "
            "folder of yours, handlers, APIs and saved events are found by themselves.",
            keys=(("Ctrl+N", "New event"), ("Ctrl+P", "Find an event")),
        )
        """What is shown while no event is open; the window adds its buttons."""
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        top = QHBoxLayout()
        top.setSpacing(appearance.px(8))
        top.addWidget(self._tab_row, 1)
        top.addWidget(self._switch)
        self.body.addLayout(top)
        self.body.addWidget(self._stack, 1)
        self._tabs.currentChanged.connect(self._on_tab_changed)
        self._tabs.tabCloseRequested.connect(self._on_close_requested)
        self._tabs.tabMoved.connect(self._on_tab_moved)
        self._tabs.tabBarDoubleClicked.connect(self._on_tab_double_clicked)
        self._switch.currentChanged.connect(self._on_switched)
        self._switch.hide()
        self._tab_row.hide()

    def documents(self) -> tuple[Document, ...]:
        """All open documents, in the order of their tabs."""
        return tuple(view.document for view in self._views)

    def current(self) -> Document | None:
        """The document in front."""
        view = self.current_view()
        return view.document if view is not None else None

    def current_view(self) -> DocumentView | None:
        """The view in front."""
        index = self._tabs.currentIndex()
        return self._views[index] if 0 <= index < len(self._views) else None

    @property
    def view(self) -> View:
        """Form, JSON or both."""
        return self._view

    @property
    def preview(self) -> Document | None:
        """The document whose tab the next preview takes."""
        return self._preview

    def open_document(self, document: Document, *, preview: bool = False) -> None:
        """Open a document in a tab of its own, or bring its tab to the front.

        A `preview` goes when another comes; an edit, or opening it without `preview`, keeps it.
        """
        if not preview:
            self.keep(document)
        for index, view in enumerate(self._views):
            if view.document is document:
                self._tabs.setCurrentIndex(index)
                return
        if preview and self._preview is not None:
            self._preview.settle()  # what was typed a moment ago keeps it
        before = self._preview if preview else None
        view = DocumentView(document, self._appearance)
        view.view_wanted.connect(self._on_view_wanted)
        view.command_pasted.connect(self.command_pasted)
        self._views.append(view)
        self._stack.addWidget(view)
        document.named.connect(self._on_named)
        self._switch.show()
        self._tab_row.show()
        index = self._tabs.add(_title(document), tooltip=_place(document))
        self._tabs.set_marked(index, document.dirty)
        if preview:
            self._preview = document
            self._show_preview()
        if self._tabs.currentIndex() != index:
            self._tabs.setCurrentIndex(index)
        else:
            self._on_tab_changed(index)
        if before is not None:
            self.replaced.emit(before)
            self.close_document(before)

    def keep(self, document: Document) -> None:
        """Let a document stay that was opened as a preview."""
        if document is self._preview:
            self._preview = None
            self._show_preview()

    def close_document(self, document: Document) -> None:
        """Close a document without asking."""
        index = next((i for i, view in enumerate(self._views) if view.document is document), -1)
        if index < 0:
            return
        document.settle()
        view = self._views.pop(index)
        if document is self._preview:
            self._preview = None
        document.named.disconnect(self._on_named)
        self._stack.removeWidget(view)
        view.hide()
        view.deleteLater()
        was_current = self._tabs.currentIndex() == index
        self._tabs.blockSignals(True)
        self._tabs.removeTab(index)
        if self._views:
            # The next in line may be behind More, which Qt would pass over.
            front = min(index, len(self._views) - 1) if was_current else self._tabs.currentIndex()
            self._tab_row.set_current(front)
        self._tabs.blockSignals(False)
        self._switch.setVisible(bool(self._views))
        self._tab_row.setVisible(bool(self._views))
        if was_current:
            self._on_tab_changed(self._tabs.currentIndex())
        self.closed.emit(document)

    def close_current(self) -> bool:
        """Close the document in front if that is allowed; answers whether it was."""
        document = self.current()
        if document is None or not self._may_close(document):
            return False
        self.close_document(document)
        return True

    def show_tab(self, number: int) -> None:
        """Bring the tab of a number to the front; 9 is the last, as in browsers."""
        wanted = len(self._views) - 1 if number == 9 else number - 1
        if 0 <= wanted < len(self._views):
            self._tabs.setCurrentIndex(wanted)

    def show_view(self, view: View) -> None:
        """Show form, JSON or both, for every document."""
        self._switch.setCurrentIndex(VIEWS.index(view))

    def mark(self, pointers: tuple[str, ...]) -> None:
        """Tint the lines of values in the JSON of the document in front, where it is shown beside the form."""
        if (view := self.current_view()) is not None:
            view.mark(pointers)

    def undo(self) -> None:
        """Take back the last step of the document in front."""
        if (view := self.current_view()) is not None:
            view.undo()

    def redo(self) -> None:
        """Bring back the last step of the document in front."""
        if (view := self.current_view()) is not None:
            view.redo()

    def _on_tab_changed(self, index: int) -> None:
        view = self._views[index] if 0 <= index < len(self._views) else None
        if view is None:
            self._stack.setCurrentWidget(self.empty)
        else:
            view.show_view(self._view)
            self._stack.setCurrentWidget(view)
        self.current_changed.emit(None if view is None else view.document)

    def _show_preview(self) -> None:
        for index, view in enumerate(self._views):
            preview = view.document is self._preview
            self._tabs.set_preview(index, preview)
            self._tabs.setTabToolTip(index, _place(view.document) + (_PREVIEW if preview else ""))

    def _on_tab_double_clicked(self, index: int) -> None:
        if 0 <= index < len(self._views):
            self.keep(self._views[index].document)

    def _on_tab_moved(self, source: int, target: int) -> None:
        self._views.insert(target, self._views.pop(source))

    def _on_close_requested(self, index: int) -> None:
        document = self._views[index].document
        if self._may_close(document):
            self.close_document(document)

    def _on_switched(self, index: int) -> None:
        self._view = VIEWS[index]
        if (view := self.current_view()) is not None:
            view.show_view(self._view)
        self.view_changed.emit(self._view)

    def _on_view_wanted(self, wanted: str) -> None:
        self._switch.setCurrentIndex([str(view) for view in VIEWS].index(wanted))

    def _on_named(self) -> None:
        for index, view in enumerate(self._views):
            self._tabs.set_text(index, _title(view.document))
            self._tabs.setTabToolTip(index, _place(view.document))
            self._tabs.set_marked(index, view.document.dirty)
            if view.document is self._preview and view.document.dirty:
                self._preview = None
        self._show_preview()


def _title(document: Document) -> str:
    """As the sidebar calls it; the tooltip has the file."""
    return document.name.removesuffix(".json")


def _place(document: Document) -> str:
    return str(document.path) if document.path is not None else f"{document.name}, not saved yet"
