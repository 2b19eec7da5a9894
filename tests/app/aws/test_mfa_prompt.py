"""A worker thread gets the code that a person types, or an error in words."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QObject

from workbench.app.aws.mfa_prompt import MfaPrompt
from workbench.errors import ServiceError


class Person:
    """Answers the question, or leaves it."""

    def __init__(self, code):
        self.code = code
        self.asked = []

    def ask_text(self, title, label, *, text=""):
        self.asked.append(label)
        return self.code


def asked_of(person, qtbot, *, close=False):
    parent = QObject()
    prompt = MfaPrompt(person, parent)
    got: list[str | ServiceError] = []

    def work():
        try:
            got.append(prompt.ask("Enter MFA code for arn:aws:iam::1:mfa/me: "))
        except ServiceError as error:
            got.append(error)

    thread = threading.Thread(target=work)
    if close:
        prompt.close()
    thread.start()
    qtbot.waitUntil(lambda: bool(got), timeout=30_000)
    thread.join()
    parent.deleteLater()
    return got[0]


def test_the_code_reaches_the_worker(qtbot):
    person = Person("123456")
    assert asked_of(person, qtbot) == "123456"
    assert person.asked == ["Enter MFA code for arn:aws:iam::1:mfa/me"]


@pytest.mark.parametrize("close", [False, True])
def test_without_a_code_it_is_said(qtbot, close):
    answer = asked_of(Person(None), qtbot, close=close)
    assert isinstance(answer, ServiceError)
    assert "no MFA code" in answer.message
