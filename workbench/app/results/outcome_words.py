"""What a record of a run says in a word: the chip of the response, and the figures beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.app.results.body_text import duration_text, size_text

if TYPE_CHECKING:
    from workbench.app.theme import Kind
    from workbench.events.outcome import Outcome
    from workbench.exchange.record import Exchange, PermissionAnswer


def response_word(exchange: Exchange) -> tuple[Kind, str]:
    """What the client would get, in a word."""
    if exchange.reply is not None:
        response = exchange.reply.response
        said = f"{response.status} {response.status_text}".strip()
        if response.status >= 500 or not exchange.reply.verdict.ok:
            return "error", said
        return ("warning", said) if response.status >= 400 else ("ok", said)
    if exchange.outcome is None:
        return "unknown", "Not invoked"
    return function_word(exchange.outcome)


def function_word(outcome: Outcome) -> tuple[Kind, str]:
    """What the function did, in a word."""
    if outcome.error_type == "Sandbox.Timedout":
        return "error", "Timed out"
    if outcome.function_error or outcome.error_type:
        return "error", outcome.error_type or "Function error"
    return "ok", "Succeeded"


def figures(exchange: Exchange) -> str:
    """Time and size, as they stand beside the chip."""
    parts = []
    outcome = exchange.outcome
    if outcome is not None:
        took = outcome.report.duration_ms if outcome.report else outcome.round_trip_ms
        parts.append(duration_text(took))
    if exchange.reply is not None:
        parts.append(size_text(len(exchange.reply.response.body)))
    elif outcome is not None:
        parts.append(size_text(len(outcome.payload)))
    if outcome is not None and outcome.restarted_because:
        parts.append("restarted")
    return " · ".join(parts)


def restart_words(exchange: Exchange) -> str:
    """Why a warm function was started anew; empty where it was not."""
    because = exchange.outcome.restarted_because if exchange.outcome is not None else ""
    return f"The function was started anew because {because} changed" if because else ""


def decision_word(answer: PermissionAnswer) -> tuple[Kind, str]:
    """A permission decision in a word."""
    words: dict[str, tuple[Kind, str]] = {
        "allowed": ("ok", "Allowed"),
        "implicitly_denied": ("error", "Denied"),
        "explicitly_denied": ("error", "Explicitly denied"),
        "unknown": ("unknown", "Unknown"),
    }
    return words[answer.decision]


def permissions_word(exchange: Exchange) -> tuple[Kind, str]:
    """All permission verdicts of a run in one chip: what is denied first, then what is not known."""
    answers = [*([exchange.invoke_permission] if exchange.invoke_permission else []), *exchange.execution_role]
    denied = sum(answer.decision in {"implicitly_denied", "explicitly_denied"} for answer in answers)
    unknown = sum(answer.decision == "unknown" for answer in answers)
    if denied:
        return "error", f"{denied} denied"
    if unknown:
        return "unknown", f"{unknown} unknown"
    if exchange.role.unseen and exchange.execution_role:
        return "unknown", "Calls not seen"
    if answers:
        return "ok", "All allowed" if len(answers) > 1 else "Allowed"
    return "neutral", "None asked"


def sentence(exchange: Exchange) -> str:
    """The whole outcome in one sentence, for a screen reader and the status line."""
    response, permissions = response_word(exchange)[1], permissions_word(exchange)[1].lower()
    return f"Invoked {exchange.function_name}: {response}, {figures(exchange)}; permissions: {permissions}."
