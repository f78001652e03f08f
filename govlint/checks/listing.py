"""listing: the marks between the members of a list that stands in a paragraph."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import field
from typing import Literal

from govlint.analysis.check import Kind
from govlint.analysis.finding import Edit, Hit
from govlint.analysis.smells import Neighbours, Smells, each_smell, smells_together
from govlint.language.segment import tags
from govlint.text.characters import HAN
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy

_FIGURES = "一二三四五六七八九"
_MEMBER = lazy(rf"(?:^|(?<=[，。；：]))([{_FIGURES}])([是要])(?![{_FIGURES}])")
_MEASURE = "(?:台|辆|艘|套|件|顶|床|条|把|只|部|万元|元|亩|处|个|名|人|座|间|支|张|份|册|盏|株|棵|头|桶|箱|袋|户|公斤|公里)"
# The segmenter takes these for nouns, and here they tell what was done.
_DEEDS = frozenset({"立案", "处分", "结案", "投诉", "举报", "受益"})
_COUNTED = rf"[{HAN}]{{2,6}}\d[\d.]*[万亿]?{_MEASURE}"
_COMMAS = lazy(rf"[{HAN}]{{2,12}}\d[\d.]*[万亿]?{_MEASURE}((?:，{_COUNTED}){{2,}})(?=[，。；])")
# Seldom in a text, and found soon; what they are part of is looked for only then.
_COUNTED_THEN = lazy(rf"\d[万亿]?{_MEASURE}，")
_UNIT_THEN = lazy("(?:[乡镇村县区市]|街道)[、和与]")
_PAIR = lazy(rf"\d[\d.]*[万亿]?(?P<one>[{HAN}]{{1,2}})(?P<mark>[、，])\d[\d.]*(?P<other>[万亿]?[{HAN}]{{1,2}})(?=[，、；。]|$)")
_SENTENCE = lazy("[^。！？]+")
_LEVEL = "(?:中央|国家|乡镇|镇街|街道|社区|[省市州区县乡镇村组])"
_LEVELS = lazy(rf"(?<![、）])(?P<list>{_LEVEL}(?:、{_LEVEL})+)(?P<count>[两二三四五六])级")
_UNIT_NAME = rf"[{HAN}]{{2,5}}?(?:乡|镇|街道|村|社区|县|区|市)"
# 东镇、西镇、南乡3个乡镇: without 等 all of them are named, with it not more than there are.
_NAMED = lazy(
    rf"(?P<list>{_UNIT_NAME}(?:、{_UNIT_NAME})+(?:[和与]{_UNIT_NAME})?)(?P<etc>等)?(?P<count>\d{{1,2}}|[两三四五六七八九十])个?"
    r"(?:乡镇|镇街|县区|区县|街道|社区|[乡镇村县区市])(?!级|域)"
)
# 第一坚持…，第二是…，三要…
_WORD = lazy(rf"(?:^|(?<=[，；：。]))(?P<word>(?P<nth>第)?(?P<number>[{_FIGURES}])(?P<verb>[是要])?)(?=[，、{HAN}])")
_COUNTED_NTH = lazy("[章节条款批次届期名步站个位者项方大轮季阶产线时年天任代类种例国]")


@frozen
class Options:
    """What a listing rule looks for."""

    smell: Literal["mixed", "inner", "comma", "pair", "levels", "words", "named"] = field(
        metadata={
            "help": "查什么：mixed 一是、二是之间的标点不一，inner 各项之间用分号而项内有句号，"
            "comma 带数的名词之间用了逗号，pair 成对的数之间标点不一，"
            "levels 省、市、县三级的数目，words 第一、第二是、三要混用，named 列出的乡镇与数目"
        }
    )


def _series(text: str) -> Iterator[list[re.Match[str]]]:
    """The ordinals of each series that counts up from one, two members at least."""
    run: list[re.Match[str]] = []
    for match in _MEMBER.finditer(text):
        number = _FIGURES.index(match.group(1))
        if run and number == len(run) and match.group(2) == run[0].group(2):
            run.append(match)
            continue
        if len(run) > 1:
            yield run
        run = [match] if number == 0 else []
    if len(run) > 1:
        yield run


def _mixed(text: str) -> Iterator[Hit]:
    for run in _series(text):
        marks = Counter(text[m.start() - 1] for m in run[1:])
        if len(marks) < 2:
            continue
        # Of marks that come alike often the full stop may hold whole sentences, the comma the least.
        usual = max(marks, key=lambda mark: (marks[mark], "，；。".find(mark)))
        for member in run[1:]:
            at = member.start() - 1
            if text[at] != usual:
                yield Hit(at, at + 1, {"mark": text[at], "usual": usual, "use": usual}, (Edit(at, at + 1, usual),))


def _inner(text: str) -> Iterator[Hit]:
    for run in _series(text):
        places = [m.start() - 1 for m in run[1:]]
        if {text[at] for at in places} != {"；"}:
            continue
        items = [text[a.end() : b] for a, b in zip(run, places, strict=False)]
        if any("。" in item for item in items):
            for at in places:
                yield Hit(at, at + 1, {"mark": "；", "usual": "。", "use": "。"}, (Edit(at, at + 1, "。"),))


def _commas(text: str) -> Iterator[Hit]:
    if not _COUNTED_THEN.search(text):
        return
    for match in _COMMAS.finditer(text):
        start, end = match.span(1)
        items = text[start + 1 : end].split("，")
        # What is no noun leads up to the list: 共50人，其中设备9台，….
        while items and not all(_is_noun(re.split(r"\d", item)[0]) for item in items):
            start += len(items.pop(0)) + 1
        if len(items) > 1:
            edits = tuple(Edit(at, at + 1, "、") for at in range(start, end) if text[at] == "，")
            yield Hit(start, end, {"mark": "，", "usual": "、", "use": "、"}, edits)


def _is_noun(text: str) -> bool:
    """Whether a few characters are a noun with what qualifies it, and tell of nothing that is done."""
    found = tags(text)
    if any(word in _DEEDS for word, _ in found):
        return False
    return found[-1][1] == "n" and len(found[-1][0]) > 1 and all(tag in ("n", "b", "a") for _, tag in found)


def _pairs(text: str) -> Iterator[Hit]:
    for sentence in _SENTENCE.finditer(text):
        found: dict[tuple[str, str], list[re.Match[str]]] = {}
        for match in _PAIR.finditer(text, *sentence.span()):
            found.setdefault((match["one"], match["other"]), []).append(match)
        for matches in found.values():
            odd = [m for m in matches if m["mark"] == "，"]
            if len(matches) > 2 and 0 < len(odd) < len(matches) / 2:
                for match in odd:
                    start, end = match.span("mark")
                    yield Hit(start, end, {"mark": "，", "usual": "、", "use": "、"}, (Edit(start, end, "、"),))


def _levels(text: str) -> Iterator[Hit]:
    for match in _LEVELS.finditer(text):
        found = len(match["list"].split("、"))
        if (
            "  两三四五六".find(match["count"].replace("二", "两")) != found
            and text[max(0, match.start() - 1)] not in "辖级和及与以到从"
        ):
            span = match.span("count")
            use = "  两三四五六"[found : found + 1]
            yield Hit(*span, {"mark": match["count"], "usual": use, "use": use}, (Edit(*span, use),) if use else ())


def _words(text: str) -> Iterator[Hit]:
    run: list[re.Match[str]] = []
    for match in _WORD.finditer(text):
        plain = match["nth"] and not match["verb"]
        if (plain and _COUNTED_NTH.match(text, match.end())) or not (match["nth"] or match["verb"]):
            continue
        number = _FIGURES.index(match["number"])
        if number == len(run):
            run.append(match)
        else:
            yield from _unlike(run)
            run = [match] if number == 0 else []
    yield from _unlike(run)


def _unlike(run: list[re.Match[str]]) -> Iterator[Hit]:
    """The first ordinal of a run that is not worded as the first one is, where 第 comes and goes."""
    if len(run) < 3 or len({match["nth"] for match in run}) < 2:
        return
    odd = next(match for match in run if match["nth"] != run[0]["nth"])
    slots = {"mark": odd["word"], "usual": run[0]["word"], "use": ""}
    yield Hit(*odd.span("word"), slots)


def _named(text: str) -> Iterator[Hit]:
    if not _UNIT_THEN.search(text):
        return
    for match in _NAMED.finditer(text):
        # 东镇、西镇和南乡、北乡4个乡镇 goes on to the left.
        if text[match.start() - 1 : match.start()] in tuple("和与、及"):
            continue
        found = len(re.split("[、和与]", match["list"]))
        count = int(match["count"]) if match["count"].isdigit() else "  两三四五六七八九十".index(match["count"])
        if found > count or (found < count and not match["etc"]):
            use = str(found) if match["count"].isdigit() else "  两三四五六七八九十"[found : found + 1]
            span = match.span("count")
            yield Hit(span[0], match.end(), {"mark": match["count"], "usual": use, "use": use}, (Edit(*span, use),))


_SMELLS: Smells = {
    "mixed": (("二是", "二要"), _mixed),
    "inner": (("；二是", "；二要"), _inner),
    "comma": (("，",), _commas),
    "pair": (("、",), _pairs),
    "levels": (("级",), _levels),
    "named": (("、",), _named),
    "words": (("第一", "第二", "第三"), _words),
}

_DIGITS = "0123456789"
_NEIGHBOURS: Neighbours = {
    "comma": (
        (_DIGITS + "万亿", "台辆艘套件顶床条把只部元亩处个名人座间支张份册盏株棵头桶箱袋户", "，"),
        (_DIGITS + "万亿", "万公", "元斤里", "，"),
    ),
    "pair": (("、，", _DIGITS),),
    "levels": (("两二三四五六", "级"),),
    "named": (("乡镇村县区市道", "、和与"),),
}

KIND = Kind(
    "listing",
    Options,
    block=each_smell(_SMELLS),
    together=smells_together(_SMELLS, _NEIGHBOURS),
    by_sentence=lambda options: options.smell in ("comma", "pair", "levels", "named"),
    slots={"mark": "这里的写法", "usual": "应当用的，或者前面用的写法", "use": "应当用的写法"},
    fixes=True,
)
