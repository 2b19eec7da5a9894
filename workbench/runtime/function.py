"""A function that runs on this machine: where its code is and how it is configured."""

from __future__ import annotations

import os

from workbench.value import dataclass

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    from typing import Literal


@dataclass(frozen=True, slots=True)
class EnvironmentValue:
    """One environment variable of a function, with where its value comes from."""

    name: str
    value: str
    origin: str = "command line"
    """Such as `template.yaml`, `workbench.yaml`, `.env`, `command line`."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """The AWS credentials that a function gets: the user's choice, and none unless chosen."""

    kind: Literal["none", "profile", "explicit"] = "none"
    """`none`: fake keys, no metadata service, no configuration files."""
    profile: str = ""
    access_key_id: str = ""
    secret_access_key: str = ""
    session_token: str = ""
    role: str = ""
    """The ARN of the role that explicit keys were assumed for."""

    @property
    def label(self) -> str:
        """Whose they are, in a few words."""
        if self.kind == "profile":
            return f"profile {self.profile}"
        if self.kind == "explicit":
            return f"role {self.role}" if self.role else f"key {self.access_key_id}"
        return "none (fake keys, no metadata service)"

    def __repr__(self) -> str:
        """Without the secrets."""
        return f"Credentials(kind={self.kind!r}, profile={self.profile!r}, access_key_id={self.access_key_id!r})"


@dataclass(frozen=True, slots=True)
class LocalFunction:
    """A function on this machine, configured as Lambda would be. Its paths are text: pathlib delays an invocation."""

    name: str
    handler: str
    """The AWS handler string, `app.handler`; empty for a custom runtime."""
    code: str
    """The folder that Lambda would call the task root."""
    kind: Literal["python", "node", "custom"] = "python"
    interpreter: str | None = None
    """None: the project's own virtual environment where there is one, else the interpreter that runs the workbench."""
    client: Literal["bootstrap", "awslambdaric"] = "bootstrap"
    """Which client polls the Runtime API; Python only."""
    timeout_s: float = 3.0
    memory_mb: int = 128
    environment: tuple[EnvironmentValue, ...] = ()
    layers: tuple[str, ...] = ()
    region: str = "us-east-1"
    account_id: str = "123456789012"
    qualifier: str = ""
    """Alias or version that an invoked ARN carries; empty for none."""
    version: str = ""
    """The version behind an alias, where that is known."""
    credentials: Credentials = Credentials()
    enforce_memory: bool = False
    """Kill the function above `memory_mb`, as Lambda does; off, because the baseline of every machine differs."""

    @property
    def task_root(self) -> str:
        """The code folder from the root of the file system on."""
        return absolute(self.code)

    @property
    def executed_version(self) -> str:
        """The version that runs: a number, or `$LATEST`."""
        return self.version or (self.qualifier if self.qualifier.isdecimal() else "$LATEST")

    @property
    def arn(self) -> str:
        """The function's ARN, with its qualifier where it has one."""
        plain = f"arn:aws:lambda:{self.region}:{self.account_id}:function:{self.name}"
        return f"{plain}:{self.qualifier}" if self.qualifier else plain


def absolute(path: str) -> str:
    """A path from the root on; `..` stays, because the folder before it may be a link."""
    return os.path.join(os.getcwd(), path) if ".." in path else os.path.abspath(path)  # noqa: PTH100, PTH109, PTH118
