"""abbreviation: names that a document shortens (以下简称“…”): used too early, introduced twice, or never used again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from govlint.analysis.check import DocumentFinder, Kind
from govlint.analysis.finding import Hit, Pointer
from govlint.document.block import Block, remembered
from govlint.document.document import Document
from govlint.document.roles import Role
from govlint.text.lazyregex import lazy

_WRITTEN = frozenset({Role.HEADING, Role.BODY, Role.ITEM, Role.CELL, Role.NOTE, Role.SIGNATURE})
_INTRODUCED = lazy(
    "(?:以下|下文|下)(?:简称|统称|称)(?:为|：)?(?:“(?P<quoted>[^“”（）]{2,20})”|(?P<title>《[^《》]{1,20}》)|(?P<bare>[^“”《》（），。；]{2,16}))"
)
_STOP = lazy("[。！？；]")


@dataclass(frozen=True)
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
    if "称" not in block.folded:
        return ()
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
                parts.setdefault(place.part, []).extend(_Introduction(number, *found) for found in _introduced(place.block))
        for part, introductions in parts.items():
            for index, options in enumerate(rules):
                for hit in _SMELLS[options.smell](document, part, introductions):
                    yield index, hit

    return find


def _twice(document: Document, part: int, introductions: Sequence[_Introduction]) -> Iterator[Hit]:
    first: dict[str, _Introduction] = {}
    for said in introductions:
        before = first.setdefault(said.name, said)
        if before is not said:
            related = (Pointer(before.start, before.end, "introduction", {}, before.block),)
            yield Hit(said.start, said.end, {"name": said.name}, related=related, block=said.block)


def _early(document: Document, part: int, introductions: Sequence[_Introduction]) -> Iterator[Hit]:
    done: set[str] = set()
    for said in introductions:
        begin = _sentence_start(document.places[said.block].block.folded, said.start)
        full = document.places[said.block].block.folded[begin : said.start]
        # A short name that stands in the full one (测绘行政主管部门) is a word like any other.
        if said.name in done or said.name in full:
            continue
        done.add(said.name)
        for number in range(said.block + 1):
            place = document.places[number]
            if place.part != part or place.role not in (Role.BODY, Role.ITEM):
                continue
            at = place.block.folded.find(said.name, 0, begin if number == said.block else None)
            if at >= 0:
                related = (Pointer(said.start, said.end, "introduction", {}, said.block),)
                yield Hit(at, at + len(said.name), {"name": said.name}, related=related, block=number)
                break


def _unused(document: Document, part: int, introductions: Sequence[_Introduction]) -> Iterator[Hit]:
    for said in introductions:
        uses = 0
        for number in range(len(document.places)):
            place = document.places[number]
            # An attachment may use what the text before it has introduced.
            if place.part >= part:
                uses += place.block.folded.count(said.name.strip("《》"))
        if uses < 2:
            yield Hit(said.start, said.end, {"name": said.name}, block=said.block)


def _sentence_start(text: str, at: int) -> int:
    return max((match.end() for match in _STOP.finditer(text, 0, at)), default=0)


_SMELLS = {"early": _early, "twice": _twice, "unused": _unused}

KIND = Kind(
    "abbreviation",
    Options,
    document=_prepare,
    slots={"name": "简称"},
    roles={"introduction": "说明简称的地方"},
)
