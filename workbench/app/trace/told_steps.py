"""The steps of a run with what the record knows and a step leaves out: each shows what went in and what came out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.events.http import HttpRequest
    from workbench.events.json_value import Json
    from workbench.exchange.record import Exchange, PermissionAnswer, Step


def told_steps(exchange: Exchange) -> tuple[Step, ...]:
    """Every step, nothing left blank that is known."""
    return tuple(_told(step, exchange) for step in exchange.steps)


def _told(step: Step, exchange: Exchange) -> Step:
    came_in, went_out = step.came_in, step.went_out
    request = exchange.request
    if step.name == "route" and came_in is None and request is not None:
        came_in = _wire(request)
    elif step.name == "event":
        if came_in is None and request is not None:
            came_in = _wire(request)
        went_out = exchange.event if went_out is None else went_out
    elif step.name == "invoke_permission" and went_out is None and exchange.invoke_permission is not None:
        went_out = _decision(exchange.invoke_permission)
    elif step.name == "invoke" and came_in is None:
        came_in = exchange.event
    elif step.name == "execution_role":
        if came_in is None and exchange.outcome is not None:
            came_in = [f"{call.service}:{call.operation}" for call in exchange.outcome.aws_calls]
        went_out = [_decision(answer) for answer in exchange.execution_role] if went_out is None else went_out
    return replace(step, came_in=came_in, went_out=went_out)


def _wire(request: HttpRequest) -> str:
    """A request as it stands on the wire, its target absolute."""
    head = f"{request.method} {request.url} {request.http_version}"
    fields = "".join(f"{name}: {value}\n" for name, value in request.headers)
    body = request.body.decode("utf-8", "replace") if request.body else ""
    return f"{head}\n{fields}\n{body}".rstrip()


def _decision(answer: PermissionAnswer) -> Json:
    deciding = answer.explanation.get("deciding") or []
    return {"action": answer.action, "resource": answer.resource, "decision": answer.decision, "deciding": deciding}
