"""The event being edited: one frozen value with its exact text, its undo stack, and a signal when it changes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from workbench.app.json.text import TextError, parse, pretty
from workbench.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from workbench.app.widgets.row import Rows
    from workbench.events.json_value import Json, JsonObject
    from workbench.events.source import Source

UNDO_STEPS = 500
_FILE_MEND = "Save it as UTF-8 and open it again."


@dataclass(frozen=True, slots=True)
class Draft:
    """All that undo brings back: the last good event, its text as written, and what stands beside the event."""

    event: Json
    text: str | None = None
    """The exact text; None where the event is printed afresh."""
    error: TextError | None = None
    """Why `text` is not JSON; the event is then the last good one."""
    tables: Mapping[str, Rows] = field(default_factory=dict)
    """The rows of tables as a person left them, by field: in that order, with those that are kept and not sent."""

    def says_the_same_as(self, other: Draft) -> bool:
        """Whether both are the same text and the same tables."""
        if self.tables != other.tables or not _same_types(self.event, other.event):
            return False
        return self.text == other.text or self.written() == other.written()

    def written(self) -> str:
        """The text as a person wrote it, or the event printed."""
        return pretty(self.event) if self.text is None else self.text


class _Step(QUndoCommand):
    """One undoable change from a draft to the next; steps of one field merge."""

    def __init__(self, document: Document, before: Draft, *, after: Draft, words: str, merge: str) -> None:
        super().__init__(words)
        self._document = document
        self._before = before
        self._after = after
        self._merge = merge

    def id(self) -> int:
        """One number for all steps: whether two merge is `mergeWith`'s to say."""
        return 1 if self._merge else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take in the next keystroke of the same field."""
        if not isinstance(other, _Step) or other._merge != self._merge or not self._document.merges:  # noqa: SLF001 - its own kind
            return False
        self._after = other._after  # noqa: SLF001
        if self._before.says_the_same_as(self._after):
            self.setObsolete(True)
        return True

    def redo(self) -> None:
        """Go to the later draft."""
        self._document.show(self._after)

    def undo(self) -> None:
        """Go back to the earlier draft."""
        self._document.show(self._before)


class Document(QObject):
    """One open event. Views read it and ask it to change; they never change each other."""

    changed = Signal()
    """The event, its text or what stands beside it is different now."""
    named = Signal()
    """Its name, path or unsaved mark is different now."""
    settling = Signal()
    """Views hand in what is still being typed."""

    def __init__(
        self,
        event: Json = None,
        *,
        text: str | None = None,
        raw: bytes | None = None,
        name: str = "untitled",
        path: Path | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        error = None
        if text is not None:
            found = parse(text)
            event, error = ({}, found) if isinstance(found, TextError) else (found, None)
        self._draft = Draft(event, text, error)
        self._raw = raw
        self._raw_text = text
        self._printed: tuple[Json, str] | None = None
        self._source: tuple[Json, Source] | None = None
        self._said_source: Source | None = None
        self._placeholder = event if error is not None else None
        self._name = name
        self._path = path
        self.merges = True
        """False while the next step must stand alone."""
        self.undo_stack = QUndoStack(self)
        self.undo_stack.setUndoLimit(UNDO_STEPS)
        self.undo_stack.cleanChanged.connect(self._on_clean_changed)

    @classmethod
    def from_bytes(cls, raw: bytes, *, name: str, path: Path | None = None) -> Document:
        """A document of a file's exact bytes, which are passed to a function unchanged until the event is edited."""
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise InputError(
                f"The file is not UTF-8 (byte {error.start})", place=str(path or name), mend=_FILE_MEND
            ) from error
        return cls(text=text, raw=raw, name=name, path=path)

    @property
    def event(self) -> Json:
        """The last good event. Never changed in place."""
        return self._draft.event

    @property
    def event_object(self) -> JsonObject:
        """The event where it is a JSON object, else an empty one: what the form works on."""
        return self._draft.event if isinstance(self._draft.event, dict) else {}

    @property
    def draft(self) -> Draft:
        """The event with all that stands beside it."""
        return self._draft

    @property
    def error(self) -> TextError | None:
        """Why the text as it stands is not JSON."""
        return self._draft.error

    @property
    def was_valid(self) -> bool:
        """Whether `event` ever was this document's own: a file that is not JSON has none yet."""
        return self._placeholder is None or self._draft.event is not self._placeholder

    @property
    def text(self) -> str:
        """The text as a person wrote it, or the event printed."""
        if self._draft.text is not None:
            return self._draft.text
        if self._printed is None or self._printed[0] is not self._draft.event:
            self._printed = (self._draft.event, pretty(self._draft.event))
        return self._printed[1]

    @property
    def payload(self) -> bytes:
        """The exact bytes for a function: the file's own until the event is edited."""
        self.settle()
        if self._raw is not None and self._draft.text is not None and self._draft.text == self._raw_text:
            return self._raw
        return self.text.encode("utf-8", "surrogatepass")

    @property
    def source(self) -> Source:
        """What the event comes from: told by its own keys, else as its case file says."""
        from workbench.events.recognise import source_of
        from workbench.events.source import Source as Known

        if self._source is None or self._source[0] is not self._draft.event:
            self._source = (self._draft.event, source_of(self._draft.event))
        told = self._source[1]
        return self._said_source if told is Known.OTHER and self._said_source is not None else told

    def say_source(self, source: Source | None) -> None:
        """Take what the case file says the event comes from; it counts where the event's own keys do not tell."""
        if source is not self._said_source:
            self._said_source = source
            self.changed.emit()

    @property
    def name(self) -> str:
        """What the tab shows."""
        return self._name

    @property
    def path(self) -> Path | None:
        """The file, where there is one."""
        return self._path

    @property
    def dirty(self) -> bool:
        """Whether there is something to save."""
        return not self.undo_stack.isClean()

    def edit(
        self,
        words: str,
        *,
        event: Json,
        merge: str = "",
        tables: Mapping[str, Rows] | None = None,
    ) -> None:
        """Change the event as one undoable step; steps with the same `merge` become one until `seal`."""
        draft = replace(
            self._draft,
            event=event,
            text=None,
            error=None,
            tables=self._draft.tables if tables is None else tables,
        )
        if event == self._draft.event and _same_types(event, self._draft.event) and self._draft.error is None:
            draft = replace(draft, event=self._draft.event, text=self._draft.text)
        self._push(words, draft, merge=merge)

    def set_text(self, text: str) -> None:
        """Take the text of the JSON view; text that is not JSON leaves the last good event."""
        if text == self.text:
            return
        found = parse(text)
        if isinstance(found, TextError):
            self._push("Edit JSON", replace(self._draft, text=text, error=found), merge="json")
        else:
            self._push("Edit JSON", replace(self._draft, event=found, text=text, error=None), merge="json")

    def drop_text(self) -> None:
        """Give up text that is not JSON and go back to the last good event."""
        if self._draft.error is not None:
            self._push("Go back to the last valid JSON", replace(self._draft, text=None, error=None), merge="")

    def seal(self) -> None:
        """Let the next edit start a step of its own: the field was left."""
        self.merges = False

    def settle(self) -> None:
        """Have views hand in what is still being typed."""
        self.settling.emit()

    def saved(self, raw: bytes, *, name: str, path: Path) -> None:
        """Remember that these bytes are on disk now."""
        self._raw = raw
        self._raw_text = self._draft.text
        self._name = name
        self._path = path
        self.seal()
        self.undo_stack.setClean()
        self.named.emit()

    def rename(self, name: str, *, path: Path | None = None) -> None:
        """Give it another name or place; what is in it stays."""
        self._name = name
        self._path = path
        self.named.emit()

    def mark_unsaved(self) -> None:
        """Mark it as not on disk, as a recovered draft is."""
        self.undo_stack.resetClean()
        self.named.emit()

    def show(self, draft: Draft) -> None:
        """Take a draft as it is: for undo steps only."""
        if draft is self._draft:
            return
        self._draft = draft
        self.changed.emit()

    def _push(self, words: str, draft: Draft, *, merge: str) -> None:
        if draft == self._draft and _same_types(draft.event, self._draft.event):
            return
        self.undo_stack.push(_Step(self, self._draft, after=draft, words=words, merge=merge))
        self.merges = True

    def _on_clean_changed(self) -> None:
        self.named.emit()


def _same_types(one: Json, other: Json) -> bool:
    """Whether values are equal as JSON, with the same order of keys: Python takes 1, 1.0 and true for the same."""
    if one is other:
        return True
    if type(one) is not type(other) or one != other:
        return False
    if isinstance(one, dict):
        return list(one) == list(other) and all(_same_types(value, other[key]) for key, value in one.items())
    if isinstance(one, list):
        return all(_same_types(left, right) for left, right in zip(one, other, strict=True))
    return True
