from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from workbench.app.permissions.route_matrix import RouteMatrix
from workbench.exchange.route_permissions import InvokedFunction, route_permissions
from workbench.gateway.api import Api, Authorizer, Route
from workbench.permissions.document import parse_policy

if TYPE_CHECKING:
    from workbench.app.results.stack_text import Place

ARN = "arn:aws:lambda:us-east-1:123456789012:function:pets"
STATEMENT = {
    "Sid": "reads",
    "Effect": "Allow",
    "Principal": {"Service": "apigateway.amazonaws.com"},
    "Action": "lambda:InvokeFunction",
    "Resource": ARN,
    "Condition": {"ArnLike": {"AWS:SourceArn": "arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/*/GET/*"}},
}
POLICY = json.dumps({"Version": "2012-10-17", "Statement": [STATEMENT]}, indent=2)


def rows_of(api: Api):
    function = InvokedFunction("pets", ARN, parse_policy(POLICY, name="pets.json", kind="resource"))
    return tuple(route_permissions(api, lambda _: function, roles=lambda _: None))


@pytest.fixture
def matrix(qtbot, appearance, tmp_path):
    (tmp_path / "pets.json").write_text(POLICY)
    made = RouteMatrix(tmp_path, appearance)
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    return made


def test_a_denied_route_comes_to_the_cursor_with_its_explanation_and_mends(matrix):
    matrix.show_rows(rows_of(Api(routes=(Route("GET", "/pets"), Route("POST", "/pets")))))
    assert matrix.table.row == 1
    assert matrix.verdict is not None
    assert matrix.verdict.answer.decision == "implicitly_denied"
    assert matrix.verdict.heading.isChecked()
    assert dict(matrix.verdict.answer.mends)
    assert matrix.table.accessibleDescription().startswith("POST /pets: ")


def test_every_cell_is_said_in_words(matrix):
    matrix.show_rows(rows_of(Api(routes=(Route("POST", "/pets"),))))
    line = matrix.table.text().splitlines()[1].split("\t")
    assert line[:3] == ["Denied", "POST /pets", "pets"]
    assert "its AWS:SourceArn says GET, the request has POST" in line[4]
    assert line[5] == "a1b2c3d4e5/prod/POST/pets"


def test_only_what_is_not_allowed(matrix):
    matrix.show_rows(rows_of(Api(routes=(Route("GET", "/pets"), Route("POST", "/pets")))))
    matrix.only_denied.setChecked(True)
    assert [row.route.key for row in matrix.shown] == ["POST /pets"]
    matrix.show_rows(rows_of(Api(routes=(Route("GET", "/pets"),))))
    assert matrix.none.isVisible()
    assert not matrix.table.isVisible()


def test_an_authorizers_function_has_a_row_of_its_own(matrix):
    gate = Authorizer("gate", "TOKEN", "pets")
    matrix.show_rows(rows_of(Api(routes=(Route("GET", "/pets", authorizer="gate"),), authorizers={"gate": gate})))
    assert [line.split("\t")[1] for line in matrix.table.text().splitlines()[1:]] == ["GET /pets", "Authorizer gate"]


def test_a_statement_leads_to_its_file(matrix, tmp_path):
    places: list[Place] = []
    matrix.place_activated.connect(places.append)
    matrix.show_rows(rows_of(Api(routes=(Route("POST", "/pets"),))))
    assert matrix.verdict is not None
    matrix.verdict.place_activated.emit(next(iter(matrix.verdict._text.links.values())))
    assert [(place.file, place.line) for place in places] == [(tmp_path / "pets.json", 4)]


def test_three_hundred_routes_are_shown(matrix):
    routes = tuple(Route("GET" if number % 3 else "POST", f"/pets/{number}") for number in range(300))
    matrix.show_rows(rows_of(Api(routes=routes)))
    assert len(matrix.shown) == 300
    matrix.only_denied.setChecked(True)
    assert len(matrix.shown) == 100
