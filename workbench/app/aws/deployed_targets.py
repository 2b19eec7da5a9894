"""The deployed functions that a person chose as targets, and the sandbox's while it runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from workbench.app.target import SANDBOX, Target

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from workbench.deployed.production import ProductionQuestion
    from workbench.deployed.target import DeployedFunction


@dataclass(frozen=True, slots=True)
class _Chosen:
    target: Target
    function: DeployedFunction


class DeployedTargets(QObject):
    """What the target bar offers beside the functions of the folder."""

    changed = Signal()

    def __init__(self, patterns: Callable[[], Iterable[str]], parent: QObject) -> None:
        """`patterns` says which functions are production; it may raise, and then nothing deployed is run."""
        super().__init__(parent)
        self._patterns = patterns
        self._chosen: dict[str, _Chosen] = {}
        self._sandbox = ""

    def add(self, function: DeployedFunction) -> Target:
        """Offer a function from now on."""
        if self._sandbox and function.account.endpoint_url == self._sandbox:
            target = self._in_sandbox(function)
            self.changed.emit()
            return target
        target = Target(
            name=function.arn or _reference(function),
            label=_reference(function).removeprefix("aws:"),
            place=_place(function),
            is_production=self.question(function) is not None,
            detail=f"{function.runtime} · {function.handler}".strip(" ·"),
        )
        self._chosen[target.name] = _Chosen(target, function)
        self.changed.emit()
        return target

    def set_sandbox(self, functions: Iterable[DeployedFunction]) -> None:
        """Offer these functions of the sandbox in place of those before; none when it has ended."""
        self._chosen = {name: each for name, each in self._chosen.items() if not each.target.is_sandbox}
        self._sandbox = ""
        for function in functions:
            self._sandbox = function.account.endpoint_url
            self._in_sandbox(function)
        self.changed.emit()

    def _in_sandbox(self, function: DeployedFunction) -> Target:
        label = _reference(function).removeprefix("aws:")
        where = f"{SANDBOX} · {function.account.region} · {function.qualifier or '$LATEST'}"
        told = f"deployed in the sandbox at {function.account.endpoint_url}"
        target = Target(f"sandbox:{label}", label, place=where, detail=told)
        self._chosen[target.name] = _Chosen(target, function)
        return target

    def targets(self) -> tuple[Target, ...]:
        """All of them."""
        return tuple(each.target for each in self._chosen.values())

    def function(self, name: str) -> DeployedFunction | None:
        """The function of a target's name."""
        chosen = self._chosen.get(name)
        return chosen.function if chosen is not None else None

    def question(self, function: DeployedFunction) -> ProductionQuestion | None:
        """What to ask before a run of it; None where it is not production.

        Raises:
            InputError: the settings that say so cannot be read.
        """
        from workbench.deployed.production import production_question

        return production_question(function, self._patterns())


def _reference(function: DeployedFunction) -> str:
    return f"aws:{function.name}:{function.qualifier}" if function.qualifier else f"aws:{function.name}"


def _place(function: DeployedFunction) -> str:
    account = function.account_id or function.account.profile or "default account"
    return f"{account} · {function.account.region or 'default Region'} · {function.qualifier or '$LATEST'}"
