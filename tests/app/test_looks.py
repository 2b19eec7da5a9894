"""What the pictures show, looked at by a machine: nothing is cut, everything has a name, every key is told."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QFont, QFontDatabase
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLineEdit,
    QListView,
    QMenuBar,
    QTabBar,
    QToolButton,
    QWidget,
)

from tests.app.clipping import cut_off
from tests.pictures.scene import SMALL, USUAL, settle
from tests.pictures.scenes import SCENES
from tests.pictures.stage import play, staged
from workbench.app.application import name_application
from workbench.resource import resource

TWINS = ("http1_", "http2_", "function_url_", "alb_", "websocket_", "authorizer_")
"""Tabs that are laid out alike for every source; those of REST are enough here."""
LOOKED_AT = [scene for scene in SCENES if scene.quick and not scene.account and not scene.name.startswith(TWINS)]


@pytest.fixture
def widest_font(qapp):
    """The interface in the bundled font, which every machine has: its letters are as wide as any."""
    before = QFont(qapp.font())
    QFontDatabase.addApplicationFont(str(resource("fonts/JetBrainsMono-Regular.ttf")))
    qapp.setFont(QFont("JetBrains Mono"))
    yield
    qapp.setFont(before)


def nameless(root: QWidget) -> list[str]:
    """Widgets that take the focus and say nothing of themselves."""
    found = []
    for widget in root.findChildren(QWidget):
        if (
            not widget.isVisible()
            or widget.focusPolicy() == Qt.FocusPolicy.NoFocus
            or widget.objectName().startswith("qt_")
            or isinstance(widget, (QMenuBar, QListView))
            or isinstance(widget.parent(), (QAbstractScrollArea, QTabBar, QComboBox))
        ):
            continue
        said = QAccessible.queryAccessibleInterface(widget)
        if said is None or not said.text(QAccessible.Text.Name).strip():
            found.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    return found


def wordless(root: QWidget) -> list[str]:
    """Buttons with neither a word nor a tooltip."""
    return [
        f"{type(button).__name__} in {type(button.parent()).__name__}"
        for button in root.findChildren(QToolButton)
        if button.isVisible()
        and not button.text()
        and not button.toolTip()
        and not isinstance(button.parent(), (QTabBar, QLineEdit))
        and not button.objectName().startswith("qt_")
    ]


@pytest.mark.parametrize("scene", LOOKED_AT, ids=lambda scene: scene.name)
@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_nothing_is_cut_and_everything_has_a_name(qapp, qtbot, widest_font, scene):
    name_application(qapp)
    wrong: list[str] = []

    def look() -> None:
        for size in (USUAL, SMALL):
            window.resize(*size)
            settle()
            shown = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
            wrong.extend(f"{size[0]} by {size[1]}: {each}" for top in shown for each in cut_off(top))
        wrong.extend(f"no name: {each}" for top in shown for each in nameless(top))
        wrong.extend(f"no words: {each}" for top in shown for each in wordless(top))

    with staged(qapp, scene, theme="light", size=USUAL) as window:
        play(scene, window, look)
    assert not wrong, "\n".join(wrong)


def test_every_scene_has_a_name_of_its_own():
    names = [scene.name for scene in SCENES]
    assert len(names) == len(set(names))


def test_every_key_of_the_table_is_told_by_the_tooltip_of_its_action(window):
    from workbench.app.actions import entries

    for entry in entries():
        if entry.keys and not entry.hidden:
            action = window.actions_[entry.id]
            assert entry.keys[0].replace("Return", "Enter") in action.toolTip(), entry.id
