"""Asks a person for the code of an MFA device while a worker thread waits for it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from workbench.errors import ServiceError

if TYPE_CHECKING:
    from workbench.app.dialogs import Dialogs


class _Question:
    """One code that is waited for."""

    def __init__(self, prompt: str) -> None:
        self.prompt = prompt
        self.code: str | None = None
        self.answered = threading.Event()

    def answer(self, code: str | None) -> None:
        """Let the worker go on."""
        self.code = code
        self.answered.set()


class MfaPrompt(QObject):
    """Carries the question to the window's thread and the code back."""

    _asked = Signal(object)

    def __init__(self, dialogs: Dialogs, parent: QObject) -> None:
        super().__init__(parent)
        self._dialogs = dialogs
        self._lock = threading.Lock()
        self._waiting: list[_Question] = []
        self._closed = False
        self._asked.connect(self._on_asked)

    def ask(self, prompt: str) -> str:
        """The code that a person types. For worker threads.

        Raises:
            ServiceError: nobody gave one.
        """
        question = _Question(prompt)
        with self._lock:
            if self._closed:
                question.answer(None)
            else:
                self._waiting.append(question)
                self._asked.emit(question)
        question.answered.wait()
        if not question.code:
            raise ServiceError("no MFA code was given", mend="Connect again and type the code of your device.")
        return question.code

    def close(self) -> None:
        """Let every worker that waits go on without a code."""
        with self._lock:
            self._closed = True
            waiting, self._waiting = self._waiting, []
        for question in waiting:
            question.answer(None)

    def _on_asked(self, question: _Question) -> None:
        if question.answered.is_set():
            return
        code = self._dialogs.ask_text("MFA code", question.prompt.strip().rstrip(":"))
        with self._lock:
            if question in self._waiting:
                self._waiting.remove(question)
        question.answer(code)
