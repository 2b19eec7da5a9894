"""Reading an authorization question from its JSON document, with the place of what is wrong in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.errors import InputError
from workbench.permissions.case import Case, Request
from workbench.permissions.document import parse_policy, read_policy
from workbench.permissions.json_source import JsonSource, JsonSyntaxError

if TYPE_CHECKING:
    from workbench.permissions.document import Policy, PolicyKind
    from workbench.permissions.json_source import Json, Node

_CASE = (
    "request",
    "identity_policies",
    "resource_policy",
    "permission_boundary",
    "session_policies",
    "unknown_context",
)
_REQUEST = ("principal", "action", "resource", "resource_account", "context")
_NEAR = 0.84
_TRUST_ACTIONS = ("sts:assumerole", "sts:tagsession", "sts:setsourceidentity")


def read_case(text: str, *, name: str) -> Case:
    """Read a case.

    Raises:
        InputError: the text is not a case; names line, column and the mend.
    """
    return _Reader(JsonSource.of(text.removeprefix("\ufeff"), name=name)).read()


class _Reader:
    """Reads one case document."""

    def __init__(self, source: JsonSource) -> None:
        self._source = source

    def read(self) -> Case:
        try:
            root = self._source.read()
        except JsonSyntaxError as error:
            raise self._error(error.offset, f"not JSON: {error.message}", "Mend the text here.") from None
        if root.kind != "object":
            raise self._error(root.start, "a case is a JSON object", 'Begin with {"request": {…}}.')
        self._check_names(root, _CASE)
        request = self._request(root)
        boundary = self._policies(root, "permission_boundary", "boundary")
        trust = request.action.lower().startswith(_TRUST_ACTIONS) and ":role/" in request.resource
        resource = self._policies(root, "resource_policy", "trust" if trust else "resource")
        return Case(
            request=request,
            identity_policies=self._policies(root, "identity_policies", "identity"),
            resource_policy=resource[0] if resource else None,
            permission_boundary=boundary[0] if boundary else None,
            session_policies=self._policies(root, "session_policies", "session"),
            unknown_context=self._unknown(root),
        )

    def _error(self, offset: int, message: str, mend: str) -> InputError:
        line, column = self._source.place(offset)
        return InputError(message, place=f"{self._source.name}:{line}:{column}", mend=mend)

    def _check_names(self, node: Node, known: tuple[str, ...]) -> None:
        for key, _ in node.members:
            if key.value not in known:
                from difflib import get_close_matches

                near = get_close_matches(key.value, known, 1, _NEAR)
                if near:
                    raise self._error(key.start, f"'{key.value}' is not known here", f"Write '{near[0]}'.")

    def _request(self, root: Node) -> Request:
        node = root.member("request")
        if node is None or node.kind != "object":
            where = root.start if node is None else node.start
            raise self._error(where, "the case has no request", "Give principal, action and resource in 'request'.")
        self._check_names(node, _REQUEST)
        context = node.member("context")
        if context is not None and context.kind not in {"object", "null"}:
            raise self._error(context.start, "'context' is an object of condition keys", "Write {…} or leave it out.")
        return Request(
            self._text(node, "principal"),
            self._text(node, "action"),
            self._text(node, "resource"),
            self._text(node, "resource_account", needed=False),
            {} if context is None else {key.value: self._value(value) for key, value in context.members},
        )

    def _text(self, node: Node, name: str, *, needed: bool = True) -> str:
        found = node.member(name)
        if found is None or found.kind == "null":
            if needed:
                raise self._error(node.start, f"the request has no '{name}'", f"Add '{name}'.")
            return ""
        if found.kind == "number" and not needed:
            return self._source.text[found.start : found.end]
        if found.kind != "string" or (needed and not found.value):
            raise self._error(found.start, f"'{name}' is a string", "Put it in double quotes.")
        return str(found.value)

    def _value(self, node: Node) -> Json:
        if node.kind == "object":
            raise self._error(
                node.start, "a context value is a string, number, boolean or list of these", "Mend it here."
            )
        if node.kind == "array":
            return [self._value(item) for item in node.items]
        return self._source.text[node.start : node.end] if node.kind == "number" else node.value

    def _policies(self, root: Node, name: str, kind: PolicyKind) -> tuple[Policy, ...]:
        node = root.member(name)
        if node is None or node.kind == "null":
            return ()
        listed = name.endswith("policies")
        if node.kind != "array":
            return (self._policy(node, name, kind),)
        if not listed:
            raise self._error(node.start, f"'{name}' is one policy, not a list", "Take the policy out of the list.")
        return tuple(self._policy(item, f"{name}[{index}]", kind) for index, item in enumerate(node.items))

    def _policy(self, node: Node, name: str, kind: PolicyKind) -> Policy:
        if node.kind == "string":
            return parse_policy(str(node.value), name=name, kind=kind)
        document = node.member("document") or node.member("policy")
        if document is not None and node.member("Statement") is None:
            named = node.member("name")
            return self._policy(document, str(named.value) if named is not None else name, kind)
        return read_policy(node, self._source, name=name, kind=kind)

    def _unknown(self, root: Node) -> tuple[str, ...]:
        node = root.member("unknown_context")
        if node is None or node.kind == "null":
            return ()
        if node.kind != "array" or any(item.kind != "string" for item in node.items):
            raise self._error(node.start, "'unknown_context' is a list of condition keys", 'Such as ["aws:SourceIp"].')
        return tuple(str(item.value) for item in node.items)
