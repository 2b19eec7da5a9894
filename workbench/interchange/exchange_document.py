"""An exchange as the one JSON document that `invoke --json` prints and that the history keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.events.json_value import Json, JsonObject
    from workbench.events.outcome import AwsCall, Outcome
    from workbench.exchange.record import Exchange, PermissionAnswer, Step
    from workbench.gateway.verdict import Reply, Rule


def exchange_json(exchange: Exchange) -> JsonObject:
    """The whole exchange in the shape that scripts rely on; further keys may be added, none renamed."""
    reply = reply_json(exchange.reply)
    return {
        "request_id": exchange.request_id,
        "function": {
            "kind": exchange.function_kind,
            "name": exchange.function_name,
            "arn": exchange.function_arn,
            "handler": exchange.handler,
            "runtime": exchange.runtime,
        },
        "source": exchange.source.value,
        "event": exchange.event,
        "result": result_json(exchange.outcome),
        "response": reply["response"] if reply else None,
        "verdict": reply["verdict"] if reply else None,
        "differences": reply["differences"] if reply else [],
        "permissions": {
            "invoke": _permission(exchange.invoke_permission),
            "execution_role": [_permission(answer) for answer in exchange.execution_role],
            "least_privilege": exchange.role.least_privilege,
            "unused": list(exchange.role.unused),
            "unseen": exchange.role.unseen,
        },
        "aws_calls": _calls(exchange),
        "steps": [_step(step) for step in exchange.steps],
    }


def reply_json(reply: Reply | None) -> JsonObject | None:
    """What the client gets: the response in HAR's form, the verdict, and each difference from the function's view."""
    if reply is None:
        return None
    from workbench.interchange.har import response_to_har

    verdict = reply.verdict
    return {
        "response": response_to_har(reply.response),
        "verdict": {
            "code": verdict.code,
            "message": verdict.message,
            "rule": rule_json(verdict.rule),
            "confidence": verdict.rule.confidence,
        },
        "differences": [{"what": what, "rule": rule_json(rule)} for what, rule in reply.changes],
    }


def rule_json(rule: Rule) -> JsonObject:
    """An AWS rule with its source."""
    return {"id": rule.id, "text": rule.text, "source": rule.source, "confidence": rule.confidence}


def result_json(outcome: Outcome | None) -> JsonObject | None:
    """What the function returned, as the Invoke API would report it; None where it was not invoked."""
    if outcome is None:
        return None
    report = outcome.report
    document: JsonObject = {
        "payload": _parsed(outcome.payload_text),
        "payload_text": outcome.payload_text,
        "function_error": outcome.function_error,
        "error_type": outcome.error_type,
        "executed_version": outcome.executed_version,
        "log": outcome.log_text,
        "report": None,
        "round_trip_ms": round(outcome.round_trip_ms, 3),
    }
    if report is not None:
        document["report"] = {
            "duration_ms": report.duration_ms,
            "billed_duration_ms": report.billed_duration_ms,
            "init_duration_ms": report.init_duration_ms,
            "memory_size_mb": report.memory_size_mb,
            "max_memory_used_mb": report.max_memory_used_mb,
        }
    if outcome.hung_at:
        document["hung_at"] = outcome.hung_at
    if outcome.restarted_because:
        document["restarted_because"] = outcome.restarted_because
    return document


def _parsed(text: str) -> Json:
    import json

    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _permission(answer: PermissionAnswer | None) -> JsonObject | None:
    if answer is None:
        return None
    return {
        "decision": answer.decision,
        "reason": answer.reason,
        "action": answer.action,
        "resource": answer.resource,
        "basis": answer.basis,
        "explanation": dict(answer.explanation),
        "mends": [{"title": title, "text": text} for title, text in answer.mends],
        "effect": answer.effect,
        "notes": list(answer.notes),
        "policy_name": answer.policy_name,
        "line": answer.line,
    }


def _calls(exchange: Exchange) -> list[JsonObject]:
    if exchange.outcome is None:
        return []
    return [_call(call, exchange) for call in exchange.outcome.aws_calls]


def _call(call: AwsCall, exchange: Exchange) -> JsonObject:
    judged = next((answer for answer in exchange.execution_role if answer.about is call), None)
    return {
        "service": call.service,
        "operation": call.operation,
        "parameters": dict(call.parameters),
        "region": call.region,
        "action": judged.action if judged else f"{call.service}:{call.operation}",
        "resource": judged.resource if judged else "*",
        "outcome": call.outcome,
        "error": call.error,
        "error_message": call.error_message,
        "took_ms": round(call.took_ms, 3),
        "decision": judged.decision if judged else "unknown",
    }


def _step(step: Step) -> JsonObject:
    document: JsonObject = {
        "name": step.name,
        "outcome": step.outcome,
        "took_ms": round(step.took_ms, 3),
        "summary": step.summary,
        "detail": dict(step.detail),
    }
    if step.rule is not None:
        document["rule"] = rule_json(step.rule)
    if step.came_in is not None:
        document["came_in"] = step.came_in
    if step.went_out is not None:
        document["went_out"] = step.went_out
    return document
