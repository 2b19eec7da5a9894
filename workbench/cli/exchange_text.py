"""An exchange as a person reads it in a terminal: the client's view, the function's own, and the permissions."""

from __future__ import annotations

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbench.events.outcome import Outcome
    from workbench.exchange.record import Exchange, PermissionAnswer
    from workbench.gateway.verdict import Reply

_MARKS = {"allowed": "✓", "implicitly_denied": "✗", "explicitly_denied": "✗", "unknown": "?"}
_WORDS = {
    "allowed": "allowed",
    "implicitly_denied": "denied, nothing allows it",
    "explicitly_denied": "denied by a statement",
    "unknown": "unknown",
}

_MOST_UNUSED = 5


def exchange_text(exchange: Exchange) -> str:
    """The whole exchange, without the log, which streams while the function runs."""
    return "\n".join(_lines(exchange)) + "\n"


def _lines(exchange: Exchange) -> Iterator[str]:
    if exchange.reply is not None:
        yield from _client(exchange.reply)
    outcome = exchange.outcome
    if outcome is not None and (exchange.reply is None or outcome.function_error or not exchange.reply.verdict.ok):
        yield from _function(outcome)
    if exchange.reply is not None:
        yield from _verdict(exchange.reply)
    yield from _permissions(exchange)
    yield ""
    marks = {"failed": "✗", "refused": "✗", "denied": "✗", "unknown": "?", "warning": "!"}
    yield "Trace: " + " → ".join(f"{step.name} {marks.get(step.outcome, '✓')}" for step in exchange.steps)


def _client(reply: Reply) -> Iterator[str]:
    response = reply.response
    yield f"HTTP/1.1 {response.status} {response.status_text}".rstrip()
    for name, value in response.headers:
        yield f"{name}: {value}"
    yield ""
    try:
        text = response.body.decode()
    except UnicodeDecodeError:
        text = f"({len(response.body)} bytes that are no text)"
    if text:
        yield text
        yield ""


def _function(outcome: Outcome) -> Iterator[str]:
    failed = f"{outcome.error_type or outcome.function_error}: " if outcome.function_error else ""
    yield f"The function {'failed' if failed else 'returned'}: {failed}{outcome.payload_text}"
    if outcome.hung_at:
        yield "It hung at:"
        yield outcome.hung_at.rstrip()
    yield ""


def _verdict(reply: Reply) -> Iterator[str]:
    if not reply.verdict.ok:
        rule = reply.verdict.rule
        yield f"Verdict: {reply.verdict.code}. {reply.verdict.message}"
        yield f"  Rule: {rule.text} ({rule.confidence}: {rule.source})"
        yield ""


def _permissions(exchange: Exchange) -> Iterator[str]:
    answers = exchange.execution_role
    if exchange.invoke_permission is not None:
        yield from _answer("May be invoked", exchange.invoke_permission, notes=exchange.invoke_permission.notes)
    calls = [answer for answer in answers if answer.about is not None]
    shared = [note for note in calls[0].notes if all(note in each.notes for each in calls)] if len(calls) > 1 else []
    for answer in answers:
        yield from _answer("May do", answer, notes=[note for note in answer.notes if note not in shared])
    yield from (f"{note[:1].upper()}{note[1:]}" for note in shared)
    yield from _findings(answers)
    if exchange.role.unseen and any(step.name == "execution_role" for step in exchange.steps):
        yield exchange.role.unseen
    if exchange.role.unused:
        yield "Allowed by the role, and not needed by this run:"
        yield from (f"  {each}" for each in exchange.role.unused[:_MOST_UNUSED])
        more = len(exchange.role.unused) - _MOST_UNUSED
        if more > 0:
            yield f"  and {more} more"


def _findings(answers: tuple[PermissionAnswer, ...]) -> Iterator[str]:
    """What is wrong in the role's policies, each thing once however many calls they were asked about."""
    found: dict[str, None] = {}
    for answer in answers:
        for finding in answer.explanation.get("findings", ()):
            place = ":".join(str(finding[name]) for name in ("policy", "line", "column") if finding[name])
            found[f"{finding['severity']}: {place}: {finding['message']} {finding['mend']}".rstrip()] = None
    yield from found


def _answer(question: str, answer: PermissionAnswer, *, notes: Sequence[str]) -> Iterator[str]:
    yield f"{_MARKS[answer.decision]} {question}: {answer.action} on {answer.resource}: {_WORDS[answer.decision]}"
    yield f"  {answer.reason}"
    if answer.effect and answer.decision != "allowed":
        yield f"  {answer.effect}"
    if answer.mends and answer.decision in {"implicitly_denied", "explicitly_denied"}:
        # What a gateway lacks is told in several languages, what a role lacks in as many parts as it takes.
        for title, text in answer.mends if answer.about is not None else answer.mends[:1]:
            yield f"  To mend it ({title}):"
            yield from (f"    {line}" for line in text.splitlines())
    for note in notes:
        yield f"  {note}"
