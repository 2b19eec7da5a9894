"""What an event can be sent to, as a person chooses it: a function here, or one in AWS."""

from __future__ import annotations

from dataclasses import dataclass

LOCAL = "LOCAL"
SANDBOX = "SANDBOX"


@dataclass(frozen=True, slots=True)
class Target:
    """One choice of the function picker."""

    name: str
    """What tells it from others: a function reference, or an ARN."""
    label: str
    """What the picker shows, such as `hello.handler`."""
    place: str = LOCAL
    """`LOCAL`, or account, Region and alias of the function in AWS, or `SANDBOX` with Region and alias."""
    is_production: bool = False
    """Whether each run is asked for first."""
    detail: str = ""
    """Further words for the tooltip: the file, the runtime."""

    @property
    def is_local(self) -> bool:
        """Whether the function runs on this machine."""
        return self.place == LOCAL

    @property
    def is_sandbox(self) -> bool:
        """Whether the function runs in the sandbox, which is on this machine too."""
        return self.place.startswith(SANDBOX)
