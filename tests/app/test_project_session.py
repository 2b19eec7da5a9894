"""An open folder gives its functions as targets, and every event finds its own."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from workbench.app.document import Document
from workbench.app.new_events import event_for, name_for
from workbench.app.project_session import ProjectSession
from workbench.gateway.api import Api, Route


@pytest.fixture
def session(qtbot, qapp, demo):
    made = ProjectSession()
    with qtbot.waitSignal(made.opened, timeout=20_000):
        made.open(demo)
    yield made
    made.close()
    made.deleteLater()


def test_functions_are_targets(session):
    assert [target.name for target in session.targets()][:3] == ["hello", "echo", "orders"]
    assert all(target.is_local for target in session.targets())


@pytest.mark.parametrize(
    ("event", "function"), [("hello", "hello"), ("orders/update", "orders"), ("trouble/fails", "fails")]
)
def test_an_event_finds_its_function_by_its_route(session, demo, event, function):
    path = demo / "saved_events" / f"{event}.json"
    document = Document(json.loads(path.read_text()), name=path.name)
    entry = session.function_for(document)
    assert entry is not None
    assert entry.label == function


def test_a_case_file_s_function_wins(session):
    entry = session.function_for(Document({}), reference="src/echo.py:handler")
    assert entry is not None
    assert entry.label == "echo"
    assert session.function_for(Document({}), reference="nowhere.py:handler") is None


def test_policies_are_found_as_files(session, demo):
    entry = session.entry("hello")
    assert entry is not None
    files = session.policy_files(entry)
    assert files["policies/hello.function-policy.json"] == demo / "policies" / "hello.function-policy.json"


def test_a_folder_that_is_gone_is_told(qtbot, qapp, tmp_path):
    made = ProjectSession()
    with qtbot.waitSignal(made.failed) as told:
        made.open(tmp_path / "gone")
    assert "no such file or folder" in told.args[0].message
    made.close()
    made.deleteLater()


@pytest.mark.parametrize(
    ("api", "route", "name", "key"),
    [
        (Api(stage="test"), Route("GET", "/orders/{id}"), "get-orders-id.json", "httpMethod"),
        (Api(type="HTTP"), Route("ANY", "$default"), "any-default.json", "routeKey"),
        (Api(), Route("POST", "/a/{proxy+}"), "post-a-proxy.json", "body"),
    ],
)
def test_a_route_becomes_an_event_that_it_would_send(api, route, name, key):
    event = event_for(replace(api, routes=(route,)), route)
    assert key in event
    assert name_for(route) == name
