"""The questions that the window asks; handed to whoever asks, so that a test answers them."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from PySide6.QtWidgets import QFileDialog, QInputDialog, QLineEdit, QMessageBox, QWidget

SaveAnswer = Literal["save", "discard", "cancel"]


class Dialogs:
    """Asks with the system's own dialogs, over a window."""

    def __init__(self, over: QWidget) -> None:
        self._over = over

    def ask_save(self, names: list[str]) -> SaveAnswer:
        """What to do with changes that are not saved yet; one question for all."""
        box = QMessageBox(self._over)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle("Save changes")
        box.setText(
            f"Save {names[0]} before it closes?" if len(names) == 1 else f"Save {len(names)} events before they close?"
        )
        if len(names) > 1:
            box.setInformativeText("\n".join(names[:12]))
        buttons = QMessageBox.StandardButton
        box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
        box.setDefaultButton(buttons.Save)
        answers: dict[int, SaveAnswer] = {buttons.Save.value: "save", buttons.Discard.value: "discard"}
        answer = answers.get(box.exec(), "cancel")
        box.deleteLater()
        return answer

    def confirm(self, title: str, text: str, *, do: str) -> bool:
        """Whether to go on with something that cannot be taken back."""
        box = QMessageBox(self._over)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(title)
        box.setText(text)
        yes = box.addButton(do, QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)
        box.exec()
        answer = box.clickedButton() is yes
        box.deleteLater()
        return answer

    def ask_text(self, title: str, label: str, *, text: str = "") -> str | None:
        """A line of text; None where the person changed their mind."""
        answer, given = QInputDialog.getText(self._over, title, label, QLineEdit.EchoMode.Normal, text)
        return answer.strip() if given and answer.strip() else None

    def ask_folder(self, title: str, *, start: Path) -> Path | None:
        """A folder that exists."""
        answer = QFileDialog.getExistingDirectory(self._over, title, str(start))
        return Path(answer) if answer else None

    def tell(self, title: str, text: str) -> None:
        """Something to read, such as the list of keys."""
        box = QMessageBox(self._over)
        box.setWindowTitle(title)
        box.setText(text)
        box.exec()
        box.deleteLater()
