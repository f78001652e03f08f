"""values: one figure of one period that a document gives twice, and not alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from govlint.analysis.check import Kind, each_document
from govlint.analysis.finding import Hit, Pointer
from govlint.document.block import Block, remembered
from govlint.document.document import Document
from govlint.document.roles import Role
from govlint.language.quantity import Quantity, quantity_at
from govlint.text.characters import HAN
from govlint.text.lazyregex import lazy

_WRITTEN = frozenset({Role.BODY, Role.ITEM})
_PERIOD = r"(?:(?:19|20)\d\d年(?:底|末|度)?|去年|今年|上年|前年)(?:全年|上半年|下半年|[一二三四]季度|[前1-9]\S{0,3}月份?)?"
_GIVEN = lazy(
    rf"(?<![\d至到—－～-])(?P<period>{_PERIOD})，?(?P<name>[{HAN}]{{4,18}}?)(?:累计|总共|共|已|已经)?"
    r"(?P<verb>完成|实现|达到|达|为|是|增长|下降|提高)(?:了|到)?(?=\d)"
)
# What is hoped for may differ from what is, and a part from its whole.
_UNSURE = lazy("预计|预期|计划|目标|力争|确保|争取|要|将|其中|分别|同期|规划|安排|比|平均|左右")


@dataclass(frozen=True)
class Options:
    """There is nothing to choose."""


class _Given(NamedTuple):
    """A quantity of something in a period, at a span of its block."""

    key: tuple[str, ...]
    start: int
    quantity: Quantity


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
        found.append(_Given((match.group("period"), match.group("name"), kind, quantity.unit), match.start(), quantity))
    return tuple(found)


def _find(document: Document, options: Options) -> Iterator[Hit]:
    first: dict[tuple[int, tuple[str, ...]], tuple[int, _Given]] = {}
    for number, place in enumerate(document.places):
        if place.role not in _WRITTEN:
            continue
        for given in _given(place.block):
            block, before = first.setdefault((place.part, given.key), (number, given))
            # 350亿元 and 350.2亿元 may be the same.
            if before.quantity.low > given.quantity.high or given.quantity.low > before.quantity.high:
                text = document.places[block].block.text
                slots = {
                    "name": "".join(given.key[:2]),
                    "value": place.block.text[given.quantity.start : given.quantity.end],
                    "earlier": text[before.quantity.start : before.quantity.end],
                }
                related = (Pointer(before.start, before.quantity.end, "earlier", {}, block),)
                yield Hit(given.start, given.quantity.end, slots, related=related, block=number)


KIND = Kind(
    "values",
    Options,
    document=each_document(_find),
    slots={"name": "哪个时候的什么数", "value": "这里的数", "earlier": "前面的数"},
    roles={"earlier": "前面说这个数的地方"},
)
