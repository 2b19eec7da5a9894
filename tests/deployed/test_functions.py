from __future__ import annotations

from itertools import islice

import pytest
from botocore.stub import Stubber

from workbench.deployed.functions import configured, describe, everywhere, list_functions, matching
from workbench.deployed.target import deployed_function
from workbench.errors import FunctionNotFound, ServiceError

MANY = 5000
PAGE = 50


def row(name: str, **more: object) -> dict[str, object]:
    arn = f"arn:aws:lambda:eu-west-1:111122223333:function:{name}"
    return {"FunctionName": name, "FunctionArn": arn, "Runtime": "python3.12", "Handler": "app.handler", **more}


def denied(stub: Stubber, operation: str, action: str) -> None:
    said = f"User: arn:aws:iam::1:user/me is not authorized to perform: {action} on resource: x"
    stub.add_client_error(operation, "AccessDeniedException", said, http_status_code=403)


def test_five_thousand_functions_come_page_by_page(session):
    with Stubber(session.client("lambda")) as stub:
        for start in range(0, MANY, PAGE):
            page: dict[str, object] = {"Functions": [row(f"fn-{number}") for number in range(start, start + PAGE)]}
            if start + PAGE < MANY:
                page["NextMarker"] = str(start + PAGE)
            stub.add_response("list_functions", page)
        found = list(list_functions(session))
    assert (len(found), found[-1].name) == (MANY, "fn-4999")


def test_the_first_page_is_there_before_the_second_is_asked(session):
    with Stubber(session.client("lambda")) as stub:
        stub.add_response("list_functions", {"Functions": [row("one"), row("two")], "NextMarker": "2"})
        assert [each.name for each in islice(list_functions(session), 2)] == ["one", "two"]


def test_every_word_must_occur_in_name_runtime_or_description(session):
    with Stubber(session.client("lambda")) as stub:
        rows = [row("orders-api", Description="Takes orders"), row("orders-ui", Runtime="nodejs20.x"), row("billing")]
        stub.add_response("list_functions", {"Functions": rows})
        assert [each.name for each in matching(list_functions(session), "ORDERS python")] == ["orders-api"]


def test_being_throttled_is_said(session):
    with Stubber(session.client("lambda")) as stub:
        stub.add_client_error("list_functions", "TooManyRequestsException", "Rate exceeded", http_status_code=429)
        with pytest.raises(ServiceError, match="AWS is throttling"):
            list(list_functions(session))


def test_what_may_not_be_read_is_named_and_the_rest_is_there(session):
    with Stubber(session.client("lambda")) as stub:
        found = row("orders", Environment={"Variables": {"TOKEN": "planted-value"}}, Layers=[{"Arn": "arn:aws:l"}])
        stub.add_response("get_function_configuration", found)
        denied(stub, "list_versions_by_function", "lambda:ListVersionsByFunction")
        stub.add_response("list_aliases", {"Aliases": [{"Name": "live", "FunctionVersion": "3"}]})
        denied(stub, "list_event_source_mappings", "lambda:ListEventSourceMappings")
        stub.add_client_error("get_function_url_config", "ResourceNotFoundException", "none")
        details = describe(session, deployed_function("aws:orders", session.account))
    assert details.not_read == ("lambda:ListVersionsByFunction", "lambda:ListEventSourceMappings")
    assert [alias.name for alias in details.aliases] == ["live"]
    assert details.environment_names == ("TOKEN",)
    assert "planted-value" not in repr(details)


def test_a_configuration_that_may_not_be_read_names_the_action(session):
    with Stubber(session.client("lambda")) as stub:
        denied(stub, "get_function_configuration", "lambda:GetFunctionConfiguration")
        with pytest.raises(ServiceError, match="AWS denied lambda:GetFunctionConfiguration") as raised:
            configured(session, deployed_function("aws:orders", session.account))
    assert "Have lambda:GetFunctionConfiguration allowed" in raised.value.mend


def test_a_function_that_is_not_there_gets_near_names(session):
    with Stubber(session.client("lambda")) as stub:
        stub.add_client_error("get_function_configuration", "ResourceNotFoundException", "Function not found: x")
        stub.add_response("list_functions", {"Functions": [row("orders"), row("billing")]})
        with pytest.raises(FunctionNotFound, match="no function 'ordes'") as raised:
            configured(session, deployed_function("aws:ordes", session.account))
    assert raised.value.mend == "Near names: orders."


def test_a_region_that_cannot_be_asked_does_not_stop_the_others(session):
    answers = dict(everywhere(session, ["eu-west-1", "us-east-1"]))
    assert sorted(answers) == ["eu-west-1", "us-east-1"]
    assert all(isinstance(answer, ServiceError) for answer in answers.values())
