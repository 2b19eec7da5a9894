"""Which IAM actions the calls of functions, models, logs, metrics, mail and data interfaces need."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.permissions.api_call import ApiCall, RequiredAction

_LAMBDA = {"Invoke": "InvokeFunction", "InvokeAsync": "InvokeFunction", "InvokeWithResponseStream": "InvokeFunction"}
_LAMBDA_ANYWHERE = frozenset({"ListFunctions", "ListLayers", "GetAccountSettings", "ListEventSourceMappings",
                              "CreateEventSourceMapping", "ListCodeSigningConfigs"})  # fmt: skip
_BEDROCK = {
    "Converse": "InvokeModel",
    "ConverseStream": "InvokeModelWithResponseStream",
    "CountTokens": "CountTokens",
    "InvokeModelWithBidirectionalStream": "InvokeModel",
    "StartAsyncInvoke": "InvokeModel",
    "RetrieveAndGenerateStream": "RetrieveAndGenerate",
}
_LOG_STREAM = frozenset({"CreateLogStream", "PutLogEvents", "GetLogEvents", "DeleteLogStream"})
_LOGS_ANYWHERE = frozenset({"DescribeDestinations", "DescribeQueryDefinitions", "PutQueryDefinition", "GetQueryResults",
                            "StopQuery", "DescribeQueries", "DescribeResourcePolicies",
                                "DescribeExportTasks"})  # fmt: skip
_ARN_PARTS_OF_FUNCTION = 7


def lambda_actions(call: ApiCall) -> tuple[RequiredAction, ...]:
    """A function by name, partial ARN or ARN, with its qualifier."""
    action = f"lambda:{_LAMBDA.get(call.operation, call.operation)}"
    if call.operation in _LAMBDA_ANYWHERE:
        return call.needs(action, "*")
    if call.text("UUID"):
        return call.needs(action, call.arn("lambda", f"event-source-mapping:{call.text('UUID')}"))
    if call.operation == "GetLayerVersionByArn":
        return call.needs("lambda:GetLayerVersion", call.text("Arn") or call.arn("lambda", "layer:*"))
    if call.text("LayerName"):
        return call.needs(action, call.named("lambda", "layer:", call.text("LayerName")))
    given = call.text("FunctionName") or call.text("Resource") or call.text("FunctionArn")
    return call.needs(action, function_arn(call, given, call.text("Qualifier")))


def function_arn(call: ApiCall, given: str, qualifier: str) -> str:
    """The ARN of a function; the forms `name`, `name:alias`, `account:function:name` and the whole ARN exist."""
    if given.startswith("arn:"):
        arn = given
    elif ":function:" in given:
        account, _, name = given.partition(":function:")
        arn = call.arn("lambda", "", account=False) + f"function:{name}"
        arn = arn.replace(f":{call.region}::", f":{call.region}:{account.rpartition(':')[2] or call.account_id}:")
    else:
        arn = call.arn("lambda", f"function:{given or '*'}")
    if qualifier and arn.count(":") < _ARN_PARTS_OF_FUNCTION:
        return f"{arn}:{qualifier}"
    return arn


def bedrock_actions(call: ApiCall) -> tuple[RequiredAction, ...]:
    """Models belong to no account; inference profiles and agents do."""
    action = f"bedrock:{_BEDROCK.get(call.operation, call.operation)}"
    model = call.text("modelId")
    if model.startswith("arn:"):
        return call.needs(action, model)
    if model:
        prefix = model.partition(".")[0]
        if prefix in {"us", "eu", "apac", "us-gov", "global", "jp", "au"}:
            profile = call.arn("bedrock", f"inference-profile/{model}")
            base = call.arn("bedrock", f"foundation-model/{model.partition('.')[2]}", account=False)
            return call.needs(action, profile, base.replace(f":{call.region}:", ":*:"))
        return call.needs(action, call.arn("bedrock", f"foundation-model/{model}", account=False))
    if call.text("agentId"):
        alias = f"agent-alias/{call.text('agentId')}/{call.text('agentAliasId') or '*'}"
        return call.needs(action, call.arn("bedrock", alias))
    if call.text("knowledgeBaseId"):
        return call.needs(action, call.arn("bedrock", f"knowledge-base/{call.text('knowledgeBaseId')}"))
    if call.text("guardrailIdentifier"):
        return call.needs(action, call.named("bedrock", "guardrail/", call.text("guardrailIdentifier")))
    return call.needs(action, "*")


def logs_actions(call: ApiCall) -> tuple[RequiredAction, ...]:
    """Log groups end in `:*`; streams stand below them."""
    action = f"logs:{call.operation}"
    given = call.text("logGroupIdentifier") or call.text("logGroupName") or call.text("logGroupNamePrefix")
    many = call.parameters.get("logGroupNames") or call.parameters.get("logGroupIdentifiers")
    if isinstance(many, (list, tuple)) and many:
        return call.needs(action, *(f"{_group(call, str(each))}:*" for each in many))
    if call.operation in _LOGS_ANYWHERE:
        return call.needs(action, "*")
    if call.operation in _LOG_STREAM:
        return call.needs(action, f"{_group(call, given)}:log-stream:{call.text('logStreamName') or '*'}")
    return call.needs(action, f"{_group(call, given)}:*" if given else call.arn("logs", "log-group:*"))


def _group(call: ApiCall, name: str) -> str:
    return call.named("logs", "log-group:", name).removesuffix(":*")


def cloudwatch_actions(call: ApiCall) -> tuple[RequiredAction, ...]:
    """Metrics have no ARN; alarms and dashboards do."""
    action = f"cloudwatch:{call.operation}"
    context = {"cloudwatch__namespace": call.text("Namespace")}
    alarm = call.text("AlarmName")
    several = call.parameters.get("AlarmNames")
    if alarm:
        return call.needs(action, call.arn("cloudwatch", f"alarm:{alarm}"))
    if isinstance(several, (list, tuple)) and several:
        return call.needs(action, *(call.arn("cloudwatch", f"alarm:{each}") for each in several))
    if call.text("DashboardName"):
        return call.needs(action, call.arn("cloudwatch", f"dashboard/{call.text('DashboardName')}", region=False))
    return call.needs(action, "*", **context)


def ses_actions(call: ApiCall) -> tuple[RequiredAction, ...]:
    """Sending is allowed on the identity that sends: the domain or the address."""
    raw = call.parameters.get("Content")
    is_raw = isinstance(raw, dict) and "Raw" in raw
    names = {"SendBulkEmail": "SendBulkEmail", "SendBulkTemplatedEmail": "SendBulkTemplatedEmail"}
    name = "SendRawEmail" if is_raw else names.get(call.operation, call.operation)
    sender = call.text("FromEmailAddress") or call.text("Source")
    if not name.startswith("Send"):
        return call.needs(f"ses:{name}", "*")
    address = sender.partition("<")[2].rstrip(">") or sender
    identity = address.rpartition("@")[2] or "*"
    given = call.text("FromEmailAddressIdentityArn") or call.text("SourceArn")
    return call.needs(f"ses:{name}", given or call.arn("ses", f"identity/{identity}"), ses__FromAddress=address)


def data_actions(call: ApiCall) -> tuple[RequiredAction, ...]:
    """The Data API of Aurora: the cluster, and the secret that it reads on the caller's behalf."""
    return (
        *call.needs(f"rds-data:{call.operation}", call.text("resourceArn") or "*"),
        *call.needs("secretsmanager:GetSecretValue", call.text("secretArn") or call.arn("secretsmanager", "secret:*")),
    )


def iot_actions(call: ApiCall) -> tuple[RequiredAction, ...]:
    """Messages and shadows of things."""
    if call.operation == "Publish":
        return call.needs("iot:Publish", call.arn("iot", f"topic/{call.text('topic') or '*'}"))
    return call.needs(f"iot:{call.operation}", call.arn("iot", f"thing/{call.text('thingName') or '*'}"))


def ecs_actions(call: ApiCall) -> tuple[RequiredAction, ...]:
    """A task definition by family, family and revision, or ARN; the rest of the service is in the catalogue."""
    if call.operation not in {"RunTask", "StartTask"}:
        from workbench.permissions.operations_catalogue import catalogue_actions

        return catalogue_actions(call)
    given = call.text("taskDefinition") or "*"
    named = given if given.startswith("arn:") or ":" in given else f"{given}:*"
    cluster = call.named("ecs", "cluster/", call.text("cluster") or "default")
    return call.needs(f"ecs:{call.operation}", call.named("ecs", "task-definition/", named), ecs__cluster=cluster)


def nowhere_actions(call: ApiCall) -> tuple[RequiredAction, ...]:
    """Services whose everyday calls act on nothing that has an ARN."""
    return call.needs(f"{call.service}:{call.operation}", "*")
