"""The query of the request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.app.forms.table_tab import TableTab
from workbench.events.layout import layout_of
from workbench.events.source import Source

if TYPE_CHECKING:
    from workbench.events.fields import EventFields


class QueryTab(TableTab):
    """Query string parameters, decoded as the function gets them."""

    title = "Query"
    help = "Query string parameters"
    field = "query"

    @classmethod
    def applies(cls, source: Source) -> bool:
        return layout_of(source).maps

    @classmethod
    def places(cls, fields: EventFields) -> tuple[str, ...]:
        layout = layout_of(fields.source)
        multi = ("/multiValueQueryStringParameters",) if layout.has_multi else ()
        return ("/queryStringParameters", *multi, *((layout.raw_query,) if layout.raw_query else ()))

    def hint(self, fields: EventFields) -> str:
        if fields.source == Source.ALB:
            return "A load balancer passes names and values as the client encoded them."
        if layout_of(fields.source).is_joined:
            return "Values of one name arrive joined by commas; rawQueryString follows."
        return self.multi_value_hint("multiValueQueryStringParameters")
