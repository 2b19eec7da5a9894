"""The line for path and query at the top of the window: typed, or filled by pasting a whole request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from workbench.app.editor.incoming import is_request, is_url
from workbench.app.widgets.line_field import LineField

if TYPE_CHECKING:
    from PySide6.QtGui import QContextMenuEvent, QDropEvent

    from workbench.app.appearance import Appearance


class PathLine(LineField):
    """Path and query; what is pasted as a URL, a cURL command, HAR or raw HTTP goes to the whole form."""

    request_pasted = Signal(str)

    def __init__(self, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__("Path and query", appearance, parent=parent)
        self.setToolTip("Path and query (Ctrl+L). Paste a URL or a cURL command to fill the whole form.")

    def paste(self) -> None:
        """Paste from the clipboard; a whole request fills the form."""
        text = QApplication.clipboard().text()
        if is_url(text) or is_request(text):
            self.request_pasted.emit(text)
        else:
            super().paste()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste) and not self.isReadOnly():
            self.paste()
        else:
            super().keyPressEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        text = event.mimeData().text()
        if is_url(text) or is_request(text):
            event.acceptProposedAction()
            self.request_pasted.emit(text)
        else:
            super().dropEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        for action in menu.actions():
            if action.objectName() == "edit-paste":
                action.triggered.disconnect()
                action.triggered.connect(self.paste)
        menu.exec(event.globalPos())
        menu.deleteLater()
