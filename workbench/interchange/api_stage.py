"""One stage of an API in a template, and the resources that belong to the API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.interchange.api_draft import ApiDraft
from workbench.interchange.around import TemplateSurroundings
from workbench.interchange.deployed_names import label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.events.json_value import JsonObject
    from workbench.gateway.api import ApiType
    from workbench.interchange.template import Template


def stages_of(template: Template, api: str, *, kind: str, owner: str) -> list[str]:
    """The logical ids of an API's stages; one that is empty where the template has none."""
    api_id = template.api_id(api)
    found = [each for each in template.of_type(kind) if str(template.properties(each).get(owner, "")) == api_id]
    return found or [""]


class ApiStage:
    """An API with one of its stages while its resources are being gathered."""

    OWNER = ""
    """The property by which a resource names its API."""

    def __init__(self, template: Template, logical_id: str, stage: str, *, kind: ApiType) -> None:
        """`stage` is the logical id of the stage; empty where the template has none."""
        self._template = template
        self._id = logical_id
        self._stage_id = stage
        self._around = TemplateSurroundings(template)
        self._said: JsonObject = template.properties(logical_id)
        self._draft = ApiDraft(kind, template.api_id(logical_id), region=template.region)
        self._draft.name = str(self._said.get("Name") or label(logical_id))
        self._authorizers: dict[str, str] = {}
        """Names by id."""

    def _mine(self, kind: str) -> Iterator[str]:
        """The resources of a type that belong to this API."""
        for logical_id in self._template.of_type(kind):
            if str(self._template.properties(logical_id).get(self.OWNER, "")) == self._draft.id:
                yield logical_id
