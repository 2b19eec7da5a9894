"""The rate rule of a firewall (AWS WAF) that a template puts in front of an API or a load balancer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.interchange.document import mapping, sequence
from workbench.interchange.template import whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.events.json_value import Json, JsonObject
    from workbench.interchange.api_draft import ApiDraft
    from workbench.interchange.places import Path
    from workbench.interchange.template import Template

_ACL = "AWS::WAFv2::WebACL"
_WINDOW_S = 300
_WINDOWS = frozenset({60, 120, 300, 600})


def protect(draft: ApiDraft, template: Template) -> None:
    """Put the firewall of a REST API's stage in front of it."""
    protect_resource(draft, template, f"/restapis/{draft.id}/stages/{draft.stage}")


def protect_resource(draft: ApiDraft, template: Template, arn: str) -> None:
    """Put the firewall of a resource in front of an API: its first rate rule; every other rule is noted."""
    for acl in _associated(template, arn):
        for index, each in enumerate(sequence(template.properties(acl).get("Rules"))):
            rule = _rate_rule(mapping(each))
            if rule is not None and "rate_rule" not in draft.settings:
                draft.settings["rate_rule"] = rule
            else:
                path: Path = ("Resources", acl, "Properties", "Rules", index)
                template.note(
                    path, f"The rule {mapping(each).get('Name', index)} of the firewall {acl} is not simulated"
                )


def _associated(template: Template, arn: str) -> Iterator[str]:
    """The web ACLs that are associated with a resource, whose ARN ends so."""
    by_arn = {str(template.attribute(each, "Arn")): each for each in template.of_type(_ACL)}
    for association in template.of_type("AWS::WAFv2::WebACLAssociation"):
        said = template.properties(association)
        if str(said.get("ResourceArn", "")).endswith(arn) and (acl := by_arn.get(str(said.get("WebACLArn")))):
            yield acl


def _rate_rule(said: Json) -> JsonObject | None:
    """A rule that blocks the addresses of clients by their rate alone; None for any other."""
    rate = mapping(mapping(said.get("Statement")).get("RateBasedStatement"))
    limit = whole(rate.get("Limit"))
    window = whole(rate.get("EvaluationWindowSec"), default=_WINDOW_S)
    by_address = str(rate.get("AggregateKeyType", "IP")) == "IP" and "ScopeDownStatement" not in rate
    blocks = "Block" in mapping(said.get("Action"))
    if limit is None or window not in _WINDOWS or not by_address or not blocks:
        return None
    return {"limit": limit, "window_seconds": window}
