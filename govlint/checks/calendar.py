"""calendar: dates that do not go together in one document: weekdays, spans, stages, deadlines, and how long ago things were."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field
from datetime import date
from typing import Literal

from govlint.analysis.check import Kind
from govlint.analysis.finding import Hit, Pointer
from govlint.analysis.smells import DocumentSmells, each_document_smell
from govlint.document.document import Document
from govlint.document.ordinal import leading
from govlint.document.roles import WRITTEN, Role
from govlint.language.numeral import han_number
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy

_WEEK = "一二三四五六日"
_SIGNED = lazy(r"(?<!\d)((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日")
_WEEKDAY = lazy(r"(?<![年\d])(\d{1,2})月(\d{1,2})[日号]，?[（(\s]*(?:星期|周|礼拜)([一二三四五六日天])")
_SPAN = lazy(r"(?<!\d)(\d{1,2})月(\d{1,2})日?(?:[—～-]{1,2}|至|到)(?:(\d{1,2})月)?(\d{1,2})日")
_STAGE = lazy(
    r"（(?:20\d\d年)?(\d{1,2})月(?:(\d{1,2})日)?(?:[—～-]{1,2}|至|到)(?:20\d\d年)?(\d{1,2})月(?:(\d{1,2})日)?(?:前|底)?）"
)
_DEADLINE = lazy(r"(?<![年\d])(?:((?:19|20)\d\d)年)?(\d{1,2})月(\d{1,2})日(?:之前|以前|前)")
_ASKED = lazy(r"请|报送|上报|报县|报市|报省|报区|完成|反馈|提交|报名|整改到位")
_OVER = lazy(r"已|了|去年|上年|收齐|原|以来|入库的|出生|参加工作")
_AGE = lazy(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)年(?:\d{1,2}月)?[^，。；\d]{0,12}(?:[，,](?P<match>(?:至今|距今|迄今)(?:已经|已)?[^，。；\d]{0,6}(?P<count>\d{1,2})年))"
)
_LASTING = lazy(
    r"(?<!\d)(?:(?P<year>20\d\d)年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日起?(?:[—～-]{1,2}|至|到)(?:(?P<year2>20\d\d)年)?"
    r"(?:(?P<month2>\d{1,2})月)?(?P<day2>\d{1,2})日[^。；日月]{0,30}?"
    r"(?P<match>为期(?P<count>[一二两三四五六七八九十]{1,3}|\d{1,3})(?P<unit>个月|天))(?!左右|上下|以)"
)
_AS_OF = lazy(
    r"(?P<match>截[至止]到?(?:(?P<year>20\d\d)年)?(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日|底))，"
    r"[^。；]{0,24}(?:已|累计|共|完成|实现|达|实有|现有)"
)
_MONTH = 30.44
_MONTH_SLACK = 0.6
"""By how much of a month what is told in whole months may be off."""
_SOON = 120
"""How many days before the text was signed a deadline may lie and still be meant for that year."""


@frozen
class Options:
    """What is compared."""

    smell: Literal["weekday", "span", "stages", "past", "age", "lasting", "ahead"] = field(
        metadata={
            "help": "查什么：weekday 没有写年份的日期与星期，span 起止日期前后颠倒，stages 前后两个阶段的时间交叉，"
            "past 期限早于成文日期，age 距今多少年，lasting 起止日期与“为期”多久，ahead “截至”的日子晚于成文日期"
        }
    )


def _signed(document: Document) -> date | None:
    """The day on which a document was signed, or that stands under its title."""
    for index in document.with_role(Role.SIGNATURE, Role.DATELINE, part=0):
        if match := _SIGNED.search(document.places[index].block.folded):
            return _day(*(int(part) for part in match.groups()))
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:  # there is no such day, which is another smell
        return None


_PATTERNS = {
    "weekday": (_WEEKDAY, ("星期", "周", "礼拜")),
    "span": (_SPAN, ("月",)),
    "past": (_DEADLINE, ("日前", "日之前", "日以前")),
    "age": (_AGE, ("至今", "距今", "迄今")),
    "lasting": (_LASTING, ("为期",)),
    "ahead": (_AS_OF, ("截至", "截止")),
}
"""Each with the signs of which one must stand in a paragraph."""


def _matches(document: Document, smell: str) -> list[tuple[int, re.Match[str]]]:
    """What an expression finds in the paragraphs, each with the index of its paragraph."""
    pattern, signs = _PATTERNS[smell]
    places = document.places
    return [(i, match) for i in document.with_any(signs, WRITTEN) for match in pattern.finditer(places[i].block.folded)]


def _weekday(document: Document) -> Iterator[Hit]:
    found = _matches(document, "weekday")
    if not found or (signed := _signed(document)) is None:
        return
    for index, match in found:
        month, day = int(match.group(1)), int(match.group(2))
        # A month that has passed may be that of the next year, one that is to come that of the last.
        years = (
            signed.year,
            *([signed.year + 1] if month < signed.month else [signed.year - 1] if month > signed.month else []),
        )
        right = [_WEEK[told.weekday()] for year in years if (told := _day(year, month, day))]
        if right and match.group(3).replace("天", "日") not in right:
            yield Hit(match.start(), match.end(3), {"right": f"星期{right[0]}"}, block=index)


def _span(document: Document) -> Iterator[Hit]:
    for index, match in _matches(document, "span"):
        first, start, last, end = match.groups()
        if (last is None or last == first) and int(end) < int(start):
            yield Hit(*match.span(), block=index)


def _stages(document: Document) -> Iterator[Hit]:
    places = document.places
    found = {i: match for i in document.with_any("月", WRITTEN) if (match := _STAGE.search(places[i].block.folded, 0, 60))}
    if len(found) < 2:
        return
    before: tuple[str, int, int, re.Match[str]] | None = None
    for index in document.with_role(*WRITTEN, part=0):
        marker, match = leading(places[index].block), found.get(index)
        if marker is None:
            continue
        if match is None:
            before = None
            continue
        month, day, last, end = match.groups()
        start = int(month) * 100 + int(day or 1)
        finish = int(last) * 100 + int(end or 31)
        if before and before[0] == marker.series and marker.number > 1 and start < before[1] and finish > before[1]:
            other = before[3]
            told = f"{other.group(3)}月" + (f"{other.group(4)}日" if other.group(4) else "")
            related = (Pointer(*other.span(), "before", {}, before[2]),)
            yield Hit(*match.span(), {"before": told}, related=related, block=index)
        before = (marker.series, finish, index, match)


def _said(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _past(document: Document) -> Iterator[Hit]:
    found = _matches(document, "past")
    if not found or (signed := _signed(document)) is None:
        return
    for index, match in found:
        year, month, day = match.groups()
        told = _day(int(year or signed.year), int(month), int(day))
        sentence = document.places[index].block.sentence_at(match.start())
        clause = sentence.text[: match.end() - sentence.start + 16]
        said = re.split("[，；]", clause[max(0, match.start() - sentence.start - 12) :])
        near = "，".join(said)
        if told and 0 < (signed - told).days < _SOON and _ASKED.search(near) and not _OVER.search(near):
            yield Hit(*match.span(), {"signed": _said(signed)}, block=index)


def _age(document: Document) -> Iterator[Hit]:
    found = _matches(document, "age")
    year = int(document.date[:4]) if found and document.date else 0
    for index, match in found if year else ():
        right = year - int(match["year"])
        if right > 0 and abs(right - int(match["count"])) > 1:
            yield Hit(*match.span("match"), {"right": f"{right}年", "year": match["year"]}, block=index)


def _lasting(document: Document) -> Iterator[Hit]:
    for index, match in _matches(document, "lasting"):
        month, month2 = int(match["month"]), int(match["month2"] or match["month"])
        year = int(match["year"] or document.date[:4] or 2001)
        start = _day(year, month, int(match["day"]))
        end = _day(int(match["year2"] or year + (month2 < month)), month2, int(match["day2"]))
        count = int(match["count"]) if match["count"].isdecimal() else han_number(match["count"].replace("两", "二"))
        if not start or not end or not count or end < start:
            continue
        days = (end - start).days + 1
        if match["unit"] == "天":
            # The first and the last day both count, or one of them does not.
            wrong, right = count not in (days - 1, days), f"{days}天"
        else:
            wrong, right = abs(days / _MONTH - count) > _MONTH_SLACK, f"{days / _MONTH:.1f}个月"
        if wrong:
            yield Hit(*match.span("match"), {"right": right}, block=index)


def _ahead(document: Document) -> Iterator[Hit]:
    found = _matches(document, "ahead")
    if not found or (signed := _signed(document)) is None:
        return
    for index, match in found:
        year, month = int(match["year"] or signed.year), int(match["month"])
        told = _day(year, month, int(match["day"] or 28))
        # A month that is named without its year may be that of the year before.
        if told and told > signed and (match["year"] or (told - signed).days < _SOON):
            yield Hit(*match.span("match"), {"signed": _said(signed)}, block=index)


_SMELLS: DocumentSmells = {
    "weekday": _weekday,
    "span": _span,
    "stages": _stages,
    "past": _past,
    "age": _age,
    "lasting": _lasting,
    "ahead": _ahead,
}


KIND = Kind(
    "calendar",
    Options,
    document=each_document_smell(_SMELLS),
    slots={
        "right": "应当是什么（星期几、多少年、多少天）",
        "before": "上一个阶段到哪一天",
        "signed": "成文日期",
        "year": "从哪一年算起",
    },
    roles={"before": "上一个阶段的起止"},
)
