"""ratio: shares and differences that the numbers beside them do not give: of a gain, of what is done, of a change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import Literal

from govlint.analysis.check import Kind
from govlint.analysis.finding import Hit
from govlint.analysis.smells import Smells, each_smell, smells_together
from govlint.language.quantity import Quantity, quantities, quantity_at
from govlint.text.find import behind_last
from govlint.text.frozen import frozen
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
_RATE = lazy(
    r"(?P<done>整改|办结|完成|合格|到位|销号|答复|化解|兑付|回收|解决|处理|处置|采纳|受理|转化|落实)率(?:为|是|达到|达)?(?=\d)"
)
# So much of the task is done.
_OF_PLAN = lazy(r"，(?:已)?(?:占|完成)(?:全年|年度|年初|总|目标|计划)*(?:任务|计划|目标)数?的?(?=\d)")
_PLAN = lazy(r"(?:任务|计划|目标)[^，。；\d]{0,6}$")
_FROM_TO = lazy(
    rf"[由从](?P<first>[^，。；由从]{{1,24}}?)(?P<verb>{_MORE}|提高|上升|扩大|{_LESS}|缩短|压缩|缩减)(?:到|至|为)(?=\d)"
)
_BY = lazy(r"(?:以内|以下|以上|左右)?，(?:净|共)?(?P<verb>增加|增长|提高|上升|扩大|减少|下降|降低|缩短|压缩|缩减)了?(?=\d)")
# 15个乡镇中，有9个…，占60%.
_AMONG = lazy(r"中，(?:有|已有|共有|只有|仅有)?(?=\d)")
_TAKEN = lazy(r"[^，。；\d]{0,16}，占(?:总数|全部)?的?(?=\d)")
_MEAN = lazy(r"平均每(?P<unit>期|户|人|村|亩|台|件|个|次|家|名|天|场|镇|乡|组|所)[^，。；、每天日月年夜\d]{0,6}(?=\d)")
_NEAR = 15.0
"""How many points a rate may be off and still be meant for these two numbers."""


@frozen
class Options:
    """What is worked out again."""

    smell: Literal["gain", "rate", "plan", "gap", "percent", "among", "mean"] = field(
        metadata={
            "help": "验算什么：gain 比去年增减多少与百分比，rate 总数、完成数与完成率（整改率、办结率等），"
            "plan 任务、完成数与占任务的百分比，gap 从多少到多少与增减的数，percent 百分点写成百分比，"
            "among 多少个中的多少个与所占的百分比，mean 平均每户、每期多少"
        }
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
        return _bounds(base) if base and base.unit == amount.unit and not base.rough else None
    found = [q for q in quantities(text, start, before) if q.unit == amount.unit]
    if not found or found[-1].rough or _PART.search(text, found[-1].end, before):
        return None
    sign = 1 if less else -1
    least, most = _bounds(found[-1])
    low, high = least + sign * amount.value, most + sign * amount.value
    return (low, high) if low > 0 else None


def _agrees(part: Quantity, low: float, high: float, share: Quantity) -> bool:
    """Whether a per cent may be that of a part of a whole between two bounds: rounded, or cut off behind its last figure."""
    least, most = _bounds(part)
    return least / high * 100 <= share.value + share.step and share.low <= most / low * 100


def _bounds(quantity: Quantity) -> tuple[float, float]:
    """The least and the most that a number may stand for: what is counted one by one is not rounded."""
    return (quantity.value, quantity.value) if quantity.step == 1 else (quantity.low, quantity.high)


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
            if abs(right - share.value) <= _NEAR and not _agrees(part, *_bounds(whole), share):
                yield _hit(text, share, right)


def _plan(text: str) -> Iterator[Hit]:
    for match in _OF_PLAN.finditer(text):
        share = quantity_at(text, match.end())
        if not share or share.unit != "%" or share.rough:
            continue
        start = behind_last(text, "。！？", 0, match.start())
        done = [q for q in quantities(text, start, match.start()) if q.unit != "%"]
        # The number right before the comma is what is done of it.
        if not done or done[-1].end != match.start() or done[-1].rough or not done[-1].unit:
            continue
        earlier = [q for q in quantities(text, 0, done[-1].start) if q.unit == done[-1].unit]
        plans = [q for q in earlier if _PLAN.search(text, max(0, q.start - 12), q.start) and not q.rough]
        if plans and plans[-1].value > 0:
            right = done[-1].value / plans[-1].value * 100
            if abs(right - share.value) <= _NEAR and not _agrees(done[-1], *_bounds(plans[-1]), share):
                yield _hit(text, share, right)


def _changes(text: str) -> Iterator[tuple[Quantity, Quantity, Quantity]]:
    """The number before, the number after, and by how much it is said to have changed."""
    for match in _FROM_TO.finditer(text):
        before = list(quantities(text, *match.span("first")))
        after = quantity_at(text, match.end())
        claim = _BY.match(text, after.end) if after else None
        amount = quantity_at(text, claim.end()) if claim else None
        if len(before) == 1 and after and amount and not amount.rough and before[0].unit == after.unit == amount.unit:
            yield before[0], after, amount


def _gap(text: str) -> Iterator[Hit]:
    for before, after, amount in _changes(text):
        # Per cents have their points, and of 由45增加到60万 the first leaves its 万 to the second.
        if before.unit in ("", "%") or before.rough or after.rough:
            continue
        right = abs(after.value - before.value)
        slack = 0.0 if before.step == after.step == amount.step == 1 else (before.step + after.step + amount.step) / 2
        if abs(right - amount.value) > slack + 1e-9:
            yield Hit(amount.start, amount.end, {"said": text[amount.start : amount.end], "right": amount.written(right)})


def _percent(text: str) -> Iterator[Hit]:
    for before, after, amount in _changes(text):
        if before.unit != "%" or before.low <= 0:
            continue
        shares = [abs(a / b * 100 - 100) for a in (after.low, after.high) for b in (before.low, before.high)]
        # 90.1%到92.3%，上升2.2%: it is the difference to the last figure, and the change only nearly.
        apart = abs(abs(after.value - before.value) - amount.value) < 1e-9
        changed = abs(after.value / before.value * 100 - 100)
        is_gap = apart and not amount.low <= changed <= amount.high
        if is_gap or min(shares) > amount.value + amount.step or max(shares) < amount.low:
            gap = f"{abs(after.value - before.value):.{max(before.decimals, after.decimals)}f}个百分点"
            yield Hit(amount.start, amount.end, {"said": text[amount.start : amount.end], "right": gap})


def _among(text: str) -> Iterator[Hit]:
    for match in _AMONG.finditer(text):
        start = behind_last(text, "，。；！？", 0, match.start())
        before = list(quantities(text, start, match.start()))
        part = quantity_at(text, match.end())
        claim = _TAKEN.match(text, part.end) if part else None
        share = quantity_at(text, claim.end()) if claim else None
        if len(before) != 1 or not part or not share or share.unit != "%" or any(q.rough for q in (before[0], part, share)):
            continue
        if part.unit == before[0].unit and part.unit and not _agrees(part, *_bounds(before[0]), share):
            yield _hit(text, share, part.value / before[0].value * 100)


def _mean(text: str) -> Iterator[Hit]:
    for sentence in _SENTENCE.finditer(text):
        for match in _MEAN.finditer(text, *sentence.span()):
            said = quantity_at(text, match.end(), sentence.end())
            before = list(quantities(text, sentence.start(), match.start()))
            among = [q for q in before if q.unit == match["unit"]]
            total = [q for q in before if said and q.unit == said.unit]
            if not said or said.rough or len(among) != 1 or len(total) != 1 or among[0] is total[0] or not said.unit:
                continue
            if among[0].rough or total[0].rough or among[0].value < 2:
                continue
            low, high = total[0].low / among[0].high, total[0].high / among[0].low
            if said.step == 1 and total[0].step == 1 == among[0].step:
                low = high = total[0].value / among[0].value
            # A mean is rounded, or cut off behind its last figure.
            if low > said.value + said.step or high < said.low:
                right = said.written(total[0].value / among[0].value)
                yield Hit(said.start, said.end, {"said": text[said.start : said.end], "right": right})


def _hit(text: str, share: Quantity, right: float) -> Hit:
    return Hit(share.start, share.end, {"said": text[share.start : share.end], "right": share.written(right)})


_SMELLS: Smells = {
    "gain": (("%",), _gain),
    "rate": (("率",), _rate),
    "plan": (("%",), _plan),
    "gap": (("由", "从"), _gap),
    "percent": (("%",), _percent),
    "among": (("中，",), _among),
    "mean": (("平均每",), _mean),
}

KIND = Kind(
    "ratio",
    Options,
    block=each_smell(_SMELLS),
    together=smells_together(_SMELLS),
    slots={"said": "文中说的数", "right": "算出来的数"},
)
