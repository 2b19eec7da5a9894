"""The figures of a REPORT line as chips."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from workbench.app.results.body_text import duration_text
from workbench.app.results.outcome_words import function_word
from workbench.app.widgets.chip import Chip

if TYPE_CHECKING:
    from workbench.app.appearance import Appearance
    from workbench.app.widgets.flow_row import FlowRow
    from workbench.events.outcome import Outcome


def show_report(row: FlowRow, outcome: Outcome | None, appearance: Appearance) -> None:
    """Fill a row with what the function did, how long it took, what it cost and used."""
    row.clear()
    if outcome is None:
        return
    kind, word = function_word(outcome)
    row.add(Chip(appearance, kind, word))
    if outcome.restarted_because:
        restarted = Chip(appearance, "neutral", f"Restarted: {PurePath(outcome.restarted_because).name} changed")
        restarted.setToolTip(f"The function was started anew because {outcome.restarted_because} changed")
        row.add(restarted)
    report = outcome.report
    if report is None:
        return
    row.add(Chip(appearance, "neutral", duration_text(report.duration_ms), icon="clock"))
    if report.init_duration_ms is not None:
        row.add(Chip(appearance, "neutral", f"Init {duration_text(report.init_duration_ms)}"))
    row.add(Chip(appearance, "neutral", f"Billed {report.billed_duration_ms} ms"))
    if report.max_memory_used_mb is not None:
        row.add(Chip(appearance, "neutral", f"{report.max_memory_used_mb} of {report.memory_size_mb} MB"))
