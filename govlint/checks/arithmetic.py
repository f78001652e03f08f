"""arithmetic: sums that a sentence gives and that do not come out: changes, percentage points, parts and totals, shares."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import field
from typing import Literal

from govlint.analysis.check import Kind
from govlint.analysis.finding import Hit
from govlint.analysis.smells import Smells, each_smell, smells_together
from govlint.language.quantity import Quantity, quantities, quantity_at
from govlint.text.characters import HAN
from govlint.text.find import behind_last
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy

_RISE = "增加|增长|提高|上升|提升|扩大|上涨|增"
_FALL = "减少|下降|降低|下跌|缩短|缩小|压减|压缩|减|降"
# From one number to another.
_FROM = lazy(
    rf"[由从](?=[^，。；：、]{{0,16}}\d)([^，。；：由从]{{2,28}}?)({_RISE}|{_FALL})(?:到|至|为)(?=[^，。；：、]{{0,12}}\d)"
)
_BY = lazy(rf"，(?:同比|净|共|累计)?({_RISE}|{_FALL})(?:了|幅度?为|幅度?达)?(?=\d)")
_AROUND = 20
"""How far before the two numbers the words stand that say what they measure."""
_CLOSE = 10
"""How many characters from a part to the next or to the total at most."""
_FAR = 400
"""How many characters off a number is of no account; no sentence that adds up is longer."""
# These grow at constant prices, while the two numbers are in current ones.
_REAL = lazy("生产总值|GDP|总产值|增加值|收入|消费|零售额|可比|口径|实际|不变价|平均|年均")
# What a firm or a place takes in is told at the prices of the year; what people earn is not.
_TAKEN_IN = lazy("(?:旅游|门票|营业|销售|财政|集体|主营业务|经营)(?:总|性)?收入")
# What may follow the first number where its unit is left to the second: 由45增加到60万.
_BEHIND = lazy(rf"(?:{_RISE}|{_FALL})|[，。；、）]")
_IN_SIZE = ("扩大", "缩小", "增加", "减少", "增", "减")
# The better, the smaller.
_FINENESS = lazy("精度|误差|偏差|公差|分辨率|线宽|制程|粒径|灵敏度")
_RANK = lazy(f"[级等类档线]|[{HAN}]?位次")
_TIMES = lazy("倍(?!多|余|以上|左右)")
_YEAR = lazy(r"\d{4}年(?:的|底|末|度)?")
_TOTAL_LAST = lazy("(?:合计|共计|总计|总共|一共)(?:为|是|达|达到)?(?=\\d)")
_TOTAL_FIRST = lazy("，?(?:分别为|分别是|分别有)(?=\\d)|，?分别(?:完成|达到|实现|安排|增加)(?=\\d)")
# Of what is surely one whole; 三个村的党员分别占60%、55% are shares of three.
_SHARES = lazy(
    r"(?:三次产业|第一、?第?二、?第?三产业|[一二]、?三产业?|男、?女|男女|城镇和农村|城乡)[^，。；\d]{0,8}"
    r"(?:分别占(?:[^，。；\d用有]{0,12})|(?:比重|占比|比例|构成|结构)[^，。；\d增降提长升减快高低]{0,8}(?:为|是|达到?|到|至))(?=\d)"
)
# 三次产业结构为8.5:45.3:46.2, a whole whichever side it errs to.
_RATIO = lazy(
    r"三次产业(?:增加值)?(?:结构|比例|比重|占比|构成)?[^，。；\d]{0,10}(?P<parts>(?P<a>\d+(?:\.\d+)?)[:：∶](?P<b>\d+(?:\.\d+)?)[:：∶](?P<c>\d+(?:\.\d+)?))"
)
# 投资352亿元，比上年的457亿元增长19%.
_AGAINST = lazy(r"[比较](?:上年|去年|前年|上一年|上年同期|去年同期|同期|上月|上季度?|\d{4}年(?:同期)?)的?(?=\d)")
_JUST_BEFORE = lazy("，?")
_VERB = lazy(rf"(?:同比|净|共)?({_RISE}|{_FALL})(?:了|幅度?为|幅度?达)?")
# What follows 其中: parts, each with what it is.
_AMONG = lazy("[，；（：]?其中[，：]?")
_PART = lazy(r"(?P<label>[^，。；：、（）“”\d]{2,16}?)(?:有|为|达|约|共|计|分别)?(?=\d)")
_NEXT_PART = lazy("[、，和及与]|以及")
# Labels that may hold of one thing at the same time.
_OVERLAPPING = lazy(
    "以上|以下|重点|重大|新|民营|外资|女|党员|青年|少数民族|农民|困难|亿元|千万|百万|优|示范|已|未|含|包括|续建|其他|其它"
)
# What a whole is parted by: members of one class never hold of one thing.
_CLASSES = (
    lazy(
        "[中央]+企业?|国有(?:企业|控股)?|国企|民营(?:企业|经济)?|民企|私营(?:企业)?|外资(?:企业)?|外企|集体(?:企业)?|股份制?(?:企业)?|个体(?:户|工商户)?"
    ),
    lazy(
        "(?:中央|国家|省级?|市级?|州级?|县级?|区级?|乡镇|镇级?|本级|上级|地方|企业|群众|社会|村级?|银行)(?:财政)?(?:补助|配套|自筹|拨款|投入|资金|奖补|安排|下达|捐助|捐赠|集资|投资|贷款|筹资)+(?:资金)?"
    ),
    lazy("(?:男|女)性?[^，。；、]{0,3}"),
    lazy("(?:[大中小]学|幼儿园|初中|高中|高职|职高|中职)[^，。；、]{0,2}"),
)
_THE_REST = ("其他", "其它", "其余")
"""What a last label opens with where nothing is counted twice."""
_OF_WHICH = lazy("其中[^，。；、\\d]{0,12}(?=\\d)")
_SHARE = lazy("，占(?:总数|总量|总额|全部|全区|全市|全县|全省)?[^，。；\\d]{0,8}?(?=\\d)")
_EACH = lazy("每|[单亩]产|平均|人均|户均|亩均|单价")
_NOUN = lazy("[^，。；：、（）\\d]{0,10}")
_CHANGE = lazy(f"{_RISE}|{_FALL}|同比|比|占|达到")
_PAST_YEAR = lazy(r"[^，。；\d]{0,4}(?:\d{4}年(?:的|底|末|度)?|\d{1,2}年[后内]的?)")
_TO_COMMA = lazy("[^，、\\d]{0,12}(?=，)")
_SENTENCE = lazy("[^。；！？]+")
_JOINT = lazy(r"[、，和及与]|以及")


@frozen
class Options:
    """What is worked out again."""

    smell: Literal["change", "points", "direction", "total", "share"] = field(
        metadata={
            "help": "验算什么：change 从多少到多少与增减的百分比、倍数，points 两个百分数与百分点，"
            "direction 说增却减、说减却增，total 分项与合计，share 部分占总数的百分比"
        }
    )


@frozen
class _Change:
    """From `before` to `after`, by a `verb`; `end` is where the words end."""

    before: Quantity
    after: Quantity
    verb: str
    start: int
    end: int


def _changes(text: str) -> Iterator[_Change]:
    for match in _FROM.finditer(text):
        before = _only(text, *match.span(1))
        behind = _past_year(text, match.end())
        after = next(quantities(text, behind, min(len(text), behind + _FAR)), None)
        if before is None or after is None or after.start - match.end() > 12:
            continue
        if before.rough or after.rough or not _are_alike(text, before, after) or not before.value:
            continue
        # 由45增加到60万: the first leaves its 万 to the second.
        if not before.scale and after.scale:
            continue
        yield _Change(before, after, match.group(2), match.start(), after.end)


def _are_alike(text: str, before: Quantity, after: Quantity) -> bool:
    """Whether two numbers count the same: units that are not known are told by their first character (4焦耳, 20卡)."""
    signs = [text[q.end : q.end + 1] for q in (before, after) if not q.unit]
    return before.unit == after.unit and (len(signs) < 2 or signs[0] == signs[1] or _BEHIND.match(text, before.end) is not None)


def _comparisons(text: str) -> Iterator[tuple[_Change, Quantity | None, int]]:
    """Two numbers of which the later is said first (352亿元，比上年的457亿元增长19%), by how much, and where the words end."""
    for match in _AGAINST.finditer(text):
        before = quantity_at(text, match.end())
        after = next(iter(list(quantities(text, _sentence_start(text, match.start()), match.start()))[-1:]), None)
        verb = _VERB.match(text, before.end) if before else None
        if before is None or after is None or verb is None or not _JUST_BEFORE.fullmatch(text, after.end, match.start()):
            continue
        if before.rough or after.rough or not before.unit or before.unit != after.unit or before.unit == "%":
            continue
        yield _Change(before, after, verb.group(1), after.start, verb.end()), quantity_at(text, verb.end()), verb.end()


def _sentence_start(text: str, at: int) -> int:
    """Where the sentence begins that `at` is in, or what of it is near."""
    near = max(0, at - _FAR)
    return behind_last(text, "。；！？", near, at)


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
        if said := _said_by(text, change):
            yield from _recalculated(text, change, said)
    for change, amount, _ in _comparisons(text):
        falls = change.after.high < change.before.low
        # Where it goes the other way altogether, the verb is wrong.
        if (said := _by_amount(text, change, amount)) and _is_rise(change.verb) is not falls:
            yield from _recalculated(text, change, said)


def _recalculated(text: str, change: _Change, said: tuple[Quantity, bool, int]) -> Iterator[Hit]:
    if change.before.unit == "%" or _is_real(text, change) or min(change.before.value, change.after.value) <= 0:
        return
    amount, times, end = said
    sign = 1 if change.after.value >= change.before.value else -1
    after, before = change.after, change.before
    if times and before.step == after.step == 1:
        # 由3家增加到6家: what is told in whole numbers is not rounded.
        low = high = after.value / before.value - 1
    elif sign > 0:
        low, high = after.low / before.high - 1, after.high / before.low - 1
    else:
        low, high = sorted((1 - after.high / before.low, 1 - after.low / before.high))
    worth = 1.0 if times else 100.0
    # Per cents are cut off as often as they are rounded.
    slack = 0.0 if times else amount.step / 2
    if low * worth <= amount.high + slack and amount.low - slack <= high * worth:
        return
    right = amount.written(abs(change.after.value / change.before.value - 1) * worth) + ("倍" if times else "")
    gap = abs(change.after.value - change.before.value)
    is_gap = not times and not change.before.unit and abs(gap - amount.value) < amount.step / 2
    yield Hit(change.start, end, {"said": text[amount.start : end], "right": right}, case="gap" if is_gap else "")


def _is_real(text: str, change: _Change) -> bool:
    """Whether prices stand between the two numbers and the change that is said."""
    stretch = _TAKEN_IN.sub("", text[max(0, change.start - 40) : change.end])
    return "元" in change.after.unit and bool(_REAL.search(stretch))


def _said_by(text: str, change: _Change) -> tuple[Quantity, bool, int] | None:
    """By how much a text says that it changed: in per cent or in times (倍), right after the two numbers."""
    match = _BY.match(text, change.end)
    if not match or _is_rise(match.group(1)) is not _is_rise(change.verb):
        return None
    return _by_amount(text, change, quantity_at(text, match.end()))


def _by_amount(text: str, change: _Change, amount: Quantity | None) -> tuple[Quantity, bool, int] | None:
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


def _direction(text: str) -> Iterator[Hit]:
    for change in _changes(text):
        # A rank rises as its number falls: 由第45位上升到第38位, 由三级提升到一级.
        if "第" in text[change.start : change.end] or change.after.unit in ("名", "位") or _RANK.match(text, change.after.end):
            continue
        yield from _turned(text, change)
    for change, amount, end in _comparisons(text):
        yield from _turned(text, change, amount.end if amount else end)


def _turned(text: str, change: _Change, end: int = 0) -> Iterator[Hit]:
    if _FINENESS.search(text, max(0, change.start - _AROUND), change.end):
        return
    # A loss of -5 that grows to -8 is told by its size.
    if max(change.before.value, change.after.value) < 0 and change.verb in _IN_SIZE:
        return
    falls = change.after.high < change.before.low
    rises = change.after.low > change.before.high
    if (falls and _is_rise(change.verb)) or (rises and not _is_rise(change.verb)):
        yield Hit(change.start, end or change.end, {"said": change.verb, "right": "变小" if falls else "变大"})


def _is_rise(verb: str) -> bool:
    return verb in _RISE.split("|")


def _total(text: str) -> Iterator[Hit]:
    yield from _among(text)
    yield from _ratios(text)
    for sentence in _SENTENCE.finditer(text):
        start, end = sentence.span()
        for match in _TOTAL_LAST.finditer(text, start, end):
            total = quantity_at(text, match.end(), end)
            if total and match.start() - start <= _FAR:
                yield from _compare(text, _parts(text, start, match.start(), total), total, total.end)
        for match in _TOTAL_FIRST.finditer(text, start, end):
            near = max(start, match.start() - _FAR)
            before = list(quantities(text, near, match.start()))
            parts = _row(text, match.end(), end)
            if before and len(parts) > 1 and re.search("[共计](?:[^，\\d]{0,10})$", text[near : before[-1].start]):
                yield from _compare(text, parts, before[-1], parts[-1].end)
        for match in _SHARES.finditer(text, start, end):
            parts = _row(text, match.end(), end)
            if len(parts) > 1 and all(p.unit == "%" for p in parts) and sum(p.low for p in parts) > 100:
                right = parts[0].written(sum(p.value for p in parts))
                yield Hit(match.start(), parts[-1].end, {"said": "100%", "right": right}, case="over")


def _ratios(text: str) -> Iterator[Hit]:
    for match in _RATIO.finditer(text):
        parts = [next(quantities(text, *match.span(name))) for name in "abc"]
        low, high = sum(p.low for p in parts), sum(p.high for p in parts)
        if low > 100 or high < 100:
            right = f"{sum(p.figure for p in parts):.{max(p.decimals for p in parts)}f}%"
            yield Hit(match.start(), match.end(), {"said": "100%", "right": right}, case="over" if low > 100 else "under")


def _among(text: str) -> Iterator[Hit]:
    """Parts behind 其中 that are more than what they are parts of: one of them alone, or all that exclude each other."""
    for match in _AMONG.finditer(text):
        start = _sentence_start(text, match.start())
        before = list(quantities(text, start, match.start()))
        total = before[-1] if before else None
        if total is None or total.rough or not total.unit or total.unit in ("%", "‰", "个百分点"):
            continue
        # 68名乘客和4名机组人员，其中15名: what the parts are of is one of several numbers.
        if any(q.unit == total.unit for q in before[:-1]) or _EACH.search(text, start, match.start()):
            continue
        if total.end < match.start() and not _NOUN.fullmatch(text, total.end, match.start()):
            continue
        parts, labels = _labelled(text, match.end(), total.unit)
        if not parts:
            continue
        slots = {"said": text[total.start : total.end], "right": total.written(sum(p.value for p in parts))}
        if (one := next((p for p in parts if p.low > total.high), None)) is not None:
            yield Hit(total.start, one.end, {**slots, "right": text[one.start : one.end]}, case="part")
        elif len(parts) > 1 and _exclude_each_other(labels) and _least(parts) > total.high:
            yield Hit(total.start, parts[-1].end, slots, case="parts")


def _labelled(text: str, start: int, unit: str) -> tuple[list[Quantity], list[str]]:
    """The parts of a list from here on that count in this unit, and what each is; none where one is no sure number."""
    parts: list[Quantity] = []
    labels: list[str] = []
    while match := _PART.match(text, start):
        part = quantity_at(text, match.end())
        if part is None or part.unit != unit or part.rough or (parts and part.scale != parts[0].scale):
            break
        if _CHANGE.search(match["label"]) or match["label"] in labels:
            break
        parts.append(part)
        labels.append(match["label"])
        joint = _NEXT_PART.match(text, part.end)
        if joint is None:
            break
        start = joint.end()
    return parts, labels


def _least(parts: Sequence[Quantity]) -> float:
    """The least that numbers add up to; what is counted one by one is no rounded number, and 12 beside 6.5 is 12.0."""
    finest = min(p.step for p in parts)
    return sum(p.value - (finest / 2 if finest != 1 else 0) for p in parts)


def _exclude_each_other(labels: Sequence[str]) -> bool:
    """Whether labels part a whole: they end in one word (工业项目、民生项目) or are short, and none may hold beside another."""
    if any(all(kind.fullmatch(label) for label in labels) for kind in _CLASSES):
        return True
    if len(labels) > 2 and labels[-1].startswith(_THE_REST):
        return not any(_OVERLAPPING.search(label) for label in labels[:-1])
    alike = len({label[-2:] for label in labels}) == 1 or (len(labels) > 2 and all(len(label) < 4 for label in labels))
    return alike and not any(_OVERLAPPING.search(label) for label in labels)


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
    first = next(quantities(text, start, min(end, start + _FAR)), None)
    for quantity in quantities(text, first.start, end) if first else ():
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
            before = list(quantities(text, max(sentence.start(), match.start() - _FAR), match.start()))
            part = quantity_at(text, match.end())
            claim = part and _SHARE.match(text, _clause_end(text, part.end, sentence.end()))
            if not before or not part or not claim:
                continue
            whole = before[-1]
            share = quantity_at(text, claim.end())
            if not share or share.unit != "%" or share.rough or part.rough or whole.rough or not whole.value:
                continue
            if part.unit != whole.unit or not part.unit or part.unit == "%":
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


_COMPARING = ("比上", "比去", "比前", "比同", "比1", "比2", "较上", "较去", "较前", "较同", "较1", "较2")
_SMELLS: Smells = {
    "change": (("由", "从", *_COMPARING), _change),
    "points": (("个百分点",), _points),
    "direction": (("由", "从", *_COMPARING), _direction),
    "total": (("合计", "共计", "总计", "总共", "一共", "分别", "其中", "三次产业"), _total),
    "share": (("其中",), _share),
}

KIND = Kind(
    "arithmetic",
    Options,
    block=each_smell(_SMELLS),
    together=smells_together(_SMELLS),
    slots={"said": "文中说的数", "right": "算出来的数"},
    cases={
        "over": "各占的百分比加起来超过 100%",
        "under": "三次产业的比例加起来不到 100%",
        "part": "其中的一项比总数大",
        "parts": "其中的各项加起来比总数大",
        "gap": "前后的差写成了百分比",
    },
)
