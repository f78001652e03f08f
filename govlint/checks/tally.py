"""tally: a number in a sentence against what the sentence lists: 八防 and seven, A、B、C、D等3个, three 百分之百 and two."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import Literal

from govlint.analysis.check import Kind
from govlint.analysis.finding import Hit
from govlint.analysis.smells import Neighbours, Smells, each_smell, smells_together
from govlint.language.numeral import before_measure, han_number
from govlint.text.characters import HAN
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy

_FEW, _VERBS = "二三四五六七八九十", "防查看访送进帮清定抓治改禁严快早"
_CALLED = lazy(
    rf"(?<![第十百一二三四五六七八九])(?P<number>[{_FEW}])个?(?P<word>不[{HAN}]|[{_VERBS}])”?(?:，即|，就是|，包括|：|，|（|——)(?P<list>(?P=word)[^。；！？：“”）]+)"
)
# “四个不摘”要求，即摘帽不摘责任、…: a name whose word stands in every limb.
_NAME = lazy(
    rf"“(?P<number>[{_FEW}两])[个大](?P<word>[{HAN}]{{2,4}})”[^，。；：（）“”]{{0,8}}(?:，即|：|，就是|，包括|，也就是|（即?)"
    r"(?P<list>[^。；！？：“”（）]+)(?=[。；）！])"
)
_LIMB = lazy("[^、，]+")
# Those of one kind stand before 等. 建设、监理、施工等两个以上单位 counts none.
_NAMED = lazy(
    rf"(?P<list>(?:[{HAN}]{{2,8}}、){{2,12}}[{HAN}]{{2,8}})等(?P<number>\d{{1,2}}|[{_FEW}两])(?P<measure>个|家|位|名|所|种|类|项|大|条)(?!以[上下内]|左右|多)"
)
_JOINED = lazy("[和与及]")
_HUNDRED = lazy(r"(?P<number>[二两三四五六七八九])个“?(?:百分之百|100%|百分百)”?[^：。；]{0,12}：(?P<list>[^。；]+)")
_FULL = lazy("(?<![0-9.])100%|百分之百|百分百")
_OPENING = lazy(
    "会同|组织|协调|联合|涉及|聚焦|抽调|包括|涵盖|覆盖|走访|深入|牵头|邀请|选派|安排|召集|督促|指导|要求|通知|支持|检查|调研|惠及|[由对向从到为是]"
)


@frozen
class Options:
    """What is counted."""

    smell: Literal["called", "named", "hundred"] = field(
        metadata={
            "help": "数什么：called “八防”“三不漏”和后面列的项，named “甲、乙、丙等几个部门”列出的比说的多，"
            "hundred 几个“百分之百”和后面列的"
        }
    )


def _counted(number: int) -> str:
    return before_measure(number) if number <= 10 else f" {number} "


def _called(text: str) -> Iterator[Hit]:
    for match in _CALLED.finditer(text):
        word, number = match["word"], han_number(match["number"]) or 0
        limbs = [limb for limb in _LIMB.finditer(text, *match.span("list")) if limb.group().startswith(word)]
        if len(limbs) > 1 and len(limbs) != number and number > 1:
            slots = {"said": f"{match['number']}{word}", "found": _counted(len(limbs))}
            yield Hit(match.start(), limbs[-1].end(), slots)
    for match in _NAME.finditer(text):
        word, number = match["word"], han_number(match["number"].replace("两", "二")) or 0
        told: list[str] = _LIMB.findall(match["list"])
        if len(told) > 1 and all(word in limb for limb in told):
            count = len(told) - 1 + told[-1].count(word)
            if count != number:
                yield Hit(match.start() + 1, match.end(), {"said": f"{match['number']}个{word}", "found": _counted(count)})


def _named(text: str) -> Iterator[Hit]:
    for match in _NAMED.finditer(text):
        digits = match["number"]
        number = int(digits) if digits.isdecimal() else han_number(digits) or 0
        items = match["list"].split("、")
        # 和 joins two of the list; elsewhere it may stand in a name.
        count = len(items) + bool(_JOINED.search(items[-1][1:-1]))
        if 1 < number < len(items):
            start = max(
                (m.end() for m in _OPENING.finditer(text, match.start(), match.start() + len(items[0]))), default=match.start()
            )
            yield Hit(start, match.end(), {"said": f"{digits}{match['measure']}", "found": str(count)})


def _hundred(text: str) -> Iterator[Hit]:
    for match in _HUNDRED.finditer(text):
        number, found = han_number(match["number"].replace("两", "二")) or 0, len(_FULL.findall(match["list"]))
        if 0 < found != number:
            yield Hit(match.start(), match.start("list"), {"said": f"{match['number']}个", "found": _counted(found)})


_SMELLS: Smells = {
    "called": (("不", "”", *_VERBS), _called),
    "named": (("等",), _named),
    "hundred": (("个“百分", "个百分之百", "个“100%", "个100%", "个百分百"), _hundred),
}

_NEIGHBOURS: Neighbours = {
    "called": ((_FEW, f"不{_VERBS}"), (_FEW, "个", f"不{_VERBS}"), ("“", f"{_FEW}两", "个大")),
    "named": (("等", f"0123456789{_FEW}两"),),
}

KIND = Kind(
    "tally",
    Options,
    block=each_smell(_SMELLS),
    together=smells_together(_SMELLS, _NEIGHBOURS),
    slots={"said": "说的数目", "found": "数出来的数目"},
)
