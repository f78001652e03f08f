"""Rules as JSON and back, exactly: for the program's own use from run to run, where reading YAML strictly takes too long.

A value that is no scalar is a list that begins with what it is: a tuple, a frozenset, a mapping, or a number behind those
for an enumeration or a dataclass of govlint's own.
"""

from __future__ import annotations

import dataclasses
import enum
import os
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

from govlint.analysis.rule import Rule
from govlint.checks import kind

_TUPLE, _SET, _MAPPING, _FIRST = range(4)
_OURS = "govlint."
_APART = ("kind", "path")
_FIELDS = tuple(field.name for field in dataclasses.fields(Rule) if field.name not in _APART)

Spelled = dict[str, Any]
"""Rules in JSON's types."""


class SpellingError(ValueError):
    """A value that has no spelling, or a spelling that stands for nothing."""


def spell(rules: Sequence[Rule], root: str) -> Spelled:
    """Rules of the files below `root`, spelt. Raises SpellingError where they could not be had back as they are."""
    classes: dict[type[Any], int] = {}
    rows = [[rule.kind.name, *(_spell(getattr(rule, name), classes) for name in _FIELDS)] for rule in rules]
    named = [[cls.__module__, cls.__qualname__] for cls in classes]
    said = {"classes": named, "rules": rows}
    if revive(said, root) != list(rules):
        raise SpellingError("rules are not as they were spelt")
    return said


def revive(said: Spelled, root: str) -> list[Rule]:
    """The rules that `spell` spelt, of the files below `root`. Raises SpellingError, and whatever else nonsense leads to."""
    classes = [_class(module, name) for module, name in said["classes"]]
    rules = []
    for name, *row in said["rules"]:
        rule = object.__new__(Rule)
        values = rule.__dict__
        for key, value in zip(_FIELDS, row, strict=True):
            values[key] = _revive(value, classes) if type(value) is list else value
        values["kind"] = kind(name)
        values["path"] = os.path.join(root, *f"{values['id']}.yaml".split("/"))
        rules.append(rule)
    return rules


def _spell(value: object, classes: dict[type[Any], int]) -> Any:
    match value:
        case enum.Enum():
            return [classes.setdefault(type(value), len(classes) + _FIRST), value.name]
        case None | bool() | int() | float() | str():
            return value
        case frozenset():
            return [_SET, *sorted((_spell(item, classes) for item in value), key=repr)]
        case tuple():
            return [_TUPLE, *(_spell(item, classes) for item in value)]
        case Mapping():
            return [_MAPPING, *(_spell(part, classes) for pair in value.items() for part in pair)]
        case _ if dataclasses.is_dataclass(value) and type(value).__module__.startswith(_OURS):
            number = classes.setdefault(type(value), len(classes) + _FIRST)
            return [number, *(_spell(getattr(value, field.name), classes) for field in dataclasses.fields(value))]
    raise SpellingError(type(value).__name__)


def _revive(said: list[Any], classes: Sequence[tuple[type[Any], tuple[str, ...] | None]]) -> Any:
    what = said[0]
    items = [_revive(item, classes) if type(item) is list else item for item in said[1:]]
    if what == _TUPLE:
        return tuple(items)
    if what == _SET:
        return frozenset(items)
    if what == _MAPPING:
        return dict(zip(items[::2], items[1::2], strict=True))
    cls, fields = classes[what - _FIRST]
    if fields is None:
        return cls[items[0]]
    # What the constructor would refuse was refused before it was spelt.
    made = object.__new__(cls)
    for name, item in zip(fields, items, strict=True):
        object.__setattr__(made, name, item)
    return made


def _class(module: str, name: str) -> tuple[type[Any], tuple[str, ...] | None]:
    """A class of govlint's with its fields, which an enumeration has none of."""
    if not module.startswith(_OURS):
        raise SpellingError(module)
    found: Any = import_module(module)
    for part in name.split("."):
        found = getattr(found, part)
    if isinstance(found, type) and issubclass(found, enum.Enum):
        return found, None
    if isinstance(found, type) and dataclasses.is_dataclass(found):
        return found, tuple(field.name for field in dataclasses.fields(found))
    raise SpellingError(name)
