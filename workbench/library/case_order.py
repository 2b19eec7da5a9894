"""What a case file changes about an order: bindings put in, the function configured, and the secrets named."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.errors import InputError
from workbench.library.bindings import bind
from workbench.library.layered_environment import merged_environment
from workbench.runtime.function import EnvironmentValue, LocalFunction

if TYPE_CHECKING:
    from workbench.events.json_value import Json
    from workbench.exchange.order import Order
    from workbench.library.case_schema import Case
    from workbench.library.environment import Environment


def with_case(order: Order, case: Case, environment: Environment, *, name: str) -> Order:
    """The order as a case file wants it; `name` is how a message names that file.

    Raises:
        InputError: a binding does not fit the event, or a variable is not known.
    """
    settings = case.invoke
    variables = {key: variable_text(value) for key, value in settings.env.items()}
    _refuse_unknown(variables, environment, place=f"{name}: invoke.env")
    secrets = environment.secrets_in(variables)
    event = order.event
    if event is not None and case.bindings:
        bound = bind(event, case.bindings, environment, name=order.event_name)
        for missing in bound.unresolved:
            raise _unknown(missing.name, environment, place=f"{name}: bindings {missing.pointer}")
        event, secrets = bound.data, (*bound.secrets, *secrets)
    context = order.client_context
    if settings.client_context is not None and not context:
        _refuse_unknown(settings.client_context, environment, place=f"{name}: invoke.client_context")
        context = json.dumps(environment.fill(settings.client_context), ensure_ascii=False)
        secrets = (*secrets, *environment.secrets_in(settings.client_context))
    function = order.function
    if isinstance(function, LocalFunction):
        filled = tuple(EnvironmentValue(key, str(environment.fill(value)), name) for key, value in variables.items())
        function = replace(
            function,
            timeout_s=settings.timeout or function.timeout_s,
            memory_mb=settings.memory or function.memory_mb,
            environment=merged_environment(function.environment, filled),
        )
    elif settings.qualifier and not function.qualifier:
        function = replace(function, qualifier=settings.qualifier)
    return replace(order, function=function, event=event, client_context=context, secrets=tuple(dict.fromkeys(secrets)))


def variable_text(value: str | float | bool) -> str:
    """What an environment variable holds for a value as YAML has it: a text, a number, or true and false."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _refuse_unknown(value: Json, environment: Environment, *, place: str) -> None:
    for missing in environment.unresolved(value):
        raise _unknown(missing, environment, place=place)


def _unknown(variable: str, environment: Environment, *, place: str) -> InputError:
    where = f"neither in the environment {environment.name} nor" if environment.name else "not"
    return InputError(
        f"the variable {variable} is {where} in the shell that started the workbench",
        place=place,
        mend=f"Choose an environment that has it, or set {variable.upper()} in that shell.",
    )
