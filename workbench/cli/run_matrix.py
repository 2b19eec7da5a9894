"""The run matrix as text and as JSON: one event, several targets."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from workbench.exchange.run_matrix import run_matrix

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.events.json_value import JsonObject
    from workbench.exchange.record import Exchange


def matrix_json(first: Exchange, others: Sequence[Exchange]) -> list[JsonObject]:
    """One object for each further target: its whole exchange and its differences from the first."""
    from workbench.interchange.exchange_document import exchange_json

    return [
        {
            **exchange_json(row.exchange),
            "same": row.same,
            "differs_at": [
                {"pointer": one.pointer, "kind": one.kind, "before": one.before, "after": one.after}
                for one in row.differences
            ],
        }
        for row in run_matrix(first, others)[1:]
    ]


def matrix_text(first: Exchange, others: Sequence[Exchange]) -> str:
    """A line for each target, and under it where its answer differs from the first one's."""
    lines = ["", "The same event against:"]
    for index, row in enumerate(run_matrix(first, others)):
        reply, outcome = row.exchange.reply, row.exchange.outcome
        status = str(reply.response.status) if reply else (outcome.function_error or "ok") if outcome else "not run"
        took = f"{outcome.report.duration_ms:.0f} ms" if outcome and outcome.report else ""
        verdict = "" if index == 0 else "same" if row.same else f"{len(row.differences)} differences"
        lines.append(f"  {row.target:<48} {status:<6} {took:<9} {verdict}".rstrip())
        lines += [
            f"      {one.pointer or '/'}: {json.dumps(one.before)} → {json.dumps(one.after)}" for one in row.differences
        ]
    return "\n".join(lines) + "\n"
