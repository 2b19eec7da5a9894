"""What the sidebar lists, as rows: saved events by folder, functions, APIs with their routes, runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.app.results.outcome_words import response_word
from workbench.app.sidebar.tree import Row
from workbench.app.widgets.chip import KIND_ICONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.exchange.record import Exchange
    from workbench.library.event_tree import EventFolder
    from workbench.library.history import HistoryEntry
    from workbench.library.project import ApiEntry, FunctionEntry


@dataclass(frozen=True, slots=True)
class ListedRows:
    """A row and what is below it."""

    row: Row
    below: tuple[ListedRows, ...] = ()


def event_rows(folders: Sequence[EventFolder], words: str) -> list[ListedRows]:
    """Saved events; several folders of a project stand under their names."""
    if len(folders) == 1:
        return list(_folder(folders[0].filtered(words)))
    rows = []
    for folder in folders:
        below = _folder(folder.filtered(words))
        if below or not words:
            rows.append(ListedRows(Row("folder", folder.path.name, folder, key=str(folder.path)), below))
    return rows


def function_rows(functions: Sequence[FunctionEntry], words: str) -> list[ListedRows]:
    """Functions by their label."""
    return [
        ListedRows(Row("function", entry.label, entry, key=f"function {entry.label}"))
        for entry in functions
        if _has(f"{entry.label} {entry.function.handler}", words)
    ]


def api_rows(apis: Sequence[ApiEntry], words: str) -> list[ListedRows]:
    """APIs with their routes."""
    rows = []
    for entry in apis:
        routes = tuple(
            ListedRows(Row("route", route.key, route, key=f"{entry.label} {route.key}"))
            for route in entry.api.routes
            if _has(f"{entry.label} {route.key} {route.function or ''}", words)
        )
        if routes or _has(entry.label, words):
            count = len(entry.api.routes)
            detail = "1 route" if count == 1 else f"{count} routes" if count else entry.api.type
            rows.append(ListedRows(Row("api", entry.label, entry, detail=detail, key=f"api {entry.label}"), routes))
    return rows


def run_rows(runs: Sequence[Exchange], words: str) -> list[ListedRows]:
    """Runs, newest first."""
    rows = []
    for run in runs:
        kind, word = response_word(run)
        path = f"{run.request.method} {run.request.raw_path}" if run.request is not None else run.function_name
        if _has(f"{path} {word} {run.function_name}", words):
            status = word.split(" ")[0] if run.reply is not None else word
            icon, color = KIND_ICONS[kind], "muted" if kind == "neutral" else kind
            rows.append(ListedRows(Row("run", path, run, status, icon, color, key=f"run {run.request_id}")))
    return rows


def past_rows(entries: Sequence[HistoryEntry], words: str) -> list[ListedRows]:
    """Runs of earlier windows, newest first; choosing one shows it again, and its event."""
    rows = []
    for entry in entries:
        text = f"{entry.method} {entry.path}".strip() or entry.function
        status = str(entry.status) if entry.status is not None else entry.error_type
        if _has(f"{text} {status} {entry.function} {entry.label}", words):
            rows.append(ListedRows(Row("past", text, entry, status, key=f"past {entry.id}")))
    return rows


def _folder(folder: EventFolder) -> tuple[ListedRows, ...]:
    rows = [
        ListedRows(Row("folder", below.path.name, below, key=str(below.path)), _folder(below))
        for below in folder.folders
    ]
    if folder.problem is not None:
        rows.append(ListedRows(Row("hint", folder.problem.message)))
    rows += [ListedRows(Row("event", event.title, event, key=str(event.path))) for event in folder.events]
    return tuple(rows)


def _has(text: str, words: str) -> bool:
    lower = text.lower()
    return all(word in lower for word in words.lower().split())
