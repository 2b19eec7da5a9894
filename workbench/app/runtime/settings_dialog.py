"""The settings of a person: colours, size of text, editor, timeout, and which targets are production."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from workbench.app.appearance import LARGEST_ZOOM, SMALLEST_ZOOM
from workbench.app.widgets.choice_box import ChoiceBox
from workbench.app.widgets.line_field import LineField
from workbench.app.widgets.notice_bar import NoticeBar
from workbench.app.widgets.prose import Prose
from workbench.app.widgets.text_field import TextField
from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from workbench.app.appearance import Appearance
    from workbench.app.runtime.own_settings import OwnSettings

_COLOURS = (("As the system", "system"), ("Light", "light"), ("Dark", "dark"))
_ABOUT_EDITOR = (
    "Opens the lines of a stack. Empty: $VISUAL or $EDITOR where it has a window, an editor found on the path, or the "
    "desktop's own choice."
)
_ABOUT_PRODUCTION = (
    "Targets in AWS that ask before each run, one a line: an account, :alias, name, name:alias, profile:name or ARN; "
    "* and ? stand for anything."
)
EDITOR_HINT = "code --goto {file}:{line}"


class SettingsDialog(QDialog):
    """Colours and size show at once; the rest holds when it is saved."""

    def __init__(self, settings: OwnSettings, appearance: Appearance, *, parent: QWidget) -> None:
        super().__init__(parent)
        self._settings = settings
        self._appearance = appearance
        self._before = (appearance.choice, appearance.zoom)
        now = settings.current
        self.setWindowTitle("Settings")
        self.setModal(True)
        self.notice = NoticeBar(appearance)
        self.colours = ChoiceBox("Colours", "", appearance)
        for text, value in _COLOURS:
            self.colours.addItem(text, value)
        self.colours.setCurrentIndex(self.colours.findData(appearance.choice))
        self.colours.activated.connect(self._on_colours)
        self.zoom = QSpinBox()
        self.zoom.setRange(SMALLEST_ZOOM, LARGEST_ZOOM)
        self.zoom.setSingleStep(10)
        self.zoom.setSuffix(" %")
        self.zoom.setKeyboardTracking(False)
        self.zoom.setValue(appearance.zoom)
        self.zoom.valueChanged.connect(appearance.set_zoom)
        self.editor = LineField("Editor", appearance)
        self.editor.setPlaceholderText(EDITOR_HINT)
        self.editor.show_text(now.editor)
        self.timeout = QDoubleSpinBox()
        self.timeout.setRange(0.1, 900)
        self.timeout.setDecimals(1)
        self.timeout.setSuffix(" s")
        self.timeout.setValue(now.timeout)
        self.production = TextField("Production targets", appearance)
        self.production.setProperty("flat", False)
        self.production.show_text("\n".join(now.production))
        self.production.setPlaceholderText(":live\n123456789012\nprofile:prod*")
        self.production.setFixedHeight(appearance.px(84))
        for box in (self.zoom, self.timeout):
            box.lineEdit().setTextMargins(appearance.px(7), 0, 0, 0)
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        self._row("Colours", self.colours)
        self._row("Text size", self.zoom)
        self._row("Editor", self.editor, _ABOUT_EDITOR)
        self._row("Timeout", self.timeout, "Of functions found by looking. Templates and workbench.yaml say their own.")
        self._row("Production", self.production, _ABOUT_PRODUCTION)
        self.save = QPushButton("Save")
        self.save.setProperty("kind", "primary")
        self.save.setDefault(True)
        self.save.clicked.connect(self._on_save)
        cancel = QPushButton("Cancel")
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.save)
        column = QVBoxLayout(self)
        column.addWidget(self.notice)
        column.addLayout(self._grid)
        column.addStretch(1)
        column.addLayout(buttons)
        px = appearance.px
        column.setContentsMargins(px(16), px(16), px(16), px(16))
        column.setSpacing(px(12))
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(4))
        self.resize(px(540), px(430))
        self.rejected.connect(self._on_rejected)
        self.finished.connect(self.deleteLater)
        if (wrong := settings.wrong) is not None:
            self.notice.say("warning", str(wrong), detail="Saving sets that file aside and writes a new one.")

    def _row(self, name: str, widget: QWidget, about: str = "") -> None:
        row = self._grid.rowCount()
        label = QLabel(name)
        label.setBuddy(widget)
        widget.setAccessibleName(name)
        widget.setAccessibleDescription(about)
        label.setMinimumHeight(self._appearance.px(32))
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(label, row, 0, top)
        self._grid.addWidget(widget, row, 1)
        if about:
            self._grid.addWidget(Prose(about, self._appearance, color="muted", size=12), row + 1, 1)
        self._grid.setRowMinimumHeight(row + 2, self._appearance.px(6))

    def _on_colours(self) -> None:
        self._appearance.set_choice(self.colours.currentData())

    def _on_save(self) -> None:
        lines = (line.strip() for line in self.production.text().splitlines())
        changed = {
            "editor": self.editor.text().strip(),
            "timeout": self.timeout.value(),
            "production": tuple(line for line in lines if line),
        }
        try:
            self._settings.write(self._settings.current.model_copy(update=changed))
        except WorkbenchError as error:
            self.notice.say_error(error)
            return
        self.accept()

    def _on_rejected(self) -> None:
        self._appearance.set_choice(self._before[0])
        self._appearance.set_zoom(self._before[1])
