"""How an editor attaches to a function that waits for a debugger: a configuration to copy or to write."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from workbench.app.widgets.chip import Chip
from workbench.app.widgets.code_block import CodeBlock
from workbench.app.widgets.page import Page
from workbench.app.widgets.prose import Prose
from workbench.app.widgets.tab_strip import TabStrip
from workbench.runtime.launch import pycharm_instructions, vscode_configuration

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.app.appearance import Appearance

LAUNCH_FILE = ".vscode/launch.json"


class DebugPage(Page):
    """Stands beside the response: the log goes on there."""

    write_wanted = Signal(object)
    """The path of the launch.json to write."""
    beside_results = True

    def __init__(
        self, port: int, folder: Path | None, *, kind: str, appearance: Appearance, parent: QWidget | None = None
    ) -> None:
        super().__init__("Debug", appearance, parent=parent)
        self._folder = folder
        where = f"127.0.0.1:{port}"
        self.address = Chip(appearance, "accent", where, icon="terminal")
        self.address.setToolTip("The function waits here before its handler is imported")
        self.add_to_header(self.address)
        self.words = Prose(
            f"The function waits on {where} before its handler is imported: breakpoints at module level are met, and "
            "breakpoint() stops. The port stays the same when the code changes, so the editor can attach again.",
            appearance,
            color="muted",
            size=12,
        )
        self.tabs = TabStrip("Editors", appearance)
        self.tabs.add("VS Code", tooltip="Also for editors that read launch.json")
        self.tabs.add("PyCharm")
        self.configuration = json.dumps(vscode_configuration(port, kind=kind), indent=2)
        """The entry of launch.json."""
        self.code = CodeBlock("Configuration for VS Code", appearance)
        self.code.show_text(self.configuration)
        self.copy = QPushButton("Copy")
        self.copy.setToolTip("Copy the entry for launch.json")
        self.copy.clicked.connect(self._on_copy)
        self.write = QPushButton(f"Write {LAUNCH_FILE}…")
        self.write.setProperty("kind", "primary")
        self.write.setToolTip("Add it to the project; asks first, and keeps the other configurations")
        self.write.clicked.connect(self._on_write)
        self.write.setEnabled(folder is not None)
        self.pycharm = Prose(pycharm_instructions(port), appearance)
        views = QStackedWidget()
        views.addWidget(self._code_view(appearance))
        views.addWidget(self._plain_view())
        self.tabs.currentChanged.connect(views.setCurrentIndex)
        for widget in (self.words, self.tabs):
            self.body.addWidget(widget)
        self.body.addWidget(views, 1)

    def focus_first(self) -> None:
        """Take the keyboard to what is done most."""
        (self.write if self.write.isEnabled() else self.copy).setFocus()

    def _code_view(self, appearance: Appearance) -> QWidget:
        view = QWidget()
        column = QVBoxLayout(view)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(appearance.px(8))
        row = QHBoxLayout()
        row.addWidget(self.write)
        row.addWidget(self.copy)
        row.addStretch(1)
        column.addWidget(self.code)
        column.addLayout(row)
        column.addWidget(
            Prose("Then: Run and Debug, “Lambda Event Workbench”, F5.", appearance, color="muted", size=12)
        )
        column.addStretch(1)
        return view

    def _plain_view(self) -> QWidget:
        view = QWidget()
        column = QVBoxLayout(view)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pycharm, 0, Qt.AlignmentFlag.AlignTop)
        column.addStretch(1)
        return view

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.configuration)

    def _on_write(self) -> None:
        if self._folder is not None:
            self.write_wanted.emit(self._folder / LAUNCH_FILE)
