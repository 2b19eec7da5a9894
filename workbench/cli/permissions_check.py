"""Check both permissions of an API: may it invoke its functions, and what may the functions do.

Every route is a row. Without --template and --api, the project in the current folder is checked.

Example:
  workbench permissions check --template template.yaml
  workbench permissions check --api api.yaml --policy function-policy.json
"""

from __future__ import annotations

import json
from textwrap import wrap
from typing import TYPE_CHECKING

from workbench.cli.permission_subjects import Subjects
from workbench.errors import UsageError
from workbench.exchange.route_permissions import route_permissions
from workbench.permissions.api_call import RequiredAction
from workbench.permissions.catalogue import catalogue_findings
from workbench.permissions.decision_text import WORDS, findings_lines, reason_lines
from workbench.permissions.execution_role import check_action, check_trust
from workbench.permissions.role_session import RoleDocuments, RoleSession

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from workbench.events.json_value import JsonObject
    from workbench.exchange.route_permissions import InvokedFunction, RoutePermission
    from workbench.gateway.api import Api
    from workbench.permissions.document import Policy
    from workbench.permissions.finding import Finding
    from workbench.permissions.resource_policy import ResourcePolicy

_WIDTH = 120


def configure(parser: argparse.ArgumentParser) -> None:
    """Say which words the command takes."""
    parser.add_argument("function", nargs="?", metavar="FUNCTION", help="check this function only")
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--template", metavar="FILE", help="an AWS SAM or CloudFormation template")
    source.add_argument(
        "--api", metavar="API", help="API file, template or OpenAPI document; FILE#NAME/STAGE for one of several"
    )
    parser.add_argument("--policy", metavar="FILE", help="the function's resource policy")
    parser.add_argument(
        "--role-policy", metavar="FILE", action="append", default=[], help="a policy of the execution role; repeatable"
    )
    parser.add_argument("--trust-policy", metavar="FILE", help="the trust policy of the execution role")
    parser.add_argument(
        "--resource-policy", metavar="ARN=FILE", action="append", default=[],
        help="the policy of a bucket, queue, key or the like that the functions call; repeatable",
    )  # fmt: skip
    parser.add_argument(
        "--action", nargs=2, metavar=("ACTION", "ARN"), action="append", default=[],
        help="ask the execution role about this action on this resource; repeatable",
    )  # fmt: skip
    parser.add_argument("--code", metavar="DIR", default=".", help="the project folder (default: the current one)")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    """Check; exit status 0 where every route may be invoked, 1 where one may not or that cannot be said."""
    subjects = Subjects.of(options)
    rows = [row for api in subjects.apis for row in _rows(subjects, api) if subjects.is_asked(row.function.reference)]
    if not rows:
        subjects.refuse_findings()
        where = f"no route leads to {options.function}" if options.function else "there is no route to check"
        raise UsageError(where, mend="Check the name of the function and the API.")
    functions = {row.function.reference: row.function for row in rows}
    theirs = subjects.resource_policies()
    roles = [
        _role(function, options.action, theirs=theirs) for function in functions.values() if function.role is not None
    ]
    findings = _findings(rows, functions)
    document: JsonObject = {
        "routes": [row.to_json() for row in rows],
        "execution_roles": roles,
        "findings": [finding.to_json() for finding in findings],
        "not_understood": [{"where": where, "what": what} for where, what in subjects.not_understood],
    }
    if options.json:
        print(json.dumps(document, indent=2))
    else:
        print("\n".join(_text(document, rows=rows, findings=findings)))
    asked = {tuple(each) for each in options.action}
    refused = any(
        (action["action"], action["resource"]) in asked and action["decision"] != "allowed"
        for role in roles
        for action in role["actions"]
    )
    return 0 if all(row.verdict.decision == "allowed" for row in rows) and not refused else 1


def _rows(subjects: Subjects, api: Api) -> Iterator[RoutePermission]:
    return route_permissions(api, lambda reference: subjects.function(api, reference), roles=subjects.role_documents)


def _role(function: InvokedFunction, asked: list[list[str]], *, theirs: tuple[ResourcePolicy, ...]) -> JsonObject:
    role = function.role or RoleDocuments("")
    region = function.arn.split(":")[3] if function.arn.startswith("arn:") else "us-east-1"
    name = function.arn.rpartition(":")[2]
    session = RoleSession(role, name, function.arn, resource_policies=theirs)
    needed = [RequiredAction(action, resource) for action, resource in asked] or list(_written(role))
    verdicts = [check_action(session, each, region=region) for each in needed]
    return {
        "function": function.reference,
        "role": role.arn,
        "trust": check_trust(role).decision,
        "actions": [
            {
                "action": verdict.action,
                "resource": verdict.resource,
                "decision": verdict.decision,
                "reason": verdict.reason,
                "basis": verdict.basis,
                "notes": list(verdict.notes),
                "mends": [{"title": title, "text": text} for title, text in verdict.mends],
            }
            for verdict in verdicts
        ],
    }


def _written(role: RoleDocuments) -> Iterator[RequiredAction]:
    """What the role's own Allows say, each action on each resource once."""
    seen: set[tuple[str, str]] = set()
    for policy in role.policies or ():
        for statement in policy.statements:
            if statement.effect == "Deny" or statement.action.negated or statement.resource is None:
                continue
            for action in statement.action.patterns:
                for resource in statement.resource.patterns if not statement.resource.negated else ():
                    if (action.text, resource.text) not in seen:
                        seen.add((action.text, resource.text))
                        yield RequiredAction(action.text, resource.text)


def _findings(rows: list[RoutePermission], functions: dict[str, InvokedFunction]) -> tuple[Finding, ...]:
    found: dict[Finding, None] = {}
    policies: dict[int, Policy] = {}
    for row in rows:
        found.update(dict.fromkeys(row.verdict.findings))
    for function in functions.values():
        held = function.role.policies or () if function.role is not None else ()
        policies.update({id(policy): policy for policy in (*held, *((function.policy,) if function.policy else ()))})
    for policy in policies.values():
        found.update(dict.fromkeys((*policy.findings, *catalogue_findings(policy))))
    return tuple(found)


def _text(document: JsonObject, *, rows: list[RoutePermission], findings: tuple[Finding, ...]) -> Iterator[str]:
    for row in rows:
        yield from _route_text(row)
    for role in document["execution_roles"]:
        yield ""
        yield f"{role['function']}: {role['role']}, Lambda may assume it: {WORDS[role['trust']].lower()}"
        for (decision, resource, reason), actions in _alike(role["actions"]).items():
            names = ", ".join(action["action"] for action in actions)
            yield from _folded(f"  {WORDS[decision]:<18}{names} on {resource}", indent=20)
            if reason:
                yield from _folded(f"{'':<20}{reason}", indent=20)
            for mend in actions[0]["mends"]:
                yield f"{'':<20}To mend it ({mend['title']}):"
                yield from (f"{'':<22}{line}" for line in mend["text"].splitlines())
    for heading, lines in (
        ("Findings", list(findings_lines(findings))),
        ("Not understood", [f"{each['where']}: {each['what']}" for each in document["not_understood"]]),
    ):
        if lines:
            yield ""
            yield heading
            yield from (f"  {line}" for line in lines)


def _route_text(row: RoutePermission) -> Iterator[str]:
    printed, verdict = row.to_json(), row.verdict
    way = f"authorizer {row.authorizer}" if row.kind == "authorizer" else _way(printed)
    yield f"{WORDS[verdict.decision]:<18}{printed['api']} {way} → {printed['function'] or 'no function that is known'}"
    if verdict.decision == "allowed":
        return
    told = reason_lines(verdict.explained) if verdict.reason == verdict.explained.reason else [verdict.reason]
    yield from (f"  {line}" for line in told)
    if verdict.effect:
        lead = "" if verdict.decision == "unknown" else "A client gets: "
        yield from _folded(f"  {lead}{verdict.effect}", indent=4)
    # The languages of one mend are told by the first; a role needs each of its own.
    for title, text in verdict.mends if verdict.question.credentials else verdict.mends[:1]:
        yield f"  To mend it ({title}):"
        yield from (f"    {line}" for line in text.splitlines())


def _way(row: JsonObject) -> str:
    return str(row["route_key"] or f"{row['method']} {row['path']}")


def _alike(actions: list[JsonObject]) -> dict[tuple[str, str, str], list[JsonObject]]:
    """The actions with one answer on one resource together: a role is read by what it may do to a thing."""
    grouped: dict[tuple[str, str, str], list[JsonObject]] = {}
    for action in actions:
        reason = "" if action["decision"] == "allowed" else action["reason"]
        grouped.setdefault((action["decision"], action["resource"], reason), []).append(action)
    return grouped


def _folded(line: str, *, indent: int) -> list[str]:
    """A long line at its spaces, so that what continues stands below its beginning."""
    return wrap(
        line, _WIDTH, subsequent_indent=" " * indent, break_long_words=False, break_on_hyphens=False,
        drop_whitespace=True,
    )  # fmt: skip
