"""What a check kind finds in the texts of its specification when they are a little otherwise, for the golden.

A stroke goes wrong, a number is one more or less, a clause is gone or stands behind the next: as many of each as a kind needs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from zlib import crc32

from govlint.rulefiles.examples import document_of, unmark
from govlint.text.layout import Layout
from tests.checks.test_checks import Case, cases, hits, laid_out
from tests.swept import digit, stroke

GOLDEN = "tests/golden/specified.txt"

_SELDOM = frozenset(["habit", "layout", "lexicon", "setphrase", "skeleton", "unlikely"])
"""Kinds whose texts take longest, and turn little when they are changed."""
_NUMBER = re.compile(r"\d+(?:\.\d+)?|[一二三四五六七八九十]")
_HAN = "一二三四五六七八九十"
_CLAUSE = re.compile(r"(?<=[，。；、：\n])")


def specified() -> str:
    """A line for each text: a mark for what is found in each of its changes."""
    lines = []
    for case in cases():
        text, layout = unmark(case.text).text, laid_out(case)
        marks = "".join(digit(_found(case, layout, each)) for each in changed(text, 1 if case.kind in _SELDOM else 5))
        lines.append(f"{case.kind} {text[:10]!r} {marks}")
    return "\n".join([*lines, ""])


def _found(case: Case, layout: Layout | None, text: str) -> int:
    found = hits(case, document_of(text, case.suffix, case.genre, layout))
    return crc32(repr(found).encode("utf-8", "surrogatepass")) if found else 0


def changed(text: str, times: int) -> Iterator[str]:
    """The text with so many changes of each kind, one at a time."""
    seed = crc32(text.encode())
    for turn in range(times):
        yield stroke(text, (seed >> 3 * turn) * (turn + 7) % len(text))
    numbers = list(_NUMBER.finditer(text))
    for turn in range(min(times, len(numbers))):
        number = numbers[(seed + 7 * turn) % len(numbers)]
        yield f"{text[: number.start()]}{_next(number.group(), 1 if turn % 2 else -1)}{text[number.end() :]}"
    clauses = _CLAUSE.split(text)
    for turn in range(min((times + 1) // 2, len(clauses) - 2)):
        at = (seed >> turn) % (len(clauses) - 1)
        yield "".join([*clauses[:at], *clauses[at + 1 :]])
        yield "".join([*clauses[:at], clauses[at + 1], clauses[at], *clauses[at + 2 :]])


def _next(number: str, by: int) -> str:
    if number in _HAN:
        return _HAN[(_HAN.index(number) + by) % len(_HAN)]
    whole, point, rest = number.partition(".")
    return f"{whole}.{int(rest) + by}" if point else f"{int(whole) + by}"
