"""From what the window shows to an order: the event's exact bytes, the function, what stands around them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from workbench.exchange.order import Order

if TYPE_CHECKING:
    from workbench.deployed.target import DeployedFunction
    from workbench.exchange.order import Enforce
    from workbench.gateway.api import Api
    from workbench.library.case_file import CaseFile
    from workbench.library.environment import Environment
    from workbench.library.project import FunctionEntry

CASE = "case file"
"""How a message names a case file whose name is not known."""


def order_of(
    payload: bytes,
    entry: FunctionEntry,
    *,
    api: Api | None,
    case: CaseFile | None = None,
    case_name: str = CASE,
    environment: Environment | None = None,
    enforce: Enforce = "warn",
) -> Order:
    """The order for an event as it stands in the window.

    Raises:
        InputError: a binding of the case file does not fit the event, or a variable is not known.
    """
    order = Order(
        function=entry.function,
        event=payload,
        api=api,
        function_policy=entry.function_policy,
        role=entry.role,
        resource_policies=entry.resource_policies,
        assumed_roles=entry.assumed_roles,
        enforce=enforce,
    )
    return _with_case(order, case, environment, name=case_name)


def deployed_order_of(
    payload: bytes,
    function: DeployedFunction,
    *,
    api: Api | None,
    case: CaseFile | None = None,
    case_name: str = CASE,
    environment: Environment | None = None,
) -> Order:
    """The order for an event and a function in AWS, whose policies are read just before the run.

    Raises:
        InputError: a binding of the case file does not fit the event, or a variable is not known.
    """
    order = Order(function=function, is_named=True, event=payload, api=api)
    return _with_case(order, case, environment, name=case_name)


def _with_case(order: Order, case: CaseFile | None, environment: Environment | None, *, name: str) -> Order:
    if case is None:
        return order
    from workbench.library.case_order import with_case
    from workbench.library.environment import Environment as Variables

    return with_case(order, case.case, environment or Variables("", {}, os.environ), name=name)
