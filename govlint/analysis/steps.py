"""Expressions that the interpreter's own engine answers in few steps, whatever the text: what RE2 takes, in its notation.

RE2 answers in time linear in the text, and takes up to some milliseconds to make what it needs of an expression. What the
interpreter makes of one can be kept from run to run, but it may try every way in which a text can be matched. Where an
expression leaves few ways open at a place, both are linear; and both find the same, for both prefer what stands first.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from functools import cache
from typing import Any

from govlint.text.lazyregex import lazy

_MOST = 2000
"""How many ways an expression may leave open at a place."""
_ENDLESS = _MOST + 1
_PARTS = lazy(r"\\[pP]\{\w+\}|\\x\{[0-9a-fA-F]+\}|\\.|\[\^?\]?|\(\?[^:P]|.", re.DOTALL)
_SAME = frozenset("dDwWnrtf")
"""What means the same behind a backslash in both notations, the interpreter's read with re.ASCII."""


def interpreted(source: str) -> str | None:
    """An expression of RE2's as the interpreter writes it, to be read with re.ASCII; None where it may take many steps.

    `source` is one that RE2 takes. The bound: at each place of a text the expression may be matched in at most `_MOST` ways;
    or it is tried at the beginning alone and leaves open, besides, how often one thing is repeated.
    """
    said = _translated(source)
    if said is None:
        return None
    try:
        from re import _parser  # type: ignore[attr-defined]

        with warnings.catch_warnings():
            warnings.simplefilter("error")
            tree = list(_parser.parse(said, re.ASCII))
        anchored = tree[0] == (_parser.AT, _parser.AT_BEGINNING)
        ways, endless = _ways(tree)
    except Exception:  # of an interpreter's inside there is no promise
        return None
    return said if ways <= _MOST and endless <= anchored else None


def _translated(source: str) -> str | None:
    parts: list[str] = []
    inside = False
    for part in _PARTS.findall(source):
        if part in (r"\p{Han}", r"\P{Han}"):
            if inside and part[1] == "P":
                return None
            part = _han() if inside else f"[{'^' * (part[1] == 'P')}{_han()}]"
        elif part.startswith(r"\x{"):
            part = re.escape(chr(int(part[3:-1], 16)))
        elif part[0] == "\\":
            if part[1].isalnum() and part[1] not in _SAME:
                return None
        elif part[0] == "[":
            if inside:
                return None
            inside = True
        elif part == "]":
            inside = False
        elif part == "$" and not inside:
            part = r"\Z"
        elif part.startswith("(?"):
            return None
        parts.append(part)
    return "".join(parts)


@cache
def _han() -> str:
    """The ranges of what RE2 takes for Han characters, as they stand in a class."""
    import re2

    every = "".join(chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000)
    return "".join(f"{run[0][0]}-{run[0][-1]}" for run in re2.finditer(r"\p{Han}+", every))


def _ways(tree: Iterable[tuple[Any, Any]]) -> tuple[int, int]:
    """In how many ways a parsed expression may match at one place, as far as they are few, and how often it has no end."""
    ways, endless = 1, 0
    for kind, said in tree:
        more, open_ends = _open(str(kind), said)
        ways, endless = min(ways * more, _ENDLESS), endless + open_ends
    return ways, endless


def _open(kind: str, said: Any) -> tuple[int, int]:
    if kind in ("LITERAL", "NOT_LITERAL", "IN", "ANY", "AT"):
        return 1, 0
    if kind == "SUBPATTERN":
        return _ways(said[3])
    if kind == "BRANCH":
        return _among(said[1])
    if kind in ("MAX_REPEAT", "MIN_REPEAT"):
        least, most, repeated = said
        ways, endless = _ways(repeated)
        if endless or (ways > 1 and most > _MOST):
            return _ENDLESS, 0
        if most > _MOST:
            return 1, 1
        return min(sum(ways ** min(times, 11) for times in range(least, most + 1)), _ENDLESS), 0
    return _ENDLESS, 0


def _among(branches: Iterable[Any]) -> tuple[int, int]:
    """The ways of alternatives: those that begin with other characters do not match at the same place."""
    found = [(_first(branch), *_ways(branch)) for branch in branches]
    firsts = {first for first, _, _ in found}
    ways = max(sum(ways for first, ways, _ in found if first in (one, None)) for one in firsts)
    return min(ways, _ENDLESS), sum(endless for _, _, endless in found)


def _first(branch: Any) -> int | None:
    """The character that an alternative begins with; None where it may begin with several."""
    for kind, said in branch:
        return said if str(kind) == "LITERAL" else None
    return None
