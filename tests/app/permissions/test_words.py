from __future__ import annotations

import json
from dataclasses import replace

from tests.app import sample_exchanges
from workbench.app.order_assembly import order_of
from workbench.app.permissions.aws_warnings import aws_warnings
from workbench.app.permissions.comparison import tails
from workbench.app.permissions.policy_subject import order_of_old, subjects_of, with_a_say, with_texts
from workbench.app.permissions.verdict_speech import spoken
from workbench.app.results.verdict_text import basis_notes, effect_words
from workbench.events.outcome import AwsCall
from workbench.exchange.order import ExecutionRole, Order, PolicyText, ResourcePolicyText
from workbench.exchange.record import PermissionAnswer, RoleReview
from workbench.library.project import FunctionEntry
from workbench.library.project_reader import open_project
from workbench.runtime.function import LocalFunction

CALL = AwsCall("dynamodb", "PutItem", {}, "us-east-1", "ok")
DENIED = PermissionAnswer("implicitly_denied", "No.", "dynamodb:PutItem", "*", about=CALL)


def test_a_green_run_that_aws_would_not_invoke_is_warned_of():
    denied = replace(DENIED, about=None, effect='500 {"message": "Internal server error"}')
    exchange = replace(sample_exchanges.good(), invoke_permission=denied)
    assert aws_warnings(exchange) == [("error", "Would be 500 in AWS")]


def test_calls_that_the_role_denies_are_counted_once_each():
    second = replace(DENIED, action="kms:Encrypt")
    other = replace(DENIED, about=replace(CALL, operation="DeleteItem"))
    exchange = replace(sample_exchanges.good(), role=RoleReview((DENIED, second, other)))
    assert aws_warnings(exchange) == [("error", "Role denies 2 calls")]


def test_a_call_that_was_answered_with_access_denied_needs_no_warning():
    met = replace(DENIED, about=replace(CALL, outcome="denied"))
    assert aws_warnings(replace(sample_exchanges.good(), role=RoleReview((met,)))) == []


def test_a_role_that_lambda_cannot_assume_is_warned_of():
    trust = replace(DENIED, action="sts:AssumeRole", about=None)
    exchange = replace(sample_exchanges.good(), role=RoleReview((trust,)))
    assert aws_warnings(exchange) == [("error", "Lambda could not assume the role")]


def test_only_the_ends_of_two_arns_are_shown():
    assert tails("arn:aws:x:a/prod/GET/pets", "arn:aws:x:a/prod/PUT/pets") == ("…GET/pets", "…PUT/pets")
    assert tails("*", "arn:aws:x") == ("*", "arn:aws:x")
    assert tails("arn:x", "arn:x") == ("…x", "…x")


def test_every_policy_of_a_function_can_be_edited_and_changes_the_order(tmp_path):
    own, role, trust = (PolicyText(name, "{}") for name in ("own.json", "policies/role.json", "trust.json"))
    held = ExecutionRole("", (role,), trust)
    found = subjects_of(own, held, {"own.json": tmp_path / "own.json"})
    assert [(each.kind, each.label, each.path is not None) for each in found] == [
        ("resource", "own", True),
        ("identity", "role", False),
        ("trust", "trust", False),
    ]
    order = Order(LocalFunction("f", "f.handler", str(tmp_path)), function_policy=own, role=held)
    changed = with_texts(order, {"policies/role.json": "[]", "elsewhere": "x"})
    assert changed.role is not None
    assert [each.text for each in changed.role.policies] == ["[]"]
    assert changed.function_policy == own


def test_a_whole_verdict_is_said_with_the_values_compared():
    said = spoken(sample_exchanges.MAY_INVOKE)
    assert "Condition ArnLike aws:SourceArn is met: the policy says arn:aws:execute-api" in said
    denied = sample_exchanges.denied().invoke_permission
    assert denied is not None
    closest = {"policy": "hello.function-policy.json", "sid": "apigateway-get", "statement": 0}
    denied = replace(denied, explanation={**denied.explanation, "closest": closest})
    assert "is not met" in spoken(denied)
    assert "In AWS a client would get" in spoken(denied)
    assert spoken(DENIED) == "No."


def test_a_run_of_an_earlier_session_gets_the_order_that_it_would_have_today(demo):
    project = open_project(demo)
    entry = project.functions[0]
    event = {"requestContext": {"apiId": "wt6mne2s9k"}}
    exchange = replace(
        sample_exchanges.good(), function_arn=entry.function.arn, event=event, event_text=json.dumps(event)
    )
    order = order_of_old(exchange, project)
    assert order is not None
    assert (order.function_policy, order.role, order.api) == (entry.function_policy, entry.role, project.apis[0].api)
    assert order_of_old(replace(exchange, function_arn="gone"), project) is None


def test_the_policies_of_what_is_called_are_edited_too():
    theirs = ResourcePolicyText("arn:aws:s3:::in", PolicyText("bucket.json", "{}"))
    trust = ResourcePolicyText("arn:aws:iam::1:role/r", PolicyText("trust of r", "{}"))
    found = subjects_of(None, None, {}, resource_policies=(theirs, trust))
    assert [(each.kind, each.what) for each in found] == [
        ("resource", "Who may use arn:aws:s3:::in"),
        ("trust", "Who may use arn:aws:iam::1:role/r"),
    ]
    order = Order(LocalFunction("f", "f.handler", "."), resource_policies=(theirs,))
    assert with_texts(order, {"bucket.json": "[]"}).resource_policies[0].policy.text == "[]"


def test_what_happens_in_aws_is_a_sentence_whoever_is_asked():
    gateway = replace(DENIED, about=None, effect='500 {"message": "Internal server error"}')
    assert effect_words(gateway) == 'In AWS a client would get 500 {"message": "Internal server error"}'
    for whole in ("In AWS the call fails: no.", "Lambda cannot assume the role.", "If it is denied: 502 Bad Gateway"):
        assert effect_words(replace(DENIED, effect=whole)) == whole
        assert whole.rstrip(".") in spoken(replace(DENIED, effect=whole))
        assert "a client would get" not in spoken(replace(DENIED, effect=whole))


def test_what_a_verdict_on_a_call_rests_on_is_said():
    noted = replace(DENIED, notes=("not evaluated: the resource's own policy",))
    assert basis_notes(noted) == ["Not evaluated: the resource's own policy."]
    assert "Not evaluated: the resource's own policy." in spoken(noted)
    assert basis_notes(replace(noted, about=None, notes=("warning: wide", "Not evaluated: SCP."))) == []


def test_an_order_has_what_its_function_says_of_policies(tmp_path):
    theirs = (ResourcePolicyText("arn:aws:s3:::in", PolicyText("bucket.json", "{}")),)
    roles = (ExecutionRole("arn:aws:iam::123456789012:role/r"),)
    function = LocalFunction("f", "f.handler", str(tmp_path))
    entry = FunctionEntry("f", function, resource_policies=theirs, assumed_roles=roles)
    order = order_of(b"{}", entry, api=None)
    assert (order.resource_policies, order.assumed_roles) == (theirs, roles)


def test_of_the_policies_of_resources_those_with_a_say_are_edited(tmp_path):
    names = ("met, template.yaml", "other, template.yaml", "bucket.json")
    theirs = tuple(ResourcePolicyText(f"arn:aws:s3:::{name}", PolicyText(name, "{}")) for name in names)
    answer = replace(DENIED, explanation={"policies": [{"policy": names[0]}, {"policy": "role.json"}]})
    found = with_a_say(theirs, [answer, DENIED], {"bucket.json": tmp_path / "bucket.json"})
    assert [each.policy.name for each in found] == [names[0], names[2]]
