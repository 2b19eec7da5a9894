"""The parameters of an AWS call as JSON that may be shown: secrets masked, bytes and streams named, length bounded."""

from __future__ import annotations

TYPE_CHECKING = False  # typing would delay every cold start
if TYPE_CHECKING:
    from typing import Any

MASK = "***"
MAX_TEXT = 2000
MAX_ITEMS = 100
_DEEPEST = 12
_SECRET = (
    "password",
    "secretstring",
    "secretbinary",
    "plaintext",
    "privatekey",
    "secretaccesskey",
    "sessiontoken",
    "accesstoken",
    "refreshtoken",
    "idtoken",
    "clientsecret",
    "authtoken",
    "secrethash",
    "ssecustomerkey",
)


def shown(value: Any, shape: Any = None, *, depth: int = 0) -> Any:
    """A parameter as it may be shown; `shape` is botocore's model of it, which knows what is sensitive."""
    if getattr(shape, "metadata", {}).get("sensitive"):
        return MASK
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, str):
        return value if len(value) <= MAX_TEXT else f"{value[:MAX_TEXT]}… ({len(value)} characters)"
    if isinstance(value, (bytes, bytearray)):
        return f"<{len(value)} bytes>"
    if depth > _DEEPEST:
        return "…"
    if isinstance(value, dict):
        return _object(value, shape, depth)
    if isinstance(value, (list, tuple, set, frozenset)):
        member = getattr(shape, "member", None)
        return [shown(item, member, depth=depth + 1) for item in list(value)[:MAX_ITEMS]]
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if hasattr(value, "read"):
        return "<stream>"
    return str(value)[:MAX_TEXT]


def _object(value: dict[Any, Any], shape: Any, depth: int) -> dict[str, Any]:
    members = getattr(shape, "members", None) or {}
    secure = value.get("Type") == "SecureString"
    result: dict[str, Any] = {}
    for name, item in list(value.items())[:MAX_ITEMS]:
        plain = str(name).lower().replace("_", "")
        if (any(word in plain for word in _SECRET) and isinstance(item, (str, bytes, bytearray))) or (
            secure and name == "Value"
        ):
            result[str(name)] = MASK
        else:
            result[str(name)] = shown(item, members.get(name) or getattr(shape, "value", None), depth=depth + 1)
    return result
