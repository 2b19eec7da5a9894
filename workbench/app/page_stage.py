"""Where pages are shown: in the place of the editor, and of the results where a page wants the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QApplication, QSizePolicy, QStackedWidget, QWidget

if TYPE_CHECKING:
    from PySide6.QtWidgets import QSplitter

    from workbench.app.widgets.page import Page


class PageStage(QStackedWidget):
    """Holds the editor, and one page at a time in front of it."""

    changed = Signal(object)
    """The page in front, or None for the editor."""

    def __init__(self, editor: QWidget, results: QWidget, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._results = results
        self._page: Page | None = None
        self._sizes: list[int] = []
        self._focus: QWidget | None = None
        self.addWidget(editor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    @property
    def page(self) -> Page | None:
        """The page in front."""
        return self._page

    def open(self, page: Page) -> None:
        """Bring a page to the front; one that was there goes."""
        if self._page is page:
            page.focus_first()
            return
        if not self.close_page():
            return
        self._focus = QApplication.focusWidget()
        self._page = page
        page.closed.connect(self.close_page)
        self.addWidget(page)
        columns = self._columns()
        self._sizes = columns.sizes()
        self.setCurrentWidget(page)
        if not page.beside_results:
            self._results.hide()
        page.focus_first()
        self.changed.emit(page)

    def close_page(self) -> bool:
        """Go back to the editor; whether the page let itself be closed."""
        page = self._page
        if page is None:
            return True
        if not page.may_close():
            return False
        self._page = None
        self.setCurrentWidget(self._editor)
        self.removeWidget(page)
        page.hide()
        page.deleteLater()
        if self._results.isHidden():
            self._results.show()
            self._columns().setSizes(self._sizes)
        if self._focus is not None and self._focus.isVisible():
            self._focus.setFocus()
        self._focus = None
        self.changed.emit(None)
        return True

    def minimumSizeHint(self) -> QSize:
        return (self._page or self._editor).minimumSizeHint()

    def _columns(self) -> QSplitter:
        from PySide6.QtWidgets import QSplitter

        columns = self.parentWidget()
        if not isinstance(columns, QSplitter):
            raise TypeError(columns)
        return columns
