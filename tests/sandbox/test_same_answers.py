"""The same event against a local handler and the same code in the sandbox: same response, same verdicts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from workbench.deployed.target import Account, deployed_function
from workbench.exchange.invoker import Invoker
from workbench.exchange.live_documents import read_live
from workbench.exchange.order import Order
from workbench.exchange.road import Road
from workbench.exchange.run_matrix import run_matrix
from workbench.library.project_reader import open_project
from workbench.resource import resource
from workbench.runtime.function import EnvironmentValue
from workbench.runtime.local import LocalRuntime
from workbench.sandbox.seed import FUNCTIONS, REGION

if TYPE_CHECKING:
    from collections.abc import Iterator

DEMO = resource("demo")
EVENTS = sorted((DEMO / "saved_events").rglob("*.json"), key=str)
FUNCTION_OF = {"echo": "echo", "hello": "hello", "orders": "orders"}


def function_of(event) -> str:
    """The demo's function that an event is saved for, as its case file says."""
    case = event.with_suffix(".case.yaml")
    said = case.read_text() if case.is_file() else ""
    found = next((line.partition(":")[2].strip() for line in said.splitlines() if line.startswith("function:")), "")
    module = found.rpartition("/")[2].partition(".")[0] or event.parent.name
    return next((name for name, handler in FUNCTIONS.items() if name == found or handler.startswith(module)), module)


@pytest.fixture(scope="module")
def runtime() -> Iterator[LocalRuntime]:
    with LocalRuntime() as made:
        yield made


@pytest.mark.parametrize("event", EVENTS, ids=[str(path.relative_to(DEMO / "saved_events")) for path in EVENTS])
def test_an_event_gets_the_same_here_and_in_the_box(event, sandbox, session, runtime):
    name = function_of(event)
    entry = open_project(DEMO).function(name)
    assert entry is not None, f"{event} is for no function of the demo"
    live = read_live(session, deployed_function(f"aws:{name}", Account(region=REGION)))
    account = (EnvironmentValue("AWS_ENDPOINT_URL", sandbox.endpoint_url), *entry.function.environment)
    local = replace(entry.function, environment=account, timeout_s=live.function.timeout_s)
    given = {"event": event.read_bytes(), "is_named": True}
    orders = (
        Order(local, function_policy=entry.function_policy, role=entry.role, **given),
        Order(live.function, function_policy=live.function_policy, role=live.role, **given),
    )
    road = Road(Invoker(runtime.invoke, lambda _: session))
    here, there = (road.run(order) for order in orders)
    assert run_matrix(here, [there])[1].differences == ()
    assert verdict_of(here) == verdict_of(there)
    assert here.invoke_permission is not None
    assert there.invoke_permission is not None
    assert here.invoke_permission.decision == there.invoke_permission.decision


def verdict_of(exchange) -> tuple[str, int]:
    return exchange.reply.verdict.code, exchange.reply.response.status
