"""The questions that the window asks; handed to whoever asks, so that a test answers them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtWidgets import QFileDialog, QWidget

from workbench.app.widgets.question import Question

if TYPE_CHECKING:
    from workbench.app.appearance import Appearance

SaveAnswer = Literal["save", "discard", "cancel"]
SAVE, DISCARD, CANCEL, OK, CLOSE = "Save", "Discard", "Cancel", "OK", "Close"
MOST_NAMES = 8


class Dialogs:
    """Asks over a window: files with the system's own dialog, the rest in the look of the window."""

    def __init__(self, over: QWidget, appearance: Appearance) -> None:
        self._over = over
        self._appearance = appearance

    def ask_save(self, names: list[str]) -> SaveAnswer:
        """What to do with files whose changes are not saved yet; one question for all."""
        one = len(names) == 1
        heading = f"Save {names[0]} before it closes?" if one else f"Save {len(names)} files before they close?"
        listed = "\n".join([*names[:MOST_NAMES], *(["…"] if len(names) > MOST_NAMES else [])])
        text = "What you changed is lost otherwise." if one else listed
        box = self._question("Save changes", text, heading=heading)
        box.add_answer(DISCARD, apart=True)
        box.add_answer(CANCEL)
        box.add_answer(SAVE, kind="primary", default=True)
        answers: dict[str, SaveAnswer] = {SAVE: "save", DISCARD: "discard"}
        return answers.get(box.ask(), "cancel")

    def confirm(self, title: str, text: str, *, do: str) -> bool:
        """Whether to go on with something that cannot be taken back."""
        box = self._question(title, text, heading=title)
        box.add_answer(CANCEL, default=True)
        box.add_answer(do, kind="danger")
        return box.ask() == do

    def ask_text(self, title: str, label: str, *, text: str = "") -> str | None:
        """A line of text; None where the person changed their mind."""
        box = self._question(title, label)
        line = box.add_line(label, text)
        box.add_answer(CANCEL)
        box.add_answer(OK, kind="primary", default=True)
        answer = line.text().strip() if box.ask() == OK else ""
        return answer or None

    def ask_folder(self, title: str, *, start: Path) -> Path | None:
        """A folder that exists."""
        answer = QFileDialog.getExistingDirectory(self._over, title, str(start))
        return Path(answer) if answer else None

    def tell(self, title: str, text: str, *, heading: str = "") -> None:
        """Something to read, such as what this program is."""
        box = self._question(title, text, heading=heading)
        box.add_answer(CLOSE, kind="primary", default=True)
        box.ask()

    def _question(self, title: str, text: str, *, heading: str = "") -> Question:
        return Question(title, text, self._appearance, heading=heading, parent=self._over)
