"""What each check kind says of options that cannot work, for the golden: those of a rule of the kind with one of them amiss."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

from govlint.analysis.check import OptionsError
from govlint.rulefiles.loader import load_builtin

GOLDEN = "tests/golden/faults.txt"

_WORDS = ("", " ", "[", "體", "甲", "2024-13", "{x}", "(?P<x>甲)")
_NUMBERS = (-1, 0, 1, 2, 100, 101)


def faulted() -> str:
    """Each option with each value that something is said of, and what is said."""
    rules = {rule.kind.name: rule for rule in load_builtin()}
    lines = [line for name, rule in sorted(rules.items()) for line in _said(name, rule.options)]
    return "\n".join([*lines, ""])


def _said(kind: str, options: Any) -> Iterator[str]:
    for each in dataclasses.fields(options):
        for value in _amiss(getattr(options, each.name)):
            try:
                changed = dataclasses.replace(options, **{each.name: value})
                faults = list(changed.faults()) if hasattr(changed, "faults") else []
            except OptionsError as error:
                faults = [error]
            except (TypeError, ValueError, AttributeError, KeyError):
                continue  # nothing that the loader would let through
            shown = repr(value) if len(repr(value)) <= 40 else f"…{repr(value)[-30:]}"
            yield from (f"{kind} {each.name}={shown}: {fault} {list(fault.path)}" for fault in faults[:3])


def _amiss(value: Any) -> Iterator[Any]:
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield from _NUMBERS
    elif isinstance(value, str) or value is None:
        yield from _WORDS
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for each in dataclasses.fields(value):
            yield from (dataclasses.replace(value, **{each.name: other}) for other in _amiss(getattr(value, each.name)))
    elif isinstance(value, tuple | frozenset):
        yield type(value)()
        for word in _WORDS:
            yield type(value)((word, *value))
        yield type(value)([*value, *value])
        yield from (type(value)((other, *list(value)[1:])) for first in list(value)[:1] for other in _amiss(first))
    elif isinstance(value, Mapping):
        yield {}
        for word in _WORDS:
            for other in list(value.values())[:1]:
                yield {**value, word: other}
        for known, first in list(value.items())[:1]:
            yield from ({**value, known: other} for other in _amiss(first))
