"""Telling by its resources what wrote a template: a person, AWS SAM's users or the CDK."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.interchange.document import mapping

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.events.json_value import Json
    from workbench.interchange.api_document import DocumentKind


def kind_of_template(value: Mapping[str, Json]) -> DocumentKind:
    """Which kind of template a document with `Resources` is."""
    resources = mapping(value.get("Resources")).values()
    types = [str(mapping(each).get("Type", "")) for each in resources]
    if "AWS::Serverless" in str(value.get("Transform")) or any(each.startswith("AWS::Serverless::") for each in types):
        return "sam"
    version = mapping(mapping(value.get("Parameters")).get("BootstrapVersion")).get("Default")
    made_by_cdk = (
        "AWS::CDK::Metadata" in types
        or str(version).startswith("/cdk-bootstrap/")
        or any("aws:cdk:path" in mapping(mapping(each).get("Metadata")) for each in resources)
    )
    return "cdk" if made_by_cdk else "cloudformation"
