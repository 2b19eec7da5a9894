from __future__ import annotations

import json

import pytest

from tests.sandbox.packages import deploy
from tests.sandbox.requests import get
from workbench.deployed.function_url import url_id
from workbench.sandbox.seed import REGION
from workbench.sandbox.url_front import URL_PATH

ECHO = "def handler(event, context):\n    return event\n"


def open_to_everyone(functions, name: str, **words: str) -> None:
    """The two statements that the Lambda console writes for a function URL without authorization."""
    both = {"FunctionName": name, "Principal": "*", **words}
    functions.add_permission(**both, StatementId="url", Action="lambda:InvokeFunctionUrl", FunctionUrlAuthType="NONE")
    functions.add_permission(**both, StatementId="via-url", Action="lambda:InvokeFunction", InvokedViaFunctionUrl=True)


def made(functions, name: str, **words: object) -> str:
    """The id of a URL that a client creates."""
    return url_id(
        functions.create_function_url_config(FunctionName=name, **{"AuthType": "NONE", **words})["FunctionUrl"]
    )


def test_the_seeded_url_answers_by_path_and_by_host(sandbox, functions):
    url = functions.get_function_url_config(FunctionName="echo")
    port = sandbox.endpoint_url.rpartition(":")[2]
    found = url_id(url["FunctionUrl"])
    assert url["FunctionUrl"] == f"http://{found}.lambda-url.{REGION}.localhost:{port}/"
    by_path = get(sandbox, f"{URL_PATH}{found}/a%2Fb?x=1&x=2", {"Cookie": "a=b; c=d"})
    by_host = get(sandbox, "/a%2Fb?x=1&x=2", {"Cookie": "a=b; c=d", "Host": f"{found}.lambda-url.{REGION}.localhost"})
    on_aws = get(sandbox, "/a%2Fb?x=1&x=2", {"Cookie": "a=b; c=d", "Host": f"{found}.lambda-url.{REGION}.on.aws"})
    for answer in (by_path, by_host, on_aws):
        event = json.loads(answer.body)
        assert answer.status == 200
        assert (event["version"], event["routeKey"], event["rawPath"]) == ("2.0", "$default", "/a%2Fb")
        assert (event["rawQueryString"], event["cookies"]) == ("x=1&x=2", ["a=b", "c=d"])
        context = event["requestContext"]
        assert context["domainName"] == f"{found}.lambda-url.{REGION}.on.aws"
        assert (context["apiId"], context["accountId"], context["stage"]) == (found, "anonymous", "$default")
        assert "authorizer" not in context


def test_a_url_without_the_two_permissions_lets_nobody_in(sandbox, functions):
    deploy(functions, "shut", ECHO)
    found = made(functions, "shut")
    shut = get(sandbox, f"{URL_PATH}{found}/")
    assert (shut.status, shut.headers["x-amzn-errortype"]) == (403, "AccessDeniedException")
    assert "troubleshooting Function URL authorization" in shut.body.decode()
    functions.add_permission(
        FunctionName="shut",
        Principal="*",
        StatementId="url",
        Action="lambda:InvokeFunctionUrl",
        FunctionUrlAuthType="AWS_IAM",
    )
    functions.add_permission(FunctionName="shut", Principal="*", StatementId="any", Action="lambda:InvokeFunction")
    assert get(sandbox, f"{URL_PATH}{found}/").status == 403
    open_to_everyone(functions, "shut")
    assert get(sandbox, f"{URL_PATH}{found}/").status == 200


def test_a_url_with_iam_authorization_takes_signed_requests_only(sandbox, functions, session):
    from workbench.deployed.gateway_call import call_stage
    from workbench.events.http import HttpRequest

    deploy(functions, "signed", ECHO)
    found = made(functions, "signed", AuthType="AWS_IAM")
    unsigned = get(sandbox, f"{URL_PATH}{found}/")
    assert (unsigned.status, unsigned.headers["x-amzn-errortype"]) == (403, "AccessDeniedException")
    url = functions.get_function_url_config(FunctionName="signed")["FunctionUrl"]
    answer = call_stage(session, HttpRequest("POST", f"{url}a?b=c", (), b"{}"), signed=True)
    event = json.loads(answer.response.body)
    assert answer.response.status == 200
    assert event["requestContext"]["authorizer"]["iam"]["accessKey"] == "sandbox"
    assert f"/{REGION}/lambda/aws4_request" in event["headers"]["authorization"]


def test_cors_is_answered_by_the_url_itself(sandbox, functions):
    deploy(functions, "shared", "def handler(event, context):\n    return 'called'\n")
    found = made(
        functions, "shared", Cors={"AllowOrigins": ["https://app.example"], "AllowMethods": ["GET"], "MaxAge": 60}
    )
    open_to_everyone(functions, "shared")
    page = {"Origin": "https://app.example"}
    asked = get(sandbox, f"{URL_PATH}{found}/", {**page, "Access-Control-Request-Method": "GET"}, method="OPTIONS")
    assert (asked.status, asked.body) == (200, b"")
    assert asked.headers["access-control-allow-origin"] == "https://app.example"
    assert asked.headers["access-control-max-age"] == "60"
    answer = get(sandbox, f"{URL_PATH}{found}/", page)
    assert (answer.status, answer.body) == (200, b"called")
    assert answer.headers["access-control-allow-origin"] == "https://app.example"
    other = get(sandbox, f"{URL_PATH}{found}/", {"Origin": "https://other.example"})
    assert "access-control-allow-origin" not in other.headers


def test_a_url_of_an_alias_runs_the_version_behind_it(sandbox, functions):
    from tests.sandbox.packages import zipped

    deploy(functions, "aliased", "def handler(event, context):\n    return context.invoked_function_arn\n")
    version = functions.publish_version(FunctionName="aliased")["Version"]
    functions.create_alias(FunctionName="aliased", Name="live", FunctionVersion=version)
    functions.update_function_code(FunctionName="aliased", ZipFile=zipped("def handler(event, context): return 'new'"))
    of_alias, of_function = made(functions, "aliased", Qualifier="live"), made(functions, "aliased")
    open_to_everyone(functions, "aliased", Qualifier="live")
    assert get(sandbox, f"{URL_PATH}{of_alias}/").body.endswith(b"function:aliased:live")
    assert get(sandbox, f"{URL_PATH}{of_function}/").status == 403
    rows = functions.list_function_url_configs(FunctionName="aliased")["FunctionUrlConfigs"]
    assert sorted(row["FunctionArn"].rpartition(":")[2] for row in rows) == ["aliased", "live"]


def test_a_function_that_fails_is_a_502(sandbox, functions):
    deploy(functions, "breaks", "def handler(event, context):\n    raise ValueError('no')\n")
    found = made(functions, "breaks")
    open_to_everyone(functions, "breaks")
    assert (get(sandbox, f"{URL_PATH}{found}/").status, get(sandbox, f"{URL_PATH}{found}/").body) == (
        502,
        b"Internal Server Error",
    )


def test_a_url_is_changed_and_removed_as_on_aws(sandbox, functions):
    deploy(functions, "passing", ECHO)
    errors = functions.exceptions
    with pytest.raises(errors.ResourceNotFoundException):
        functions.get_function_url_config(FunctionName="passing")
    with pytest.raises(errors.ResourceNotFoundException):
        functions.create_function_url_config(FunctionName="nothing-here", AuthType="NONE")
    found = made(functions, "passing")
    with pytest.raises(errors.ResourceConflictException, match="FunctionUrlConfig exists for this Lambda function"):
        functions.create_function_url_config(FunctionName="passing", AuthType="NONE")
    changed = functions.update_function_url_config(
        FunctionName="passing", AuthType="AWS_IAM", InvokeMode="RESPONSE_STREAM"
    )
    assert (changed["AuthType"], changed["InvokeMode"], url_id(changed["FunctionUrl"])) == (
        "AWS_IAM",
        "RESPONSE_STREAM",
        found,
    )
    functions.delete_function_url_config(FunctionName="passing")
    gone = get(sandbox, f"{URL_PATH}{found}/")
    assert (gone.status, gone.body) == (403, b'{"Message":null}')


def test_a_url_is_gone_with_its_function(sandbox, functions):
    deploy(functions, "short-lived", ECHO)
    found = made(functions, "short-lived")
    functions.delete_function(FunctionName="short-lived")
    assert get(sandbox, f"{URL_PATH}{found}/").body == b'{"Message":null}'
    deploy(functions, "short-lived", ECHO)
    with pytest.raises(functions.exceptions.ResourceNotFoundException):
        functions.get_function_url_config(FunctionName="short-lived")
