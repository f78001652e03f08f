"""Frozen dataclasses that cost a start next to nothing: what they consist of is worked out when it is first asked for.

`dataclasses.dataclass` writes and compiles six methods for every frozen class, a millisecond each time a program starts, and
most runs have few instances of most classes. The methods of these are common to all; a class of which many are made gets a
constructor of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

_T = TypeVar("_T")
_MANY = 20


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[_T]) -> type[_T]:
    """What `@dataclass(frozen=True)` makes of a class whose bases, if it has any, were made so too. It may have a
    constructor of its own, which fills the instance's `__dict__`."""
    own: Any = cls
    own._given = {name: vars(cls).get(name, MISSING) for name in cls.__annotations__}
    own._made = 0
    for name, value in own._given.items():
        if isinstance(value, Field):
            if value.default is MISSING:
                delattr(cls, name)
            else:
                setattr(cls, name, value.default)
    for name, work in _LATER.items():
        setattr(cls, name, _Later(cls, name, work))
    for name in ("__init__", "__repr__", "__eq__", "__hash__", "__setattr__", "__delattr__"):
        if name != "__init__" or name not in vars(cls):
            setattr(cls, name, vars(_Methods)[name])
    return cls


class _Later:
    """Stands for what is known of a class until then."""

    def __init__(self, cls: type[Any], name: str, work: Callable[[type[Any]], None]) -> None:
        self._cls = cls
        self._name = name
        self._work = work

    def __get__(self, instance: object, owner: type[Any]) -> Any:
        # Another thread may have come first.
        if vars(self._cls).get(self._name) is self:
            self._work(self._cls)
        return getattr(self._cls, self._name)


def _declare(cls: Any) -> None:
    """What the functions of `dataclasses` ask."""
    for name, value in cls._given.items():
        if isinstance(value, Field):
            setattr(cls, name, value)
    cls.__match_args__ = tuple(cls._values)  # type: ignore[misc]
    dataclass(init=False, repr=False, eq=False, match_args=False)(cls)


def _list_values(cls: Any) -> None:
    """What each field is if it is not given: a value, MISSING, or a Field that says how it is made."""
    values: dict[str, Any] = {}
    for one in reversed(cls.__mro__):
        values |= vars(one).get("_given", {})
    cls._values = {name: value.default if _has_default(value) else value for name, value in values.items()}


def _has_default(value: object) -> bool:
    return isinstance(value, Field) and (value.default is not MISSING or value.default_factory is MISSING)


def _list_compared(cls: Any) -> None:
    compared = [one.name for one in fields(cls) if one.compare]
    cls._compared = attrgetter(*compared or ["__class__"])


_LATER = {
    "__dataclass_fields__": _declare,
    "__dataclass_params__": _declare,
    "__match_args__": _declare,
    "_values": _list_values,
    "_compared": _list_compared,
}


class _Methods:
    """What such a class has in place of methods of its own."""

    def __init__(self: Any, *values: Any, **named: Any) -> None:
        cls: Any = type(self)
        known = cls._values
        if len(values) > len(known):
            raise TypeError(f"{cls.__name__} takes {len(known)} values, not {len(values)}")
        given = dict(zip(known, values, strict=False))
        if given.keys() & named.keys() or named.keys() - known.keys():
            raise TypeError(f"{cls.__name__} has no such field, or was given it twice: {', '.join(named)}")
        given.update(named)
        for name, value in known.items():
            if name in given:
                value = given[name]
            elif isinstance(value, Field):
                value = made() if callable(made := value.default_factory) else MISSING
            elif value is MISSING:
                raise TypeError(f"{cls.__name__} needs {name}")
            object.__setattr__(self, name, value)
        if hasattr(self, "__post_init__"):
            self.__post_init__()
        if vars(cls).get("__init__") is _Methods.__init__:
            cls._made += 1
            if cls._made > _MANY:
                cls.__init__ = _constructor(known, hasattr(cls, "__post_init__"))

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


def _constructor(values: Mapping[str, Any], checked: bool) -> Any:
    """What does the same for instances of one class in a quarter of the time. Names of fields are all that is compiled."""
    taken, body = ["self"], []
    known: dict[str, Any] = {"_set": object.__setattr__, "_missing": MISSING}
    for number, (name, value) in enumerate(values.items()):
        made = isinstance(value, Field)
        known[f"_{number}"] = value.default_factory if made else value
        taken.append(name if value is MISSING else f"{name}={'_missing' if made else f'_{number}'}")
        body.append(f" _set(self, {name!r}, {f'_{number}() if {name} is _missing else {name}' if made else name})")
    exec("\n".join([f"def __init__({', '.join(taken)}):", *body, " self.__post_init__()" if checked else " pass"]), known)
    return known["__init__"]
