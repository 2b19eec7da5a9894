"""Which IAM actions the calls of keys, secrets, parameters, identities and tokens need."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.permissions.api_call import ApiCall, RequiredAction
    from workbench.permissions.json_source import Json

_KMS_ANYWHERE = frozenset({"ListKeys", "ListAliases", "CreateKey", "GenerateRandom", "DescribeCustomKeyStores"})
_FREE = frozenset({"GetCallerIdentity", "GetSessionToken", "GetAccessKeyInfo"})
_SSM_BY_NAME = frozenset({"GetParameter", "PutParameter", "DeleteParameter", "GetParameterHistory",
            "LabelParameterVersion",
                          "UnlabelParameterVersion"})  # fmt: skip
_RANDOM_SUFFIX = "-??????"
_WHOLE = re.compile(r"-[A-Za-z0-9]{6}$")
"""How the ARN of a secret ends; an ARN without it is taken by its name as well."""


def kms_actions(call: ApiCall) -> tuple[RequiredAction, ...]:
    """A key by id, ARN or alias; re-encrypting needs one action on each key."""
    if call.operation == "ReEncrypt":
        return (
            *call.needs("kms:ReEncryptFrom", key_arn(call, call.text("SourceKeyId"))),
            *call.needs("kms:ReEncryptTo", key_arn(call, call.text("DestinationKeyId"))),
        )
    action = f"kms:{call.operation}"
    if call.operation in _KMS_ANYWHERE:
        return call.needs(action, "*")
    context: dict[str, Json] = {"kms__RequestAlias": _alias(call.text("KeyId"))}
    encrypted = call.parameters.get("EncryptionContext")
    if isinstance(encrypted, dict) and encrypted:
        context["kms__EncryptionContextKeys"] = list(encrypted)
        context |= {f"kms__EncryptionContext__{key}": str(value) for key, value in encrypted.items()}
    return call.needs(action, key_arn(call, call.text("KeyId") or call.text("TargetKeyId")), **context)


def _alias(key: str) -> str:
    """The alias that a key is given by, by itself or in an ARN; empty where it is given otherwise."""
    name = key.partition(":alias/")[2] if key.startswith("arn:") else key.removeprefix("alias/")
    return f"alias/{name}" if name and (":alias/" in key or key.startswith("alias/")) else ""


def key_arn(call: ApiCall, given: str) -> str:
    """The ARN of a key; which key an alias stands for is known to AWS only."""
    if given.startswith("arn:") and ":alias/" not in given:
        return given
    return call.arn("kms", f"key/{'*' if not given or 'alias/' in given else given}")


def key_needs(call: ApiCall, action: str, key: str, *, via: str) -> tuple[RequiredAction, ...]:
    """What a service does with a key that a call names, in the caller's name: a forward access session."""
    context: dict[str, Json] = {
        "kms__ViaService": f"{via}.{call.region}.amazonaws.com",
        "kms__CallerAccount": call.account_id,
        "aws__ViaAWSService": "true",
        "aws__CalledVia": [f"{via}.amazonaws.com"],
        "aws__CalledViaFirst": f"{via}.amazonaws.com",
        "aws__CalledViaLast": f"{via}.amazonaws.com",
        "kms__RequestAlias": _alias(key),
    }
    return call.needs(action, key_arn(call, key), **context)


def secrets_actions(call: ApiCall) -> tuple[RequiredAction, ...]:
    """A secret by ARN or name; the ARN ends in six letters that the name does not tell."""
    action = f"secretsmanager:{call.operation}"
    if call.operation in {"ListSecrets", "GetRandomPassword"}:
        return call.needs(action, "*")
    if call.operation == "BatchGetSecretValue":
        listed = call.parameters.get("SecretIdList")
        names = [str(name) for name in listed] if isinstance(listed, (list, tuple)) else [""]
        read = call.needs("secretsmanager:GetSecretValue", *(_secret_arn(call, name) for name in names))
        return (*call.needs(action, "*"), *read)
    needed = call.needs(action, _secret_arn(call, call.text("SecretId") or call.text("Name")))
    key = call.text("KmsKeyId")
    if not key or key.endswith("alias/aws/secretsmanager"):
        return needed
    with_key = [key_needs(call, each, key, via="secretsmanager") for each in ("kms:GenerateDataKey", "kms:Decrypt")]
    return (*needed, *(need for needs in with_key for need in needs))


def _secret_arn(call: ApiCall, given: str) -> str:
    if given.startswith("arn:"):
        return given if _WHOLE.search(given) else f"{given}{_RANDOM_SUFFIX}"
    return call.arn("secretsmanager", f"secret:{given}{_RANDOM_SUFFIX}" if given else "secret:*")


def ssm_actions(call: ApiCall) -> tuple[RequiredAction, ...]:
    """Parameters by name, with or without a leading slash; several by path or list."""
    action = f"ssm:{call.operation}"
    if call.operation in _SSM_BY_NAME:
        needed = call.needs(action, parameter_arn(call, call.text("Name")))
        key = call.text("KeyId")
        own = call.operation == "PutParameter" and key and not key.endswith("alias/aws/ssm")
        advanced = call.text("Tier") == "Advanced"
        with_key = "kms:GenerateDataKey" if advanced else "kms:Encrypt"
        return (*needed, *(key_needs(call, with_key, key, via="ssm") if own else ()), *_referenced(call))
    if call.operation in {"GetParameters", "DeleteParameters"}:
        listed = call.parameters.get("Names")
        names = [str(name) for name in listed] if isinstance(listed, (list, tuple)) else [""]
        return call.needs(action, *(parameter_arn(call, name) for name in names))
    if call.operation == "GetParametersByPath":
        # AWS's refusals repeat the path as it was given, with its slash at the end or without.
        return call.needs(action, call.arn("ssm", f"parameter/{call.text('Path').lstrip('/')}"))
    if call.operation == "SendCommand":
        document = call.named("ssm", "document/", call.text("DocumentName"))
        listed = call.parameters.get("InstanceIds")
        instances = [call.arn("ec2", f"instance/{each}") for each in listed] if isinstance(listed, list) else []
        return call.needs(action, document, *instances)
    if call.operation == "StartAutomationExecution":
        name = f"automation-definition/{call.text('DocumentName')}:{call.text('DocumentVersion') or '$DEFAULT'}"
        return call.needs(action, call.arn("ssm", name))
    return call.needs(action, "*")


def _referenced(call: ApiCall) -> tuple[RequiredAction, ...]:
    """The secret that Parameter Store reads for the caller, where the parameter's name refers to one."""
    _, is_one, name = call.text("Name").lstrip("/").partition("aws/reference/secretsmanager/")
    if not is_one or call.operation != "GetParameter":
        return ()
    return call.needs("secretsmanager:GetSecretValue", _secret_arn(call, name.partition(":")[0]))


def parameter_arn(call: ApiCall, name: str) -> str:
    """The ARN of a parameter; version and label do not belong to it."""
    if name.startswith("arn:"):
        return name
    return call.arn("ssm", f"parameter/{name.lstrip('/').partition(':')[0] or '*'}")


def sts_actions(call: ApiCall) -> tuple[RequiredAction, ...]:
    """Assuming a role needs the action on the role; asking who one is needs no permission at all."""
    if call.operation in _FREE:
        return ()
    if call.operation == "AssumeRole":
        context: dict[str, Json] = {
            "sts__ExternalId": call.text("ExternalId"),
            "sts__RoleSessionName": call.text("RoleSessionName"),
        }
        return call.needs("sts:AssumeRole", call.text("RoleArn") or "*", **context)
    return call.needs(f"sts:{call.operation}", call.text("RoleArn") or "*")


def cognito_actions(call: ApiCall) -> tuple[RequiredAction, ...]:
    """User pools by id; calls that a user makes with a token of their own need no permission."""
    pool = call.text("UserPoolId")
    if not pool and call.operation not in {"ListUserPools", "CreateUserPool"}:
        return ()
    arn = call.arn("cognito-idp", f"userpool/{pool}") if pool else "*"
    return call.needs(f"cognito-idp:{call.operation}", arn)
