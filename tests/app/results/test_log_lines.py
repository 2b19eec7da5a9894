"""Log lines keep their order and say their level."""

from __future__ import annotations

import pytest

from workbench.app.results.log_lines import kept, level_of, shown_lines
from workbench.events.outcome import AwsCall, LogLine


@pytest.mark.parametrize(
    ("text", "stream", "level"),
    [
        ("START RequestId: 1 Version: $LATEST", "platform", "platform"),
        ("[ERROR]\t2026\tno", "stderr", "error"),
        ("[WARNING] careful", "stdout", "warning"),
        ('{"level": "WARN", "message": "x"}', "stdout", "warning"),
        ('{"not json', "stdout", "plain"),
        ("Traceback (most recent call last):", "stderr", "error"),
        ("hello", "stdout", "plain"),
    ],
)
def test_a_level_is_read_from_the_line(text, stream, level):
    assert level_of(LogLine(text, stream)) == level


def test_request_ids_and_tabs_are_left_out_of_what_is_shown():
    line = LogLine("[INFO]\t2026-11-22T15:02:00.000Z\t41b45ea3-70b5-11e6-b7bd-69b5aaebc7d9\tread", "stdout", 1.5)
    assert shown_lines([line])[0].text == "    1.5  [INFO]  2026-11-22T15:02:00.000Z  read"


def test_calls_to_aws_stand_where_they_happened():
    call = AwsCall("dynamodb", "PutItem", {}, "us-east-1", "denied", 2.0, 5.0, "AccessDeniedException")
    lines = shown_lines([LogLine("one", at_ms=1.0), LogLine("three", at_ms=3.0)], [call])
    assert [line.text[9:] for line in lines] == [
        "one",
        "AWS dynamodb:PutItem  denied  5 ms AccessDeniedException",
        "three",
    ]


def test_a_line_of_several_lines_is_shown_as_several():
    assert [line.text[9:] for line in shown_lines([LogLine("a\nb")])] == ["a", "b"]


def test_filters_keep_what_was_asked_for():
    lines = shown_lines([LogLine("END", "platform"), LogLine("[ERROR] bad"), LogLine("fine")])
    assert [line.text[9:] for line in kept(lines, words="", show="function")] == ["[ERROR] bad", "fine"]
    assert [line.text[9:] for line in kept(lines, words="", show="problems")] == ["[ERROR] bad"]
    assert [line.text[9:] for line in kept(lines, words="FIN", show="all")] == ["fine"]
