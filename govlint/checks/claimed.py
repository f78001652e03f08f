"""claimed: what a paragraph says of two of its figures in words: a share, a doubling, a majority, more built than planned."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field
from math import log2
from typing import Literal

from govlint.analysis.check import Kind
from govlint.analysis.finding import Hit
from govlint.analysis.smells import Smells, each_smell, smells_together
from govlint.language.numeral import han_number
from govlint.language.quantity import Quantity, quantities, quantity_at
from govlint.text.find import behind_last
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy

_FAR = 400
"""How many code points before a claim its figures are looked for."""
# 占应参保41.2万人的93.8%: the whole is said; 占签约项目的51%: it was said before.
_OF = lazy(r"，占(?P<noun>[^，。；：、\d的]{0,10})(?=\d)")
_OF_NAMED = lazy(r"，占(?P<noun>[^，。；：、\d的]{2,10}?)(?:总数|总量|总额)?的(?=\d)")
_SHARE = lazy("的(?=\\d)")
_LEVEL = lazy("[全本各我][省市县区镇乡村国局]|总|年|同|其|[省市县区镇乡]$")
_HAD = lazy("(?:共有?|有|为|达到?|共计|总数)?$")
_RISE = "增加|增长|提高|上升|提升|扩大|升|增"
_DOUBLED = lazy(
    rf"[由从](?:[^，。；：、\d]{{0,10}}?)(?P<before>\d[^，。；：、由从]{{0,10}}?)(?:{_RISE})(?:到|至|为)(?P<after>(?:\d{{4}}年的?)?)(?=\d)"
)
_TIMES = lazy("，?(?:实现|整整|足足|实现了|一举)?翻了?(?P<count>[一两二三四五])番")
_RATE = lazy(
    r"，(?P<name>[\u4e00-\u9fff]{2,4})率(?P<how>超过?|超出|不到|不足|达到?|近|约)?(?P<much>一半|半数|过半|[一二三四五六七八九]成)(?P<more>以上|多|以下)?"
)
_AMONG = lazy(r"其中[^，。；：、\d]{0,14}(?=\d)")
_MOST = lazy(
    r"，(?:占比?|占了|占到)?(?P<how>超过?|超出|不到|不足|达到?|近|约)?(?P<much>一半|半数|过半|[一二三四五六七八九]成)(?P<more>以上|多|以下)?(?=[，。；]|$)"
)
_BUILT = lazy(
    r"(?P<noun>[\u4e00-\u9fff]{2,6})(?:已经?|现已)?(?:建成|完成|开工|竣工)(?=(?P<built>\d[^，。；：、]{0,4})、(?:正在建设?|在建|正建)(?P<under>\d))"
)
# 每季度开展一次，全年共检查5轮; 全年坐诊12次，每月2次.
_TIMES_OF = r"(?P<times>\d{1,3})(?:次|轮|场|期)"
_OFTEN = (
    lazy(
        r"每(?:个)?(?P<period>季度?|月|半年)[^，。；：、\d]{0,6}(?P<each>一|1)(?:次|轮|场|期)[^。；]{0,24}?[，；]?(?:全年|一年|年内)[^。；，\d至少不]{0,8}"
        + _TIMES_OF
    ),
    lazy(
        r"(?:全年|一年)[^。；，\d至少不]{0,8}"
        + _TIMES_OF
        + r"，(?:平均)?每(?:个)?(?P<period>季度?|月|半年)(?P<each>\d)(?:次|轮|场|期)"
    ),
)
_A_YEAR = {"半年": 2, "季": 4, "季度": 4, "月": 12}
# 260万元，比去年200万元增长了三分之一.
_FRACTION = lazy(
    r"，(?:比|较)(?:去年|上年)(?:同期)?的?(?P<before>\d[^，。；：、]{0,8}?)(?:增长|增加|提高|上升|下降|减少|降低)了?(?P<said>(?P<of>[二三四五六])分之(?P<part>[一二三四五]))"
)
_POINT = 0.01
"""How near a share may come to what is said of it, in words that leave as much open."""


@frozen
class Options:
    """What is held against the figures."""

    smell: Literal["portion", "doubling", "majority", "plan", "often", "fraction"] = field(
        metadata={
            "help": "验算什么：portion “占某某的百分之几”，doubling “翻了几番”，majority “超过一半”“近七成”，"
            "plan 建成的和在建的加起来比规划的多，often 每月一次和全年几次，fraction “增长了三分之一”"
        }
    )


def _before(text: str, at: int) -> list[Quantity]:
    """The quantities of the sentence before an offset, the nearest last."""
    near = max(0, at - _FAR)
    return list(quantities(text, behind_last(text, "。！？", near, at), at))


def _portion(text: str) -> Iterator[Hit]:
    for match in _OF_NAMED.finditer(text):
        share, part = quantity_at(text, match.end()), _ending(text, match.start())
        if part is None or share is None or _LEVEL.search(match["noun"]):
            continue
        wholes = [
            q
            for q in quantities(text, max(0, part.start - _FAR), part.start)
            if q.unit == part.unit and _HAD.sub("", text[max(0, q.start - 14) : q.start]).endswith(match["noun"])
        ]
        if len(wholes) == 1:
            yield from _told(text, part, wholes[0], share, match.start() + 1)
    for match in _OF.finditer(text):
        whole, part = quantity_at(text, match.end()), _ending(text, match.start())
        of = whole and _SHARE.match(text, whole.end)
        share = quantity_at(text, of.end()) if of else None
        if part and whole and share and part.unit == whole.unit:
            yield from _told(text, part, whole, share, match.start() + 1)


def _ending(text: str, at: int) -> Quantity | None:
    """The quantity that ends right here."""
    found = [q for q in quantities(text, max(0, at - 24), at) if q.end == at]
    return found[-1] if found and found[-1].unit and found[-1].unit != "%" else None


def _told(text: str, part: Quantity, whole: Quantity, share: Quantity, start: int) -> Iterator[Hit]:
    """A share that does not come out, and is not what was rounded or cut off."""
    if share.unit != "%" or share.rough or part.rough or whole.rough or not whole.value or part.value > whole.value:
        return
    low, high = part.low / whole.high * 100, part.high / whole.low * 100
    if low <= share.high + share.step / 2 and share.low - share.step / 2 <= high:
        return
    yield Hit(start, share.end, {"said": text[share.start : share.end], "right": share.written(part.value / whole.value * 100)})


def _doubling(text: str) -> Iterator[Hit]:
    for match in _DOUBLED.finditer(text):
        before, after = quantity_at(text, match.start("before")), quantity_at(text, match.end())
        claim = _TIMES.match(text, after.end) if after else None
        if not before or not after or not claim or before.rough or after.rough or before.value <= 0:
            continue
        if before.unit != after.unit or before.scale != after.scale:
            continue
        count = han_number(claim["count"].replace("两", "二")) or 1
        times = after.value / before.value
        right = max(1, round(log2(times)))
        # A little less or more than a doubling is called one.
        if times < 1.7 or (right != count and abs(times / 2**right - 1) < 0.1):
            said = claim.group().strip("，")
            yield Hit(
                claim.end() - len(said), claim.end(), {"said": said, "right": f"{times:.2f}".rstrip("0").rstrip(".") + "倍"}
            )


def _majority(text: str) -> Iterator[Hit]:
    for match in _RATE.finditer(text):
        found = _before(text, match.start())
        if len(found) < 2 or found[-1].end != match.start():
            continue
        whole, part = found[-2:]
        clause = behind_last(text, "，。；", 0, part.start)
        if text.startswith(match["name"], clause) and text[whole.end : clause] in ("，", "张，", "个，"):
            yield from _in_words(text, part, whole, match)
    for match in _AMONG.finditer(text):
        one, found = quantity_at(text, match.end()), _before(text, match.start())
        claim = _MOST.match(text, one.end) if one else None
        if one and claim and found and found[-1].counts == one.counts and one.counts:
            yield from _in_words(text, one, found[-1], claim)


def _in_words(text: str, part: Quantity, whole: Quantity, claim: re.Match[str]) -> Iterator[Hit]:
    if part.rough or whole.rough or not whole.value or part.value > whole.value:
        return
    much, how, more = claim["much"], claim["how"] or "", claim["more"] or ""
    bound = 0.5 if much in ("一半", "半数", "过半") else (han_number(much[0]) or 0) / 10
    share = part.value / whole.value
    if how in ("不到", "不足", "近") or more == "以下":
        wrong = share > bound + _POINT or (how == "近" and share < bound - 0.1)
    elif how in ("超", "超过", "超出") or more or much == "过半":
        wrong = share < bound - _POINT
    else:
        wrong = abs(share - bound) > 0.1
    if wrong:
        start = claim.start() + 1
        yield Hit(start, claim.end(), {"said": text[start : claim.end()], "right": f"{share * 100:.1f}%"})


def _plan(text: str) -> Iterator[Hit]:
    for match in _BUILT.finditer(text):
        built, under = quantity_at(text, match.start("built")), quantity_at(text, match.start("under"))
        if not built or not under or not built.unit or built.unit != under.unit or built.rough or under.rough:
            continue
        noun = match["noun"]
        for size in range(len(noun), 1, -1):
            word = noun[-size:]
            planned = [
                q
                for q in quantities(text, max(0, match.start() - _FAR), match.start())
                if q.unit == built.unit and text.endswith(word, 0, q.start)
            ]
            if planned:
                whole, total = planned[-1], built.value + under.value
                if not whole.rough and total > whole.value:
                    slots = {"said": text[whole.start : whole.end], "right": whole.written(total)}
                    yield Hit(match.end("noun") - size, under.end, slots)
                break


def _often(text: str) -> Iterator[Hit]:
    for pattern in _OFTEN:
        for match in pattern.finditer(text):
            each = 1 if match["each"] == "一" else int(match["each"])
            right = each * _A_YEAR[match["period"]]
            # What is told of fewer may be told of a part of the year.
            if int(match["times"]) != right:
                yield Hit(*match.span(), {"said": f"{match['times']}次", "right": f"{right}次"})


def _fraction(text: str) -> Iterator[Hit]:
    for match in _FRACTION.finditer(text):
        before, after = quantity_at(text, match.start("before")), _ending(text, match.start())
        if not before or not after or before.rough or after.rough or before.unit != after.unit or not before.value:
            continue
        claimed = (han_number(match["part"]) or 0) / (han_number(match["of"]) or 1)
        change = abs(after.value / before.value - 1)
        if abs(change - claimed) > 0.02:
            yield Hit(*match.span("said"), {"said": match["said"], "right": f"{change * 100:.1f}%"})


_SMELLS: Smells = {
    "portion": (("，占",), _portion),
    "doubling": (("番",), _doubling),
    "majority": (("一半", "半数", "过半", "成"), _majority),
    "plan": (("、在建", "、正在建", "、正建"), _plan),
    "often": (("全年", "一年", "年内"), _often),
    "fraction": (("分之",), _fraction),
}

KIND = Kind(
    "claimed",
    Options,
    block=each_smell(_SMELLS),
    together=smells_together(_SMELLS),
    slots={"said": "文中说的", "right": "算出来的"},
)
