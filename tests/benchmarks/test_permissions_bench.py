"""How many explained decisions a second, and how long the matrix of an API with 300 routes takes."""

import json
from time import perf_counter

import pytest

from workbench.permissions.case import Case, Request
from workbench.permissions.document import Policy, policy_of
from workbench.permissions.evaluation import evaluate
from workbench.permissions.gateway_invoke import may_invoke
from workbench.permissions.invoke_question import InvokeQuestion

pytestmark = pytest.mark.benchmark

EVALUATIONS_A_SECOND = 5000
MATRIX_SECONDS = 0.5
ROUTES = 300
FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:orders"


def _ten_statements() -> Policy:
    allows = [
        {
            "Sid": f"Allow{number}",
            "Effect": "Allow",
            "Action": [f"s3:List{number}*", "s3:GetObject"],
            "Resource": [f"arn:aws:s3:::bucket{number}/*", "arn:aws:s3:::reports/${aws:PrincipalTag/team}/*"],
            "Condition": {
                "StringEquals": {"aws:PrincipalTag/team": "blue" if number == 4 else f"team{number}"},
                "ForAllValues:StringLike": {"aws:TagKeys": ["a*", "${aws:PrincipalTag/team}"]},
                "Null": {"aws:TagKeys": "false"},
            },
        }
        for number in range(5)
    ]
    denies = [
        {
            "Sid": f"Deny{number}",
            "Effect": "Deny",
            "Action": "s3:*",
            "NotResource": "arn:aws:s3:::reports/*",
            "Condition": {
                "NotIpAddress": {"aws:SourceIp": "10.0.0.0/8"},
                "DateGreaterThan": {"aws:CurrentTime": "2030-01-01"},
            },
        }
        for number in range(4)
    ]
    last = {"Sid": "Rest", "Effect": "Deny", "NotAction": "s3:*", "Resource": "*"}
    return policy_of({"Version": "2012-10-17", "Statement": [*allows, *denies, last]}, name="role", kind="identity")


def _best(measure, times) -> float:
    return float(max(measure() for _ in range(times)))


def test_explained_evaluations_a_second():
    context = {
        "aws:PrincipalTag/team": "blue",
        "aws:TagKeys": ["a1", "blue"],
        "aws:SourceIp": "10.1.1.1",
        "aws:CurrentTime": "2026-01-01T00:00:00Z",
    }
    session = "arn:aws:sts::123456789012:assumed-role/reader/orders"
    case = Case(
        Request(session, "s3:GetObject", "arn:aws:s3:::reports/blue/x", context=context),
        (_ten_statements(),),
    )
    assert evaluate(case).decision == "allowed"

    def rate(count=1000):
        start = perf_counter()
        for _ in range(count):
            evaluate(case)
        return count / (perf_counter() - start)

    def printed_rate(count=1000):
        start = perf_counter()
        for _ in range(count):
            json.dumps(evaluate(case).to_json())
        return count / (perf_counter() - start)

    explained, printed = _best(rate, 5), _best(printed_rate, 3)
    print(
        f"\nexplained evaluations, ten statements with conditions: {explained:,.0f}/s (goal {EVALUATIONS_A_SECOND:,})"
    )
    print(f"the same, printed as JSON: {printed:,.0f}/s")
    assert explained >= EVALUATIONS_A_SECOND


@pytest.mark.parametrize("statements", [1, ROUTES])
def test_matrix_of_three_hundred_routes(statements):
    api = "arn:aws:execute-api:eu-west-1:123456789012:abc"
    methods = ("GET", "POST", "ANY")
    paths = [(methods[number % 3], f"/things{number}/{{id}}") for number in range(ROUTES)]
    sources = [f"{api}/*/{'*' if method == 'ANY' else method}{path.replace('{id}', '*')}" for method, path in paths]
    if statements == 1:
        sources = [f"{api}/*"]
    policy = policy_of(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Sid": f"s{number}",
                    "Effect": "Allow",
                    "Principal": {"Service": "apigateway.amazonaws.com"},
                    "Action": "lambda:InvokeFunction",
                    "Resource": FUNCTION,
                    "Condition": {"ArnLike": {"AWS:SourceArn": source}},
                }
                for number, source in enumerate(sources)
            ],
        },
        name="function policy",
        kind="resource",
    )
    questions = [InvokeQuestion("REST", FUNCTION, "abc", "prod", method=method, path=path) for method, path in paths]
    start = perf_counter()
    decisions = {may_invoke(question, policy).decision for question in questions}
    took = perf_counter() - start
    print(f"\nmatrix of {ROUTES} routes, policy of {statements} statements: {took:.3f} s (goal {MATRIX_SECONDS})")
    assert decisions == {"allowed"}
    assert took < MATRIX_SECONDS
