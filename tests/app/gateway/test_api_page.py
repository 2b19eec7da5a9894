from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from workbench.app.gateway.api_page import AUTHORIZERS, NOT_UNDERSTOOD, PERMISSIONS, ApiPage
from workbench.app.gateway.api_text import facts, route_rows
from workbench.gateway.api import Api, Cache, CustomDomain, Route
from workbench.library.project_reader import open_project

if TYPE_CHECKING:
    from workbench.app.results.stack_text import Place

WITH_AUTHORIZER = """
AWSTemplateFormatVersion: "2010-09-09"
Transform: AWS::Serverless-2016-10-31
Resources:
  Shop:
    Type: AWS::Serverless::Api
    Properties:
      StageName: live
      Auth:
        Authorizers:
          Gate: {FunctionArn: !GetAtt GateFunction.Arn}
  GateFunction:
    Type: AWS::Serverless::Function
    Properties: {Handler: src/hello.handler, Runtime: python3.12, CodeUri: .}
  Pets:
    Type: AWS::Serverless::Function
    Properties:
      Handler: src/echo.handler
      Runtime: python3.12
      CodeUri: .
      Events:
        List:
          Type: Api
          Properties: {Path: /pets, Method: get, RestApiId: !Ref Shop, Auth: {Authorizer: Gate}}
  Unknown:
    Type: AWS::Serverless::StateMachine
    Properties: {Definition: {}, Events: {Start: {Type: Api, Properties: {Path: /start, Method: post}}}}
"""


def page_of(qtbot, appearance, folder, file):
    project = open_project(folder)
    entry = next(each for each in project.apis if each.path.name == file)
    page = ApiPage(entry, project, appearance)
    qtbot.addWidget(page)
    page.resize(1000, 600)
    page.show()
    qtbot.waitUntil(lambda: not page.busy)
    return page


@pytest.fixture
def page(qtbot, appearance, demo):
    made = page_of(qtbot, appearance, demo, "api.yaml")
    yield made
    made.may_close()


def test_the_routes_stand_with_what_is_in_front_of_them(page):
    lines = page.routes.text().splitlines()
    assert lines[0] == "Method\tPath\tFunction\tAuthorizer\tAPI key\tThrottle\tCache"
    assert lines[1] == "ANY\t/echo\tsrc/echo.py:handler\tnone\tno\tas the stage\tas the stage"
    assert page.tabs.count_of(0) == 10


def test_the_permissions_are_worked_out_and_summed_up(page):
    assert (page.chip.kind, page.chip.text) == ("error", "2 of 10 denied")
    assert page.tabs.count_of(PERMISSIONS) == 2
    assert page.accessibleDescription() == "10 routes and authorizers, permissions: 2 of 10 denied"


def test_enter_on_a_route_composes_a_request(qtbot, page):
    wanted = []
    page.compose_wanted.connect(lambda entry, route: wanted.append((entry, route.key)))
    page.routes.choose(4)
    qtbot.keyClick(page.routes, Qt.Key.Key_Return)
    assert wanted == [(page.entry, "PUT /orders/{id}")]


def test_a_route_can_be_flooded(page):
    wanted = []
    page.flood_wanted.connect(lambda api, route: wanted.append((api, route.key)))
    page.routes.choose(1)
    page.flood.click()
    assert wanted == [(page.entry.api, "GET /orders")]


def test_the_file_is_opened_elsewhere(page):
    places: list[Place] = []
    page.place_activated.connect(places.append)
    page.open_file.click()
    assert [place.file.name for place in places] == ["api.yaml"]


def test_a_templates_authorizer_and_what_was_not_understood_are_listed(qtbot, appearance, demo):
    (demo / "template.yaml").write_text(WITH_AUTHORIZER)
    page = page_of(qtbot, appearance, demo, "template.yaml")
    assert page.tabs.count_of(AUTHORIZERS) == 1
    assert "Gate\tTOKEN" in page.authorizers.text()
    assert [row.authorizer for row in page.matrix.shown if row.route is None] == ["Gate"]
    assert page.tabs.count_of(NOT_UNDERSTOOD) == len(page.not_understood.text().splitlines()) - 1
    places: list[Place] = []
    page.place_activated.connect(places.append)
    page.not_understood.row_activated.emit(0)
    assert [(place.file, place.line) for place in places] == [(demo / "template.yaml", 27)]
    assert page.not_understood.cells[0][0].text == "template.yaml:27:34"
    page.may_close()


def test_files_beside_a_template_are_found_from_any_working_directory(qtbot, appearance, demo):
    (demo / "template.yaml").write_text(
        "Resources:\n  Inner: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: inner.yaml}}\n"
    )
    (demo / "inner.yaml").write_text(WITH_AUTHORIZER.replace("  Unknown:", "  Machine:"))
    page = page_of(qtbot, appearance, demo, "template.yaml")
    assert [row[1].text for row in page.not_understood.cells] == ["The events of Inner/Machine are not simulated"]
    assert page.not_understood.cells[0][0].text.startswith("inner.yaml:")
    page.may_close()


def test_a_file_that_is_understood_says_so(page):
    assert not page.not_understood.cells
    assert page.tabs.count_of(NOT_UNDERSTOOD) == 0


def test_a_file_that_is_gone_is_said(qtbot, appearance, demo):
    project = open_project(demo)
    (demo / "api.yaml").unlink()
    page = ApiPage(project.apis[0], project, appearance)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: not page.busy)
    assert page.chip.text == "Permissions not checked"
    assert "api.yaml" in page.notice.message
    page.may_close()


@pytest.mark.parametrize(
    ("api", "said"),
    [
        (Api(), "10,000 a second, 5,000 at once"),
        (Api(cache=Cache(enabled=True)), "cached for 300 s"),
        (Api(type="HTTP"), "payload 2.0"),
        (Api(type="ALB"), "Load balancer"),
        (Api(type="HTTP"), "stage $default"),
        (Api(custom_domain=CustomDomain("api.example.com", "v1")), "api.example.com/v1"),
    ],
)
def test_the_facts_of_a_stage_are_said(api, said):
    assert said in [text for _, text in facts(api)]


def test_the_conditions_of_a_listener_rule_stand_beside_its_path():
    conditions = [
        {"field": "host-header", "values": ["a.example.com", "b.example.com"]},
        {"field": "http-header", "name": "X-Kind", "values": ["*"]},
    ]
    api = Api(type="ALB", routes=(Route(path="/*", settings={"conditions": conditions}),))
    assert route_rows(api)[0][1].text == "/*, host-header a.example.com or b.example.com, X-Kind *"
    assert "stage prod" not in [text for _, text in facts(api)]
