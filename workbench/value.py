"""Frozen, slotted dataclasses that cost a command nothing to define: for what stands on the road to an invocation.

The standard library's module brings inspect, ast and tokenize along and compiles six methods for each class, which was
a third of the time that `workbench invoke` took. These classes share one set of methods instead. To a type checker
they are dataclasses, and so they are to dataclasses.replace(), fields() and asdict(), which find their fields.

Only what the road needs is here: frozen and slotted, no inheritance between values, no __post_init__.
"""

from __future__ import annotations

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import dataclass, field, replace
    from typing import Any

    __all__ = ["dataclass", "field", "replace"]
else:

    def dataclass(*, frozen: bool, slots: bool) -> Callable[[type], type]:
        """Make a class a frozen, slotted value; see dataclasses.dataclass."""
        if not (frozen and slots):
            raise TypeError("a value is frozen and slotted")
        return _valued

    def field(*, default_factory: Callable[[], Any]) -> _Made:
        """A field whose default is made anew for each value; see dataclasses.field."""
        return _Made(default_factory)

    def replace(value: Any, /, **changes: Any) -> Any:
        """The same value with other fields; see dataclasses.replace."""
        if isinstance(value, _Value):
            return type(value)(**{name: getattr(value, name) for name in value.__slots__} | changes)
        from dataclasses import replace as of_dataclass

        return of_dataclass(value, **changes)


class _Made:
    """A default that is made when it is needed."""

    __slots__ = ("make",)

    def __init__(self, make: Callable[[], Any]) -> None:
        self.make = make


class _FieldsOnDemand:
    """What the standard library knows a dataclass by, made by itself when it first asks."""

    def __get__(self, _: object, owner: Any) -> Any:
        from dataclasses import field as dataclass_field
        from dataclasses import make_dataclass

        described = []
        for name in owner.__match_args__:
            options: dict[str, Any] = {}
            if name in owner.__field_defaults__:
                default = owner.__field_defaults__[name]
                options = {"default_factory": default.make} if isinstance(default, _Made) else {"default": default}
            described.append((name, owner.__annotations__[name], dataclass_field(**options)))
        described_by: Any = make_dataclass(owner.__name__, described, frozen=True)
        owner.__dataclass_fields__ = described_by.__dataclass_fields__
        return owner.__dataclass_fields__


class _Value:
    """The methods that all values share."""

    __slots__: tuple[str, ...] = ()
    __match_args__: tuple[str, ...] = ()
    __field_defaults__: dict[str, Any] = {}  # noqa: RUF012 - each class has its own, and nothing writes to it
    __dataclass_fields__ = _FieldsOnDemand()

    def __init__(self, *given: Any, **named: Any) -> None:
        names = self.__match_args__
        if len(given) > len(names):
            raise TypeError(f"{type(self).__name__} takes {len(names)} values, not {len(given)}")
        put = object.__setattr__
        for name, value in zip(names, given, strict=False):
            if name in named:
                raise TypeError(f"{type(self).__name__} was given {name} twice")
            put(self, name, value)
        for name in names[len(given) :]:
            if name in named:
                value = named.pop(name)
            elif name in self.__field_defaults__:
                value = self.__field_defaults__[name]
                if type(value) is _Made:
                    value = value.make()
            else:
                raise TypeError(f"{type(self).__name__} lacks a value for {name}")
            put(self, name, value)
        if named:
            raise TypeError(f"{type(self).__name__} has no {', '.join(named)}")

    def __setattr__(self, name: str, value: object) -> None:
        from dataclasses import FrozenInstanceError

        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> None:
        from dataclasses import FrozenInstanceError

        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def __getstate__(self) -> tuple[Any, ...]:
        return tuple([getattr(self, name) for name in self.__match_args__])

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        for name, value in zip(self.__match_args__, state, strict=True):
            object.__setattr__(self, name, value)

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self.__getstate__() == other.__getstate__()

    def __hash__(self) -> int:
        return hash(self.__getstate__())

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__match_args__)
        return f"{type(self).__qualname__}({fields})"


def _valued(cls: type) -> type:
    """The class again, with a slot for each field and the shared methods below its own."""
    body = dict(cls.__dict__)
    names = tuple(body["__annotations__"])
    defaults = {name: body.pop(name) for name in names if name in body}
    for name in ("__dict__", "__weakref__"):
        body.pop(name, None)
    body.update(__slots__=names, __match_args__=names, __field_defaults__=defaults)
    return type(cls.__name__, (_Value,), body)
