"""Names that exist: findings for those that do not, completion for an editor."""

from workbench.permissions.catalogue import catalogue_findings, complete_action, complete_condition_key
from workbench.permissions.document import policy_of


def findings(*actions) -> list[tuple[str, int]]:
    document = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": list(actions), "Resource": "*"}]}
    return [(each.message, each.line) for each in catalogue_findings(policy_of(document, name="p", kind="identity"))]


def test_an_action_that_does_not_exist_names_the_nearest_on_its_line():
    assert findings("s3:GetObject", "dynamodb:PutItems") == [
        ("There is no action dynamodb:PutItems. Did you mean dynamodb:PutItem?", 8)
    ]
    assert findings("dynamdb:PutItem")[0][0] == "No service has the prefix dynamdb. Did you mean dynamodb?"
    assert findings("s3:Gett*")[0][0] == "No action of s3 matches s3:Gett*."


def test_actions_that_exist_are_no_finding_whatever_their_case():
    assert findings("*", "s3:*", "S3:getobject", "lambda:Invoke*", "s*:Get*") == []


def test_actions_complete():
    assert "lambda:" in complete_action("lam")
    assert complete_action("lambda:invokef") == ("lambda:InvokeFunction", "lambda:InvokeFunctionUrl")
    assert complete_action("nothing:") == ()


def test_condition_keys_complete_for_the_action():
    keys = complete_condition_key("", "lambda:AddPermission")
    assert "aws:SourceArn" in keys
    assert "lambda:Principal" in keys
    assert complete_condition_key("AWS:sourcea") == ("aws:SourceAccount", "aws:SourceArn")


def test_a_condition_key_that_does_not_exist_names_the_nearest():
    conditions = {
        "StringEquals": {
            "aws:SourceAcount": "1",
            "aws:PrincipalTag/team": "a",
            "s3:prefix": "x",
            "s3:prefx": "x",
            "kms:EncryptionContext:app": "y",
            "aws:ResourceTag/${TagKey}": "z",
            "graph.facebook.com:id": "1",
        }
    }
    document = {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": conditions}],
    }
    found = catalogue_findings(policy_of(document, name="p", kind="identity"))
    assert [each.message for each in found] == [
        "aws:SourceAcount is no condition key that is known. Did you mean aws:SourceAccount?",
        "s3:prefx is no condition key that is known. Did you mean s3:prefix?",
    ]
