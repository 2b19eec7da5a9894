"""The body: as JSON, form fields, text, or the bytes of a file, with its content type."""

from __future__ import annotations

import mimetypes
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QSize
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
)

from workbench.app.forms.body_file import BodyFile
from workbench.app.forms.edits import sent, with_rows_off
from workbench.app.forms.json_field import JsonField
from workbench.app.forms.tab import FormTab
from workbench.app.json.text import TextError, parse
from workbench.app.widgets.choice_box import ChoiceBox
from workbench.app.widgets.key_value_table import KeyValueTable
from workbench.app.widgets.tab_strip import TabStrip
from workbench.app.widgets.text_field import TextField
from workbench.events.body import (
    CONTENT_TYPES,
    BodyKind,
    bytes_of,
    event_body,
    form_of,
    from_form,
    from_json,
    from_text,
    kind_of,
    text_of,
)  # fmt: skip
from workbench.events.body_encoding import as_base64, as_text
from workbench.events.fields import Change
from workbench.events.layout import layout_of

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from workbench.app.appearance import Appearance
    from workbench.app.forms.edits import Edits
    from workbench.app.widgets.row import Rows
    from workbench.events.fields import EventFields
    from workbench.events.json_value import Json
    from workbench.events.source import Source

NARROW, SMALLEST = 480, 280
"""Pixels; below `NARROW` the content type stands below the ways to edit the body."""
MODES = (BodyKind.NONE, BodyKind.JSON, BodyKind.FORM, BodyKind.TEXT, BodyKind.BINARY)
_WORDS = {
    BodyKind.NONE: "None", BodyKind.JSON: "JSON", BodyKind.FORM: "Form", BodyKind.TEXT: "Text", BodyKind.BINARY: "File",
}  # fmt: skip
_TIPS = {
    BodyKind.NONE: "No body", BodyKind.JSON: "JSON, written as a string into the event for you",
    BodyKind.FORM: "Form fields, encoded for you", BodyKind.TEXT: "Text as it is",
    BodyKind.BINARY: "The bytes of a file, as base64",
}  # fmt: skip
_MEDIA_TYPES = (
    "application/json", "application/x-www-form-urlencoded", "text/plain; charset=utf-8", "text/html",
    "application/xml", "application/octet-stream", "application/pdf", "image/png", "image/jpeg",
)  # fmt: skip


class BodyTab(FormTab):
    """One body, shown in the way that suits its content type until someone chooses another."""

    title = "Body"
    help = "Body and content type"

    def __init__(self, edits: Edits, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(edits, appearance, parent=parent)
        self._seen: tuple[str | None, bool] | None = None
        self._mode = BodyKind.NONE
        self.modes = TabStrip("Body as", appearance)
        """The ways to edit a body."""
        for mode in MODES:
            self.modes.add(_WORDS[mode], tooltip=_TIPS[mode])
        self.content_type = ChoiceBox("Content type", "The Content-Type header of the request", appearance)
        """The Content-Type header."""
        self.content_type.setEditable(True)
        self.content_type.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.content_type.addItems(list(_MEDIA_TYPES))
        self.json = JsonField("Body as JSON", appearance, while_broken="The body is sent as it stands.")
        """The body as JSON."""
        self.form = KeyValueTable("Form fields", appearance, query=True)
        """The body as form fields."""
        self.form.set_hint("Names and values are encoded for you.")
        self.text = TextField("Body as text", appearance)
        """The body as text."""
        self.file = BodyFile(appearance)
        """The body as bytes."""
        self._nothing = QLabel("This request has no body. Choose JSON, Form, Text or File to give it one.")
        self._nothing.setProperty("role", "muted")
        self._nothing.setWordWrap(True)
        self._nothing.setAlignment(self._nothing.alignment().AlignTop | self._nothing.alignment().AlignLeft)
        self.base64 = QCheckBox("Base64")
        """Whether the event carries the body as base64."""
        self.base64.setToolTip("Whether the event carries the body as base64 (isBase64Encoded)")
        self._stack = QStackedWidget()
        for widget in (self._nothing, self.json, self.form, self.text, self.file):
            self._stack.addWidget(widget)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        px = self._appearance.px
        kind = QHBoxLayout()
        kind.setSpacing(px(8))
        kind.addWidget(self.base64)
        kind.addWidget(self.content_type, 1)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(px(8))
        self._top.addWidget(self.modes)
        self._top.addLayout(kind, 1)
        self.modes.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.content_type.setMinimumWidth(px(100))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(4), 0, 0)
        column.setSpacing(px(8))
        column.addLayout(self._top)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.modes.currentChanged.connect(self._on_mode_chosen)
        self.json.edited.connect(self._on_json_edited)
        self.form.edited.connect(self._on_form_edited)
        self.text.edited.connect(self._on_text_edited)
        self.file.chosen.connect(self._on_file_chosen)
        self.file.refused.connect(self._edits.refused)
        self.base64.clicked.connect(self._on_base64_clicked)
        self.content_type.textActivated.connect(self._on_content_type_edited)
        if (line := self.content_type.lineEdit()) is not None:
            line.textEdited.connect(self._on_content_type_edited)
            line.editingFinished.connect(self._edits.document.seal)
        self.json.editor.undo_exhausted.connect(self._edits.document.undo_stack.undo)
        self.json.editor.redo_exhausted.connect(self._edits.document.undo_stack.redo)
        self.json.editor.focus_left.connect(self._edits.document.seal)
        self.text.left.connect(self._edits.document.seal)
        self._edits.document.settling.connect(self.json.editor.commit)

    @property
    def mode(self) -> BodyKind:
        """How the body is being edited."""
        return self._mode

    @classmethod
    def applies(cls, source: Source) -> bool:
        return bool(layout_of(source).body)

    @classmethod
    def count(cls, _fields: EventFields) -> int | None:
        return None

    @classmethod
    def places(cls, fields: EventFields) -> tuple[str, ...]:
        return (layout_of(fields.source).body, "/isBase64Encoded")

    def show_fields(self, fields: EventFields) -> None:
        line = self.content_type.lineEdit()
        if line is not None and not line.hasFocus():
            with QSignalBlocker(self.content_type):
                self.content_type.setEditText(fields.content_type or "")
                line.setCursorPosition(0)
        self.content_type.setEnabled(layout_of(fields.source).maps)
        if line is not None:
            line.setPlaceholderText("No content type")
        self.base64.setVisible(bool(fields.body))
        self.base64.setChecked(fields.is_base64)
        if (fields.body, fields.is_base64) == self._seen:
            return
        self._seen = (fields.body, fields.is_base64)
        kind = kind_of(fields.body, is_base64=fields.is_base64, content_type=fields.content_type)
        self._show_mode(kind)
        self._show_body(fields)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._appearance.px(SMALLEST), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        self._top.setDirection(way.TopToBottom if self.width() < self._appearance.px(NARROW) else way.LeftToRight)

    def _show_mode(self, mode: BodyKind) -> None:
        self._mode = mode
        with QSignalBlocker(self.modes):
            self.modes.setCurrentIndex(MODES.index(mode))
        self._stack.setCurrentIndex(MODES.index(mode))

    def _show_body(self, fields: EventFields) -> None:
        body, is_base64 = fields.body, fields.is_base64
        if self._mode == BodyKind.JSON:
            text = text_of(body, is_base64=is_base64)
            value = parse(text)
            if isinstance(value, TextError) and text:
                self.json.show_raw(text, value)
            elif text:
                self.json.show_value(value)
            else:
                self.json.clear()
        elif self._mode == BodyKind.FORM:
            self.form.set_rows(self._form_rows(fields))
        elif self._mode == BodyKind.TEXT:
            self.text.show_text(text_of(body, is_base64=is_base64))
        elif self._mode == BodyKind.BINARY:
            self.file.show_bytes(bytes_of(body, is_base64=is_base64))

    def _form_rows(self, fields: EventFields) -> Rows:
        pairs = tuple(form_of(fields.body, is_base64=fields.is_base64))
        kept = self._edits.document.draft.tables.get("body")
        return kept if kept is not None and sent(kept) == pairs else with_rows_off(pairs, kept or ())

    def _write(self, words: str, data: bytes, *, rows: Rows | None = None, merge: str = "body") -> None:
        fields = self._edits.fields()
        if not data:
            body, is_base64 = None, False
        elif fields.body:
            is_base64 = fields.is_base64
            body = as_base64(data) if is_base64 else as_text(data)
        else:
            made = event_body(data, fields.source, content_type=fields.content_type)
            body, is_base64 = made.body, made.is_base64
        self._seen = (body, is_base64)
        changes = [Change("body", body), Change("is_base64", is_base64)]
        self._edits.change_all(words, changes, merge=merge, rows=None if rows is None else {"body": rows})

    def _on_mode_chosen(self, index: int) -> None:
        mode, fields = MODES[index], self._edits.fields()
        self._show_mode(mode)
        if mode == BodyKind.NONE:
            self._edits.document.seal()
            self._write("Remove the body", b"", merge="")
        elif not fields.body and fields.content_type is None and layout_of(fields.source).maps:
            self._edits.change("Set content type", "content_type", CONTENT_TYPES[mode])
        self._show_body(self._edits.fields())

    def _on_json_edited(self, value: Json, text: str) -> None:
        before = self._edits.fields()
        one_line = "\n" not in text_of(before.body, is_base64=before.is_base64)
        valid = not isinstance(value, TextError)
        self._write("Edit body", from_json(value) if valid and one_line else from_text(text))

    def _on_form_edited(self, words: str, merge: str) -> None:
        rows = self.form.rows
        self._write(words, from_form(sent(rows)), rows=rows, merge=f"body form {merge}" if merge else "")

    def _on_text_edited(self, text: str) -> None:
        self._write("Edit body", from_text(text))

    def _on_file_chosen(self, data: bytes, name: str) -> None:
        media_type = mimetypes.guess_type(name)[0] or CONTENT_TYPES[BodyKind.BINARY]
        self._edits.document.seal()
        changes = [Change("body", as_base64(data)), Change("is_base64", True)]
        if layout_of(self._edits.document.source).maps:
            changes.append(Change("content_type", media_type))
        self._edits.change_all("Take the body from a file", changes)

    def _on_base64_clicked(self, wanted: bool) -> None:
        fields = self._edits.fields()
        data = bytes_of(fields.body, is_base64=fields.is_base64)
        body = as_base64(data) if wanted else as_text(data)
        self._seen = (body, wanted)
        self._edits.document.seal()
        self._edits.change_all("Change the body's encoding", [Change("body", body), Change("is_base64", wanted)])

    def _on_content_type_edited(self, text: str) -> None:
        self._edits.change("Set content type", "content_type", text)
