"""Frozen dataclasses that cost a start little: the methods of all of them are the same few.

`dataclasses.dataclass` writes and compiles six methods for every frozen class, a millisecond each time a program starts. What
is made by the thousand is better off with those.
"""

from __future__ import annotations

from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

_T = TypeVar("_T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[_T]) -> type[_T]:
    """What `@dataclass(frozen=True)` makes of a class that has no such base, for classes of which there are few instances."""
    made = dataclass(init=False, repr=False, eq=False)(cls)
    own: Any = made
    compared = [one.name for one in fields(own) if one.compare]
    own._compared = attrgetter(*compared or ["__class__"])
    for name in ("__init__", "__repr__", "__eq__", "__hash__", "__setattr__", "__delattr__"):
        setattr(own, name, vars(_Methods)[name])
    return made


class _Methods:
    """What such a class has in place of methods of its own."""

    def __init__(self: Any, *values: Any, **named: Any) -> None:
        known = self.__dataclass_fields__
        if len(values) > len(known):
            raise TypeError(f"{type(self).__name__} takes {len(known)} values, not {len(values)}")
        given = dict(zip(known, values, strict=False))
        if given.keys() & named.keys() or named.keys() - known.keys():
            raise TypeError(f"{type(self).__name__} has no such field, or was given it twice: {', '.join(named)}")
        given.update(named)
        own = self.__dict__
        for name, one in known.items():
            if name in given:
                own[name] = given[name]
            elif one.default is not MISSING:
                own[name] = one.default
            elif one.default_factory is not MISSING:
                own[name] = one.default_factory()
            else:
                raise TypeError(f"{type(self).__name__} needs {name}")
        if hasattr(self, "__post_init__"):
            self.__post_init__()

    def __repr__(self: Any) -> str:
        said = ", ".join(f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
        return f"{type(self).__qualname__}({said})"

    def __eq__(self: Any, other: Any) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        found: bool = self._compared(self) == other._compared(other)
        return found

    def __hash__(self: Any) -> int:
        return hash(self._compared(self))

    def __setattr__(self: Any, name: str, value: object) -> None:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self: Any, name: str) -> None:
        raise FrozenInstanceError(f"cannot delete field {name!r}")
