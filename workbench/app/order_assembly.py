"""From what the window shows to an order: the event's exact bytes, the function, what stands around them."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.exchange.order import Order
from workbench.runtime.function import EnvironmentValue

if TYPE_CHECKING:
    from workbench.deployed.target import DeployedFunction
    from workbench.exchange.order import Enforce
    from workbench.gateway.api import Api
    from workbench.library.case_file import CaseFile
    from workbench.library.environment import Environment
    from workbench.library.project import FunctionEntry
    from workbench.runtime.function import LocalFunction


def order_of(
    payload: bytes,
    entry: FunctionEntry,
    *,
    api: Api | None,
    case: CaseFile | None = None,
    environment: Environment | None = None,
    enforce: Enforce = "warn",
) -> Order:
    """The order for an event as it stands in the window.

    Raises:
        InputError: a binding of the case file does not fit the event, or a variable is not known.
    """
    function = entry.function
    if case is not None:
        payload = _bound(payload, case, environment)
        function = _configured(function, case)
    return Order(
        function=function,
        event=payload,
        api=api,
        function_policy=entry.function_policy,
        role=entry.role,
        enforce=enforce,
    )


def deployed_order_of(
    payload: bytes,
    function: DeployedFunction,
    *,
    api: Api | None,
    case: CaseFile | None = None,
    environment: Environment | None = None,
) -> Order:
    """The order for an event and a function in AWS, whose policies are read just before the run.

    Raises:
        InputError: a binding of the case file does not fit the event, or a variable is not known.
    """
    if case is not None:
        payload = _bound(payload, case, environment)
    return Order(function=function, is_named=True, event=payload, api=api)


def _bound(payload: bytes, case: CaseFile, environment: Environment | None) -> bytes:
    from workbench.errors import InputError
    from workbench.library.bindings import bind
    from workbench.library.environment import Environment as Variables

    bindings = case.case.bindings
    if not bindings:
        return payload
    bound = bind(payload, bindings, environment or Variables("", {}, os.environ), name="event")
    if bound.unresolved:
        missing = bound.unresolved[0]
        raise InputError(
            f"the variable {missing.name} is not known",
            place=missing.pointer,
            mend="Choose an environment that has it, or set it in the shell that starts the workbench.",
        )
    return bound.data


def _configured(function: LocalFunction, case: CaseFile) -> LocalFunction:
    settings = case.case.invoke
    values = {value.name: value for value in function.environment}
    for name, value in settings.env.items():
        values[name] = EnvironmentValue(name, str(value), "case file")
    return replace(
        function,
        timeout_s=settings.timeout or function.timeout_s,
        memory_mb=settings.memory or function.memory_mb,
        environment=tuple(values.values()),
    )
