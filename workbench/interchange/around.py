"""What the parts of a template need of the whole: functions by URI, OpenAPI documents by file, a place for notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.interchange.integration import target_of

if TYPE_CHECKING:
    from workbench.events.json_value import Json, JsonObject
    from workbench.interchange.api_draft import ApiDraft
    from workbench.interchange.integration import Target
    from workbench.interchange.places import Path
    from workbench.interchange.template import Template


class TemplateSurroundings:
    """The surroundings of anything that stands in a template."""

    def __init__(self, template: Template) -> None:
        self._template = template

    def note(self, path: Path, what: str) -> None:
        """Remember something that was not understood."""
        self._template.note(path, what)

    def target(self, uri: Json, draft: ApiDraft) -> Target | None:
        """The function that an integration or authorizer URI leads to."""
        if not isinstance(uri, str):
            return None
        return target_of(uri, draft.stage_variables, named=self._template.function_named)

    def body(self, logical_id: str, inline: Json, uri: Json) -> JsonObject:
        """The OpenAPI document of an API: the one in the template, or the file that it names; empty for none."""
        if isinstance(inline, dict):
            return inline
        path: Path = ("Resources", logical_id, "Properties", "DefinitionUri")
        if not isinstance(uri, str):
            if uri is not None:
                self.note(path, "The OpenAPI document is not in a file here")
            return {}
        return self._template.included(uri, path)
