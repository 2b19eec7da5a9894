"""One row of a table of names and values."""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """A name and a value; a row that is switched off is kept and not sent."""

    name: str = ""
    value: str = ""
    enabled: bool = True

    @property
    def blank(self) -> bool:
        """Whether nothing has been typed into it."""
        return not self.name and not self.value


Rows = tuple[Row, ...]
