"""The Qt binding must not eat references: PySide6 6.12.0 does on Python 3.11, and aborts the program in the end."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QLabel


def test_a_thousand_qt_calls_do_not_lower_the_count_of_none(qtbot):
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for index in range(1000):
        label.setText(str(index))
    assert sys.getrefcount(None) > before - 500
