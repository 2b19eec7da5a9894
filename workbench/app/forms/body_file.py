"""A body that is no text: its size, its first bytes, and the way to take it from a file or keep it in one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from workbench.errors import InputError

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from workbench.app.appearance import Appearance

PREVIEWED, PER_LINE = 1024, 8
LARGEST = 10_000_000
"""Bytes; what API Gateway takes at most, and more than Lambda does."""


class BodyFile(QWidget):
    """Shows bytes; a file can be chosen or dropped."""

    chosen = Signal(object, str)
    """The bytes of a file, and its name."""
    refused = Signal(object)
    """An InputError: why a file was not taken."""

    def __init__(self, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.setAcceptDrops(True)
        self._size = QLabel()
        self._size.setProperty("role", "strong")
        self._choose = QPushButton("Choose file…")
        self._choose.setToolTip("Take the body from a file; dropping one here does the same")
        self._choose.setAccessibleName("Choose a file for the body")
        self._bytes = QPlainTextEdit()
        self._bytes.setReadOnly(True)
        self._bytes.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._bytes.setProperty("flat", True)
        self._bytes.setAccessibleName("First bytes of the body")
        self._bytes.setTabChangesFocus(True)
        self._bytes.setPlaceholderText("The first bytes are shown here.")
        row = QHBoxLayout()
        row.setSpacing(appearance.px(12))
        row.addWidget(self._choose)
        row.addWidget(self._size, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(appearance.px(8))
        column.addLayout(row)
        column.addWidget(self._bytes, 1)
        self.setFocusProxy(self._choose)
        self._choose.clicked.connect(self._on_choose)
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()

    def show_bytes(self, data: bytes) -> None:
        """Show how many bytes there are, and the first of them."""
        self._size.setText(f"{len(data):,} bytes, sent as base64" if data else "No file yet; drop one here")
        more = f"\n… {len(data) - PREVIEWED:,} more" if len(data) > PREVIEWED else ""
        self._bytes.setPlainText(_dump(data[:PREVIEWED]) + more)

    def take(self, path: Path) -> None:
        """Take the bytes of a file."""
        try:
            size = path.stat().st_size
            if size > LARGEST:
                mend = "API Gateway takes 10 MB, and Lambda 6 MB of the whole event."
                raise InputError(
                    f"The file has {size:,} bytes, which is too large for a body", place=str(path), mend=mend
                )
            data = path.read_bytes()
        except OSError as error:
            mend = "Choose a file that can be read."
            self.refused.emit(InputError(error.strerror or str(error), place=str(path), mend=mend))
        except InputError as error:
            self.refused.emit(error)
        else:
            self.chosen.emit(data, path.name)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls()[:1]:
            self.take(Path(url.toLocalFile()))

    def _on_choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self.window(), "Take the body from a file")
        if name:
            self.take(Path(name))

    def _on_appearance_changed(self) -> None:
        self._bytes.setFont(self._appearance.mono(12))
        self._bytes.document().setDocumentMargin(self._appearance.px(6))


def _dump(data: bytes) -> str:
    lines = []
    for start in range(0, len(data), PER_LINE):
        part = data[start : start + PER_LINE]
        text = "".join(chr(byte) if 32 <= byte < 127 else "·" for byte in part)
        lines.append(f"{start:06x}  {part.hex(' '):<{3 * PER_LINE - 1}}  {text}")
    return "\n".join(lines)
