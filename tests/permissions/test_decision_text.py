"""A decision as text says everything once, in the order that a person asks."""

from workbench.permissions.case import Case, Request
from workbench.permissions.decision_text import decision_text
from workbench.permissions.document import policy_of
from workbench.permissions.evaluation import evaluate

USER = "arn:aws:iam::123456789012:user/alice"


def test_a_denied_request_is_explained_line_by_line():
    document = {
        "Version": "2012-10-17",
        "Statement": [
            {"Sid": "Write", "Effect": "Allow", "Action": "s3:PutObject", "Resource": "*"},
            {
                "Sid": "Read",
                "Effect": "Allow",
                "Action": "s3:GetObject",
                "Resource": "*",
                "Condition": {"Bool": {"aws:SecureTransport": "true"}},
            },
        ],
    }
    request = Request(USER, "s3:GetObject", "arn:aws:s3:::b/k", "123456789012", {"aws:SecureTransport": "false"})
    text = decision_text(evaluate(Case(request, (policy_of(document, name="role.json", kind="identity"),))))
    assert text.splitlines() == [
        f"Denied: {USER} → s3:GetObject on arn:aws:s3:::b/k",
        "No policy allows s3:GetObject on arn:aws:s3:::b/k.",
        "Closest: statement 'Read' of role.json (role.json:10:5)",
        "  not met: Bool aws:SecureTransport",
        "    request  false",
        "    policy   true",
        "",
        "role.json (identity policy)",
        "  line 4: Allow 'Write' does not apply",
        "    action: s3:GetObject does not match s3:PutObject",
        "  line 10: Allow 'Read' does not apply",
        "    not met: Bool aws:SecureTransport",
        "      request  false",
        "      policy   true",
        "",
        "Would be allowed if",
        "  aws:SecureTransport meets Bool true (statement 'Read' of role.json)",
        "",
        "Not evaluated",
        "  Service control policies (SCP)",
        "  Resource control policies (RCP)",
        "  VPC endpoint policies",
    ]


def test_of_a_thousand_statements_those_that_matter_are_written_out():
    statements = [{"Effect": "Allow", "Action": f"s3:Get{n}", "Resource": "*"} for n in range(1000)]
    statements[500]["Action"] = "s3:GetObject"
    request = Request(USER, "s3:GetObject", "arn:aws:s3:::b/k", "123456789012")
    document = {"Version": "2012-10-17", "Statement": statements}
    text = decision_text(evaluate(Case(request, (policy_of(document, name="role.json", kind="identity"),))))
    assert "Allow number 501 applies" in text
    assert "  989 more statements do not apply" in text
    assert len(text.splitlines()) < 40
