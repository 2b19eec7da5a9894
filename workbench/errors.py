"""Every error that reaches a person.

    WorkbenchError              something a person can understand and mend
    ├── InputError              a file or text that cannot be read or understood; names the place in it
    ├── UsageError              a command, option or setting that does not fit together
    ├── FunctionNotFound        a function reference that leads nowhere; names what was looked at and what is near
    ├── RuntimeUnavailable      an interpreter, port or program that an invocation needs and cannot have
    └── ServiceError            AWS, or an endpoint that stands in for it, refused or did not answer

Each has a message (what happened), a place (file, line and column, or JSON Pointer) and a mend (what to do next).
"""

from __future__ import annotations


class WorkbenchError(Exception):
    """The base of every error that is shown to a person: what happened, where, and the mend."""

    def __init__(self, message: str, *, place: str = "", mend: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.mend = mend

    def __str__(self) -> str:
        """One line: place, what happened, the mend."""
        where = f"{self.place}: " if self.place else ""
        then = f" {self.mend}" if self.mend else ""
        stop = "." if then and not self.message.endswith((".", "?")) else ""
        return " ".join(f"{where}{self.message}{stop}{then}".split())


class InputError(WorkbenchError):
    """A file or text that cannot be read or understood."""


class UsageError(WorkbenchError):
    """A command, option or setting that does not fit together."""


class FunctionNotFound(WorkbenchError):
    """A function reference that leads nowhere."""


class RuntimeUnavailable(WorkbenchError):
    """An interpreter, port or program that an invocation needs and cannot have."""


class ServiceError(WorkbenchError):
    """AWS, or an endpoint that stands in for it, refused or did not answer."""
