"""values: one figure of one period that a document gives twice, and not alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from govlint.analysis.check import Kind, each_document
from govlint.analysis.finding import Hit, Pointer
from govlint.document.block import Block, remembered
from govlint.document.document import Document
from govlint.document.roles import RUNNING
from govlint.language.quantity import Quantity, quantity_at
from govlint.text.characters import HAN
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy

_PERIOD = r"(?:(?:19|20)\d\d年(?:底|末|度)?|去年|今年|上年|前年)(?:全年|上半年|下半年|[一二三四]季度|[前1-9]\S{0,3}月份?)?"
_GIVEN = lazy(
    rf"(?<![\d至到—－～-])(?P<period>{_PERIOD})，?(?P<name>[{HAN}]{{4,18}}?)(?:累计|总共|共|已|已经)?"
    r"(?P<verb>完成|实现|达到|达|为|是|增长|下降|提高)(?:了|到)?(?=\d)"
)
_PART = lazy("其中|去年|前年|上年|年")
# Households and people of one place, and people of so many households.
_PLACED = lazy(rf"(?P<place>[{HAN}]{{2}}(?:镇|乡|街道|村|社区))(?P<homes>\d+户)[，、]?(?P<people>\d+人)(?!次)")
_PEOPLED = lazy(r"(?<![\d.])(?P<homes>\d{3,}户)[，、]?(?P<people>\d+人)(?!次)")
# What is hoped for may differ from what is, and a part from its whole.
_UNSURE = lazy("预计|预期|计划|目标|力争|确保|争取|要|将|其中|分别|同期|规划|安排|比|平均|左右")


@frozen
class Options:
    """There is nothing to choose."""


class _Given(NamedTuple):
    """Quantities of something in a period or at a place, at a span of its block."""

    key: tuple[str, ...]
    start: int
    told: tuple[Quantity, ...]

    @property
    def end(self) -> int:
        return self.told[-1].end


@remembered
def _given(block: Block) -> tuple[_Given, ...]:
    text = block.folded
    found = []
    for match in _GIVEN.finditer(text) if "年" in text else ():
        quantity = quantity_at(text, match.end())
        if quantity is None or quantity.rough or not quantity.unit or _UNSURE.search(match.group("name")):
            continue
        verb = match.group("verb")
        kind = verb if verb in ("增长", "下降", "提高") else ""
        found.append(_Given((match.group("period"), match.group("name"), kind, quantity.unit), match.start(), (quantity,)))
    for match in (*_PLACED.finditer(text), *_PEOPLED.finditer(text)) if "户" in text else ():
        homes, people = quantity_at(text, match.start("homes")), quantity_at(text, match.start("people"))
        if homes and people and not _PART.search(text, max(0, match.start() - 12), match.start()):
            place = match.groupdict().get("place")
            key, told = ((place, "户"), (homes, people)) if place else ((match["homes"], "人"), (people,))
            found.append(_Given(key, match.start("homes"), told))
    return tuple(found)


def _find(document: Document, options: Options) -> Iterator[Hit]:
    first: dict[tuple[int, tuple[str, ...]], tuple[int, _Given]] = {}
    for number, place in enumerate(document.places):
        if place.role not in RUNNING:
            continue
        for given in _given(place.block):
            block, before = first.setdefault((place.part, given.key), (number, given))
            # 350亿元 and 350.2亿元 may be the same.
            if any(a.low > b.high or b.low > a.high for a, b in zip(before.told, given.told, strict=True)):
                text = document.places[block].block.text
                slots = {
                    "name": "".join(given.key[:2]) if len(given.key) > 2 else given.key[0],
                    "value": place.block.text[given.told[0].start : given.end],
                    "earlier": text[before.told[0].start : before.end],
                }
                related = (Pointer(before.start, before.end, "earlier", {}, block),)
                yield Hit(given.start, given.end, slots, related=related, block=number)


KIND = Kind(
    "values",
    Options,
    document=each_document(_find),
    slots={"name": "哪个时候、哪个地方的什么数", "value": "这里的数", "earlier": "前面的数"},
    roles={"earlier": "前面说这个数的地方"},
)
