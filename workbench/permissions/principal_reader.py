"""How the Principal of a statement is read: whom it names, and what is wrong with the names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.permissions.finding_log import named
from workbench.permissions.principal import PrincipalElement, PrincipalEntry
from workbench.permissions.rule import PRINCIPAL_PAGE

if TYPE_CHECKING:
    from workbench.permissions.finding_log import FindingLog
    from workbench.permissions.json_source import Node

_PRINCIPAL_KINDS = ("AWS", "Service", "Federated", "CanonicalUser")


def read_principal(node: Node, kind: str, log: FindingLog) -> PrincipalElement | None:
    """The Principal or NotPrincipal of a statement in a policy of a kind; None where its holder is meant."""
    element, negated = log.either(node, "Principal")
    attached = kind in {"identity", "boundary", "session"}
    if element is None:
        if not attached:
            log.say(node, "missing-element", "The statement has no Principal: whom it is about is not said.")
            return PrincipalElement(())
        return None
    if attached:
        name = "NotPrincipal" if negated else "Principal"
        log.say(element, "unexpected-principal", f"A policy of this kind has no {name}: it is about its holder.")
        return None
    if negated and kind == "trust":
        message = "NotPrincipal is not allowed in a trust policy."
        log.say(element, "not-principal-in-trust", message, source=PRINCIPAL_PAGE)
    return PrincipalElement(_entries(element, log), negated)


def _entries(element: Node, log: FindingLog) -> tuple[PrincipalEntry, ...]:
    if element.kind == "string":
        if element.value == "*":
            return (PrincipalEntry.of("*", "*"),)
        log.say(element, "invalid-principal", 'Principal is "*" or an object such as {"Service": "…"}.')
        return ()
    if element.kind != "object":
        log.say(element, "wrong-type", f'Principal is "*" or an object, not {named(element)}.')
        return ()
    entries: list[PrincipalEntry] = []
    for key, value in element.members:
        if key.value not in _PRINCIPAL_KINDS:
            log.say(key, "unknown-principal", f"{key.value} is not one of {', '.join(_PRINCIPAL_KINDS)}.")
            continue
        for item, text in log.texts(value, "A principal"):
            entry = PrincipalEntry.of(key.value, text)
            _check_entry(item, entry, log)
            entries.append(entry)
    return tuple(entries)


def _check_entry(item: Node, entry: PrincipalEntry, log: FindingLog) -> None:
    if entry.is_unique_id:
        message = f"{entry.text} is the id of a user or role that was deleted; it names nobody any more."
        log.say(item, "deleted-principal", message, "warning", PRINCIPAL_PAGE)
    elif entry.has_wildcard:
        message = f"'{entry.text}' names nobody: a principal has no wildcards except * alone."
        log.say(item, "wildcard-in-principal", message, "warning", PRINCIPAL_PAGE)
    elif not entry.is_readable:
        message = f"'{entry.text}' is no account, user, role or session."
        log.say(item, "invalid-principal", message, source=PRINCIPAL_PAGE)
