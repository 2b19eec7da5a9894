"""What a step of the road is called, and how its outcome is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.app.results.body_text import duration_text

if TYPE_CHECKING:
    from workbench.app.theme import Kind
    from workbench.exchange.record import Step, StepName, StepOutcome

STEP_WORDS: dict[StepName, str] = {
    "route": "Route",
    "api_key": "API key",
    "throttle": "Throttle",
    "authorizer": "Authorizer",
    "validate": "Validate",
    "cache": "Cache",
    "event": "Event",
    "invoke_permission": "May invoke",
    "invoke": "Function",
    "execution_role": "Role",
    "response": "Response",
    "cache_store": "Cached",
}
STEP_MEANINGS: dict[StepName, str] = {
    "route": "API Gateway looks for the route that takes the request.",
    "api_key": "A route may want an API key.",
    "throttle": "Token buckets let so many requests a second through.",
    "authorizer": "An authorizer decides whether the caller may pass.",
    "validate": "The request is checked against what the route requires.",
    "cache": "An answer may be in the stage's cache.",
    "event": "The request becomes the event that the function receives.",
    "invoke_permission": "The function's resource policy says whether API Gateway may invoke it.",
    "invoke": "The function runs.",
    "execution_role": "The execution role says which AWS calls the function may make.",
    "response": "The function's result becomes the response that the client gets.",
    "cache_store": "The answer is kept for the next request.",
}
USUAL: tuple[StepName, ...] = ("route", "event", "invoke_permission", "invoke", "execution_role", "response")
"""The steps that nearly every run has: what the trace shows before there is one."""
_KINDS: dict[StepOutcome, Kind] = {
    "ok": "ok", "hit": "ok", "miss": "neutral", "refused": "error", "failed": "error", "denied": "error",
    "unknown": "unknown", "warning": "warning",
}  # fmt: skip
_OUTCOMES: dict[StepOutcome, str] = {
    "ok": "passed", "hit": "found", "miss": "not found", "refused": "refused", "failed": "failed", "denied": "denied",
    "unknown": "unknown", "warning": "passed with a warning",
}  # fmt: skip


def kind_of(step: Step) -> Kind:
    """The kind of chip for a step."""
    return _KINDS[step.outcome]


def outcome_word(step: Step) -> str:
    """The outcome of a step in a word."""
    return _OUTCOMES[step.outcome]


def chip_text(step: Step, *, duration_ms: float | None = None) -> str:
    """What the step's chip says: its name, how long the function took, and the outcome where that is not simply ok."""
    word = STEP_WORDS[step.name]
    if step.name == "invoke" and step.outcome == "ok":
        return word if duration_ms is None else f"{word} {duration_text(duration_ms)}"
    return word if step.outcome == "ok" else f"{word} {outcome_word(step)}"
