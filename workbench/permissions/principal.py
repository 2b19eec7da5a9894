"""Who asks, and whom the Principal element of a policy names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

CallerKind = Literal["user", "role", "session", "root", "federated_user", "federated", "service", "anonymous", "other"]

Level = Literal["session", "user", "everyone", "service", "federated", "role", "account"]
"""By what a Principal element names the caller; it decides which other policies may limit the permission."""

FINAL_LEVELS: frozenset[Level] = frozenset({"session", "user", "everyone", "service", "federated"})
"""Named so, no implicit deny elsewhere limits the permission."""

_ACCOUNT = re.compile(r"\d{12}")
_UNIQUE_ID = re.compile(r"(AROA|AIDA|AGPA|ANPA)[A-Z0-9]{12,}")
_ARN = re.compile(r"arn:[^:]+:(iam|sts):[^:]*:(\d{12}|aws):([^/]+)(?:/(.*))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Caller:
    """The principal of a request."""

    text: str
    kind: CallerKind
    account: str = ""
    """Empty where the caller belongs to none, such as a service."""
    role: str = ""
    """The role's name without its path, for a role or a session of one."""
    role_arn: str = ""
    """The ARN of a session's role, with its path; empty where that is not known."""

    @classmethod
    def of(cls, text: str) -> Caller:
        """Read a service name, an ARN, an account or `*`."""
        if text in {"*", "anonymous"}:
            return cls(text, "anonymous")
        if _ACCOUNT.fullmatch(text):
            return cls(f"arn:aws:iam::{text}:root", "root", text)
        arn = _ARN.fullmatch(text)
        if arn is None:
            return cls(text, "service" if "." in text and ":" not in text else "other")
        service, account, kind, rest = arn.groups()
        name = (rest or "").rsplit("/", 1)[-1]
        if kind == "root":
            return cls(text, "root", account)
        if service == "sts" and kind == "assumed-role":
            return cls(text, "session", account, (rest or "").split("/", 1)[0])
        if service == "sts" and kind == "federated-user":
            return cls(text, "federated_user", account)
        if kind in {"saml-provider", "oidc-provider"}:
            return cls(text, "federated", account)
        return cls(text, "role" if kind == "role" else "user" if kind == "user" else "other", account, name)


@dataclass(frozen=True, slots=True)
class PrincipalEntry:
    """One value of a Principal or NotPrincipal element."""

    kind: str
    """`AWS`, `Service`, `Federated`, `CanonicalUser`, or `*` for everyone."""
    text: str
    account: str = ""
    role: str = ""
    caller_kind: str = ""

    @classmethod
    def of(cls, kind: str, text: str) -> PrincipalEntry:
        """Prepare an entry."""
        if text == "*" and kind in {"*", "AWS"}:
            return cls("*", "*")
        if kind == "AWS":
            named = Caller.of(text)
            return cls(kind, text, named.account, named.role, named.kind)
        return cls(kind, text)

    @property
    def has_wildcard(self) -> bool:
        """Whether it tries a wildcard where none is allowed."""
        return self.kind != "*" and ("*" in self.text or "?" in self.text)

    @property
    def is_unique_id(self) -> bool:
        """Whether it is the id that AWS shows for a user or role that was deleted."""
        return _UNIQUE_ID.fullmatch(self.text) is not None

    @property
    def is_readable(self) -> bool:
        """Whether an AWS entry is an ARN or account id at all."""
        return self.kind != "AWS" or self.caller_kind not in {"other", "service"} or self.is_unique_id

    def names(self, caller: Caller) -> Level | None:
        """By what this entry names the caller; None where it does not."""
        if self.kind == "*":
            return "everyone"
        if self.kind == "AWS":
            return self._names_aws(caller)
        if self.text != caller.text:
            return None
        if self.kind == "Service":
            return "service" if caller.kind == "service" else None
        return "federated" if self.kind == "Federated" and caller.kind in {"federated", "service"} else None

    def _names_aws(self, caller: Caller) -> Level | None:
        if not caller.account or caller.account != self.account:
            return None
        if self.caller_kind == "root":
            return "account"
        if self.caller_kind == "role" and caller.kind in {"role", "session"}:
            held = caller.text if caller.kind == "role" else caller.role_arn
            same = self.text == held if held else self.role == caller.role
            return "role" if same else None
        if self.text != caller.text:
            return None
        return "user" if caller.kind == "user" else "session"


@dataclass(frozen=True, slots=True)
class PrincipalElement:
    """A Principal or NotPrincipal element."""

    entries: tuple[PrincipalEntry, ...]
    negated: bool = False

    def names(self, caller: Caller) -> Level | None:
        """By what a Principal element names the caller, by the entry that is limited least."""
        best: Level | None = None
        for entry in self.entries:
            level = entry.names(caller)
            if level in FINAL_LEVELS:
                return level
            if level == "role" or (level == "account" and best is None):
                best = level
        return best

    def exempts(self, caller: Caller, *, deny: bool, bounded: bool) -> bool:
        """Whether a NotPrincipal element leaves the caller out.

        In a Deny, a caller with a permissions boundary is never left out, and the account of a user or role, and the
        role of a session, have to be listed beside it.
        """
        levels = {entry.names(caller) for entry in self.entries}
        if not deny:
            return levels != {None} and bool(levels)
        if "everyone" in levels:
            return True
        needed: dict[str, set[Level]] = {
            "session": {"session", "role", "account"},
            "federated_user": {"session", "account"},
            "role": {"role", "account"},
            "user": {"user", "account"},
        }
        if caller.kind in needed:
            return not bounded and needed[caller.kind] <= levels
        return levels != {None} and bool(levels)
