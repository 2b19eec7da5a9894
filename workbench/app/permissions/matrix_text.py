"""The matrix of routes and permissions as cells, and each verdict as one sentence for a screen reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.app.results.outcome_words import decision_word
from workbench.app.results.verdict_text import short_reason, short_resource
from workbench.app.widgets.row_table import Cell
from workbench.exchange.invoke_permission import answer_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.app.theme import Kind
    from workbench.exchange.route_permissions import RoutePermission

HEADINGS = ("Decision", "Route", "Function", "Authorizer", "Reason", "Source ARN")


def matrix_row(row: RoutePermission) -> tuple[Cell, ...]:
    """One row of the matrix."""
    answer = answer_of(row.verdict)
    kind, word = decision_word(answer)
    arns = "\n".join(row.verdict.source_arns)
    function = row.function.reference
    return (
        Cell(word, kind),
        Cell(way(row), mono=row.route is not None),
        Cell(function or "not known", mono=bool(function), muted=not function),
        Cell(row.authorizer if row.route is not None else "", muted=True),
        Cell(short_reason(answer), muted=True, tip=row.verdict.reason),
        Cell(", ".join(map(short_resource, row.verdict.source_arns)), mono=True, muted=True, tip=arns),
    )


def way(row: RoutePermission) -> str:
    """The route, or the authorizer, that the row is about."""
    return row.route.key if row.route is not None else f"Authorizer {row.authorizer}"


def is_refused(row: RoutePermission) -> bool:
    """Whether the gateway may not invoke, or that cannot be said."""
    return row.verdict.decision != "allowed"


def tally(rows: Sequence[RoutePermission]) -> tuple[Kind, str]:
    """All rows in a chip."""
    denied = sum(row.verdict.decision in {"implicitly_denied", "explicitly_denied"} for row in rows)
    unknown = sum(row.verdict.decision == "unknown" for row in rows)
    if denied:
        return "error", f"{denied} of {len(rows)} denied" + (f", {unknown} unknown" if unknown else "")
    if unknown:
        return "unknown", f"{unknown} of {len(rows)} unknown"
    return ("ok", "All allowed") if rows else ("neutral", "No route")
