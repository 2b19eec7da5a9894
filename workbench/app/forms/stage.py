"""The variables of the stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.app.forms.table_tab import TableTab
from workbench.events.layout import layout_of

if TYPE_CHECKING:
    from workbench.events.fields import EventFields
    from workbench.events.source import Source


class StageTab(TableTab):
    """Stage variables; the stage itself is in the context."""

    title = "Stage"
    help = "Stage variables"
    field = "stage_variables"

    @classmethod
    def applies(cls, source: Source) -> bool:
        return bool(layout_of(source).stage_variables) and source.value != "function-url"

    @classmethod
    def places(cls, fields: EventFields) -> tuple[str, ...]:
        return (layout_of(fields.source).stage_variables,)

    def hint(self, fields: EventFields) -> str:
        stage = fields.context.get("stage")
        return f"Variables of the stage {stage}." if isinstance(stage, str) and stage else "Variables of the stage."
