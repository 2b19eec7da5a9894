"""Which IAM actions the calls of Amazon DynamoDB need: tables, indexes, batches, transactions, PartiQL, streams."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.permissions.api_call import RequiredAction

if TYPE_CHECKING:
    from workbench.permissions.api_call import ApiCall

SOURCE = "Amazon DynamoDB Developer Guide, DynamoDB API permissions: Actions, resources, and conditions reference"
_STATEMENT = re.compile(
    r"\s*(?P<verb>SELECT|INSERT|UPDATE|DELETE|EXISTS)\b.*?(?:FROM|INTO|UPDATE)?\s*\"(?P<table>[^\"]+)\"(?:\.\"(?P<index>[^\"]+)\")?",
    re.IGNORECASE | re.DOTALL,
)
_BARE = re.compile(
    r"\s*(?P<verb>SELECT|INSERT|UPDATE|DELETE|EXISTS)\b(?:.*?\b(?:FROM|INTO)\s+|\s+)(?P<table>[\w.-]+)",
    re.IGNORECASE | re.DOTALL,
)
_TRANSACTED = {"Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem", "ConditionCheck": "ConditionCheckItem"}
_OF_STREAMS = frozenset({"GetRecords", "GetShardIterator", "DescribeStream"})
_ANYWHERE = frozenset({"ListTables", "ListStreams", "ListBackups", "ListGlobalTables", "ListExports", "ListImports",
            "DescribeLimits",
                       "DescribeEndpoints", "ListContributorInsights"})  # fmt: skip


def dynamodb_actions(call: ApiCall) -> tuple[RequiredAction, ...]:
    """What a call of DynamoDB needs."""
    special = {
        "BatchGetItem": _batch,
        "BatchWriteItem": _batch,
        "TransactGetItems": _transaction,
        "TransactWriteItems": _transaction,
        "ExecuteStatement": _statements,
        "BatchExecuteStatement": _statements,
        "ExecuteTransaction": _statements,
    }.get(call.operation)
    found = special(call) if special is not None else _plain(call)
    return tuple(replace(each, source=SOURCE) for each in found)


def table_arn(call: ApiCall, name: str) -> str:
    """The ARN of a table, given by name or ARN."""
    return call.named("dynamodb", "table/", name)


def _plain(call: ApiCall) -> tuple[RequiredAction, ...]:
    action = f"dynamodb:{call.operation}"
    if call.operation in _ANYWHERE:
        return call.needs(action, "*")
    table = call.text("TableName") or call.text("TableArn") or call.text("SourceTableName")
    arn = table_arn(call, table)
    for name in ("StreamArn", "BackupArn", "ResourceArn", "ExportArn", "ImportArn"):
        if call.text(name):
            arn = call.text(name)
    if call.operation in _OF_STREAMS and not call.text("StreamArn"):
        return call.needs(action, f"{arn}/stream/*")
    if call.text("IndexName"):
        return call.needs(action, f"{arn}/index/{call.text('IndexName')}")
    return call.needs(action, arn)


def _batch(call: ApiCall) -> tuple[RequiredAction, ...]:
    asked = call.parameters.get("RequestItems")
    names = list(asked) if isinstance(asked, dict) else [""]
    return call.needs(f"dynamodb:{call.operation}", *(table_arn(call, name) for name in names))


def _transaction(call: ApiCall) -> tuple[RequiredAction, ...]:
    """A transaction is allowed item by item; there is no action for the whole."""
    needed: list[RequiredAction] = []
    for item in call.items("TransactItems"):
        for kind, asked in item.items():
            action = "GetItem" if kind == "Get" else _TRANSACTED.get(kind)
            if action and isinstance(asked, dict):
                arn = table_arn(call, str(asked.get("TableName") or ""))
                needed += call.needs(f"dynamodb:{action}", arn, dynamodb__EnclosingOperation=call.operation)
    return _each_once(needed)


def _statements(call: ApiCall) -> tuple[RequiredAction, ...]:
    texts = [call.text("Statement")] if call.text("Statement") else []
    for name in ("Statements", "TransactStatements"):
        texts += [str(each.get("Statement") or "") for each in call.items(name)]
    needed: list[RequiredAction] = []
    for text in texts:
        read = _STATEMENT.match(text) or _BARE.match(text)
        if read is None:
            needed.append(
                RequiredAction("dynamodb:PartiQLSelect", table_arn(call, ""), note="the statement names no table")
            )
            continue
        parts = read.groupdict()
        verb = "Select" if parts["verb"].upper() == "EXISTS" else parts["verb"].title()
        index = f"/index/{parts['index']}" if parts.get("index") else ""
        needed += call.needs(f"dynamodb:PartiQL{verb}", table_arn(call, parts["table"]) + index)
    return _each_once(needed)


def _each_once(needed: list[RequiredAction]) -> tuple[RequiredAction, ...]:
    return tuple({(each.action, each.resource): each for each in needed}.values())
