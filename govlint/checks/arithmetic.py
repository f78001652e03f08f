"""arithmetic: sums that a sentence gives and that do not come out: changes, percentage points, parts and totals, shares."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from govlint.analysis.check import Kind, Smells, each_smell
from govlint.analysis.finding import Hit
from govlint.language.quantity import Quantity, quantities, quantity_at
from govlint.text.characters import HAN
from govlint.text.lazyregex import lazy

_RISE = "增加|增长|提高|上升|提升|扩大|上涨|增"
_FALL = "减少|下降|降低|下跌|缩短|缩小|压减|压缩|减|降"
# From one number to another.
_FROM = lazy(
    rf"[由从](?=[^，。；：、]{{0,16}}\d)([^，。；：由从]{{2,28}}?)({_RISE}|{_FALL})(?:到|至|为)(?=[^，。；：、]{{0,12}}\d)"
)
_BY = lazy(rf"(?:以内|以下|以上|左右)?，(?:同比|净|共|累计)?({_RISE}|{_FALL})(?:了|幅度?为|幅度?达)?(?=\d)")
_CLOSE = 10
"""How many characters from a part to the next or to the total at most."""
# These grow at constant prices, while the two numbers are in current ones.
_REAL = lazy("生产总值|GDP|总产值|增加值|收入|消费|零售额|可比|口径|实际|不变价|平均|年均")
_RANK = lazy(f"[级等类档线]|[{HAN}]?位次")
_TIMES = lazy("倍(?!多|余|以上|左右)")
_YEAR = lazy(r"\d{4}年(?:的|底|末|度)?")
_TOTAL_LAST = lazy("(?:合计|共计|总计|总共|一共)(?:为|是|达|达到)?(?=\\d)")
_TOTAL_FIRST = lazy("，?(?:分别为|分别是|分别有)(?=\\d)|，?分别(?:完成|达到|实现|安排|增加)(?=\\d)")
# Of what is surely one whole; 三个村的党员分别占60%、55% are shares of three.
_SHARES = lazy(
    r"(?:三次产业|[一二]、?三产业?|男、?女|男女|城镇和农村|城乡)[^，。；\d]{0,8}分别占(?:[^，。；\d用有]{0,12})(?=\d)"
)
_OF_WHICH = lazy("其中[^，。；、\\d]{0,12}(?=\\d)")
_SHARE = lazy("，占(?:总数|总量|总额|全部|全区|全市|全县|全省)?[^，。；\\d]{0,8}?(?=\\d)")
_PAST_YEAR = lazy(r"[^，。；\d]{0,4}(?:\d{4}年(?:的|底|末|度)?|\d{1,2}年[后内]的?)")
_TO_COMMA = lazy("[^，、\\d]{0,12}(?=，)")
_SENTENCE = lazy("[^。；！？]+")
_JOINT = lazy(r"[、，和及与]|以及")


@dataclass(frozen=True)
class Options:
    """What is worked out again."""

    smell: Literal["change", "points", "percent", "direction", "total", "share"] = field(
        metadata={
            "help": "验算什么：change 从多少到多少与增减的百分比、倍数，points 两个百分数与百分点，percent 百分点写成百分比，"
            "direction 说增却减、说减却增，total 分项与合计，share 部分占总数的百分比"
        }
    )


@dataclass(frozen=True)
class _Change:
    """From `before` to `after`, by a `verb`; `end` is where the words end."""

    before: Quantity
    after: Quantity
    verb: str
    start: int
    end: int


def _changes(text: str, *, rough: bool = False) -> Iterator[_Change]:
    for match in _FROM.finditer(text):
        before = _only(text, *match.span(1))
        after = next(quantities(text, _past_year(text, match.end())), None)
        if before is None or after is None or after.start - match.end() > 12:
            continue
        if ((before.rough or after.rough) and not rough) or before.unit != after.unit or not before.value:
            continue
        # 由45增加到60万: the first leaves its 万 to the second.
        if not before.scale and after.scale:
            continue
        yield _Change(before, after, match.group(2), match.start(), after.end)


def _past_year(text: str, at: int) -> int:
    """An offset behind the year that a number is of: 增加到2007年13786元, 增加到5年后的1200亿元."""
    match = _PAST_YEAR.match(text, at)
    return match.end() if match else at


def _only(text: str, start: int, end: int) -> Quantity | None:
    """The one number of a stretch of text, years left out; None where there are several or none."""
    years = [match.span() for match in _YEAR.finditer(text, start, end)]
    found = [q for q in quantities(text, start, end) if not any(a <= q.start < b for a, b in years)]
    return found[0] if len(found) == 1 else None


def _change(text: str) -> Iterator[Hit]:
    for change in _changes(text):
        said = _said_by(text, change)
        if said is None or change.before.unit == "%" or _is_real(text, change):
            continue
        amount, times, end = said
        sign = 1 if change.after.value >= change.before.value else -1
        low = sign * (change.after.low / change.before.high - 1)
        high = sign * (change.after.high / change.before.low - 1)
        if sign < 0:
            low, high = sorted((1 - change.after.high / change.before.low, 1 - change.after.low / change.before.high))
        worth = 1.0 if times else 100.0
        # Per cents are cut off as often as they are rounded.
        slack = 0.0 if times else amount.step / 2
        if low * worth <= amount.high + slack and amount.low - slack <= high * worth:
            continue
        right = amount.written(abs(change.after.value / change.before.value - 1) * worth) + ("倍" if times else "")
        slots = {"said": text[amount.start : end], "right": right}
        gap = abs(change.after.value - change.before.value)
        is_gap = not times and not change.before.unit and abs(gap - amount.value) < amount.step / 2
        yield Hit(change.start, end, slots, case="gap" if is_gap else "")


def _is_real(text: str, change: _Change) -> bool:
    """Whether prices stand between the two numbers and the change that is said."""
    return "元" in change.after.unit and bool(_REAL.search(text, max(0, change.start - 40), change.end))


def _said_by(text: str, change: _Change) -> tuple[Quantity, bool, int] | None:
    """By how much a text says that it changed: in per cent or in times (倍), right after the two numbers."""
    match = _BY.match(text, change.end)
    if not match or _is_rise(match.group(1)) is not _is_rise(change.verb):
        return None
    amount = quantity_at(text, match.end())
    if amount is None or amount.rough:
        return None
    if amount.unit == "%":
        return amount, False, amount.end
    if not amount.unit and _TIMES.match(text, amount.end) and _is_rise(change.verb):
        return amount, True, amount.end + 1
    return None


def _points(text: str) -> Iterator[Hit]:
    for change in _changes(text):
        match = _BY.match(text, change.end)
        if change.before.unit != "%" or not match or _is_rise(match.group(1)) is not _is_rise(change.verb):
            continue
        amount = quantity_at(text, match.end())
        if amount is None or amount.rough or amount.unit != "个百分点":
            continue
        right = abs(change.after.value - change.before.value)
        slack = (change.before.step + change.after.step + amount.step) / 2
        exact = change.before.step == change.after.step == amount.step
        if abs(right - amount.value) > (1e-9 if exact and amount.step == 1 else slack + 1e-9):
            yield Hit(change.start, amount.end, {"said": text[amount.start : amount.end], "right": amount.written(right)})


def _percent(text: str) -> Iterator[Hit]:
    for change in _changes(text, rough=True):
        said = _said_by(text, change)
        if change.before.unit != "%" or said is None or said[1]:
            continue
        amount, gap = said[0], abs(change.after.value - change.before.value)
        shares = [
            a / b * 100 - 100 for a in (change.after.low, change.after.high) for b in (change.before.low, change.before.high)
        ]
        low, high = sorted((min(map(abs, shares)), max(map(abs, shares))))
        if low > amount.value + amount.step or high < amount.low:
            slots = {
                "said": text[amount.start : amount.end],
                "right": f"{gap:.{max(change.before.decimals, change.after.decimals)}f}个百分点",
            }
            yield Hit(amount.start, amount.end, slots)


def _direction(text: str) -> Iterator[Hit]:
    for change in _changes(text):
        # A rank rises as its number falls: 由第45位上升到第38位, 由三级提升到一级.
        if "第" in text[change.start : change.end] or change.after.unit in ("名", "位") or _RANK.match(text, change.after.end):
            continue
        falls = change.after.high < change.before.low
        rises = change.after.low > change.before.high
        if (falls and _is_rise(change.verb)) or (rises and not _is_rise(change.verb)):
            yield Hit(change.start, change.end, {"said": change.verb, "right": "变小" if falls else "变大"})


def _is_rise(verb: str) -> bool:
    return verb in _RISE.split("|")


def _total(text: str) -> Iterator[Hit]:
    for sentence in _SENTENCE.finditer(text):
        start, end = sentence.span()
        for match in _TOTAL_LAST.finditer(text, start, end):
            total = quantity_at(text, match.end(), end)
            if total:
                yield from _compare(text, _parts(text, start, match.start(), total), total, total.end)
        for match in _TOTAL_FIRST.finditer(text, start, end):
            before = list(quantities(text, start, match.start()))
            parts = _row(text, match.end(), end)
            if before and len(parts) > 1 and re.search("[共计](?:[^，\\d]{0,10})$", text[start : before[-1].start]):
                yield from _compare(text, parts, before[-1], parts[-1].end)
        for match in _SHARES.finditer(text, start, end):
            parts = _row(text, match.end(), end)
            if len(parts) > 1 and all(p.unit == "%" for p in parts) and sum(p.low for p in parts) > 100:
                right = parts[0].written(sum(p.value for p in parts))
                yield Hit(match.start(), parts[-1].end, {"said": "100%", "right": right}, case="over")


def _parts(text: str, start: int, end: int, total: Quantity) -> list[Quantity]:
    """The numbers in front of a total, where all that is there counts the same things and stands close together."""
    found = list(quantities(text, start, end))
    alike = [q for q in found if q.unit == total.unit and q.unit]
    # A number of another kind, or one that is itself of some whole, makes it uncertain what was added up.
    sure = len(alike) == len(found) and not re.search("其中|比|同比|占|从|由|到|第|每", text[start:end])
    following = (*(q.start for q in alike[1:]), end)
    close = all(at - q.end <= _CLOSE for q, at in zip(alike, following, strict=False))
    return alike if sure and close else []


def _row(text: str, start: int, end: int) -> list[Quantity]:
    """The numbers of a list that begins here: 5亿元、4亿元和3亿元."""
    row: list[Quantity] = []
    for quantity in quantities(text, start, end):
        joint = text[row[-1].end : quantity.start] if row else ""
        if row and not _JOINT.fullmatch(joint):
            break
        row.append(quantity)
    return row


def _compare(text: str, parts: Sequence[Quantity], total: Quantity, end: int) -> Iterator[Hit]:
    if len(parts) < 2 or total.rough or any(p.rough for p in parts) or {p.unit for p in parts} != {total.unit}:
        return
    low, high = sum(p.low for p in parts), sum(p.high for p in parts)
    if len({p.step for p in (*parts, total)}) == 1 and total.step == 1:
        low = high = sum(p.value for p in parts)
    if high < total.low - 1e-9 or low > total.high + 1e-9:
        slots = {"said": text[total.start : total.end], "right": total.written(sum(p.value for p in parts))}
        yield Hit(min(parts[0].start, total.start), end, slots)


def _share(text: str) -> Iterator[Hit]:
    for sentence in _SENTENCE.finditer(text):
        for match in _OF_WHICH.finditer(text, *sentence.span()):
            before = list(quantities(text, sentence.start(), match.start()))
            part = quantity_at(text, match.end())
            claim = part and _SHARE.match(text, _clause_end(text, part.end, sentence.end()))
            if not before or not part or not claim:
                continue
            whole = before[-1]
            share = quantity_at(text, claim.end())
            if not share or share.unit != "%" or share.rough or part.rough or whole.rough or not whole.value:
                continue
            if part.unit != whole.unit or not part.unit or part.unit == "%" or whole.start < text.rfind("，", 0, whole.start):
                continue
            low, high = part.low / whole.high * 100, part.high / whole.low * 100
            if low <= share.high + share.step / 2 and share.low - share.step / 2 <= high:
                continue
            right = share.written(part.value / whole.value * 100)
            yield Hit(whole.start, share.end, {"said": text[share.start : share.end], "right": right})


def _clause_end(text: str, start: int, end: int) -> int:
    """Where the words behind a number end: at the next comma, if no other number comes before it."""
    match = _TO_COMMA.match(text, start, end)
    return match.end() if match else start


_SMELLS: Smells = {
    "change": (("由", "从"), _change),
    "points": (("个百分点",), _points),
    "percent": (("%",), _percent),
    "direction": (("由", "从"), _direction),
    "total": (("合计", "共计", "总计", "总共", "一共", "分别"), _total),
    "share": (("其中",), _share),
}

KIND = Kind(
    "arithmetic",
    Options,
    block=each_smell(_SMELLS),
    slots={"said": "文中说的数", "right": "算出来的数"},
    cases={"over": "各占的百分比加起来超过 100%", "gap": "前后的差写成了百分比"},
)
