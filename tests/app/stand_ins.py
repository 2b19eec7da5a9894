"""What stands in for people and machines in tests of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.app.dialogs import Dialogs, SaveAnswer

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.app.main_window import MainWindow


class Answers(Dialogs):
    """Answers every question as it was told to, and remembers what was asked."""

    def __init__(self, over: MainWindow) -> None:
        super().__init__(over, over.appearance)
        self.save: SaveAnswer = "discard"
        self.yes = True
        self.texts: list[str] = []
        self.folder: Path | None = None
        self.asked: list[str] = []

    def ask_save(self, names):
        self.asked.append(f"save {', '.join(names)}")
        return self.save

    def confirm(self, title, text, *, do):
        self.asked.append(title)
        return self.yes

    def ask_text(self, title, label, *, text=""):
        self.asked.append(f"{title}: {text}")
        return self.texts.pop(0) if self.texts else None

    def ask_folder(self, title, *, start):
        self.asked.append(title)
        return self.folder

    def tell(self, title, text, *, heading=""):
        self.asked.append(f"{title}: {text}")
