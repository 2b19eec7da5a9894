"""What an authorizer passed on: claims of a Cognito user pool or a JWT, or the context of a Lambda authorizer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QVBoxLayout

from workbench.app.forms.caller_choice import CallerChoice
from workbench.app.forms.field_list import Entry, FieldList
from workbench.app.forms.tab import FormTab
from workbench.app.widgets.key_value_table import KeyValueTable
from workbench.errors import WorkbenchError
from workbench.events.caller import CallerKind, caller_kinds, example_caller
from workbench.events.caller_in_event import caller_of, with_caller
from workbench.events.edit import pointer_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from workbench.app.appearance import Appearance
    from workbench.app.forms.edits import Edits
    from workbench.events.fields import EventFields
    from workbench.events.json_value import Json
    from workbench.events.source import Source

AUTHORIZER = "/requestContext/authorizer"
KINDS = frozenset({CallerKind.NONE, CallerKind.COGNITO_USER_POOL, CallerKind.JWT, CallerKind.LAMBDA_AUTHORIZER})
_CLAIMS = frozenset({CallerKind.COGNITO_USER_POOL, CallerKind.JWT})
_NOTHING = "No authorizer stood before the function. Choose one to add what it passes on."


class AuthorizerTab(FormTab):
    """The kind of authorizer, and the names and values that it hands to the function."""

    title = "Authorizer"
    help = "Claims of a Cognito user pool or JWT, or the context of a Lambda authorizer"

    def __init__(self, edits: Edits, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(edits, appearance, parent=parent)
        self._pointer = AUTHORIZER
        self.choice = CallerChoice("Authorizer", "What stood before the function; fills in an example", appearance)
        """What stood before the function."""
        self._scopes = FieldList(edits, appearance)
        self._scopes.setMaximumHeight(appearance.px(44))
        self.table = KeyValueTable("Claims and context", appearance)
        """Claims, or the context of a Lambda authorizer."""
        self._nothing = QLabel(_NOTHING)
        self._nothing.setProperty("role", "muted")
        self._nothing.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(appearance.px(8))
        column.addWidget(self.choice)
        column.addWidget(self._nothing)
        column.addWidget(self._scopes)
        column.addWidget(self.table, 1)
        column.addStretch(0)
        self.setFocusProxy(self.choice)
        self.choice.chosen.connect(self._on_chosen)
        self.table.edited.connect(self._on_edited)
        self.table.row_entered.connect(self._on_row_entered)
        self._scopes.pointed.connect(self.pointed)

    @classmethod
    def applies(cls, source: Source) -> bool:
        return bool(KINDS & set(caller_kinds(source)) - {CallerKind.NONE})

    @classmethod
    def count(cls, fields: EventFields) -> int | None:
        pointer, value = _map_in(fields.authorizer)
        return len(value) if pointer else None

    @classmethod
    def places(cls, _fields: EventFields) -> tuple[str, ...]:
        return (AUTHORIZER,)

    def show_fields(self, fields: EventFields) -> None:
        kind = caller_of(self._edits.document.event_object, fields.source).kind
        self.choice.show_kind(kind if kind in KINDS else CallerKind.NONE, fields.source, among=KINDS)
        inner, value = _map_in(fields.authorizer)
        self._pointer = AUTHORIZER + inner
        here = bool(inner) or bool(value)
        self._nothing.setVisible(not here)
        self.table.setVisible(here)
        self.table.set_rows(self._edits.map_rows(self._pointer) if here else ())
        words = (
            "Claims of the token, as the function gets them." if kind in _CLAIMS else "What the authorizer returned."
        )
        self.table.set_hint(words)
        jwt = fields.authorizer.get("jwt") if isinstance(fields.authorizer, dict) else None
        self._scopes.setVisible(isinstance(jwt, dict))
        if isinstance(jwt, dict):
            self._scopes.show_entries([Entry("scopes", f"{AUTHORIZER}/jwt/scopes", jwt.get("scopes"))])

    def set_read_only(self, read_only: bool) -> None:
        self.table.set_read_only(read_only)
        self.choice.setEnabled(not read_only)
        self._scopes.setEnabled(not read_only)

    def show_pointer(self, pointer: str) -> None:
        self.table.focus_name(pointer.rpartition("/")[2].replace("~1", "/").replace("~0", "~"))

    def _on_chosen(self, kind: CallerKind) -> None:
        document = self._edits.document
        try:
            event = with_caller(document.event_object, example_caller(kind), document.source)
        except WorkbenchError as error:
            self._edits.refused.emit(error)
            return
        self._edits.replace("Change authorizer", event)

    def _on_edited(self, words: str, merge: str) -> None:
        self._edits.change_map(words, self._pointer, self.table.rows, merge=merge)

    def _on_row_entered(self, number: int) -> None:
        name = self.table.model.row(number).name
        self.pointed.emit((self._pointer + pointer_of(name),) if name else ())


def _map_in(authorizer: Json) -> tuple[str, dict[str, Json]]:
    """Where the names and values of an authorizer's result stand, and what they are."""
    if not isinstance(authorizer, dict) or isinstance(authorizer.get("iam"), dict):
        return "", {}
    jwt = authorizer.get("jwt")
    if isinstance(jwt, dict):
        claims = jwt.get("claims")
        return "/jwt/claims", claims if isinstance(claims, dict) else {}
    for key in ("claims", "lambda"):
        if isinstance(authorizer.get(key), dict):
            return f"/{key}", authorizer[key]
    return "", authorizer
