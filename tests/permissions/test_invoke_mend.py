"""Every mend of a denied invocation, applied in its own language: then the invocation is allowed."""

import json
import re
import shlex
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.interchange.document import mapping, read_document
from workbench.interchange.template_permissions import statement
from workbench.permissions.document import Policy, policy_of
from workbench.permissions.gateway_invoke import may_invoke
from workbench.permissions.invoke_question import InvokeQuestion

REGIONS = st.sampled_from(["eu-west-1", "cn-north-1", "us-gov-west-1"])
PATHS = st.sampled_from(["/", "/pets", "/pets/{id}", "/{proxy+}", "/a/{b}/c/{d+}", "/caf\u00e9/{x}", "/a b"])
METHODS = st.sampled_from(["ANY", "GET", "POST", "DELETE"])
SID = re.compile(r"[a-zA-Z0-9_-]{1,100}")
LOGICAL_ID = re.compile(r"[A-Za-z0-9]{1,255}")


def function_arn(region, qualifier) -> str:
    partition = {"cn-north-1": "aws-cn", "us-gov-west-1": "aws-us-gov"}.get(region, "aws")
    return f"arn:{partition}:lambda:{region}:123456789012:function:my-orders_1" + (f":{qualifier}" if qualifier else "")


@st.composite
def questions(draw) -> InvokeQuestion:
    region = draw(REGIONS)
    arn = function_arn(region, draw(st.sampled_from(["", "live", "3"])))
    kind = draw(st.sampled_from(["REST", "HTTP", "WEBSOCKET", "FUNCTION_URL", "ALB"]))
    if kind == "FUNCTION_URL":
        caller = f"arn:{arn.split(':')[1]}:iam::123456789012:role/caller"
        auth = draw(st.sampled_from(["NONE", "AWS_IAM"]))
        return InvokeQuestion(kind, arn, auth_type=auth, caller="" if auth == "NONE" else caller, caller_policies=())
    if kind == "ALB":
        group = f"arn:aws:elasticloadbalancing:{region}:123456789012:targetgroup/tg/abc"
        return InvokeQuestion(kind, arn, target_group_arn=group)
    if draw(st.booleans()) and kind != "WEBSOCKET":
        return InvokeQuestion(kind, arn, "abc123", "prod", authorizer_id=draw(st.sampled_from(["a1b2c3", "Mine"])))
    if kind == "WEBSOCKET":
        return InvokeQuestion(kind, arn, "abc123", "prod", route_key=draw(st.sampled_from(["$connect", "send now"])))
    if kind == "HTTP" and draw(st.booleans()):
        return InvokeQuestion(kind, arn, "abc123", "$default", route_key="$default")
    return InvokeQuestion(kind, arn, "abc123", draw(st.sampled_from(["prod", "$default"])), method=draw(METHODS),
                          path=draw(PATHS))  # fmt: skip


def policy(statements: list[dict[str, Any]]) -> Policy:
    return policy_of({"Version": "2012-10-17", "Statement": statements}, name="f", kind="resource")


def from_commands(text: str) -> list[dict[str, Any]]:
    """What `aws lambda add-permission` stores."""
    stored = []
    for command in text.replace("\\\n", " ").splitlines():
        words = shlex.split(command)
        assert words[:3] == ["aws", "lambda", "add-permission"]
        flags = {"invoked-via-function-url"}
        told: dict[str, Any] = {}
        at = 3
        while at < len(words):
            name = words[at].removeprefix("--")
            told[name] = True if name in flags else words[at + 1]
            at += 1 if name in flags else 2
        assert SID.fullmatch(told["statement-id"])
        region, function = told["region"], told["function-name"]
        arn = function_arn(region, told.get("qualifier", ""))
        assert function in arn
        names = {"source-arn": "SourceArn", "function-url-auth-type": "FunctionUrlAuthType",
                 "invoked-via-function-url": "InvokedViaFunctionUrl", "principal": "Principal",
                 "action": "Action"}  # fmt: skip
        said = {names[name]: value for name, value in told.items() if name in names}
        stored.append(statement(said, sid=told["statement-id"], resource=arn))
    return stored


def resources_of(text: str) -> dict[str, Any]:
    return dict(mapping(read_document(text, name="mend.yaml").value))


def from_template(text: str) -> list[dict[str, Any]]:
    """What CloudFormation has Lambda store."""
    resources = resources_of(text)
    assert all(LOGICAL_ID.fullmatch(name) for name in resources)
    assert {each["Type"] for each in resources.values()} == {"AWS::Lambda::Permission"}
    return [
        statement(each["Properties"], sid=name, resource=each["Properties"]["FunctionName"])
        for name, each in resources.items()
    ]


@given(questions())
@settings(max_examples=100)
def test_each_language_of_a_mend_mends(question):
    verdict = may_invoke(question, policy([]))
    assert verdict.decision == "implicitly_denied"
    texts = dict(verdict.mends)
    assert list(texts) == ["AWS CLI", "SAM or CloudFormation", "JSON statement"]
    written = json.loads(texts["JSON statement"])
    for stored in (
        written if isinstance(written, list) else [written],
        from_commands(texts["AWS CLI"]),
        from_template(texts["SAM or CloudFormation"]),
    ):
        mended = may_invoke(question, policy(stored))
        assert mended.decision == "allowed", mended.reason
        assert not [finding for finding in mended.findings if finding.code in {"wide-account", "wide-api"}]


@given(st.lists(st.tuples(METHODS, PATHS), min_size=2, max_size=6, unique=True))
@settings(max_examples=50)
def test_routes_to_one_function_have_a_resource_each(routes):
    names: set[str] = set()
    for method, path in routes:
        question = InvokeQuestion("REST", function_arn("eu-west-1", ""), "abc123", "prod", method=method, path=path)
        names |= set(resources_of(dict(may_invoke(question, policy([])).mends)["SAM or CloudFormation"]))
    assert len(names) == len(routes)
