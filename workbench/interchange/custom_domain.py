"""Custom domains and endpoint types, as templates spell them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.gateway.api import CustomDomain
from workbench.interchange.document import mapping
from workbench.interchange.template import strings

if TYPE_CHECKING:
    from workbench.events.arrival import EndpointType
    from workbench.events.json_value import Json


def domain_of(said: Json) -> CustomDomain | None:
    """The domain of a SAM API's `Domain` section."""
    domain = mapping(said)
    name = domain.get("DomainName")
    if not isinstance(name, str) or not name:
        return None
    paths = strings(domain.get("BasePath"))
    return CustomDomain(name, paths[0].strip("/") if paths else "")


def endpoint_type(said: Json, *, default: EndpointType = "EDGE") -> EndpointType:
    """The endpoint type of a REST API; CloudFormation's own default is EDGE."""
    types = strings(
        mapping(said).get("Types") or mapping(said).get("Type") or (said if isinstance(said, str) else None)
    )
    known: dict[str, EndpointType] = {"EDGE": "EDGE", "REGIONAL": "REGIONAL", "PRIVATE": "PRIVATE"}
    return known.get(types[0].upper(), default) if types else default
