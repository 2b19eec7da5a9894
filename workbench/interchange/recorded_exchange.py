"""The way back: an exchange as the history kept it, its secrets masked, to be looked at again."""

from __future__ import annotations

import binascii
import json
from typing import TYPE_CHECKING, Any

from workbench.errors import InputError
from workbench.events.http import HttpResponse
from workbench.events.outcome import AwsCall, LogLine, Outcome, Report
from workbench.events.source import Source
from workbench.exchange.record import Exchange, PermissionAnswer, RoleReview, Step
from workbench.gateway.verdict import Reply, Rule, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.events.json_value import JsonObject


def recorded_exchange(document: JsonObject) -> Exchange:
    """The exchange that `exchange_json` wrote; the request of the client and the streams of the log are not in it.

    Raises:
        InputError: the document is no exchange.
    """
    try:
        return _exchange(document)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(
            "this run was kept in a form that cannot be shown", mend="Invoke its event again to see it."
        ) from error


def _exchange(document: Mapping[str, Any]) -> Exchange:
    from workbench.events.recover import recover

    function, permissions, event = document["function"], document["permissions"], document["event"]
    calls = tuple(_call(each) for each in document["aws_calls"])
    recovered = recover(event) if isinstance(event, dict) and document["response"] else None
    return Exchange(
        request_id=document["request_id"],
        source=Source(document["source"]),
        function_kind=function["kind"],
        function_name=function["name"],
        function_arn=function["arn"],
        handler=function["handler"],
        runtime=function["runtime"],
        event=event,
        event_text=json.dumps(event, ensure_ascii=False),
        request=recovered[0] if recovered is not None else None,
        outcome=_outcome(document, calls),
        reply=_reply(document),
        invoke_permission=_answer(permissions["invoke"], None) if permissions["invoke"] else None,
        role=RoleReview(
            _answers(permissions["execution_role"], document["aws_calls"], calls),
            permissions["least_privilege"],
            tuple(permissions["unused"]),
            permissions.get("unseen", ""),
        ),
        steps=tuple(_step(each) for each in document["steps"]),
    )


def _outcome(document: Mapping[str, Any], calls: tuple[AwsCall, ...]) -> Outcome | None:
    result = document["result"]
    if result is None:
        return None
    return Outcome(
        request_id=document["request_id"],
        payload=result["payload_text"].encode(),
        function_error=result["function_error"],
        error_type=result["error_type"],
        executed_version=result["executed_version"],
        log=tuple(LogLine(line) for line in result["log"].splitlines()),
        report=Report(**result["report"]) if result["report"] else None,
        aws_calls=calls,
        round_trip_ms=result["round_trip_ms"],
        hung_at=result.get("hung_at", ""),
        restarted_because=result.get("restarted_because", ""),
    )


def _reply(document: Mapping[str, Any]) -> Reply | None:
    said, verdict = document["response"], document["verdict"]
    if said is None:
        return None
    text = said["content"].get("text", "")
    coded = said["content"].get("encoding") == "base64"
    response = HttpResponse(
        said["status"],
        tuple((each["name"], each["value"]) for each in said["headers"]),
        binascii.a2b_base64(text) if coded else text.encode(),
        said["statusText"],
    )
    changes = tuple((each["what"], Rule(**each["rule"])) for each in document["differences"])
    return Reply(response, Verdict(verdict["code"], verdict["message"], Rule(**verdict["rule"])), changes)


def _call(said: Mapping[str, Any]) -> AwsCall:
    return AwsCall(
        said["service"],
        said["operation"],
        said["parameters"],
        said["region"],
        said["outcome"],
        took_ms=said["took_ms"],
        error=said["error"],
        error_message=said["error_message"],
    )


def _answers(
    said: Sequence[Mapping[str, Any]], calls_said: Sequence[Mapping[str, Any]], calls: tuple[AwsCall, ...]
) -> tuple[PermissionAnswer, ...]:
    """The answers about the role, each with the call that it is about."""
    by_action = {(each["action"], each["resource"]): call for each, call in zip(calls_said, calls, strict=True)}
    return tuple(_answer(each, by_action.get((each["action"], each["resource"]))) for each in said)


def _answer(said: Mapping[str, Any], about: AwsCall | None) -> PermissionAnswer:
    return PermissionAnswer(
        decision=said["decision"],
        reason=said["reason"],
        action=said["action"],
        resource=said["resource"],
        basis=said["basis"],
        explanation=said["explanation"],
        mends=tuple((each["title"], each["text"]) for each in said["mends"]),
        effect=said["effect"],
        notes=tuple(said["notes"]),
        about=about,
        policy_name=said.get("policy_name", ""),
        line=said.get("line", 0),
    )


def _step(said: Mapping[str, Any]) -> Step:
    return Step(
        said["name"],
        said["outcome"],
        said["summary"],
        took_ms=said["took_ms"],
        came_in=said.get("came_in"),
        went_out=said.get("went_out"),
        rule=Rule(**said["rule"]) if "rule" in said else None,
        detail=said["detail"],
    )
