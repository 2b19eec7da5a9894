"""What the window shows becomes an order, bindings and settings of the case file included."""

from __future__ import annotations

import json

import pytest

from workbench.app.order_assembly import order_of
from workbench.errors import InputError
from workbench.library.case_file import parse_case
from workbench.library.environment import Environment
from workbench.library.project import FunctionEntry
from workbench.runtime.function import LocalFunction

ENTRY = FunctionEntry("hello", LocalFunction("hello", "app.handler", "/code"))


def test_without_a_case_the_bytes_are_the_event():
    order = order_of(b'{ "a" : 1 }', ENTRY, api=None)
    assert order.event == b'{ "a" : 1 }'
    assert order.function is ENTRY.function


def test_bindings_are_put_in_and_settings_used():
    case = parse_case(
        'bindings: {/token: "Bearer {{token}}"}\ninvoke: {timeout: 10, memory: 256, env: {TABLE: orders}}\n', name="c"
    )
    order = order_of(b'{"token": ""}', ENTRY, api=None, case=case, environment=Environment("local", {"token": "t"}))
    assert order.event is not None
    assert json.loads(order.event) == {"token": "Bearer t"}
    function = order.function
    assert isinstance(function, LocalFunction)
    assert (function.timeout_s, function.memory_mb) == (10, 256)
    assert [(value.name, value.value) for value in function.environment] == [("TABLE", "orders")]


def test_a_variable_that_nobody_knows_is_named():
    case = parse_case('bindings: {/token: "{{nobody_knows_this}}"}\n', name="c")
    with pytest.raises(InputError, match="nobody_knows_this"):
        order_of(b'{"token": ""}', ENTRY, api=None, case=case, environment=Environment("local", {}))
