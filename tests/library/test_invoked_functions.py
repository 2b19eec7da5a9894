from __future__ import annotations

import shutil

import pytest

from workbench.exchange.route_permissions import route_permissions
from workbench.library.invoked_functions import InvokedFunctions, named_by, plain_name
from workbench.library.project_reader import open_project
from workbench.permissions.document import parse_policy
from workbench.resource import resource


@pytest.fixture
def project(tmp_path):
    shutil.copytree(resource("demo"), tmp_path / "demo", ignore=shutil.ignore_patterns("__pycache__"))
    return open_project(tmp_path / "demo")


def test_a_route_finds_the_function_that_the_project_configures(project):
    found = InvokedFunctions(project=project).find(project.apis[0].api, "src/microservice.py:handler")
    assert found.policy is not None
    assert found.policy.name == "policies/orders.function-policy.json"
    assert found.arn == "arn:aws:lambda:us-west-2:123456789012:function:orders"
    assert found.role is not None
    assert found.role.trust is not None


def test_every_route_of_the_demo_is_answered(project):
    functions = InvokedFunctions(project=project)
    api = project.apis[0].api
    rows = route_permissions(api, lambda name: functions.find(api, name or ""), roles=functions.role_documents)
    denied = [row.route.key for row in rows if row.route is not None and row.verdict.decision != "allowed"]
    assert denied == ["PUT /orders/{id}", "DELETE /orders/{id}"]


def test_a_function_that_nothing_is_known_of_has_no_policy(project):
    found = InvokedFunctions(project=project).find(project.apis[0].api, "elsewhere.handler")
    assert (found.policy, found.role) == (None, None)
    assert found.arn.endswith(":function:elsewhere")


@pytest.mark.parametrize(
    ("reference", "name"),
    [
        ("src/hello.py:handler", "hello"),
        ("hello.handler", "hello"),
        ("node:src/hello.handler", "hello"),
        ("orders", "orders"),
        ("arn:aws:lambda:us-east-1:123456789012:function:orders:live", "orders"),
    ],
)
def test_a_reference_has_a_name_in_it(reference, name):
    assert plain_name(reference) == name


def test_a_policy_that_names_a_pattern_names_no_function():
    text = '{"Statement": {"Effect": "Allow", "Principal": "*", "Action": "lambda:*", "Resource": "*"}}'
    assert named_by(parse_policy(text, name="p", kind="resource")) == ""
    assert named_by(None) == ""
