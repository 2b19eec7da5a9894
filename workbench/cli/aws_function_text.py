"""A deployed function as a person reads it in a terminal: what it is, who may invoke it, and what it may do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.events.json_value import Json, JsonObject

_LABEL = 16
_NONE = "none"


def function_text(document: JsonObject) -> str:
    """The document of `aws function --json` in lines."""
    return "\n".join(_lines(document))


def _lines(document: JsonObject) -> Iterator[str]:
    yield f"{document['name']} ({document['runtime'] or 'container image'})"
    if document["description"]:
        yield str(document["description"])
    yield ""
    for label, value in _facts(document):
        yield f"{label:<{_LABEL}}{value}"
    yield ""
    policy = document["function_policy"]
    if isinstance(policy, dict):
        yield (
            "Function policy" if _statements(policy) else "Function policy: none, so nobody but this account invokes it"
        )
        yield from _policy(policy)
    else:
        yield f"Function policy: {policy}"
    yield from _role(document["role"])
    yield from _apis(document.get("apis"))
    yield from _simulated(document.get("simulated"))
    if document["not_read"]:
        yield ""
        yield f"Not read, for want of {', '.join(document['not_read'])}"


def _facts(document: JsonObject) -> Iterator[tuple[str, str]]:
    environment = document["environment"]
    aliases = [f"{name} → {version}" for name, version in document["aliases"].items()]
    may = {True: "yes", False: "no"}.get(document["may_i_invoke"], "not known")
    yield "ARN", document["arn"]
    yield "Handler", document["handler"] or _NONE
    yield "Last change", document["last_modified"]
    yield "State", document["state"] or "not known"
    yield "Limits", f"{document['timeout_s']} s, {document['memory_mb']} MB"
    if isinstance(environment, dict):
        for place, (name, value) in enumerate(environment.items()):
            yield "" if place else "Environment", f"{name}={value}"
    else:
        yield "Environment", f"{', '.join(environment)} (--values shows the values)" if environment else _NONE
    yield "Layers", ", ".join(document["layers"]) or _NONE
    yield "Versions", ", ".join(document["versions"]) or _NONE
    yield "Aliases", ", ".join(aliases) or _NONE
    yield "Function URL", f"{document['url']} ({document['url_auth']})" if document["url"] else _NONE
    yield "Event sources", ", ".join(document["event_sources"]) or _NONE
    yield "You may invoke", may


def _role(role: JsonObject | None) -> Iterator[str]:
    yield ""
    if role is None:
        yield "Execution role: not known"
        return
    yield f"Execution role {role['arn']}"
    for name, policy in (("Trust policy", role["trust"]), *role["policies"].items(), ("Boundary", role["boundary"])):
        if policy is not None:
            yield f"  {name}"
            yield from (f"  {line}" for line in _policy(policy))
    if role["not_read"]:
        yield f"  Not read, for want of {', '.join(role['not_read'])}"


def _policy(policy: JsonObject) -> Iterator[str]:
    for statement in _statements(policy):
        who = _values(statement.get("Principal")) or _values(statement.get("NotPrincipal"), lead="all but ")
        what = _values(statement.get("Action")) or _values(statement.get("NotAction"), lead="all but ")
        where = _values(statement.get("Resource")) or _values(statement.get("NotResource"), lead="all but ")
        on = f" on {where}" if where else ""
        yield f"  {statement.get('Effect', '?')} {f'{who}: ' if who else ''}{what}{on}"
        conditions = statement.get("Condition")
        for operator, keys in (conditions if isinstance(conditions, dict) else {}).items():
            for key, value in (keys if isinstance(keys, dict) else {}).items():
                yield f"    when {key} {operator} {_values(value)}"


def _statements(policy: JsonObject) -> list[JsonObject]:
    said = policy.get("Statement")
    return [each for each in (said if isinstance(said, list) else [said]) if isinstance(each, dict)]


def _values(said: Json, *, lead: str = "") -> str:
    """One value, a list of them, or those of a Principal; empty where the element is not there."""
    if said is None:
        return ""
    if isinstance(said, dict):
        said = [value for values in said.values() for value in (values if isinstance(values, list) else [values])]
    return lead + ", ".join(str(each) for each in (said if isinstance(said, list) else [said]))


def _apis(apis: list[JsonObject] | None) -> Iterator[str]:
    if apis is None:
        return
    yield ""
    yield "APIs in front" if apis else "APIs in front: none"
    for api in apis:
        stages = ", ".join(stage["name"] for stage in api["stages"]) or _NONE
        yield f"  {api['name']} ({api['type']}, {api['api']}), stages: {stages}"
        yield from (f"    stage {stage['name']}: {words}" for stage in api["stages"] if (words := stage["words"]))
        for route in api["routes"]:
            guards = [route["authorization"]] if route["authorization"] != "NONE" else []
            guards += ["API key"] if route["api_key_required"] else []
            credentials = f", as {route['credentials']}" if route["credentials"] else ""
            guarded = f" ({', '.join(guards)})" if guards else ""
            yield f"    {route['method']} {route['path']}{guarded} → {route['function_arn']}{credentials}"
            for stage, words in route["limits"].items():
                yield f"      in stage {stage}: {words}"


def _simulated(rows: list[JsonObject] | None) -> Iterator[str]:
    for place, row in enumerate(rows or ()):
        if not place:
            yield ""
            yield "IAM's simulator beside our own verdict"
        same = {True: "the same", False: "not the same", None: "nothing to compare"}[row["agrees"]]
        yield f"  {row['action']} on {row['resource']}: we {_said(row['ours'])}, IAM {_said(row['theirs'])}: {same}"
        if row["remark"]:
            yield f"    {row['remark']}"


def _said(decision: str) -> str:
    return decision.replace("_", " ")
