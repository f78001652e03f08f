"""Regular expressions that are compiled when they are first used: most texts have need of few of them, every start pays.

What compiling one gave may be kept from run to run (`spelled`, `learn`): it is a list of numbers, which the interpreter
checks before it takes it, and which is put aside where another interpreter would have given another.
"""

from __future__ import annotations

import re
from array import array
from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import Any, cast

Spelled = tuple[str, int, int, Mapping[str, int], str]
"""A pattern's compiled form as JSON has it: the pattern, its flags, how many groups, their names, and its code in base64."""

_lazies: list[_Lazy] = []
_learned: dict[str, Spelled] = {}


class _Lazy:
    """Stands for a pattern; what is asked of it is asked of the compiled one, and kept, so that it costs nothing again."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self.flags = flags
        _lazies.append(self)

    def __getattr__(self, name: str) -> Any:
        value = getattr(_compiled(self.pattern, self.flags), name)
        setattr(self, name, value)
        return value


def lazy(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, as far as its methods go. A pattern that is wrong raises re.error at its first use."""
    return cast(re.Pattern[str], _Lazy(pattern, flags))


def learn(known: Mapping[str, Spelled]) -> None:
    """Take these compiled forms, which `spelled` gave under the very same interpreter, for those of their patterns."""
    _learned.update(known)


def spelled() -> dict[str, Spelled]:
    """The compiled form of each pattern that was made lazily so far, for `learn`; empty where there is no way to have it."""
    found = {}
    for one in _lazies:
        key = _key(one.pattern, one.flags)
        if key not in found and (form := spell(one.pattern, one.flags)):
            found[key] = form
    return found


def _key(pattern: str, flags: int) -> str:
    return f"{int(flags)} {pattern}"


def _compiled(pattern: str, flags: int) -> re.Pattern[str]:
    form = _learned.get(_key(pattern, flags))
    made = revive(form) if form else None
    return made or re.compile(pattern, flags)


def revive(form: Spelled) -> re.Pattern[str] | None:
    """The pattern that has this compiled form, which this very interpreter made; None where it does not take it."""
    pattern, flags, groups, names, code = form
    indexes: list[str | None] = [None] * (groups + 1)
    for name, index in names.items():
        indexes[index] = name
    try:
        from _sre import compile as made_of  # type: ignore[import-not-found]

        made: re.Pattern[str] = made_of(
            pattern, flags, array("I", b64decode(code)).tolist(), groups, dict(names), tuple(indexes)
        )
    except Exception:  # of an interpreter's inside there is no promise
        return None
    return made


def spell(pattern: str, flags: int = 0) -> Spelled | None:
    """The compiled form of a pattern, for `revive`; None where there is no way to have it."""
    try:
        from re import _compiler, _parser  # type: ignore[attr-defined]

        parsed = _parser.parse(pattern, flags)
        state = parsed.state
        code = b64encode(array("I", _compiler._code(parsed, flags)).tobytes()).decode("ascii")
        form = (pattern, flags | state.flags, state.groups - 1, dict(state.groupdict), code)
    except Exception:
        return None
    return form if revive(form) else None
