"""How a policy document is read: its version, its statements, their effect, actions and resources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.permissions.action import ActionElement, ActionPattern
from workbench.permissions.arn import ARN_PARTS
from workbench.permissions.condition_reader import read_conditions
from workbench.permissions.finding_log import FindingLog, named
from workbench.permissions.policy_size import check_size
from workbench.permissions.principal_reader import read_principal
from workbench.permissions.resource_pattern import ResourceElement, ResourcePattern
from workbench.permissions.rule import ACTION_PAGE, RESOURCE_PAGE
from workbench.permissions.statement import Statement

if TYPE_CHECKING:
    from workbench.permissions.finding import Finding
    from workbench.permissions.json_source import JsonSource, Node
    from workbench.permissions.statement import Effect

_DOCUMENT_ELEMENTS = ("Version", "Id", "Statement")
_STATEMENT_ELEMENTS = (
    "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition",
)  # fmt: skip
_VERSIONS = ("2012-10-17", "2008-10-17")


class PolicyReader:
    """Reads one document and collects what is wrong with it."""

    def __init__(self, source: JsonSource, name: str, kind: str) -> None:
        self._source = source
        self._kind = kind
        self._log = FindingLog(source, name)
        self._variables = False
        self.readable = True

    @property
    def findings(self) -> list[Finding]:
        """What is wrong with it."""
        return self._log.findings

    def read(self, root: Node) -> tuple[str, tuple[Statement, ...]]:
        """The version and the statements of a document."""
        if root.kind != "object":
            self._log.say(root, "wrong-type", f"A policy is a JSON object, not {named(root)}.")
            self.readable = False
            return "", ()
        self._log.check_names(root, _DOCUMENT_ELEMENTS, "policy")
        check_size(root, self._kind, self._log)
        version = self._version(root)
        self._variables = version == "2012-10-17"
        listed = root.member("Statement")
        if listed is None:
            self._log.say(root, "missing-element", "The policy has no Statement.")
            self.readable = False
            return version, ()
        nodes = listed.items if listed.kind == "array" else (listed,)
        statements = tuple(self._statement(node, index) for index, node in enumerate(nodes))
        self._check_sids(nodes)
        return version, tuple(statement for statement in statements if statement is not None)

    def _version(self, root: Node) -> str:
        node = root.member("Version")
        if node is None:
            if "${" in self._source.text[root.start : root.end]:
                self._log.say(
                    root,
                    "variables-without-version",
                    'Without "Version": "2012-10-17" the text ${…} is no variable but plain text.',
                    "warning",
                )
            return "2008-10-17"
        if node.value not in _VERSIONS:
            self._log.say(node, "invalid-version", "Version is 2012-10-17 or 2008-10-17; write 2012-10-17.")
            return "2008-10-17"
        if node.value == "2008-10-17" and "${" in self._source.text[root.start : root.end]:
            message = "In Version 2008-10-17 the text ${…} is no variable but plain text."
            self._log.say(node, "variables-without-version", message, "warning")
        return str(node.value)

    def _check_sids(self, nodes: tuple[Node, ...]) -> None:
        seen: set[str] = set()
        for node in nodes:
            sid = node.member("Sid")
            if sid is None or not isinstance(sid.value, str):
                continue
            if sid.value in seen:
                self._log.say(
                    sid, "duplicate-sid", f"The Sid {sid.value} stands twice; it has to be unique in a policy."
                )
            seen.add(sid.value)

    def _statement(self, node: Node, index: int) -> Statement | None:
        if node.kind != "object":
            self._log.say(node, "wrong-type", f"A statement is a JSON object, not {named(node)}.")
            return None
        before = self._log.errors
        self._log.check_names(node, _STATEMENT_ELEMENTS, "statement")
        sid = node.member("Sid")
        if sid is not None and sid.kind != "string":
            self._log.say(sid, "wrong-type", f"Sid is a string, not {named(sid)}.")
        effect = self._effect(node)
        principal = read_principal(node, self._kind, self._log)
        action = self._action(node)
        resource = self._resource(node)
        conditions = read_conditions(node, self._log, variables=self._variables)
        line, column = self._source.place(node.start)
        return Statement(
            index=index,
            sid=str(sid.value) if sid is not None and sid.kind == "string" else "",
            effect=effect,
            principal=principal,
            action=action,
            resource=resource,
            conditions=conditions,
            line=line,
            column=column,
            end_line=self._source.place(node.end - 1)[0],
            broken=self._log.errors > before,
        )

    def _effect(self, node: Node) -> Effect:
        effect = node.member("Effect")
        if effect is None:
            self._log.say(node, "missing-element", "The statement has no Effect.")
        elif effect.value == "Deny":
            return "Deny"
        elif effect.value != "Allow":
            self._log.say(effect, "invalid-effect", "Effect is Allow or Deny, spelled so.")
        return "Allow"

    def _action(self, node: Node) -> ActionElement:
        element, negated = self._log.either(node, "Action")
        if element is None:
            self._log.say(node, "missing-element", "The statement has no Action or NotAction.")
            return ActionElement.of(())
        patterns: list[ActionPattern] = []
        for item, text in self._log.texts(element, "NotAction" if negated else "Action"):
            line, column = self._source.place(item.start)
            pattern = ActionPattern.of(text, line=line, column=column)
            if pattern.glob is None:
                message = f"'{text}' is no action: write the service, a colon and the name, such as s3:GetObject."
                self._log.say(item, "invalid-action", message, source=ACTION_PAGE)
            patterns.append(pattern)
        return ActionElement.of(tuple(patterns), negated=negated)

    def _resource(self, node: Node) -> ResourceElement | None:
        element, negated = self._log.either(node, "Resource")
        if self._kind == "trust":
            if element is not None:
                self._log.say(
                    element, "unexpected-resource", "A trust policy has no Resource: it is about its own role."
                )
            return None
        if element is None:
            if self._kind == "resource":
                message = "The statement has no Resource; it is read as the resource that the policy is attached to."
                self._log.say(node, "missing-resource", message, "warning", RESOURCE_PAGE)
                return None
            self._log.say(node, "missing-element", "The statement has no Resource or NotResource.")
            return ResourceElement.of(())
        patterns: list[ResourcePattern] = []
        for item, text in self._log.texts(element, "NotResource" if negated else "Resource"):
            pattern = ResourcePattern.of(text, variables=self._variables)
            self._check_resource(item, text, pattern)
            patterns.append(pattern)
        return ResourceElement.of(tuple(patterns), negated=negated)

    def _check_resource(self, item: Node, text: str, pattern: ResourcePattern) -> None:
        parts = text.split(":", 5)
        if pattern.everything:
            return
        if pattern.pattern is None:
            message = f"'{text}' is no ARN: six parts divided by colons, without wildcards in the service, or * alone."
            self._log.say(item, "invalid-resource", message, source=RESOURCE_PAGE)
        elif len(parts) < ARN_PARTS:
            message = f"'{text}' has fewer than the six parts of an ARN; that it is filled up with * is not documented."
            self._log.say(item, "short-arn", message, "note", RESOURCE_PAGE)
        elif self._variables and "${" in ":".join(parts[:5]):
            message = "A variable is replaced in the last part of an ARN only; here it is plain text."
            self._log.say(item, "variable-place", message, "warning", RESOURCE_PAGE)
        if pattern.undecidable:
            message = f"A wildcard in the resource type of '{text}' is not allowed; whether it matches cannot be said."
            self._log.say(item, "wildcard-in-type", message, "warning", RESOURCE_PAGE)
