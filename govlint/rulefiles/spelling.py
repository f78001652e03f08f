"""Rules as JSON and back, exactly: for the program's own use from run to run, where reading YAML strictly takes too long.

A value that is no scalar is a list that begins with what it is: a tuple, a frozenset, a mapping, or a number behind those
for an enumeration or a dataclass of govlint's own. What a check never asks of a rule, its reasons and examples, is spelt
apart and read no sooner than somebody does.
"""

from __future__ import annotations

import dataclasses
import enum
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, partial
from importlib import import_module
from typing import Any, NamedTuple

from govlint.analysis.rule import Rule
from govlint.checks import kind
from govlint.text.compact import compact

_TUPLE, _SET, _MAPPING, _FIRST = range(4)
_OURS = "govlint."
_APART = ("kind", "path")
_TOLD = ("title", "why", "basis", "bad", "good")
"""What is told of a rule to who asks about it."""
_FIELDS = tuple(field.name for field in dataclasses.fields(Rule) if field.name not in (*_APART, *_TOLD))

_Classes = Sequence[tuple[type[Any], tuple[str, ...] | None]]


class Spelled(NamedTuple):
    """Rules as lines of JSON: what a check asks of them, and what is told of them besides."""

    checked: str
    told: str


class SpellingError(ValueError):
    """A value that has no spelling, or a spelling that stands for nothing."""


def spell(rules: Sequence[Rule], root: str) -> Spelled:
    """Rules of the files below `root`, spelt. Raises SpellingError where they could not be had back as they are."""
    classes: dict[type[Any], int] = {}
    rows = [[rule.kind.name, *(_spell(getattr(rule, name), classes) for name in _FIELDS)] for rule in rules]
    asked = dict(classes)
    told = [[_spell(getattr(rule, name), classes) for name in _TOLD] for rule in rules]
    more = [cls for cls in classes if cls not in asked]
    said = Spelled(compact({"classes": _named(asked), "rules": rows}), compact({"classes": _named(more), "rules": told}))
    if revive(said, root) != list(rules):
        raise SpellingError("rules are not as they were spelt")
    return said


def _named(classes: Iterable[type[Any]]) -> list[tuple[str, str]]:
    return [(cls.__module__, cls.__qualname__) for cls in classes]


def revive(said: Spelled, root: str) -> list[Rule]:
    """The rules that `spell` spelt, of the files below `root`. Raises SpellingError, and whatever else nonsense leads to."""
    checked = json.loads(said.checked)
    classes = [_class(module, name) for module, name in checked["classes"]]
    told = _Told(said.told, classes)
    rules = []
    for number, (name, *row) in enumerate(checked["rules"]):
        rule = object.__new__(Rule)
        values = rule.__dict__
        for key, value in zip(_FIELDS, row, strict=True):
            values[key] = _revive(value, classes) if type(value) is list else value
        values["kind"] = kind(name)
        values["path"] = os.path.join(root, *f"{values['id']}.yaml".split("/"))
        values["told"] = partial(told.of, number)
        rules.append(rule)
    return rules


class _Told:
    """What is told of rules, read when it is first asked for."""

    def __init__(self, said: str, classes: _Classes) -> None:
        self._said = said
        self._classes = classes

    def of(self, number: int) -> Mapping[str, Any]:
        """What is told of the rule with this number, by field."""
        return self._all[number]

    @cached_property
    def _all(self) -> list[Mapping[str, Any]]:
        said = json.loads(self._said)
        classes = [*self._classes, *(_class(module, name) for module, name in said["classes"])]
        return [
            {key: _revive(value, classes) if type(value) is list else value for key, value in zip(_TOLD, row, strict=True)}
            for row in said["rules"]
        ]


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


def _revive(said: list[Any], classes: _Classes) -> Any:
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
