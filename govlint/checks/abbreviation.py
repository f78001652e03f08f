"""abbreviation: names that a document shortens (以下简称“…”): used too early, introduced twice, or never used again."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import field
from typing import Literal, NamedTuple

from govlint.analysis.check import DocumentFinder, Kind
from govlint.analysis.finding import Hit, Pointer
from govlint.document.block import Block, remembered, sentence_start
from govlint.document.document import Document
from govlint.document.roles import Role
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy

_WRITTEN = frozenset({Role.HEADING, Role.BODY, Role.ITEM, Role.CELL, Role.NOTE, Role.SIGNATURE})
_INTRODUCED = lazy(
    "(?:以下|下文|下)(?:简称|统称|称)(?:为|：)?(?:“(?P<quoted>[^“”（）]{2,20})”|(?P<title>《[^《》]{1,20}》)|(?P<bare>[^“”《》（），。；]{2,16}))"
)


@frozen
class Options:
    """What to look for."""

    smell: Literal["early", "twice", "unused"] = field(
        metadata={"help": "查什么：early 还没有说明就用了简称，twice 同一个简称说明了两次，unused 说明了以后再没有用过"}
    )


class _Introduction(NamedTuple):
    block: int
    start: int
    end: int
    name: str


@remembered
def _introduced(block: Block) -> tuple[tuple[int, int, str], ...]:
    found = []
    for match in _INTRODUCED.finditer(block.folded):
        name = match.lastgroup or ""
        found.append((*match.span(name), match.group(name)))
    return tuple(found)


def _prepare(rules: Sequence[Options]) -> DocumentFinder:
    def find(document: Document) -> Iterator[tuple[int, Hit]]:
        parts: dict[int, list[_Introduction]] = {}
        for number, place in enumerate(document.places):
            if place.role in _WRITTEN:
                introductions = parts.setdefault(place.part, [])
                if "称" in place.block.folded:
                    introductions += [_Introduction(number, *found) for found in _introduced(place.block)]
        uses = _Uses(document, {said.name for introductions in parts.values() for said in introductions})
        for part, introductions in parts.items():
            for index, options in enumerate(rules):
                for hit in _SMELLS[options.smell](uses, part, introductions):
                    yield index, hit

    return find


class _Uses:
    """Where some names stand in a document, all of them looked for at once."""

    def __init__(self, document: Document, names: Collection[str]) -> None:
        self.document = document
        self._parts = [place.part for place in document.places]
        self._apart: dict[str, list[int]] = {}
        self._bare = {name: name.strip("《》") for name in names}
        # An empty one (of 《》) is nowhere.
        patterns = list(dict.fromkeys(word for name in names for word in (name, self._bare[name]) if word))
        self._at: dict[str, list[tuple[int, int]]] = {pattern: [] for pattern in patterns}
        if patterns:
            from ahocorasick_rs import AhoCorasick

            search = AhoCorasick(patterns)
            for number, place in enumerate(document.places):
                for index, start, _ in search.find_matches_as_indexes(place.block.folded, overlapping=True):
                    self._at[patterns[index]].append((number, start))

    def among(self, name: str, block: int, start: int, end: int) -> bool:
        """Whether a name stands in a span of a block."""
        places = self._at[name]
        at = bisect_left(places, (block, start))
        return at < len(places) and places[at] <= (block, end - len(name))

    def first(self, name: str, part: int) -> tuple[int, int] | None:
        """Where a name stands first in the sentences of a part: its block and offset."""
        at = self._at[name]
        for index in range(bisect_left(at, (bisect_left(self._parts, part), 0)), len(at)):
            place = self.document.places[at[index][0]]
            if place.part > part or place.role in (Role.BODY, Role.ITEM):
                return at[index] if place.part == part else None
        return None

    def count(self, name: str, part: int) -> int:
        """How often a name stands in a part and those behind it: an attachment may use what the text has introduced."""
        if name not in self._apart:
            # Of those that overlap the first counts.
            apart: list[int] = []
            bare, behind = self._bare[name], (-1, 0)
            for block, start in self._at.get(bare, ()):
                if (block, start) >= behind:
                    apart.append(block)
                    behind = (block, start + len(bare))
            self._apart[name] = apart
        return len(self._apart[name]) - bisect_left(self._apart[name], bisect_left(self._parts, part))


def _twice(uses: _Uses, part: int, introductions: Sequence[_Introduction]) -> Iterator[Hit]:
    first: dict[str, _Introduction] = {}
    for said in introductions:
        before = first.setdefault(said.name, said)
        if before is not said:
            related = (Pointer(before.start, before.end, "introduction", {}, before.block),)
            yield Hit(said.start, said.end, {"name": said.name}, related=related, block=said.block)


def _early(uses: _Uses, part: int, introductions: Sequence[_Introduction]) -> Iterator[Hit]:
    done: set[str] = set()
    for said in introductions:
        if said.name in done:
            continue
        begin = sentence_start(uses.document.places[said.block].block, said.start)
        # A short name that stands in the full one (测绘行政主管部门) is a word like any other.
        if uses.among(said.name, said.block, begin, said.start):
            continue
        done.add(said.name)
        first = uses.first(said.name, part)
        if first is not None and first <= (said.block, begin - len(said.name)):
            related = (Pointer(said.start, said.end, "introduction", {}, said.block),)
            yield Hit(first[1], first[1] + len(said.name), {"name": said.name}, related=related, block=first[0])


def _unused(uses: _Uses, part: int, introductions: Sequence[_Introduction]) -> Iterator[Hit]:
    counts = {name: uses.count(name, part) for name in {said.name for said in introductions}}
    for said in introductions:
        if counts[said.name] < 2:
            yield Hit(said.start, said.end, {"name": said.name}, block=said.block)


_SMELLS = {"early": _early, "twice": _twice, "unused": _unused}

KIND = Kind(
    "abbreviation",
    Options,
    document=_prepare,
    slots={"name": "简称"},
    roles={"introduction": "说明简称的地方"},
)
