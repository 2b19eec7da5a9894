from __future__ import annotations

import argparse
from types import SimpleNamespace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from workbench.cli import invoke
from workbench.cli.option_table import OneOf, Option, configure_parser, read_words

INPUT = ["app.py:handler", "--event", "e.json"]
_NAMES = [option.name for option in invoke._OPTIONS if option.name.startswith("--")]
_VALUES = [
    "f.json",
    "app.py:handler",
    "-",
    "",
    "5",
    "2.5",
    "-1",
    "nan",
    " 7 ",
    "deny",
    "awslambdaric",
    "A=1",
    "a b",
    "é",
]

_names = st.sampled_from([*_NAMES, "--no-history"])
_values = st.sampled_from(_VALUES) | st.text(max_size=4)
_odd = st.sampled_from(["--", "-h", "--help", "--tim", "--no-json", "-e", "--event=", "---", "=", "--eve=x"])
_word = st.one_of(
    _names.map(lambda name: [name]),
    st.tuples(_names, _values).map(list),
    st.tuples(_names, _values).map(lambda both: ["=".join(both)]),
    _values.map(lambda value: [value]),
    _odd.map(lambda word: [word]),
)


def _fitting(option: Option) -> st.SearchStrategy[list[str]]:
    """An option as a person would write it."""
    if option.kind in ("flag", "yes_or_no"):
        return st.sampled_from([[option.name], [option.name.replace("--history", "--no-history")]])
    values = st.sampled_from(option.choices or (("3", "128") if option.convert else ("f.json", "-", "A=1", "é")))
    apart = values.map(lambda value: [option.name, value])
    return apart | values.map(lambda value: [f"{option.name}={value}"])


_ordinary = st.permutations([each for each in invoke._OPTIONS[3:] if each.bare is None]).flatmap(
    lambda options: st.tuples(*(_fitting(each) for each in options[:6]))
)


def by_argparse(words: list[str], options: tuple[Option, ...] = invoke._OPTIONS) -> dict[str, object] | None:
    parser = argparse.ArgumentParser(prog="workbench invoke")
    configure_parser(parser, options)
    try:
        return vars(parser.parse_args(words))
    except SystemExit:
        return None


def same(one: dict[str, object], other: dict[str, object] | None) -> bool:
    return repr(sorted(one.items())) == repr(sorted(other.items())) if other is not None else False  # nan is nan


@settings(max_examples=100, deadline=None)
@given(st.lists(_word, max_size=6), st.booleans())
@example([["--disconnect"], ["app.py:handler"]], True)
@example([["--message", "m"], ["--disconnect=1001"]], True)
@example([["--request", "r.har"]], True)
@example([["--json=1"]], True)
@example([["--"]], True)
def test_what_is_read_is_what_argparse_reads(groups, complete):
    words = [*(INPUT if complete else []), *(word for group in groups for word in group)]
    read = invoke.read(words)
    if read is not None:
        assert same(vars(read), by_argparse(words))


@settings(max_examples=50, deadline=None)
@given(_ordinary, st.integers(0, 6))
def test_an_ordinary_command_line_is_read_wherever_the_function_stands(groups, place):
    told = [["--event", "e.json"], *groups]
    told.insert(min(place, len(told)), ["app.py:handler"])
    words = [word for group in told for word in group]
    read, expected = invoke.read(words), by_argparse(words)
    assert read is not None
    assert same(vars(read), expected)


@pytest.mark.parametrize(
    "words",
    [
        [], ["app.py:handler"], ["--event", "e.json"], [*INPUT, "--request", "r.har"], [*INPUT, "second.handler"],
        [*INPUT, "--help"], [*INPUT, "--tim", "3"], [*INPUT, "--timeout"], [*INPUT, "--timeout", "soon"],
        [*INPUT, "--timeout", "-1"], [*INPUT, "--runtime", "java"], [*INPUT, "--debug"], [*INPUT, "--disconnect=1001"],
        [*INPUT, "--json=1"], [*INPUT, "--profile", ""], [*INPUT, "--event", "other.json"], [*INPUT, "--", "x"],
    ],
)  # fmt: skip
def test_what_is_not_plainly_right_is_left_to_argparse(words):
    assert invoke.read(words) is None


def test_values_of_one_command_line_are_not_those_of_the_next():
    first = invoke.read(INPUT)
    assert first is not None
    first.env.append("A=1")
    second = invoke.read([*INPUT, "--env", "B=2", "--env=C=3"])
    assert second is not None
    assert second.env == ["B=2", "C=3"]
    third = invoke.read(INPUT)
    assert third is not None
    assert third.env == []


def test_of_a_group_that_is_not_required_there_may_be_none():
    one = OneOf("way")
    options = (Option("what", "w"), Option("--left", "l", one_of=one), Option("--right", "r", one_of=one))
    assert read_words(["x"], options) == SimpleNamespace(what="x", left=None, right=None)
    assert read_words(["x", "--left", "1"], options) == SimpleNamespace(what="x", left="1", right=None)
    assert read_words(["x", "--left", "1", "--right", "2"], options) is None
