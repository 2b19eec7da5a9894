"""Values are dataclasses in everything but their cost."""

from __future__ import annotations

import dataclasses
import pickle

import pytest

from workbench.events.outcome import LogLine, Outcome, Report
from workbench.exchange.order import ExecutionRole
from workbench.runtime.function import Credentials, EnvironmentValue
from workbench.value import replace


def test_fields_are_given_in_order_or_by_name_and_have_defaults():
    assert LogLine("said", "stderr") == LogLine(text="said", stream="stderr", at_ms=0.0)
    assert Outcome("r", b"").extras == {}
    assert Outcome("r", b"").extras is not Outcome("r", b"").extras


@pytest.mark.parametrize(
    "arguments",
    [((), {}), (("a", "stdout", 0.0, 1), {}), (("a",), {"text": "b"}), (("a",), {"colour": "red"})],
    ids=["too few", "too many", "twice", "unknown"],
)
def test_wrong_fields_are_refused(arguments):
    given, named = arguments
    with pytest.raises(TypeError, match="LogLine"):
        LogLine(*given, **named)


def test_a_value_cannot_be_changed():
    line = LogLine("said")
    with pytest.raises(dataclasses.FrozenInstanceError):
        line.text = "other"  # type: ignore[misc] # the point of the test
    with pytest.raises(dataclasses.FrozenInstanceError):
        del line.text
    assert not hasattr(line, "__dict__")


def test_equal_values_have_one_hash_and_other_types_differ():
    assert hash(EnvironmentValue("A", "b")) == hash(EnvironmentValue("A", "b"))
    assert EnvironmentValue("A", "b") != EnvironmentValue("A", "c")
    assert EnvironmentValue("A", "b") != object()


def test_the_standard_library_takes_it_for_a_dataclass():
    line = LogLine("said")
    assert dataclasses.is_dataclass(line)
    assert [field.name for field in dataclasses.fields(line)] == ["text", "stream", "at_ms"]
    assert dataclasses.asdict(line) == {"text": "said", "stream": "stdout", "at_ms": 0.0}
    assert dataclasses.replace(line, text="other") == replace(line, text="other") == LogLine("other")
    assert dataclasses.replace(Outcome("r", b""), payload=b"1").extras == {}


def test_replacing_takes_plain_dataclasses_too():
    @dataclasses.dataclass(frozen=True)
    class Plain:
        number: int

    assert replace(Plain(1), number=2) == Plain(2)


def test_it_travels_between_processes():
    outcome = Outcome("r", b"1", log=(LogLine("said"),), report=Report(1.0, 1, 128))
    assert pickle.loads(pickle.dumps(outcome)) == outcome


def test_its_text_names_the_fields_unless_it_says_itself():
    assert repr(EnvironmentValue("A", "b")) == "EnvironmentValue(name='A', value='b', origin='command line')"
    assert "secret" not in repr(Credentials("explicit", secret_access_key="secret"))


def test_it_matches_by_position():
    match ExecutionRole("arn"):
        case ExecutionRole(arn):
            assert arn == "arn"
