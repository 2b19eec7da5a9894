"""A filter is emptied by its cross, which is there only while there is something to empty."""

from __future__ import annotations

from PySide6.QtWidgets import QToolButton

from workbench.app.widgets.filter_line import FilterLine


def test_the_cross_empties_the_line(qtbot, appearance):
    line = FilterLine("Filter the keys", "Filter", appearance)
    qtbot.addWidget(line)
    line.show()
    (cross,) = line.findChildren(QToolButton)
    assert not cross.isVisibleTo(line)
    qtbot.keyClicks(line, "abc")
    assert cross.isVisibleTo(line)
    assert cross.toolTip() == "Clear the filter"
    line.actions()[0].trigger()
    assert line.text() == ""
    assert not cross.isVisibleTo(line)
