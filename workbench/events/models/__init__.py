"""The shape of every event, as pydantic models: strict about types, silent about keys they do not know."""
