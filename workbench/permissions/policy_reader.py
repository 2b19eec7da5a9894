"""How the elements of a policy document are read: versions, statements, principals, conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.permissions.action import ActionElement, ActionPattern
from workbench.permissions.arn import ARN_PARTS
from workbench.permissions.condition import Condition, ExpectedValue
from workbench.permissions.condition_operator import OPERATORS, read_operator
from workbench.permissions.context import as_text
from workbench.permissions.finding import Finding
from workbench.permissions.principal import PrincipalElement, PrincipalEntry
from workbench.permissions.resource_pattern import ResourceElement, ResourcePattern
from workbench.permissions.rule import ACTION_PAGE, OPERATOR_PAGE, PRINCIPAL_PAGE, QUOTA_PAGE, RESOURCE_PAGE
from workbench.permissions.statement import Statement

if TYPE_CHECKING:
    from workbench.permissions.finding import Severity
    from workbench.permissions.json_source import JsonSource, Node
    from workbench.permissions.statement import Effect

GRAMMAR = "IAM User Guide, Grammar of the IAM JSON policy language"
_DOCUMENT_ELEMENTS = ("Version", "Id", "Statement")
_STATEMENT_ELEMENTS = (
    "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition",
)  # fmt: skip
_PRINCIPAL_KINDS = ("AWS", "Service", "Federated", "CanonicalUser")
_VERSIONS = ("2012-10-17", "2008-10-17")
_LIMITS = {
    "identity": (6144, "A managed policy may have 6,144 characters without blanks, a role's inline policies 10,240"),
    "boundary": (6144, "A permissions boundary may have 6,144 characters without blanks"),
    "session": (2048, "A session policy may have 2,048 characters"),
    "trust": (2048, "A trust policy may have 2,048 characters without blanks, 4,096 where the quota was raised"),
    "resource": (20480, "The resource policy of a Lambda function may have 20 KB"),
}  # fmt: skip
_DOCUMENTED_WITHOUT_BLANKS = frozenset({"identity", "boundary", "trust", "session"})


class PolicyReader:
    """Reads one document and collects what is wrong with it."""

    def __init__(self, source: JsonSource, name: str, kind: str) -> None:
        self._source = source
        self._name = name
        self._kind = kind
        self._variables = False
        self.findings: list[Finding] = []
        self.readable = True

    def read(self, root: Node) -> tuple[str, tuple[Statement, ...]]:
        """The version and the statements of a document."""
        if root.kind != "object":
            self._say(root, "wrong-type", f"A policy is a JSON object, not {_a(root)}.")
            self.readable = False
            return "", ()
        self._check_names(root, _DOCUMENT_ELEMENTS, "policy")
        self._check_size(root)
        version = self._version(root)
        self._variables = version == "2012-10-17"
        listed = root.member("Statement")
        if listed is None:
            self._say(root, "missing-element", "The policy has no Statement.")
            self.readable = False
            return version, ()
        nodes = listed.items if listed.kind == "array" else (listed,)
        statements = tuple(self._statement(node, index) for index, node in enumerate(nodes))
        self._check_sids(nodes)
        return version, tuple(statement for statement in statements if statement is not None)

    def _say(self, node: Node, code: str, message: str, severity: Severity = "error", source: str = GRAMMAR) -> None:
        line, column = self._source.place(node.start)
        self.findings.append(Finding(code, severity, message, self._name, line, column, source))

    def _check_names(self, node: Node, known: tuple[str, ...], where: str) -> None:
        seen: set[str] = set()
        for key, _ in node.members:
            if key.value in seen:
                self._say(key, "duplicate-element", f"{key.value} stands twice in this {where}; the last one counts.")
            elif key.value not in known:
                from difflib import get_close_matches

                near = get_close_matches(key.value.lower(), [name.lower() for name in known], 1)
                meant = next((name for name in known if near and name.lower() == near[0]), "")
                hint = f" Did you mean {meant}?" if meant else ""
                self._say(key, "unknown-element", f"A {where} has no element {key.value}.{hint}")
            seen.add(key.value)

    def _check_size(self, root: Node) -> None:
        limit, text = _LIMITS[self._kind]
        if root.end - root.start <= limit:
            return
        blanks = self._kind in _DOCUMENTED_WITHOUT_BLANKS
        size = 0
        for offset in range(root.start, root.end):
            letter = self._source.text[offset]
            size += (0 if letter.isspace() else 1) if blanks else len(letter.encode("utf-8", "surrogatepass"))
            if size > limit:
                line, column = self._source.place(offset)
                self.findings.append(
                    Finding("too-large", "warning", f"{text}; it is passed here.", self._name, line, column, QUOTA_PAGE)
                )
                return

    def _version(self, root: Node) -> str:
        node = root.member("Version")
        if node is None:
            if "${" in self._source.text[root.start : root.end]:
                self._say(
                    root,
                    "variables-without-version",
                    'Without "Version": "2012-10-17" the text ${…} is no variable but plain text.',
                    "warning",
                )
            return "2008-10-17"
        if node.value not in _VERSIONS:
            self._say(node, "invalid-version", "Version is 2012-10-17 or 2008-10-17; write 2012-10-17.")
            return "2008-10-17"
        if node.value == "2008-10-17" and "${" in self._source.text[root.start : root.end]:
            message = "In Version 2008-10-17 the text ${…} is no variable but plain text."
            self._say(node, "variables-without-version", message, "warning")
        return str(node.value)

    def _check_sids(self, nodes: tuple[Node, ...]) -> None:
        seen: set[str] = set()
        for node in nodes:
            sid = node.member("Sid")
            if sid is None or not isinstance(sid.value, str):
                continue
            if sid.value in seen:
                self._say(sid, "duplicate-sid", f"The Sid {sid.value} stands twice; it has to be unique in a policy.")
            seen.add(sid.value)

    def _statement(self, node: Node, index: int) -> Statement | None:
        if node.kind != "object":
            self._say(node, "wrong-type", f"A statement is a JSON object, not {_a(node)}.")
            return None
        before = self._errors()
        self._check_names(node, _STATEMENT_ELEMENTS, "statement")
        sid = node.member("Sid")
        if sid is not None and sid.kind != "string":
            self._say(sid, "wrong-type", f"Sid is a string, not {_a(sid)}.")
        effect = self._effect(node)
        principal = self._principal(node)
        action = self._action(node)
        resource = self._resource(node)
        conditions = self._conditions(node)
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
            broken=self._errors() > before,
        )

    def _errors(self) -> int:
        return sum(finding.severity == "error" for finding in self.findings)

    def _effect(self, node: Node) -> Effect:
        effect = node.member("Effect")
        if effect is None:
            self._say(node, "missing-element", "The statement has no Effect.")
        elif effect.value == "Deny":
            return "Deny"
        elif effect.value != "Allow":
            self._say(effect, "invalid-effect", "Effect is Allow or Deny, spelled so.")
        return "Allow"

    def _either(self, node: Node, name: str) -> tuple[Node | None, bool]:
        plain, negated = node.member(name), node.member(f"Not{name}")
        if plain is not None and negated is not None:
            self._say(negated, "conflicting-elements", f"A statement has {name} or Not{name}, not both.")
        return (plain, False) if plain is not None else (negated, negated is not None)

    def _texts(self, node: Node, what: str) -> tuple[tuple[Node, str], ...]:
        found: list[tuple[Node, str]] = []
        items = node.items if node.kind == "array" else (node,)
        if not items:
            self._say(node, "empty-list", f"{what} lists nothing.")
        for item in items:
            if item.kind == "string":
                found.append((item, str(item.value)))
            else:
                self._say(item, "wrong-type", f"{what} is a string or a list of strings, not {_a(item)}.")
        return tuple(found)

    def _action(self, node: Node) -> ActionElement:
        element, negated = self._either(node, "Action")
        if element is None:
            self._say(node, "missing-element", "The statement has no Action or NotAction.")
            return ActionElement.of(())
        patterns: list[ActionPattern] = []
        for item, text in self._texts(element, "NotAction" if negated else "Action"):
            line, column = self._source.place(item.start)
            pattern = ActionPattern.of(text, line=line, column=column)
            if pattern.glob is None:
                message = f"'{text}' is no action: write the service, a colon and the name, such as s3:GetObject."
                self._say(item, "invalid-action", message, source=ACTION_PAGE)
            patterns.append(pattern)
        return ActionElement.of(tuple(patterns), negated=negated)

    def _resource(self, node: Node) -> ResourceElement | None:
        element, negated = self._either(node, "Resource")
        if self._kind == "trust":
            if element is not None:
                self._say(element, "unexpected-resource", "A trust policy has no Resource: it is about its own role.")
            return None
        if element is None:
            if self._kind == "resource":
                message = "The statement has no Resource; it is read as the resource that the policy is attached to."
                self._say(node, "missing-resource", message, "warning", RESOURCE_PAGE)
                return None
            self._say(node, "missing-element", "The statement has no Resource or NotResource.")
            return ResourceElement.of(())
        patterns: list[ResourcePattern] = []
        for item, text in self._texts(element, "NotResource" if negated else "Resource"):
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
            self._say(item, "invalid-resource", message, source=RESOURCE_PAGE)
        elif len(parts) < ARN_PARTS:
            message = f"'{text}' has fewer than the six parts of an ARN; that it is filled up with * is not documented."
            self._say(item, "short-arn", message, "note", RESOURCE_PAGE)
        elif self._variables and "${" in ":".join(parts[:5]):
            message = "A variable is replaced in the last part of an ARN only; here it is plain text."
            self._say(item, "variable-place", message, "warning", RESOURCE_PAGE)
        if pattern.undecidable:
            message = f"A wildcard in the resource type of '{text}' is not allowed; whether it matches cannot be said."
            self._say(item, "wildcard-in-type", message, "warning", RESOURCE_PAGE)

    def _principal(self, node: Node) -> PrincipalElement | None:
        element, negated = self._either(node, "Principal")
        attached = self._kind in {"identity", "boundary", "session"}
        if element is None:
            if not attached:
                self._say(node, "missing-element", "The statement has no Principal: whom it is about is not said.")
                return PrincipalElement(())
            return None
        if attached:
            name = "NotPrincipal" if negated else "Principal"
            self._say(element, "unexpected-principal", f"A policy of this kind has no {name}: it is about its holder.")
            return None
        if negated and self._kind == "trust":
            message = "NotPrincipal is not allowed in a trust policy."
            self._say(element, "not-principal-in-trust", message, source=PRINCIPAL_PAGE)
        return PrincipalElement(self._entries(element), negated)

    def _entries(self, element: Node) -> tuple[PrincipalEntry, ...]:
        if element.kind == "string":
            if element.value == "*":
                return (PrincipalEntry.of("*", "*"),)
            self._say(element, "invalid-principal", 'Principal is "*" or an object such as {"Service": "…"}.')
            return ()
        if element.kind != "object":
            self._say(element, "wrong-type", f'Principal is "*" or an object, not {_a(element)}.')
            return ()
        entries: list[PrincipalEntry] = []
        for key, value in element.members:
            if key.value not in _PRINCIPAL_KINDS:
                self._say(key, "unknown-principal", f"{key.value} is not one of {', '.join(_PRINCIPAL_KINDS)}.")
                continue
            for item, text in self._texts(value, "A principal"):
                entry = PrincipalEntry.of(key.value, text)
                self._check_entry(item, entry)
                entries.append(entry)
        return tuple(entries)

    def _check_entry(self, item: Node, entry: PrincipalEntry) -> None:
        if entry.is_unique_id:
            message = f"{entry.text} is the id of a user or role that was deleted; it names nobody any more."
            self._say(item, "deleted-principal", message, "warning", PRINCIPAL_PAGE)
        elif entry.has_wildcard:
            message = f"'{entry.text}' names nobody: a principal has no wildcards except * alone."
            self._say(item, "wildcard-in-principal", message, "warning", PRINCIPAL_PAGE)
        elif not entry.is_readable:
            message = f"'{entry.text}' is no account, user, role or session."
            self._say(item, "invalid-principal", message, source=PRINCIPAL_PAGE)

    def _conditions(self, node: Node) -> tuple[Condition, ...]:
        block = node.member("Condition")
        if block is None:
            return ()
        if block.kind != "object":
            self._say(block, "wrong-type", f"Condition is an object of operators, not {_a(block)}.")
            return ()
        conditions: list[Condition] = []
        for operator, keys in block.members:
            if keys.kind != "object":
                self._say(keys, "wrong-type", f"Below {operator.value} stands an object of keys, not {_a(keys)}.")
                continue
            for key, values in keys.members:
                condition = self._condition(operator, key, values)
                if condition is not None:
                    conditions.append(condition)
        return tuple(conditions)

    def _condition(self, operator: Node, key: Node, values: Node) -> Condition | None:
        use = read_operator(operator.value)
        if use is None:
            from difflib import get_close_matches

            near = get_close_matches(operator.value.rpartition(":")[2].lower(), list(OPERATORS), 1)
            hint = f" Did you mean {OPERATORS[near[0]].name}?" if near else ""
            message = f"There is no condition operator {operator.value}.{hint}"
            self._say(operator, "unknown-operator", message, source=OPERATOR_PAGE)
            return None
        expected: list[ExpectedValue] = []
        items = values.items if values.kind == "array" else (values,)
        if not items:
            self._say(values, "empty-list", f"{operator.value} of {key.value} lists nothing to compare with.")
        for item in items:
            if item.kind not in {"string", "number", "boolean"}:
                message = f"A condition value is a string, number or boolean, not {_a(item)}."
                self._say(item, "wrong-type", message, source=OPERATOR_PAGE)
                continue
            text = self._source.text[item.start : item.end] if item.kind == "number" else as_text(item.value)
            value = ExpectedValue.of(text, use, variables=self._variables)
            self._check_value(item, value, operator.value, use.operator.family, variables=use.operator.variables)
            expected.append(value)
        line, column = self._source.place(key.start)
        return Condition.of(
            operator.value, use, key.value, tuple(expected), expected=values.plain(), line=line, column=column
        )

    def _check_value(self, item: Node, value: ExpectedValue, operator: str, family: str, *, variables: bool) -> None:
        if self._variables and "${" in value.text and not variables:
            message = f"{operator} does not replace variables; '{value.text}' is plain text."
            self._say(item, "variable-place", message, "warning", OPERATOR_PAGE)
        elif family == "null":
            if value.text.lower() not in {"true", "false"}:
                self._say(item, "invalid-value", f"Null compares with true or false, not '{value.text}'.")
        elif value.compare is None and not value.parts:
            severity: Severity = "warning" if family == "arn" else "error"
            self._say(
                item,
                "invalid-value",
                f"{operator} cannot read '{value.text}'; it matches nothing.",
                severity,
                OPERATOR_PAGE,
            )


def _a(node: Node) -> str:
    return "null" if node.kind == "null" else f"an {node.kind}" if node.kind[0] in "ao" else f"a {node.kind}"
