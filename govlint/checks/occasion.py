"""occasion: what does not go with the day a text was written or with its end: a feast out of season, a plan for last year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Literal

from govlint.analysis.check import Kind
from govlint.analysis.finding import Hit
from govlint.analysis.smells import DocumentSmells, each_document_smell
from govlint.document.document import Document
from govlint.document.roles import WRITTEN, Role
from govlint.text.characters import HAN
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy

# The months in which a feast may be said to come near; those of the lunar calendar move by one.
_NEAR: Mapping[str, tuple[int, ...]] = {
    "元旦": (11, 12),
    "春节": (12, 1, 2),
    "清明": (3, 4),
    "五一": (4, 5),
    "端午": (5, 6),
    "中秋": (8, 9, 10),
    "国庆": (8, 9, 10),
    "重阳": (9, 10),
}
_FEASTS = "|".join(_NEAR)
_SOON = ("将至", "将到", "即将来临", "即将到来", "来临之际", "到来之际", "临近", "在即")
_COMING = lazy(
    rf"(?P<feasts>“?(?:{_FEASTS})”?(?:节|佳节)?(?:[、和]?“?(?:{_FEASTS})”?(?:节|佳节)?)*)(?:假期|小长假|“?两节”?|双节)?"
    rf"(?:{'|'.join(_SOON)})"
)
_FEAST = lazy(_FEASTS)
_SUMMED_UP = lazy(r"(?P<year>20\d\d)年度?(?!上半年|[一二三]季度)[^，\d半季]{0,20}(?:总结|述职)")
_PLANNED = lazy(
    r"(?P<match>(?P<year>20\d\d)年度?)(?:的)?(?:下一步)?(?:主要|重点)?(?:工作)?(?:打算|计划|安排|思路|重点|任务|设想|目标)$"
)
_DATE = lazy(
    r"[（(]?(?:20\d\d|二[〇○零][一二三〇○零]{2})年[\d一二三四五六七八九十]{1,2}月[\d一二三四五六七八九十]{1,3}日[）)]?"
)
_ORGAN = lazy(
    rf"[{HAN}]{{2,28}}(?:局|委员会|委|办公室|政府|办事处|中心|公司|厅|小组|指挥部|医院|学校|联社|联合会|总队|支队|大队)"
)


@frozen
class Options:
    """What is looked for."""

    smell: Literal["feast", "plan-year", "date-first"] = field(
        metadata={"help": "查什么：feast 将到的节日和月份不合，plan-year 总结的打算写着总结的那一年，date-first 落款先写日期"}
    )


def _feast(document: Document) -> Iterator[Hit]:
    if len(document.stated_date) < 7:
        return
    month = int(document.stated_date[5:7])
    for index in document.with_any(_SOON, WRITTEN):
        for match in _COMING.finditer(document.places[index].block.folded):
            feasts = _FEAST.findall(match["feasts"])
            if not any(month in _NEAR[feast] for feast in feasts):
                slots = {"feasts": "、".join(feasts), "month": f"{month}月"}
                yield Hit(*match.span("feasts"), slots, block=index)


def _plan_year(document: Document) -> Iterator[Hit]:
    summed = _SUMMED_UP.search(document.title)
    if not summed or _PLANNED.search(document.title):
        return
    for index, place in enumerate(document.places):
        match = _PLANNED.search(place.block.folded) if place.role is Role.HEADING and not place.part else None
        if match and match["year"] == summed["year"]:
            yield Hit(*match.span(), {"year": match["year"], "use": f"{int(match['year']) + 1}年"}, block=index)


def _date_first(document: Document) -> Iterator[Hit]:
    lines = [(i, p) for i, p in enumerate(document.places) if not p.part and p.block.folded.strip()]
    for (at, first), (_, last) in zip(lines[-3:], lines[-2:], strict=False):
        text, organ = first.block.folded.strip(), last.block.folded.strip()
        if at > 2 and _DATE.fullmatch(text) and _ORGAN.fullmatch(organ):
            yield Hit(0, len(first.block.text), {"organ": organ}, block=at)


_SMELLS: DocumentSmells = {
    "feast": _feast,
    "plan-year": _plan_year,
    "date-first": _date_first,
}


KIND = Kind(
    "occasion",
    Options,
    document=each_document_smell(_SMELLS),
    slots={"feasts": "节日", "month": "成文的月份", "year": "写的年份", "use": "应当写的年份", "organ": "署名的机关"},
)
