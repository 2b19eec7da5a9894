"""The whole log of an invocation from CloudWatch Logs: the tail that an invocation returns ends at 4 KB."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from workbench.deployed.service_error import in_words
from workbench.events.outcome import LogLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.deployed.session import AwsSession

_PAUSE_S = 1.0


def whole_log(
    session: AwsSession,
    function_name: str,
    request_id: str,
    *,
    since_ms: int,
    patience_s: float = 15.0,
    pause: Callable[[float], None] = time.sleep,
) -> tuple[LogLine, ...]:
    """Every line of one invocation, in order; waits up to `patience_s` for its REPORT line to be delivered.

    Lines that carry no request id are taken where they lie between the START and REPORT lines of the same log stream.

    Raises:
        ServiceError: AWS refused or did not answer.
    """
    group = f"/aws/lambda/{function_name}"
    waited = 0.0
    while True:
        lines = _lines(session, group, request_id, since_ms)
        if any(line.text.startswith("REPORT ") for line in lines) or waited >= patience_s:
            return lines
        pause(_PAUSE_S)
        waited += _PAUSE_S


def _lines(session: AwsSession, group: str, request_id: str, since_ms: int) -> tuple[LogLine, ...]:
    with in_words("logs:FilterLogEvents", session.account):
        pages = (
            session.client("logs").get_paginator("filter_log_events").paginate(logGroupName=group, startTime=since_ms)
        )
        events = [event for page in pages for event in page["events"]]
    ours = {event["logStreamName"] for event in events if request_id in event["message"]}
    found: list[LogLine] = []
    inside = False
    for event in events:
        if event["logStreamName"] not in ours:
            continue
        text = event["message"].rstrip("\n")
        if text.startswith("START ") and request_id in text:
            inside = True
        if inside or request_id in text:
            found.append(LogLine(text, at_ms=float(event["timestamp"] - since_ms)))
        if text.startswith("REPORT ") and request_id in text:
            inside = False
    return tuple(found)
