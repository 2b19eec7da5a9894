"""Policies that people name instead of writing: AWS's managed policies and the policy templates of AWS SAM."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from workbench.permissions.arn import partition_of
from workbench.resource import resource

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.permissions.json_source import Json, JsonObject

_PARAMETER = re.compile(r"\{(\w+)\}")
_MANAGED_ARN = re.compile(r"arn:[^:]+:iam::aws:policy/(?P<path>.+)")


def managed_policy(name: str) -> JsonObject | None:
    """The document of an AWS managed policy, by its ARN, its path and name, or its name; None for one not kept here."""
    arn = _MANAGED_ARN.fullmatch(name)
    wanted = (arn.group("path") if arn else name).rpartition("/")[2]
    found = _catalogue("managed_policies").get(wanted)
    if found is None:
        return None
    statements = [_statement(row, {}) for row in found["statements"]]
    return {"Version": "2012-10-17", "Statement": statements}


def managed_policy_names() -> tuple[str, ...]:
    """The managed policies kept here."""
    return tuple(_catalogue("managed_policies"))


def sam_policy_template(
    name: str, parameters: Mapping[str, Json], *, region: str = "us-east-1", account_id: str = "123456789012"
) -> JsonObject | None:
    """The document that AWS SAM writes for a policy template; None for a template that does not exist.

    A parameter that is not given stays in the document as `${Name}`, which matches nothing.
    """
    found = _catalogue("sam_policy_templates").get(name)
    if found is None:
        return None
    values = {"P": partition_of(region), "R": region, "A": account_id}
    values |= {key: str(value) for key, value in parameters.items() if isinstance(value, (str, int, float))}
    return {"Version": "2012-10-17", "Statement": [_statement(row, values) for row in found["statements"]]}


def sam_policy_template_names() -> tuple[str, ...]:
    """The policy templates of AWS SAM."""
    return tuple(_catalogue("sam_policy_templates"))


def nearest_name(name: str) -> str:
    """The SAM policy template or managed policy that a misspelled name is most like; empty where none is."""
    from difflib import get_close_matches

    wanted = name.rpartition("/")[2]
    near = get_close_matches(wanted, [*sam_policy_template_names(), *managed_policy_names()], 1, 0.8)
    return near[0] if near else ""


def _catalogue(name: str) -> dict[str, JsonObject]:
    text = resource(f"catalogues/{name}.json").read_text(encoding="utf-8")
    policies: dict[str, JsonObject] = json.loads(text)["policies"]
    return policies


def _statement(row: JsonObject, values: Mapping[str, str]) -> JsonObject:
    actions = []
    for group in str(row["actions"]).split("; "):
        service, colon, names = group.partition(": ")
        actions += [f"{service}:{name}" for name in names.split()] if colon else [group]
    resources = [_filled(text, values) for text in str(row["resources"]).split()]
    statement: JsonObject = {"Effect": "Allow", "Action": actions, "Resource": resources}
    if "condition" in row:
        statement["Condition"] = json.loads(_filled(json.dumps(row["condition"]), values))
    return statement


def _filled(text: str, values: Mapping[str, str]) -> str:
    return _PARAMETER.sub(lambda found: values.get(found.group(1), "${" + found.group(1) + "}"), text)
