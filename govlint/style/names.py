"""Names as the house writes them, and what differs from one by a single character inside: looked for by their halves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from govlint.language import segment

_ANCHOR = 3
"""Code points of a name that must stand as they are before it is looked at closer."""
SHORTEST = 5
"""Code points of a name, marks of quotation included, below which a difference is another word."""
_BEHIND = 4
"""Code points behind a variant by which it is told whether it ends where a word does."""
_NUMERALS = frozenset("0123456789一二两三四五六七八九十百千万亿第〇零每各")
# What grammar puts in or leaves out of any phrase.
_PARTICLES = frozenset("的了不未和与及等地得之者可将已再也又都还更最所各我们要为在于以对")
_MARKS = frozenset("，。；：、！？“”《》（）‘’…— \u3000\n·%")

_FREE = _NUMERALS | _PARTICLES | _MARKS


class Variant(NamedTuple):
    """A span of a text that is nearly a name."""

    start: int
    end: int
    name: str


class Names:
    """Names to be looked for together; what is in `allow` is no variant of any."""

    def __init__(self, names: Sequence[str], allow: Sequence[str] = ()) -> None:
        self._names = [name for name in names if len(name) >= SHORTEST]
        self._known = frozenset((*names, *allow))
        anchors: dict[str, list[tuple[str, bool]]] = defaultdict(list)
        for name in self._names:
            half = max(_ANCHOR, (len(name) + 1) // 2)
            anchors[name[:half]].append((name, True))
            anchors[name[-max(_ANCHOR, len(name) // 2) :]].append((name, False))
        self._anchors = anchors
        self._words = list(anchors)

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick(self._words)

    def variants(self, text: str) -> Iterator[Variant]:
        """What in a folded text differs from a name in one character inside of it, numerals aside, and ends where a word
        does (政治局委员 begins like 政治局常委 without 常); of names within names the shortest."""
        found = list(self._variants(text))
        for one in found:
            if not any(other != one and one.start <= other.start and other.end <= one.end for other in found):
                yield one

    def _variants(self, text: str) -> Iterator[Variant]:
        """All of them, each span once."""
        if not self._words:
            return
        seen = set()
        for number, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            for name, from_start in self._anchors[self._words[number]]:
                for length in (len(name), len(name) - 1, len(name) + 1):
                    begin = start if from_start else end - length
                    said = text[begin : begin + length] if begin >= 0 else ""
                    if said == name:
                        break
                    if (begin, length) not in seen and self._is_variant(said, name):
                        seen.add((begin, length))
                        if begin + length not in segment.bounds(text, begin, begin + length + _BEHIND):
                            continue
                        yield Variant(begin, begin + length, name)

    def _is_variant(self, said: str, name: str) -> bool:
        return said not in self._known and differs_inside(said, name)


def differs_inside(said: str, name: str) -> bool:
    """Whether one character inside of a name is another, is missing or is too many; numerals, marks
    and particles make another name, or another sentence."""
    if abs(len(said) - len(name)) > 1 or said[:1] != name[:1] or said[-1:] != name[-1:]:
        return False
    shorter = min(len(said), len(name))
    at = next((i for i in range(shorter) if said[i] != name[i]), shorter)
    rest, named = said[at:], name[at:]
    if len(said) == len(name):
        odd, same = rest[:1] + named[:1], rest[1:] == named[1:]
    elif len(said) < len(name):
        odd, same = named[:1], rest == named[1:]
    else:
        odd, same = rest[:1], rest[1:] == named
    return same and bool(odd) and _FREE.isdisjoint(odd)
