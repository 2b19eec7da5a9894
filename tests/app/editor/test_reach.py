"""Every field of the editor and the target bar has a name for a screen reader, and can be reached by Tab."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QTabBar, QWidget

from workbench.app.document import Document
from workbench.app.editor.editor_area import EditorArea
from workbench.app.forms.event_form import TABS
from workbench.app.target import Target
from workbench.app.target_bar import TargetBar
from workbench.events.samples import sample
from workbench.events.source import Source


def _unnamed(widget: QWidget) -> list[str]:
    """What can have the focus and says nothing of itself; the line inside a combo box speaks for the box."""
    found = []
    for each in widget.findChildren(QWidget):
        takes_focus = each.focusPolicy() != Qt.FocusPolicy.NoFocus and each.isVisible()
        is_part = isinstance(each.parent(), QComboBox | QTabBar | QAbstractItemView)
        if not takes_focus or is_part:
            continue
        interface = QAccessible.queryAccessibleInterface(each)
        if interface is not None and not interface.text(QAccessible.Text.Name):
            found.append(f"{type(each).__name__} in {type(each.parent()).__name__}")
    return found


@pytest.mark.parametrize("source", [Source.REST, Source.HTTP_2, Source.WEBSOCKET, Source.REST_TOKEN_AUTHORIZER])
def test_everything_that_takes_the_focus_has_a_name(qtbot, appearance, source):
    area = EditorArea(appearance)
    qtbot.addWidget(area)
    area.resize(1000, 700)
    area.open_document(Document({**sample(source), "body": "a"} if source == Source.REST else sample(source)))
    area.show_view("both")
    area.show()
    view = area.current_view()
    assert view is not None
    assert view.form is not None
    for kind in TABS:
        if kind.applies(source):
            view.form.show_tab(kind.title)
            assert _unnamed(area) == [], kind.title
    area.close()


def test_the_target_bar_is_walked_with_tab(qtbot, appearance):
    bar = TargetBar(appearance)
    qtbot.addWidget(bar)
    bar.set_document(Document(sample(Source.REST)))
    bar.set_functions([Target("a", "a")])
    bar.resize(1280, 48)
    bar.show()
    assert _unnamed(bar) == []
    bar.activateWindow()
    qtbot.waitUntil(bar.isActiveWindow)
    bar.request.source.setFocus()
    walked = []
    for _ in range(6):
        focus = QApplication.focusWidget()
        assert focus is not None
        box = focus.parentWidget()
        walked.append(focus.accessibleName() or (box.accessibleName() if box is not None else ""))
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    assert walked == ["Event source", "Method", "Path and query", "Function", "Environment", "Invoke the function"]
    bar.close()
