"""Reads an event as the model of its source, and says what does not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from workbench.errors import InputError
from workbench.events.edit import pointer_of
from workbench.events.models.alb import AlbEvent
from workbench.events.models.authorizer import (
    Http1AuthorizerEvent,
    Http2AuthorizerEvent,
    RequestAuthorizerEvent,
    TokenAuthorizerEvent,
)
from workbench.events.models.http_1 import Http1Event
from workbench.events.models.http_2 import Http2Event
from workbench.events.models.rest import RestEvent
from workbench.events.models.websocket import WebSocketEvent
from workbench.events.source import Source

if TYPE_CHECKING:
    from workbench.events.json_value import Json
    from workbench.events.models.base import EventModel

_MODELS: dict[Source, type[EventModel]] = {
    Source.REST: RestEvent,
    Source.HTTP_1: Http1Event,
    Source.HTTP_2: Http2Event,
    Source.FUNCTION_URL: Http2Event,
    Source.ALB: AlbEvent,
    Source.WEBSOCKET: WebSocketEvent,
    Source.REST_TOKEN_AUTHORIZER: TokenAuthorizerEvent,
    Source.REST_REQUEST_AUTHORIZER: RequestAuthorizerEvent,
    Source.HTTP_1_AUTHORIZER: Http1AuthorizerEvent,
    Source.HTTP_2_AUTHORIZER: Http2AuthorizerEvent,
}

_WANTED = {
    "string_type": ("a string", "Put it in quotes."),
    "bool_type": ("true or false", "Write true or false, without quotes."),
    "int_type": ("a whole number", "Write a number, without quotes."),
    "dict_type": ("an object", "Write an object in braces, or null."),
    "model_type": ("an object", "Write an object in braces, or null."),
    "model_attributes_type": ("an object", "Write an object in braces, or null."),
    "list_type": ("an array", "Write an array in brackets, of strings."),
}


def read_event(event: Json, source: Source) -> EventModel:
    """The event as the model of its source.

    Raises:
        InputError: it does not fit; the place is the JSON Pointer of the first value that does not.
    """
    misfits = misfits_of(event, source)
    if misfits:
        pointer, message, mend = misfits[0]
        raise InputError(message, place=pointer, mend=mend)
    return _MODELS[source].model_validate(event)


def misfits_of(event: Json, source: Source) -> tuple[tuple[str, str, str], ...]:
    """Every value that the model of a source refuses: JSON Pointer, what is wrong, the mend."""
    model = _MODELS.get(source)
    if model is None:
        return ()
    try:
        model.model_validate(event)
    except ValidationError as refusal:
        return tuple(_misfit(error, source) for error in refusal.errors(include_url=False))
    return ()


def _misfit(error: Json, source: Source) -> tuple[str, str, str]:
    steps = [step for step in error["loc"] if step != "[key]"]
    pointer = pointer_of(*steps)
    name = str(steps[-1]) if steps else "The event"
    kind = error["type"]
    if kind == "missing":
        return pointer, f"{name} is missing; {source.label} always sends it", f"Add {name}."
    if kind == "literal_error":
        return pointer, f"{name} must be {error['ctx']['expected']}", "Correct it, or choose another source."
    wanted, mend = _WANTED.get(kind, ("of another type", str(error["msg"])))
    return pointer, f"{name} must be {wanted}, not {_kind_of(error['input'])}", mend


def _kind_of(value: Json) -> str:
    if value is None:
        return "null"
    names = {bool: "true or false", int: "a number", float: "a number", str: "a string", list: "an array"}
    return names.get(type(value), "an object")
