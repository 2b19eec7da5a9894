"""Which environment fills the variables of the event in front: its case file's, else the one a person chose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from workbench.app.document import Document
    from workbench.app.main_window import MainWindow
    from workbench.library.environment import Environment
    from workbench.library.event_tree import SavedEvent


class Environments(QObject):
    """Follows the event in front; a choice in the target bar holds for that event where its case file says another."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._chosen = ""
        self._said: dict[Document, str] = {}
        """What the case file of an open event says, or a person chose over that."""
        window.bar.environment_changed.connect(self._on_chosen)
        window.area.current_changed.connect(self._on_document)
        window.area.closed.connect(self._on_closed)
        window.cases.saved.connect(self._on_case_saved)
        window.files.case_changed.connect(self._on_case_saved)

    @property
    def chosen(self) -> str:
        """What a person chose for the events that say nothing."""
        return self._chosen

    def offer(self, environments: tuple[Environment, ...]) -> None:
        """Offer the environments of the folder; what is chosen stays."""
        self._window.bar.set_environments(environments)
        self._show()

    def choose(self, name: str) -> None:
        """Choose for the events that say nothing, as a person did the last time."""
        self._chosen = name
        self._show()

    def _show(self) -> None:
        document = self._window.area.current()
        said = self._said.get(document) if document is not None else None
        self._window.bar.set_environment(self._chosen if said is None else said)

    def _read(self, document: Document) -> None:
        try:
            file = self._window.files.case_of(document)
        except WorkbenchError:
            file = None
        if file is not None and file.case.environment:
            self._said[document] = file.case.environment
        else:
            self._said.pop(document, None)

    def _on_document(self, document: Document | None) -> None:
        if document is not None and document not in self._said:
            self._read(document)
        self._show()

    def _on_chosen(self, name: str) -> None:
        document = self._window.area.current()
        if document is not None and document in self._said:
            self._said[document] = name
        else:
            self._chosen = name

    def _on_closed(self, document: Document) -> None:
        self._said.pop(document, None)

    def _on_case_saved(self, event: SavedEvent) -> None:
        for document in self._window.area.documents():
            if self._window.files.event_of(document) == event:
                self._read(document)
        self._show()
