"""What is offered to mend a denied call, applied: then it is allowed, and with any part of it left out it is not."""

import json
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.permissions.test_resource_policy import BUCKET, KEY, OTHER_ROLE, QUEUE, ROLE, SECRET, THEIR_QUEUE
from workbench.permissions.document import Policy, policy_of
from workbench.permissions.execution_role import ActionVerdict, check_call
from workbench.permissions.least_privilege import least_privilege
from workbench.permissions.resource_policy import ResourcePolicy, kind_on
from workbench.permissions.role_session import RoleDocuments, RoleSession

CALLS = (
    ("s3", "GetObject", {"Bucket": "in", "Key": "a"}, BUCKET),
    ("s3", "CopyObject", {"Bucket": "in", "Key": "a", "CopySource": "in/b"}, BUCKET),
    ("sqs", "SendMessage", {"QueueUrl": "https://sqs.eu-west-1.amazonaws.com/123456789012/q"}, QUEUE),
    ("sqs", "SendMessage", {"QueueUrl": "https://sqs.eu-west-1.amazonaws.com/999999999999/q"}, THEIR_QUEUE),
    ("kms", "Encrypt", {"KeyId": "1234"}, KEY),
    ("kms", "Encrypt", {"KeyId": "alias/orders"}, KEY),
    ("sts", "AssumeRole", {"RoleArn": OTHER_ROLE}, OTHER_ROLE),
    ("secretsmanager", "GetSecretValue", {"SecretId": "db"}, SECRET),
    ("dynamodb", "Query", {"TableName": "t", "IndexName": "i"}, "arn:aws:dynamodb:eu-west-1:123456789012:table/t"),
    ("ssm", "GetParametersByPath", {"Path": "/app"}, ""),
    ("sns", "Publish", {"PhoneNumber": "+15550100"}, ""),
)
ALLOWS = st.sampled_from(["s3:*", "sqs:SendMessage", "kms:*", "sts:AssumeRole", "dynamodb:Query", "logs:*"])
PRINCIPALS = st.sampled_from([ROLE, "123456789012", "999999999999", f"{ROLE}-other"])


def document(*statements) -> dict[str, object]:
    return {"Version": "2012-10-17", "Statement": list(statements)}


def own(*actions, kind="identity") -> Policy:
    statements = [{"Effect": "Allow", "Action": action, "Resource": "*"} for action in actions]
    return policy_of(document(*statements), name=kind, kind=kind)


def theirs(arn, principal, action) -> ResourcePolicy:
    statement = {"Effect": "Allow", "Principal": {"AWS": principal}, "Action": action}
    about = {} if kind_on(arn) == "trust" else {"Resource": "*"}
    return ResourcePolicy(arn, "theirs", json.dumps(document(statement | about)))


@st.composite
def sessions(draw, arn) -> RoleSession:
    boundary = draw(st.none() | ALLOWS.map(lambda action: own(action, kind="boundary")))
    held = own(*draw(st.lists(ALLOWS, max_size=2)))
    said = draw(st.none() | st.builds(theirs, st.just(arn), PRINCIPALS, ALLOWS)) if arn else None
    documents = RoleDocuments(ROLE, (held,), boundary=boundary)
    return RoleSession(documents, "f", now_ms=0, resource_policies=(said,) if said else ())


def mended(session: RoleSession, mends) -> RoleSession:
    """The session with each statement put where its title says."""
    for title, text in mends:
        statement = json.loads(text)
        role = session.role
        if title == "Statement that allows it" or title.endswith("role policy"):
            added = policy_of(document(statement), name="mend", kind="identity")
            session = replace(session, role=replace(role, policies=(*(role.policies or ()), added)))
        elif "boundary" in title:
            session = replace(session, role=replace(role, boundary=joined(role.boundary, statement)))
        else:
            (held,) = session.resource_policies
            said = json.loads(held.text)
            text = json.dumps(said | {"Statement": [*said["Statement"], statement]})
            session = replace(session, resource_policies=(replace(held, text=text),))
    return session


def joined(policy: Policy | None, statement) -> Policy:
    assert policy is not None
    added = policy_of(document(statement), name=policy.name, kind=policy.kind)
    return replace(policy, statements=(*policy.statements, *added.statements))


def verdicts(session: RoleSession, call) -> tuple[ActionVerdict, ...]:
    service, operation, parameters, _ = call
    return check_call(session, service, operation, parameters, region="eu-west-1")


@given(st.data())
@settings(max_examples=100)
def test_a_mend_that_is_applied_mends_and_has_nothing_to_spare(data):
    call = data.draw(st.sampled_from(CALLS))
    session = data.draw(sessions(call[3]))
    for number, verdict in enumerate(verdicts(session, call)):
        if verdict.decision != "implicitly_denied":
            continue
        open_side = verdict.resource in {THEIR_QUEUE, OTHER_ROLE} and not session.resource_policies
        after = verdicts(mended(session, verdict.mends), call)[number].decision
        assert after == ("unknown" if open_side else "allowed")
        for left_out in range(len(verdict.mends)):
            rest = [mend for at, mend in enumerate(verdict.mends) if at != left_out]
            assert verdicts(mended(session, rest), call)[number].decision != "allowed"


def test_what_it_takes_together_is_said():
    boundary = own("s3:*", kind="boundary")
    session = RoleSession(RoleDocuments(ROLE, (), boundary=boundary), "f", now_ms=0)
    (verdict,) = verdicts(session, CALLS[2])
    assert [title for title, _ in verdict.mends] == ["1 of 2: role policy", "2 of 2: boundary"]


@given(st.lists(st.sampled_from(CALLS), min_size=1, max_size=6, unique_by=lambda call: (call[1], str(call[2]))))
@settings(max_examples=60)
def test_the_least_privilege_allows_the_run_and_every_statement_of_it_is_needed(calls):
    nothing = RoleSession(RoleDocuments(ROLE, ()), "f", now_ms=0)
    needed = [verdict.required for call in calls for verdict in verdicts(nothing, call)]
    statements = least_privilege(needed)["Statement"]

    def decided(*held) -> dict[tuple[str, str], str]:
        policy = policy_of(document(*held), name="least", kind="identity")
        session = RoleSession(RoleDocuments(ROLE, (policy,)), "f", now_ms=0)
        return {(each.action, each.resource): each.decision for call in calls for each in verdicts(session, call)}

    whole = decided(*statements)
    # Whether a queue of another account, or a role that is assumed, lets it in is not known here.
    open_sides = {THEIR_QUEUE, OTHER_ROLE}
    assert {each for (_, resource), each in whole.items() if resource not in open_sides} <= {"allowed"}
    assert "implicitly_denied" not in whole.values()
    for left_out in range(len(statements)):
        assert decided(*(each for at, each in enumerate(statements) if at != left_out)) != whole
