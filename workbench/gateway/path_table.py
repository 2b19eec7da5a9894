"""The path templates of an API as a tree, so that a request finds its route without trying each one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workbench.gateway.api import Route

ANY_METHODS = frozenset({"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"})
"""What `ANY` stands for in a REST API."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A route in the table, with where in a path its parameters are."""

    route: Route
    parameters: tuple[tuple[str, int], ...]
    """Name and segment number of each single parameter."""
    greedy: tuple[str, int] | None
    """Name and first segment number of `{proxy+}`."""

    def values(self, segments: Sequence[str]) -> tuple[tuple[str, str], ...]:
        """The path parameters of a path that matched, as the client spelled them."""
        found = tuple((name, segments[index]) for name, index in self.parameters)
        if self.greedy is None:
            return found
        name, start = self.greedy
        return (*found, (name, "/".join(segments[start:])))


@dataclass(slots=True)
class _Node:
    literals: dict[str, _Node] = field(default_factory=dict)
    parameter: _Node | None = None
    here: dict[str, Placed] = field(default_factory=dict)
    """By method: routes that end at this node."""
    greedy: dict[str, Placed] = field(default_factory=dict)
    """By method: routes whose `{proxy+}` begins below this node."""


@dataclass(frozen=True, slots=True)
class PathTable:
    """Path templates by segment: literal, then parameter, then greedy; falling through where the method is missing."""

    root: _Node
    any_takes_all: bool
    """Whether `ANY` takes methods beyond the seven that REST names."""

    @classmethod
    def of(cls, routes: Iterable[Route], *, any_takes_all: bool) -> PathTable:
        """The table of these routes; the first of two alike wins."""
        root = _Node()
        for route in routes:
            _plant(root, route)
        return cls(root, any_takes_all)

    def find(self, method: str, segments: Sequence[str]) -> Placed | None:
        """The route that takes a method and path, or None."""
        return self._below(self.root, method, segments, 0)

    def _below(self, node: _Node, method: str, segments: Sequence[str], at: int) -> Placed | None:
        if at == len(segments):
            return self._choose(node.here, method)
        segment = segments[at]
        if node.literals:
            child = node.literals.get(segment)
            if child is None and "%" in segment:
                child = node.literals.get(unquote(segment))
            if child is not None and (found := self._below(child, method, segments, at + 1)):
                return found
        if node.parameter is not None and segment and (found := self._below(node.parameter, method, segments, at + 1)):
            return found
        if node.greedy and (segment or at + 1 < len(segments)):
            return self._choose(node.greedy, method)
        return None

    def _choose(self, methods: dict[str, Placed], method: str) -> Placed | None:
        found = methods.get(method)
        if found is None and (self.any_takes_all or method in ANY_METHODS):
            found = methods.get("ANY")
        return found


def _plant(root: _Node, route: Route) -> None:
    node = root
    parameters: list[tuple[str, int]] = []
    path = route.path.strip("/")
    for index, segment in enumerate(path.split("/") if path else ()):
        if segment.startswith("{") and segment.endswith("+}"):
            placed = Placed(route, tuple(parameters), (segment[1:-2], index))
            node.greedy.setdefault(route.method.upper(), placed)
            return
        if segment.startswith("{") and segment.endswith("}"):
            parameters.append((segment[1:-1], index))
            if node.parameter is None:
                node.parameter = _Node()
            node = node.parameter
        else:
            node = node.literals.setdefault(segment, _Node())
    node.here.setdefault(route.method.upper(), Placed(route, tuple(parameters), None))
