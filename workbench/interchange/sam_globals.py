"""The `Globals` section of a SAM template."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.interchange.document import mapping

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.events.json_value import Json

_SECTIONS: Mapping[str, str] = {
    "AWS::Serverless::Api": "Api",
    "AWS::Serverless::CapacityProvider": "CapacityProvider",
    "AWS::Serverless::Function": "Function",
    "AWS::Serverless::HttpApi": "HttpApi",
    "AWS::Serverless::LayerVersion": "LayerVersion",
    "AWS::Serverless::SimpleTable": "SimpleTable",
    "AWS::Serverless::StateMachine": "StateMachine",
    "AWS::Serverless::WebSocketApi": "WebSocketApi",
}


def with_globals(properties: Mapping[str, Json], kind: str, everywhere: Mapping[str, Json]) -> Mapping[str, Json]:
    """The properties of a resource together with those that hold for its type.

    A plain value replaces the global one, a mapping is merged, a list is appended to the global list
    (AWS SAM developer guide, Globals section of the AWS SAM template).
    """
    section = mapping(everywhere.get(_SECTIONS.get(kind, "")))
    ignored = properties.get("IgnoreGlobals")
    if ignored == "*":
        return properties
    if isinstance(ignored, list):
        section = {key: value for key, value in section.items() if key not in ignored}
    merged = _merge(section, properties)
    return merged if isinstance(merged, dict) else properties


def _merge(everywhere: Json, here: Json) -> Json:
    if _plain_mapping(everywhere) and _plain_mapping(here):
        return {**everywhere, **{key: _merge(everywhere.get(key), value) for key, value in here.items()}}
    if isinstance(everywhere, list) and isinstance(here, list):
        return [*everywhere, *here]
    return everywhere if here is None else here


def _plain_mapping(value: Json) -> bool:
    """Whether a value is a mapping, and no intrinsic function."""
    if not isinstance(value, dict):
        return False
    name = next(iter(value), "")
    return len(value) != 1 or not (name == "Ref" or name.startswith("Fn::"))
