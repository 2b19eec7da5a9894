"""A question is answered by its buttons and keys, and Esc changes nothing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from workbench.app.dialogs import Dialogs

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def dialogs(qtbot, appearance):
    over = QWidget()
    qtbot.addWidget(over)
    over.resize(800, 600)
    over.show()
    return Dialogs(over, appearance)


def when_asked(do):
    """Do something with the dialog as soon as it waits."""

    def look():
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            QTimer.singleShot(0, look)
        else:
            do(dialog)

    QTimer.singleShot(0, look)


def press(word):
    return lambda dialog: next(button for button in dialog.findChildren(QPushButton) if button.text() == word).click()


@pytest.mark.parametrize(("word", "answer"), [("Save", "save"), ("Discard", "discard"), ("Cancel", "cancel")])
def test_each_button_is_an_answer(dialogs, word, answer):
    when_asked(press(word))
    assert dialogs.ask_save(["hello.json"]) == answer


def test_esc_leaves_everything_as_it_is(qtbot, dialogs):
    when_asked(lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Escape))
    assert dialogs.ask_save(["hello.json", "create.json"]) == "cancel"
    when_asked(lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Escape))
    assert not dialogs.confirm("Replace the event", "It is there already.", do="Replace")
    when_asked(lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Escape))
    assert dialogs.ask_text("Rename event", "New name:", text="hello") is None


def test_enter_confirms_nothing_that_cannot_be_taken_back(qtbot, dialogs):
    when_asked(lambda dialog: qtbot.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Return))
    assert not dialogs.confirm("Replace the event", "It is there already.", do="Replace")
    when_asked(press("Replace"))
    assert dialogs.confirm("Replace the event", "It is there already.", do="Replace")


def test_a_line_is_typed_over_and_taken_with_enter(qtbot, dialogs):
    def answer(dialog):
        line = dialog._line
        assert line.selectedText() == "hello"
        qtbot.keyClicks(line, " orders/new ")
        qtbot.keyClick(line, Qt.Key.Key_Return)

    when_asked(answer)
    assert dialogs.ask_text("Rename event", "New name:", text="hello") == "orders/new"


def test_an_empty_line_is_no_answer(qtbot, dialogs):
    when_asked(lambda dialog: qtbot.keyClick(dialog._line, Qt.Key.Key_Return))
    assert dialogs.ask_text("Rename event", "New name:") is None


def test_many_names_are_told_by_the_first_of_them(dialogs):
    seen = []

    def look(dialog):
        seen.extend([dialog.windowTitle(), dialog.height()])
        dialog.reject()

    when_asked(look)
    dialogs.ask_save([f"event-{number}.json" for number in range(100)])
    assert seen[0] == "Save changes"
    assert seen[1] < 400
