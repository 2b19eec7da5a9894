"""A case file changes the order: values put in, the function configured, secrets named and kept nowhere."""

from __future__ import annotations

import json

import pytest

from workbench.deployed.target import DeployedFunction
from workbench.errors import InputError
from workbench.exchange.order import Order
from workbench.library.case_file import parse_case
from workbench.library.case_order import with_case
from workbench.library.environment import Environment
from workbench.runtime.function import EnvironmentValue, LocalFunction

LOCAL = LocalFunction("hello", "app.handler", "/code", environment=(EnvironmentValue("A", "1", "template"),))
PROCESS = Environment("local", {"table": "orders"}, {"TOKEN": "s3cret-token"})


def ordered(text, *, function=LOCAL, environment=PROCESS, event=b'{"headers": {}}', context=""):
    order = Order(function=function, event=event, client_context=context)
    return with_case(order, parse_case(text, name="c").case, environment, name="a.case.yaml")


def test_a_case_that_says_nothing_changes_nothing():
    assert ordered("") == Order(function=LOCAL, event=b'{"headers": {}}')


def test_values_are_put_in_with_variables_and_secrets_are_named():
    order = ordered('bindings: {/headers/Authorization: "Bearer {{token}}", /table: "{{table}}"}\n')
    assert json.loads(order.event) == {"headers": {"Authorization": "Bearer s3cret-token"}, "table": "orders"}
    assert order.secrets == ("s3cret-token",)


def test_variables_of_the_function_are_filled_and_written_as_lambda_has_them():
    order = ordered('invoke: {env: {TABLE: "{{table}}", DEBUG: true, N: 3, KEY: "{{token}}"}}\n')
    values = {value.name: (value.value, value.origin) for value in order.function.environment}
    assert values == {
        "A": ("1", "template"),
        "TABLE": ("orders", "a.case.yaml"),
        "DEBUG": ("true", "a.case.yaml"),
        "N": ("3", "a.case.yaml"),
        "KEY": ("s3cret-token", "a.case.yaml"),
    }
    assert order.secrets == ("s3cret-token",)


def test_the_client_context_of_the_case_is_sent_unless_another_is_given():
    text = 'invoke: {client_context: {custom: {who: "{{table}}"}}}\n'
    assert json.loads(ordered(text).client_context) == {"custom": {"who": "orders"}}
    assert ordered(text, context="{}").client_context == "{}"


def test_a_qualifier_goes_to_a_function_in_aws_that_names_none():
    text = "invoke: {qualifier: live}\n"
    assert ordered(text, function=DeployedFunction("orders")).function.qualifier == "live"
    assert ordered(text, function=DeployedFunction("orders", "7")).function.qualifier == "7"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('bindings: {/a: "{{nobody}}"}\n', "a.case.yaml: bindings /a"),
        ('invoke: {env: {A: "{{nobody}}"}}\n', "a.case.yaml: invoke.env"),
        ('invoke: {client_context: {a: "{{nobody}}"}}\n', "a.case.yaml: invoke.client_context"),
    ],
)
def test_a_variable_that_nobody_gives_is_named_with_its_field(text, place):
    with pytest.raises(InputError) as caught:
        ordered(text)
    assert caught.value.place == place
    assert "nobody" in caught.value.message
    assert "NOBODY" in caught.value.mend
