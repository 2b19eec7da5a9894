"""The JSON value, as every room passes it on."""

from __future__ import annotations

from typing import Any, TypeAlias

Json: TypeAlias = Any
"""A JSON value: dict with str keys, list, str, int, float, bool or None. Treated as immutable once shared."""

JsonObject: TypeAlias = dict[str, Any]
"""A JSON object. Key order is kept; treated as immutable once shared."""
