"""One event against several targets: which responses mean the same, and where the others differ."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.exchange.difference import Difference, differences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.events.json_value import Json
    from workbench.exchange.record import Exchange

_LENGTH = "content-length"
"""Follows from the body, which is compared itself."""


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One target beside the first: its exchange, and where its answer differs from the first one's."""

    target: str
    exchange: Exchange
    differences: tuple[Difference, ...]

    @property
    def same(self) -> bool:
        """Whether it answered the same, ids and times aside."""
        return not self.differences


def run_matrix(first: Exchange, others: Sequence[Exchange]) -> tuple[MatrixRow, ...]:
    """Every exchange compared with the first, which is the first row."""
    base = answer_of(first)
    return tuple(
        MatrixRow(
            _name(exchange),
            exchange,
            differences(base, answer_of(exchange), request_ids=(first.request_id, exchange.request_id)),
        )
        for exchange in (first, *others)
    )


def answer_of(exchange: Exchange) -> Json:
    """What an exchange answered, as one JSON value that can be compared: client's view, else the function's."""
    if exchange.reply is not None:
        response = exchange.reply.response
        return {
            "status": response.status,
            "headers": {name.lower(): value for name, value in response.headers if name.lower() != _LENGTH},
            "body": _parsed(response.body),
        }
    if exchange.outcome is None:
        return None
    return {"function_error": exchange.outcome.function_error, "payload": _parsed(exchange.outcome.payload)}


def _name(exchange: Exchange) -> str:
    if exchange.function_kind == "local":
        return f"local {exchange.function_name}"
    version = exchange.outcome.executed_version if exchange.outcome else ""
    return f"{exchange.function_arn or exchange.function_name} ({version})"


def _parsed(body: bytes) -> Json:
    text = body.decode("utf-8", "replace")
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text
