"""What the evaluation logic decides: denies, accounts, principals, boundaries, sessions, matching of names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.conformance.permissions.asking import (
    ACCOUNT,
    ALLOWED,
    EXPLICIT,
    FOREIGN_ROLE,
    FUNCTION,
    GATEWAY,
    IMPLICIT,
    OBJECT,
    ROLE,
    SESSION,
    UNKNOWN,
    USER,
    allow,
    decided,
    deny,
    policy,
)

if TYPE_CHECKING:
    from tests.conformance.row import Row

LOGIC = "IAM User Guide, Policy evaluation logic"
CROSS = "IAM User Guide, Cross-account policy evaluation logic"
PRINCIPAL = "IAM User Guide, AWS JSON policy elements: Principal"
NOT_PRINCIPAL = "IAM User Guide, AWS JSON policy elements: NotPrincipal"
ACTION = "IAM User Guide, IAM JSON policy elements: Action"
NOT_ACTION = "IAM User Guide, IAM JSON policy elements: NotAction"
RESOURCE = "IAM User Guide, IAM JSON policy elements: Resource"
NOT_RESOURCE = "IAM User Guide, IAM JSON policy elements: NotResource"
VARIABLES = "IAM User Guide, IAM policy elements: Variables and tags"
CONDITION = "IAM User Guide, IAM JSON policy elements: Condition"
OPERATORS = "IAM User Guide, IAM JSON policy elements: Condition operators"
LAMBDA = "AWS Lambda Developer Guide, Using resource-based policies for Lambda"
KMS = "AWS KMS Developer Guide, Key policies in AWS KMS"

OPEN = policy(allow())
NOTHING = policy(allow(Action="ec2:RunInstances"))
KEY = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
FOREIGN = "999999999999"


def to(principal: Any, **more: Any) -> dict[str, Any]:
    """A resource policy that allows a principal everything."""
    return policy(allow(Principal=principal, **more))


def trust(*statements: dict[str, Any]) -> dict[str, Any]:
    return policy(*statements)


def may_assume(principal: Any, **more: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole", **more}


def assume(**case: Any) -> dict[str, Any]:
    return {"action": "sts:AssumeRole", "resource": ROLE, **case}


_LOGIC = (
    decided("nothing", "no policy, no permission", LOGIC, IMPLICIT),
    decided("identity-allow", "an identity policy allows in its own account", LOGIC, ALLOWED, identity=[OPEN]),
    decided("deny-wins", "a deny beats an allow", LOGIC, EXPLICIT, identity=[OPEN, policy(deny())]),
    decided("deny-in-resource", "a deny in the resource policy beats identity allows", LOGIC, EXPLICIT,
            identity=[OPEN], resource_policy=policy(deny(Principal="*"))),
    decided("deny-in-boundary", "a deny in the boundary counts", LOGIC, EXPLICIT,
            identity=[OPEN], boundary=policy(allow(), deny(Action="s3:*"))),
    decided("deny-in-session", "a deny in the session policy counts", LOGIC, EXPLICIT,
            principal=SESSION, identity=[OPEN], session=[policy(allow(), deny(Action="s3:Get*"))]),
    decided("deny-beats-named", "a deny beats a resource policy that names the user", LOGIC, EXPLICIT,
            identity=[policy(deny())], resource_policy=to({"AWS": USER})),
    decided("deny-elsewhere", "a deny that does not apply changes nothing", LOGIC, ALLOWED,
            identity=[OPEN, policy(deny(Action="s3:PutObject"))]),
    decided("all-conditions", "operators are ANDed", CONDITION, IMPLICIT, context={"a:b": "1", "c:d": "2"},
            identity=[policy(allow(Condition={"StringEquals": {"a:b": "1"}, "StringLike": {"c:d": "3"}}))]),
    decided("all-keys", "keys under one operator are ANDed", CONDITION, IMPLICIT, context={"a:b": "1", "c:d": "2"},
            identity=[policy(allow(Condition={"StringEquals": {"a:b": "1", "c:d": "3"}}))]),
    decided("any-value", "values of one key are ORed", CONDITION, ALLOWED, context={"a:b": "1"},
            identity=[policy(allow(Condition={"StringEquals": {"a:b": ["0", "1"]}}))]),
    decided("no-value-negated", "several values under a negated operator mean none of these", CONDITION, IMPLICIT,
            context={"a:b": "1"}, identity=[policy(allow(Condition={"StringNotEquals": {"a:b": ["0", "1"]}}))]),
    decided("single-statement", "Statement may be one object",
            "IAM User Guide, Grammar of the IAM JSON policy language",
            ALLOWED, identity=[{"Version": "2012-10-17", "Statement": allow()}]),
    decided("boundary-grants-nothing", "a boundary alone allows nothing", LOGIC, IMPLICIT, boundary=OPEN),
    decided("boundary-limits", "a boundary limits identity policies", LOGIC, IMPLICIT, identity=[OPEN],
            boundary=NOTHING),
    decided("boundary-and-identity", "both allow", LOGIC, ALLOWED, identity=[OPEN],
            boundary=policy(allow(Action="s3:*"))),
    decided("session-limits", "a session policy limits the role", LOGIC, IMPLICIT,
            principal=SESSION, identity=[OPEN], session=[NOTHING]),
    decided("session-and-identity", "role and session policy allow", LOGIC, ALLOWED,
            principal=SESSION, identity=[OPEN], session=[OPEN]),
    decided("session-grants-nothing", "a session policy alone allows nothing", LOGIC, IMPLICIT,
            principal=SESSION, session=[OPEN]),
    decided("session-any", "one of several session policies suffices", LOGIC, ALLOWED,
            principal=SESSION, identity=[OPEN], session=[NOTHING, OPEN]),
    decided("filters-all", "identity, boundary and session must all allow", LOGIC, IMPLICIT,
            principal=SESSION, identity=[OPEN], session=[OPEN], boundary=NOTHING),
)  # fmt: skip
_RESOURCE_SIDE = (
    decided("named-user", "naming the user allows without identity policy", LOGIC, ALLOWED,
            resource_policy=to({"AWS": USER})),
    decided("named-user-boundary", "naming the user is not limited by a boundary", LOGIC, ALLOWED,
            resource_policy=to({"AWS": USER}), boundary=NOTHING),
    decided("named-session", "naming the session is not limited by boundary or session policy", LOGIC, ALLOWED,
            principal=SESSION, resource_policy=to({"AWS": SESSION}), boundary=NOTHING, session=[NOTHING]),
    decided("named-everyone", "naming everyone is not limited by boundary or session policy", LOGIC, ALLOWED,
            principal=SESSION, resource_policy=to("*"), boundary=NOTHING, session=[NOTHING]),
    decided("named-role", "naming the role allows its sessions without identity policy", LOGIC, ALLOWED,
            principal=SESSION, resource_policy=to({"AWS": ROLE})),
    decided("named-role-boundary", "naming the role is limited by the boundary", LOGIC, IMPLICIT,
            principal=SESSION, resource_policy=to({"AWS": ROLE}), boundary=NOTHING),
    decided("named-role-session", "naming the role is limited by the session policy", LOGIC, IMPLICIT,
            principal=SESSION, resource_policy=to({"AWS": ROLE}), session=[NOTHING]),
    decided("named-role-filters-allow", "naming the role with filters that allow", LOGIC, ALLOWED,
            principal=SESSION, resource_policy=to({"AWS": ROLE}), session=[OPEN], boundary=OPEN),
    decided("named-role-path", "a role with a path is the role of its sessions", PRINCIPAL, ALLOWED, principal=SESSION,
            resource_policy=to({"AWS": "arn:aws:iam::123456789012:role/teams/a/reader"})),
    decided("other-session", "another session of the role is not named", PRINCIPAL, IMPLICIT,
            principal=SESSION, resource_policy=to({"AWS": SESSION + "x"})),
    decided("account-delegates", "naming the account needs an identity allow", PRINCIPAL, IMPLICIT,
            resource_policy=to({"AWS": ACCOUNT})),
    decided("account-digits", "twelve digits name the account", PRINCIPAL, ALLOWED,
            principal=FOREIGN_ROLE, identity=[OPEN], resource_policy=to({"AWS": FOREIGN})),
    decided("account-and-identity", "account and identity allow", PRINCIPAL, ALLOWED,
            identity=[OPEN], resource_policy=to({"AWS": "123456789012"})),
    decided("aws-star", '{"AWS": "*"} is everyone', PRINCIPAL, ALLOWED, resource_policy=to({"AWS": "*"})),
    decided("partial-wildcard", "a principal has no partial wildcards", PRINCIPAL, IMPLICIT,
            principal=SESSION, resource_policy=to({"AWS": "arn:aws:iam::123456789012:role/*"})),
    decided("deleted-principal", "the id of a deleted role matches nobody", PRINCIPAL, IMPLICIT, principal=SESSION,
            resource_policy=to({"AWS": "AROAEXAMPLEEXAMPLE123"})),
    decided("principal-list", "one of several principals suffices", PRINCIPAL, ALLOWED,
            resource_policy=to({"AWS": [ROLE, USER], "Service": "s3.amazonaws.com"})),
    decided("principal-case", "principals are compared exactly", PRINCIPAL, IMPLICIT,
            resource_policy=to({"AWS": "arn:aws:iam::123456789012:user/Alice"})),
    decided("cross-identity-only", "across accounts the identity side is not enough", CROSS, IMPLICIT,
            identity=[OPEN], resource_account=FOREIGN),
    decided("cross-resource-only", "across accounts the resource side is not enough", CROSS, IMPLICIT,
            resource_policy=to({"AWS": USER}), resource_account=FOREIGN),
    decided("cross-both", "across accounts both sides allow", CROSS, ALLOWED,
            identity=[OPEN], resource_policy=to({"AWS": USER}), resource_account=FOREIGN),
    decided("cross-everyone", "everyone does not remove the caller's side", CROSS, IMPLICIT,
            resource_policy=to("*"), resource_account=FOREIGN),
    decided("cross-everyone-both", "everyone and the caller's side", CROSS, ALLOWED,
            identity=[OPEN], resource_policy=to("*"), resource_account=FOREIGN),
    decided("cross-boundary", "across accounts the boundary limits", CROSS, IMPLICIT,
            identity=[OPEN], boundary=NOTHING, resource_policy=to({"AWS": USER}), resource_account=FOREIGN),
    decided("cross-session-policy", "across accounts the session policy limits, also where the session is named", CROSS,
            IMPLICIT, principal=SESSION, identity=[OPEN], session=[NOTHING], resource_policy=to({"AWS": SESSION}),
            resource_account=FOREIGN),
    decided("cross-account-named", "across accounts naming the account lets its policies decide", CROSS, ALLOWED,
            identity=[OPEN], resource_policy=to({"AWS": ACCOUNT}), resource_account=FOREIGN),
    decided("account-from-arn", "the account in the ARN is the owner", CROSS, IMPLICIT, resource_account="",
            action="lambda:InvokeFunction", resource="arn:aws:lambda:r:999999999999:function:f", identity=[OPEN]),
)  # fmt: skip
_SERVICES = (
    decided("service-named", "the resource policy decides for a service", LAMBDA, ALLOWED, principal=GATEWAY,
            action="lambda:InvokeFunction", resource=FUNCTION, resource_policy=to({"Service": GATEWAY},
                Resource=FUNCTION)),
    decided("service-other", "service principals are compared exactly", PRINCIPAL, IMPLICIT, principal=GATEWAY,
            action="lambda:InvokeFunction", resource=FUNCTION,
            resource_policy=to({"Service": "apigateway.eu-west-1.amazonaws.com"})),
    decided("service-identity", "identity policies say nothing for a service", PRINCIPAL, IMPLICIT, principal=GATEWAY,
            identity=[OPEN]),
    decided("service-everyone", "everyone includes services", PRINCIPAL, ALLOWED, principal=GATEWAY,
            resource_policy=to("*")),
    decided("service-as-aws", "a service is not named under AWS", PRINCIPAL, IMPLICIT, principal=GATEWAY,
            resource_policy=to({"AWS": GATEWAY})),
    decided("user-as-service", "a user is not named under Service", PRINCIPAL, IMPLICIT,
            resource_policy=to({"Service": USER})),
    decided("alias-separate", "a statement on the function does not cover its alias", LAMBDA, IMPLICIT,
            principal=GATEWAY,
            action="lambda:InvokeFunction", resource=FUNCTION + ":live",
            resource_policy=to({"Service": GATEWAY}, Resource=FUNCTION)),
    decided("alias-own", "a statement on the alias", LAMBDA, ALLOWED, principal=GATEWAY, action="lambda:InvokeFunction",
            resource=FUNCTION + ":live", resource_policy=to({"Service": GATEWAY}, Resource=FUNCTION + ":live")),
    decided("source-arn", "ArnLike on AWS:SourceArn, whatever the case of the key", LAMBDA, ALLOWED, principal=GATEWAY,
            action="lambda:InvokeFunction", resource=FUNCTION,
            context={"aws:SourceArn": "arn:aws:execute-api:eu-west-1:123456789012:api/prod/GET/orders"},
            resource_policy=to({"Service": GATEWAY}, Condition={"ArnLike": {
                "AWS:SourceArn": "arn:aws:execute-api:eu-west-1:123456789012:api/*/GET/orders"}})),
    decided("source-arn-method", "the method in AWS:SourceArn counts", LAMBDA, IMPLICIT, principal=GATEWAY,
            action="lambda:InvokeFunction", resource=FUNCTION,
            context={"aws:SourceArn": "arn:aws:execute-api:eu-west-1:123456789012:api/prod/GET/orders"},
            resource_policy=to({"Service": GATEWAY}, Condition={"ArnLike": {
                "AWS:SourceArn": "arn:aws:execute-api:eu-west-1:123456789012:api/*/POST/orders"}})),
    decided("source-arn-default", "$default is plain text", "aws/serverless-application-model issue 1860", ALLOWED,
            principal=GATEWAY, action="lambda:InvokeFunction", resource=FUNCTION,
            context={"aws:SourceArn": "arn:aws:execute-api:eu-west-1:123456789012:api/$default/$default"},
            resource_policy=to({"Service": GATEWAY}, Condition={"ArnLike": {
                "AWS:SourceArn": "arn:aws:execute-api:eu-west-1:123456789012:api/$default/$default"}})),
)  # fmt: skip
_TRUST = (
    decided("trust-needed", "a role's trust policy must allow", LOGIC, IMPLICIT, **assume(identity=[OPEN])),
    decided("trust-names-user", "a trust policy that names the user suffices", LOGIC, ALLOWED,
            **assume(resource_policy=trust(may_assume({"AWS": USER})))),
    decided("trust-account", "a trust policy that names the account needs an identity allow", LOGIC, IMPLICIT,
            **assume(resource_policy=trust(may_assume({"AWS": ACCOUNT})))),
    decided("trust-account-identity", "account and identity policy", LOGIC, ALLOWED,
            **assume(resource_policy=trust(may_assume({"AWS": ACCOUNT})), identity=[OPEN])),
    decided("trust-service", "a service assumes a role that trusts it", LOGIC, ALLOWED,
            **assume(principal="lambda.amazonaws.com",
                resource_policy=trust(may_assume({"Service": "lambda.amazonaws.com"})))),
    decided("trust-other-service", "another service does not", LOGIC, IMPLICIT,
            **assume(principal="lambda.amazonaws.com", resource_policy=trust(may_assume({"Service": GATEWAY})))),
    decided("trust-not-principal", "NotPrincipal is not allowed in a trust policy", NOT_PRINCIPAL, IMPLICIT,
            **assume(resource_policy=trust(
                {"Effect": "Allow", "NotPrincipal": {"AWS": ROLE}, "Action": "sts:AssumeRole"}))),
    decided("key-policy-needed", "a KMS key's policy must allow", KMS, IMPLICIT, action="kms:Decrypt", resource=KEY,
            identity=[OPEN]),
    decided("key-policy-default", "the default key policy lets identity policies decide", KMS, ALLOWED,
            action="kms:Decrypt", resource=KEY, identity=[OPEN], resource_policy=to({"AWS": ACCOUNT})),
    decided("key-policy-names", "a key policy that names the role", KMS, ALLOWED, action="kms:Decrypt", resource=KEY,
            principal=SESSION, resource_policy=to({"AWS": ROLE})),
)  # fmt: skip
_NOT_PRINCIPAL = (
    decided("not-principal-exempts", "session, role and account listed leave the session out", NOT_PRINCIPAL, ALLOWED,
            principal=SESSION, identity=[OPEN],
            resource_policy=policy(deny(NotPrincipal={"AWS": [SESSION, ROLE, ACCOUNT]}))),
    decided("not-principal-no-account", "without the account the session is hit", NOT_PRINCIPAL, EXPLICIT,
            principal=SESSION, identity=[OPEN], resource_policy=policy(deny(NotPrincipal={"AWS": [SESSION, ROLE]}))),
    decided("not-principal-no-session", "without the session it is hit", NOT_PRINCIPAL, EXPLICIT,
            principal=SESSION, identity=[OPEN], resource_policy=policy(deny(NotPrincipal={"AWS": [ROLE, ACCOUNT]}))),
    decided("not-principal-user", "user and account listed leave the user out", NOT_PRINCIPAL, ALLOWED, identity=[OPEN],
            resource_policy=policy(deny(NotPrincipal={"AWS": [USER, ACCOUNT]}))),
    decided("not-principal-other-user", "another user is hit", NOT_PRINCIPAL, EXPLICIT, identity=[OPEN],
            resource_policy=policy(deny(NotPrincipal={"AWS": [USER + "2", ACCOUNT]}))),
    decided("not-principal-boundary", "a caller with a boundary is hit although listed", NOT_PRINCIPAL, EXPLICIT,
            identity=[OPEN], boundary=OPEN, resource_policy=policy(deny(NotPrincipal={"AWS": [USER, ACCOUNT]}))),
    decided("not-principal-service", "a listed service is left out", NOT_PRINCIPAL, ALLOWED, principal=GATEWAY,
            resource_policy=policy(allow(Principal="*"), deny(NotPrincipal={"Service": GATEWAY}))),
    decided("not-principal-allow", "Allow with NotPrincipal allows who is not listed", NOT_PRINCIPAL, ALLOWED,
            resource_policy=policy(allow(NotPrincipal={"AWS": ROLE}))),
    decided("not-principal-allow-listed", "Allow with NotPrincipal does not allow who is listed", NOT_PRINCIPAL,
            IMPLICIT,
            resource_policy=policy(allow(NotPrincipal={"AWS": USER}))),
)  # fmt: skip


def _names() -> tuple[Row, ...]:
    actions: tuple[tuple[str, str, bool], ...] = (
        ("s3:GetObject", "s3:GetObject", True), ("S3:getobject", "s3:GetObject", True), ("s3:*", "s3:GetObject", True),
        ("*", "s3:GetObject", True), ("s3:Get*", "s3:GetObject", True), ("s3:*Object", "s3:PutObjectAcl", False),
        ("s3:*Object", "s3:PutObject", True), ("s3:?etObject", "s3:GetObject", True), ("s3:G?tObject*",
            "s3:GetObject", True),
        ("s3:GetObject", "s3:GetObjectAcl", False), ("s3:GetObject?", "s3:GetObject", False), ("s3:*t*b*z",
            "s3:GetObject", False),
        ("s3:*e*t*", "s3:GetObject", True), ("GetObject", "s3:GetObject", False), ("s3*", "s3:GetObject", False),
    )  # fmt: skip
    resources: tuple[tuple[str, str, bool], ...] = (
        ("*", OBJECT, True), (OBJECT, OBJECT, True), ("arn:aws:s3:::reports/*", OBJECT, True),
        ("arn:aws:s3:::Reports/*", OBJECT, False), ("arn:aws:s3:::reports", OBJECT, False),
        ("arn:aws:s3:::*", OBJECT, True), ("arn:aws:s3:::reports/????/q1.csv", OBJECT, True),
        ("arn:aws:s3:::reports*csv", OBJECT, True), ("arn:aws:s3:*:*:reports/*", OBJECT, True),
        ("arn:aws:*:::reports/*", OBJECT, False), ("arn:aws:s3:::repor", OBJECT, False), ("arn:*:s3:::reports/*",
            OBJECT, True),
        ("arn:aws:lambda:*:123456789012:function:ord*", FUNCTION, True), (FUNCTION, FUNCTION + ":live", False),
        ("arn:aws:lambda:eu-*:*:function:*", FUNCTION + ":live", True), ("arn:aws:lambda:*:function:orders", FUNCTION,
            False),
        ("arn:aws:lambda:eu-west-1:1234*:function:orders", FUNCTION, True), ("arn:aws:lambda:*", FUNCTION, True),
        ("orders", FUNCTION, False), ("*", "*", True), ("arn:aws:s3:::*", "*", False),
    )  # fmt: skip
    return (
        *(
            decided(f"action-{n:02d}", f"{pattern} {'covers' if met else 'does not cover'} {action}", ACTION,
                    ALLOWED if met else IMPLICIT, action=action, identity=[policy(allow(Action=pattern))])
            for n, (pattern, action, met) in enumerate(actions)
        ),
        *(
            decided(f"resource-{n:02d}", f"{pattern} {'covers' if met else 'does not cover'} {arn}", RESOURCE,
                    ALLOWED if met else IMPLICIT, action="x:y", resource=arn,
                        identity=[policy(allow(Resource=pattern))])
            for n, (pattern, arn, met) in enumerate(resources)
        ),
    )  # fmt: skip


_MATCHING = (
    *_names(),
    decided("not-action", "NotAction covers what is not listed", NOT_ACTION, ALLOWED,
            identity=[policy(allow(NotAction="iam:*"))]),
    decided("not-action-listed", "NotAction leaves out what is listed", NOT_ACTION, IMPLICIT,
            identity=[policy(allow(NotAction=["iam:*", "s3:get*"]))]),
    decided("not-resource", "NotResource covers what is not listed", NOT_RESOURCE, ALLOWED,
            identity=[policy(allow(NotResource="arn:aws:s3:::secret/*"))]),
    decided("not-resource-deny", "Deny with NotResource", NOT_RESOURCE, EXPLICIT,
            identity=[OPEN, policy(deny(NotResource="arn:aws:s3:::secret/*"))]),
    decided("not-resource-listed", "NotResource leaves out what is listed", NOT_RESOURCE, IMPLICIT,
            identity=[policy(allow(NotResource=["arn:aws:s3:::reports/*"]))]),
    decided("resource-variable", "a variable in the last part of an ARN", VARIABLES, ALLOWED,
            context={"aws:username": "2026"},
            identity=[policy(allow(Resource="arn:aws:s3:::reports/${aws:username}/*"))]),
    decided("resource-variable-star", "a * that comes through a variable is a letter", VARIABLES, IMPLICIT,
            context={"aws:username": "*"}, identity=[policy(allow(Resource="arn:aws:s3:::reports/${aws:username}"))]),
    decided("resource-variable-missing", "an entry with a variable without value matches nothing", VARIABLES, IMPLICIT,
            identity=[policy(allow(Resource="arn:aws:s3:::reports/${aws:username}/*"))]),
    decided("not-resource-variable-missing", "nor does it in NotResource", VARIABLES, ALLOWED,
            identity=[policy(allow(NotResource="arn:aws:s3:::reports/${aws:username}/*"))]),
    decided("resource-variable-default", "the default of a variable", VARIABLES, ALLOWED,
            identity=[policy(allow(Resource="arn:aws:s3:::reports/${aws:PrincipalTag/year, '2026'}/*"))]),
    decided("resource-variable-old", "in Version 2008-10-17 a variable is plain text", VARIABLES, IMPLICIT,
            context={"aws:username": "2026"},
            identity=[policy(allow(Resource="arn:aws:s3:::reports/${aws:username}/*"), version="2008-10-17")]),
    decided("resource-variable-region", "a variable elsewhere in an ARN is plain text", VARIABLES, IMPLICIT,
            context={"aws:RequestedRegion": "eu-west-1"}, action="x:y", resource=FUNCTION,
            identity=[policy(allow(Resource="arn:aws:lambda:${aws:RequestedRegion}:123456789012:function:orders"))]),
    decided("tag-key-case", "the key of a tag ignores case too", CONDITION, ALLOWED,
            context={"aws:PrincipalTag/Team": "a"},
            identity=[policy(allow(Condition={"StringEquals": {"AWS:principaltag/TEAM": "a"}}))]),
    decided("deny-bool-misses", "Deny with Bool misses a request without the key", OPERATORS, ALLOWED,
            identity=[OPEN, policy(deny(Condition={"Bool": {"aws:MultiFactorAuthPresent": "false"}}))]),
    decided("deny-bool-if-exists", "Deny with BoolIfExists hits it", OPERATORS, EXPLICIT,
            identity=[OPEN, policy(deny(Condition={"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}))]),
    decided("deny-negated-if-exists", "Deny with StringNotEqualsIfExists still denies without the key", OPERATORS,
            EXPLICIT,
            identity=[OPEN, policy(deny(Condition={"StringNotEqualsIfExists": {"aws:PrincipalOrgID": "o-1"}}))]),
    decided("unknown-operator", "an Allow with an unknown operator grants nothing", OPERATORS, IMPLICIT,
            identity=[policy(allow(Condition={"StringEqualz": {"a:b": "c"}}))]),
    decided("unknown-operator-in-deny", "what a Deny with an unknown operator does cannot be said",
            "AWS refuses to save it; nothing it would do is known", UNKNOWN, sure="inferred",
            identity=[OPEN, policy(deny(Condition={"StringEqualz": {"a:b": "c"}}))]),
    decided("wildcard-in-type", "a wildcard in the resource type is not allowed and not decided", RESOURCE, UNKNOWN,
            sure="inferred", action="iam:GetUser", resource=USER,
            identity=[policy(allow(Resource="arn:aws:iam::123456789012:u*"))]),
)  # fmt: skip
_WHEN = {"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}
_NEVER = {"StringEquals": {"a:b": "c"}, **_WHEN}
_THREE_VALUES = tuple(
    decided(name, fact, "three-valued logic", decision, sure="inferred", unknown=["aws:SourceIp"], identity=policies)
    for name, fact, decision, policies in (
        ("unknown-allow", "an Allow that hangs on it", UNKNOWN, [policy(allow(Condition=_WHEN))]),
        ("unknown-beside-allow", "an Allow beside one that does not", ALLOWED, [policy(allow(Condition=_WHEN)), OPEN]),
        ("unknown-deny", "a Deny that hangs on it", UNKNOWN, [OPEN, policy(deny(Condition=_WHEN))]),
        ("unknown-beside-deny", "a Deny beside one that does not", EXPLICIT, [OPEN, policy(deny(Condition=_WHEN),
            deny())]),
        ("unknown-and-false", "false and unknown is false", IMPLICIT, [policy(allow(Condition=_NEVER))]),
        ("unknown-other-action", "a statement about something else", IMPLICIT, [policy(allow(Action="s3:Put*",
            Condition=_WHEN))]),
        ("unknown-deny-alone", "implicit or explicit deny hangs on it", UNKNOWN, [policy(deny(Condition=_WHEN))]),
        ("unknown-variable", "a resource that hangs on it", UNKNOWN,
            [policy(allow(Resource="arn:aws:s3:::reports/${aws:SourceIp}/*"))]),
    )
)  # fmt: skip

ROWS: tuple[Row, ...] = (*_LOGIC, *_RESOURCE_SIDE, *_SERVICES, *_TRUST, *_NOT_PRINCIPAL, *_MATCHING, *_THREE_VALUES)
