from __future__ import annotations

from botocore.stub import Stubber

from workbench.deployed.policies import LivePolicy, LiveRole
from workbench.deployed.session import AwsSession
from workbench.deployed.simulation import Simulated
from workbench.deployed.target import Account
from workbench.exchange.record import PermissionAnswer
from workbench.exchange.simulated import ask_simulator, beside, role_answer

TABLE = "arn:aws:dynamodb:eu-west-1:111122223333:table/orders"
ROLE = "arn:aws:iam::111122223333:role/orders"
READS = LivePolicy(
    "reads",
    '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "dynamodb:Get*", "Resource": "*"}]}',
)
DENIES = LivePolicy(
    "denies", '{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*"}]}'
)


def answer(action: str, decision) -> PermissionAnswer:
    return PermissionAnswer(decision, "", action, TABLE)


def test_the_two_stand_side_by_side_and_a_difference_is_explained():
    rows = beside(
        [
            answer("dynamodb:GetItem", "allowed"),
            answer("dynamodb:PutItem", "unknown"),
            answer("s3:GetObject", "allowed"),
        ],
        [
            Simulated("dynamodb:getitem", TABLE, "explicitly_denied", ("aws:SourceIp",)),
            Simulated("dynamodb:PutItem", TABLE, "allowed"),
        ],
    )
    assert [(row.ours, row.theirs, row.agrees) for row in rows] == [
        ("allowed", "explicitly_denied", False),
        ("unknown", "allowed", None),
    ]
    assert "We say allowed, the simulator says explicitly denied. It had no value for aws:SourceIp." in rows[0].remark
    assert "service control policies" in rows[0].remark
    assert rows[1].remark == ""


def test_our_own_answer_comes_from_the_documents_of_the_role():
    role = LiveRole(ROLE, (READS,))
    assert role_answer(role, "dynamodb:GetItem", TABLE).decision == "allowed"
    assert role_answer(role, "dynamodb:PutItem", TABLE).decision == "implicitly_denied"
    assert (
        role_answer(LiveRole(ROLE, (READS,), boundary=DENIES), "dynamodb:GetItem", TABLE).decision
        == "explicitly_denied"
    )


def test_a_role_that_was_not_read_whole_is_unknown_but_for_a_denial():
    missing = ("iam:GetRolePolicy",)
    found = role_answer(LiveRole(ROLE, (READS,), not_read=missing), "dynamodb:GetItem", TABLE)
    assert found.decision == "unknown"
    assert "iam:GetRolePolicy" in found.reason
    denied = role_answer(LiveRole(ROLE, (DENIES,), not_read=missing), "dynamodb:GetItem", TABLE)
    assert denied.decision == "explicitly_denied"


def test_the_simulator_is_asked_each_resource_once():
    session = AwsSession(Account(region="eu-west-1"))
    answers = [answer("dynamodb:GetItem", "allowed"), answer("dynamodb:PutItem", "allowed")]
    specific = {"EvalResourceName": TABLE, "EvalResourceDecision": "allowed", "MissingContextValues": ["aws:SourceIp"]}
    with Stubber(session.client("iam")) as stub:
        stub.add_response(
            "simulate_principal_policy",
            {
                "EvaluationResults": [
                    {
                        "EvalActionName": "dynamodb:GetItem",
                        "EvalDecision": "implicitDeny",
                        "ResourceSpecificResults": [specific],
                    },
                    {
                        "EvalActionName": "dynamodb:PutItem",
                        "EvalDecision": "explicitDeny",
                        "MatchedStatements": [{"SourcePolicyId": "scp"}],
                    },
                ],
                "IsTruncated": False,
            },
            {
                "PolicySourceArn": ROLE,
                "ActionNames": ["dynamodb:GetItem", "dynamodb:PutItem"],
                "ResourceArns": [TABLE],
            },
        )
        rows = ask_simulator(session, ROLE, answers)
    session.close()
    assert [(row.theirs, row.agrees) for row in rows] == [("allowed", True), ("explicitly_denied", False)]
