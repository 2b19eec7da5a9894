"""Whether a gateway may invoke a function: by every front, with the mend and what a client would see."""

import json

import pytest

from workbench.permissions.document import Policy, parse_policy, policy_of
from workbench.permissions.gateway_invoke import may_invoke
from workbench.permissions.invoke_question import InvokeQuestion

EMPTY = {"Version": "2012-10-17", "Statement": []}

FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:orders"
API = "arn:aws:execute-api:eu-west-1:123456789012:abc"
NONE = policy_of(EMPTY, name="function policy", kind="resource")


def route(method="GET", path="/pets/{id}", **more) -> InvokeQuestion:
    return InvokeQuestion("REST", FUNCTION, "abc", "prod", method=method, path=path, **more)


def policy(*sources, resource=FUNCTION, principal="apigateway.amazonaws.com", **more) -> Policy:
    statements = [
        {"Sid": f"s{number}", "Effect": "Allow", "Principal": {"Service": principal}, "Action": "lambda:InvokeFunction",
         "Resource": resource, "Condition": {"ArnLike": {"AWS:SourceArn": source}}} | more
        for number, source in enumerate(sources)
    ]  # fmt: skip
    return policy_of({"Version": "2012-10-17", "Statement": statements}, name="f.json", kind="resource")


def test_template_and_concrete_form_both_match():
    verdict = may_invoke(route(concrete_method="GET", concrete_path="/pets/7"), policy(f"{API}/*/GET/pets/*"))
    assert verdict.decision == "allowed"
    assert verdict.source_arns == (f"{API}/prod/GET/pets/{{id}}", f"{API}/prod/GET/pets/7")
    assert verdict.deciding is not None
    assert verdict.deciding.place == "f.json:4:5"
    assert (verdict.mends, verdict.effect, verdict.findings) == ((), "", ())


@pytest.mark.parametrize("source", ["GET/pets/{id}", "GET/pets/7"])
def test_a_permission_that_fits_one_form_only_depends(source):
    verdict = may_invoke(route(concrete_method="GET", concrete_path="/pets/7"), policy(f"{API}/*/{source}"))
    assert verdict.decision == "unknown"
    assert verdict.reason.startswith("It depends on the source ARN")
    assert verdict.basis == "simulated"


def test_any_needs_a_wildcard_for_certain():
    question = route("ANY", "/{proxy+}", concrete_method="POST", concrete_path="/a/b")
    assert may_invoke(question, policy(f"{API}/*/ANY/*")).decision == "unknown"
    assert may_invoke(question, policy(f"{API}/*/*/*")).decision == "allowed"


def test_denied_names_the_closest_statement_and_both_values():
    verdict = may_invoke(route(), policy(f"{API}/*/POST/pets/*"))
    assert verdict.decision == "implicitly_denied"
    assert verdict.closest is not None
    assert verdict.closest.result.statement.sid == "s0"
    assert f"{API}/prod/GET/pets/{{id}} does not match {API}/*/POST/pets/*" in verdict.reason
    assert '500 {"message": "Internal server error"}' in verdict.effect
    assert verdict.explanation["decision"] == "implicitly_denied"


def test_every_mend_mends():
    verdict = may_invoke(route("ANY", "/pets/{id}"), NONE)
    texts = dict(verdict.mends)
    assert list(texts) == ["AWS CLI", "SAM or CloudFormation", "JSON statement"]
    assert "--source-arn 'arn:aws:execute-api:eu-west-1:123456789012:abc/*/*/pets/*'" in texts["AWS CLI"]
    assert "Type: AWS::Lambda::Permission" in texts["SAM or CloudFormation"]
    statement = json.loads(texts["JSON statement"])
    mended = policy_of({"Version": "2012-10-17", "Statement": [statement]}, name="f", kind="resource")
    assert may_invoke(verdict.question, mended).decision == "allowed"


def test_an_unknown_policy_is_unknown_and_an_absent_one_denies():
    unknown = may_invoke(route(), None)
    assert (unknown.decision, unknown.basis) == ("unknown", "unknown")
    assert unknown.mends[0][0] == "Read the policy with the AWS CLI"
    assert may_invoke(route(), NONE).decision == "implicitly_denied"


def test_a_policy_that_cannot_be_read_is_unknown_with_its_finding():
    verdict = may_invoke(route(), parse_policy("{", name="f.json", kind="resource"))
    assert verdict.decision == "unknown"
    assert [finding.place for finding in verdict.findings] == ["f.json:1:2"]


def test_an_alias_needs_its_own_statement():
    question = InvokeQuestion("REST", f"{FUNCTION}:live", "abc", "prod", method="GET", path="/pets")
    assert may_invoke(question, policy(f"{API}/*")).decision == "implicitly_denied"
    verdict = may_invoke(question, policy(f"{API}/*", resource=f"{FUNCTION}:live"))
    assert verdict.decision == "allowed"
    assert "--qualifier live" in dict(may_invoke(question, NONE).mends)["AWS CLI"]


def test_an_explicit_deny_stands():
    denied = policy(f"{API}/*", f"{API}/*", Effect="Deny")
    assert may_invoke(route(), denied).decision == "explicitly_denied"


@pytest.mark.parametrize(
    ("front", "key", "source"),
    [("HTTP", "$default", f"{API}/*/$default"), ("WEBSOCKET", "$connect", f"{API}/*/$connect")],
)
def test_route_keys_are_plain_text(front, key, source):
    question = InvokeQuestion(front, FUNCTION, "abc", "$default", route_key=key)
    assert question.route == key
    assert may_invoke(question, policy(source)).decision == "allowed"
    assert may_invoke(question, policy(f"{API}/*/other")).decision == "implicitly_denied"


def test_an_authorizer_has_its_own_source_arn():
    question = route(authorizer_id="a1")
    verdict = may_invoke(question, policy(f"{API}/*/GET/*"))
    assert verdict.source_arns == (f"{API}/authorizers/a1",)
    assert verdict.decision == "implicitly_denied"
    assert verdict.effect == '500 {"message":null}'
    assert may_invoke(question, policy(f"{API}/authorizers/*")).decision == "allowed"


def test_integration_credentials_ask_the_role_instead():
    role = "arn:aws:iam::123456789012:role/gw"
    trust = policy_of(
        {"Statement": [{"Effect": "Allow", "Principal": {"Service": "apigateway.amazonaws.com"},
            "Action": "sts:AssumeRole"}]},
        name="trust", kind="trust",
    )  # fmt: skip
    may = policy_of(
        {"Statement": [{"Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": FUNCTION}]},
        name="identity",
        kind="identity",
    )
    allowed = route(credentials=role, credentials_trust=trust, credentials_policies=(may,))
    assert may_invoke(allowed, None).decision == "allowed"
    untrusted = route(
        credentials=role, credentials_trust=policy_of(EMPTY, name="t", kind="trust"), credentials_policies=(may,)
    )
    verdict = may_invoke(untrusted, None)
    assert verdict.decision == "implicitly_denied"
    assert "permission to assume" in verdict.effect
    assert [title for title, _ in verdict.mends] == ["Trust policy of the role"]
    powerless = route(credentials=role, credentials_trust=trust, credentials_policies=())
    assert may_invoke(powerless, None).decision == "implicitly_denied"
    assert may_invoke(route(credentials=role), None).decision == "unknown"
    assert may_invoke(route(credentials="arn:aws:iam::*:user/*"), None).decision == "unknown"


def test_a_function_url_needs_two_actions():
    question = InvokeQuestion("FUNCTION_URL", FUNCTION)
    texts = dict(may_invoke(question, NONE).mends)
    both = json.loads(texts["JSON statement"])
    wide = policy_of({"Version": "2012-10-17", "Statement": both}, name="f", kind="resource")
    assert may_invoke(question, wide).decision == "allowed"
    half = policy_of({"Version": "2012-10-17", "Statement": both[:1]}, name="f", kind="resource")
    verdict = may_invoke(question, half)
    assert verdict.decision == "implicitly_denied"
    assert verdict.reason.endswith("A function URL needs lambda:InvokeFunctionUrl and lambda:InvokeFunction both.")
    assert verdict.effect.startswith("403 ")


def test_a_function_url_with_iam_hangs_on_the_caller():
    question = InvokeQuestion("FUNCTION_URL", FUNCTION, auth_type="AWS_IAM")
    assert may_invoke(question, NONE).decision == "unknown"


def test_a_load_balancer_sends_its_target_group():
    group = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/t/1"
    known = InvokeQuestion("ALB", FUNCTION, target_group_arn=group)
    balancer = policy(group, principal="elasticloadbalancing.amazonaws.com")
    assert may_invoke(known, balancer).decision == "allowed"
    assert may_invoke(InvokeQuestion("ALB", FUNCTION), balancer).decision == "unknown"
    assert may_invoke(known, NONE).effect == "502 Bad Gateway"


@pytest.mark.parametrize(
    ("source", "more", "code"),
    [
        ("arn:aws:execute-api:eu-west-1:123456789012:*", {}, "wide-api"),
        ("arn:aws:execute-api:*:*:*", {}, "wide-account"),
        (f"{API}/*", {"Condition": {}}, "no-source-arn"),
        (f"{API}/*", {"Action": "lambda:*"}, "wide-action"),
        (f"{API}/*", {"Principal": "*", "Condition": {}}, "open-to-everyone"),
    ],
)
def test_allowed_too_widely_is_said(source, more, code):
    verdict = may_invoke(route(), policy(source, **more))
    assert verdict.decision == "allowed"
    assert code in {finding.code for finding in verdict.findings}


def test_a_decision_is_the_one_that_its_explanation_gives():
    routes = [route(method, path) for method in ("GET", "ANY") for path in ("/", "/pets", "/pets/{id}", "/{proxy+}")]
    routes += [InvokeQuestion("FUNCTION_URL", FUNCTION), InvokeQuestion("ALB", FUNCTION), route(authorizer_id="a")]
    for held in (None, NONE, policy(f"{API}/*/GET/pets*"), policy(f"{API}/*/*/*"), policy(f"{API}/*/ANY/*")):
        checks = [check for question in routes for check in may_invoke(question, held).checks]
        assert [check.choice for check in checks] == [check.explain().decision for check in checks]
