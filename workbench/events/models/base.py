"""What all event models share: strict types, frozen values, AWS's own key names, unknown keys kept."""

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

from workbench.events.json_value import JsonObject


class EventModel(BaseModel):
    """A JSON object of an event. `to_json` of what was read gives the same object: no null made up, no key lost."""

    model_config = ConfigDict(
        strict=True, frozen=True, extra="allow", alias_generator=to_camel, protected_namespaces=()
    )

    def to_json(self) -> JsonObject:
        """The JSON object that was read, every key as it was."""
        return self.model_dump(by_alias=True, exclude_unset=True)


TextMap = dict[str, str]
"""Names to single values."""

ListMap = dict[str, list[str]]
"""Names to all their values."""
