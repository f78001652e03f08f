"""ratio: per cents that the numbers beside them do not give: of a gain, and of what is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from govlint.analysis.check import Kind, Smells, each_smell
from govlint.analysis.finding import Hit
from govlint.language.quantity import Quantity, quantities, quantity_at
from govlint.text.lazyregex import lazy

_MORE = "增加|增长|净增|多|增"
_LESS = "减少|下降|降低|压减|少|减"
_SENTENCE = lazy("[^。；！？]+")
# By how much against the year before, and then by what per cent.
_GAIN = lazy(rf"(?:比|较|与|同)[^，。；]{{0,14}}?(?:相比，?)?(?P<verb>{_MORE}|{_LESS})了?(?=\d)")
_BASE = lazy(r"(?:与|同|比|较)[^，。；]{0,14}?(?=\d[\d.,]*[^，。；\d]{1,6}相比，)")
_SHARE = lazy(rf"，(?:同比|增幅|降幅|幅度)?(?:(?P<verb>{_MORE}|提高|{_LESS})了?)?[为达]?到?(?=\d)")
_PART = lazy("其中")
# The rate is named after what is done: 整改…处，整改率.
_RATE = lazy(r"(?P<done>整改|办结|完成|合格|到位|销号|答复|化解|兑付|回收)率(?:为|是|达到|达)?(?=\d)")
_NEAR = 15.0
"""How many points a rate may be off and still be meant for these two numbers."""


@dataclass(frozen=True)
class Options:
    """What is worked out again."""

    smell: Literal["gain", "rate"] = field(
        metadata={"help": "验算什么：gain 比去年增减多少与百分比，rate 总数、完成数与完成率（整改率、办结率等）"}
    )


def _gain(text: str) -> Iterator[Hit]:
    for sentence in _SENTENCE.finditer(text):
        start, end = sentence.span()
        for match in _GAIN.finditer(text, start, end):
            amount = quantity_at(text, match.end(), end)
            claim = _SHARE.match(text, amount.end, end) if amount else None
            share = quantity_at(text, claim.end(), end) if claim else None
            if (
                not amount
                or not claim
                or not share
                or share.unit != "%"
                or share.rough
                or amount.rough
                or amount.unit in ("", "%")
            ):
                continue
            less = match["verb"] in _LESS.split("|")
            if claim["verb"] and (claim["verb"] in _LESS.split("|")) is not less:
                continue
            base = _base(text, start, match.start(), match.end(), amount, less=less)
            if base and not _agrees(amount, *base, share):
                yield _hit(text, share, amount.value / (sum(base) / 2) * 100)


def _base(text: str, start: int, before: int, end: int, amount: Quantity, *, less: bool) -> tuple[float, float] | None:
    """The least and the most that the number was before it changed: what is given for it, or what the change leaves."""
    if given := _BASE.match(text, before, end):
        base = quantity_at(text, given.end(), end)
        return (base.low, base.high) if base and base.unit == amount.unit and not base.rough else None
    found = [q for q in quantities(text, start, before) if q.unit == amount.unit]
    if not found or found[-1].rough or _PART.search(text, found[-1].end, before):
        return None
    sign = 1 if less else -1
    low, high = found[-1].low + sign * amount.value, found[-1].high + sign * amount.value
    return (low, high) if low > 0 else None


def _agrees(part: Quantity, low: float, high: float, share: Quantity) -> bool:
    """Whether a per cent may be that of a part of a whole between two bounds: rounded, or cut off behind its last figure."""
    return part.low / high * 100 <= share.value + share.step and share.low <= part.high / low * 100


def _rate(text: str) -> Iterator[Hit]:
    for sentence in _SENTENCE.finditer(text):
        for match in _RATE.finditer(text, *sentence.span()):
            share = quantity_at(text, match.end(), sentence.end())
            numbers = list(quantities(text, sentence.start(), match.start()))
            done = [
                i
                for i, q in enumerate(numbers)
                if text.endswith(match["done"], 0, q.start) or text.endswith(match["done"] + "了", 0, q.start)
            ]
            if not share or share.unit != "%" or share.rough or len(done) != 1 or done[0] == 0:
                continue
            part, whole = numbers[done[0]], numbers[done[0] - 1]
            if part.unit != whole.unit or not part.unit or part.rough or whole.rough or not 0 < part.value <= whole.value:
                continue
            right = part.value / whole.value * 100
            if abs(right - share.value) <= _NEAR and not _agrees(part, whole.low, whole.high, share):
                yield _hit(text, share, right)


def _hit(text: str, share: Quantity, right: float) -> Hit:
    return Hit(share.start, share.end, {"said": text[share.start : share.end], "right": share.written(right)})


_SMELLS: Smells = {"gain": (("%",), _gain), "rate": (("率",), _rate)}

KIND = Kind("ratio", Options, block=each_smell(_SMELLS), slots={"said": "文中说的百分比", "right": "算出来的百分比"})
