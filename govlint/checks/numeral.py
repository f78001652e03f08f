"""numeral: dates, times, years and ranges that cannot be, or are written by halves; knows the calendar, not the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field
from datetime import date
from typing import Literal

from govlint.analysis.check import Kind
from govlint.analysis.finding import Edit, Hit
from govlint.analysis.smells import Neighbours, Smells, each_smell, smells_together
from govlint.document.joined import BOUND
from govlint.text.characters import HAN
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "◯": 0, "O": 0, "o": 0, "0": 0}
_DAYS = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_WEEK = "一二三四五六日"
_HAN_NUMBER = "[一二三四五六七八九十]{1,3}"
# The months of the old calendar all may have a thirtieth day.
_LUNAR = lazy("(?:农历|阴历|夏历|旧历|正月|腊月|闰)[^，。；]{0,8}$")
_LUNAR_REACH = 10

_DATE = lazy(r"(?:(?<!\d)(\d{4})年)?(?<![\d第.])(\d{1,2})月(\d{1,3})(?:日|号)?(?:[—～~－-]|至|到)?(\d{1,3})?[日号]")
_HAN_DATE = lazy(
    rf"(?:([一二][〇零○一二三四五六七八九]{{3}})年)?(?<![一二三四五六七八九十])({_HAN_NUMBER})月({_HAN_NUMBER})[日号]"
)
_CLOCK = lazy(
    r"(?<![\d.:：])(上午|凌晨|清晨|早晨|早上|中午|下午|晚上|傍晚|[晚日])?(\d{1,2})"
    r"(?:[时点](?:(\d{1,2})分)?|[:：](\d{2}))(?![\d:：%])"
)
_MORNING = ("上午", "凌晨", "清晨", "早晨", "早上")
_WEEKDAY = lazy(r"(\d{4})年(\d{1,2})月(\d{1,2})[日号]，?[（(\s]*(?:星期|周|礼拜)([一二三四五六日天])")
_SHORT_YEAR = lazy(
    r"(?<![\d.第近满届—～~－-])(\d\d)年(?=\d{1,2}月(?!内|以|之)|[底末]|上半年|下半年|[春夏秋冬]季)|"
    r"(?:[自从]|早在|始于)([4-9]\d)年(?=以来|起|开始)|(?:19|20)\d\d年?[—～~－至到-](\d\d)年(?![代前后内间来])|[’'](\d\d)年(?![会展赛])"
)
_ZERO_YEAR = lazy(r"(?<![\dA-Za-z〇零○◯一二三四五六七八九十])[一二][〇零○◯Oo0一二三四五六七八九]{3}(?=年)")
_ZERO_COUNT = lazy(r"(?<=[百千万亿点])[〇○](?=[一二三四五六七八九])")
_MIXED = lazy(
    rf"(?:([一二][〇零○一二三四五六七八九]{{3}})年(\d{{1,2}})月(?:(\d{{1,2}})日)?)|"
    rf"(?<!\d)(\d{{4}})年({_HAN_NUMBER})月(?:(\d{{1,2}}|{_HAN_NUMBER})日)|"
    rf"(?<!\d)(\d{{1,2}})月({_HAN_NUMBER})日|(?<![一二三四五六七八九十])({_HAN_NUMBER})月(\d{{1,2}})日"
)
_RANGE = lazy(r"(?<![\dA-Za-z.\-/—～~])(\d+(?:\.\d+)?)([—～~－-])(\d+(?:\.\d+)?)(%|‰|万亿|亿|万)")
_DOWN = lazy(r"(?<![\dA-Za-z.\-/—～~])(\d+(?:\.\d+)?)(%|万|亿|年)?([～~]|—)(\d+(?:\.\d+)?)(%|万|亿|年)(?!度)")
# 20亩以上的…，20亩以下的…: both hold 20亩.
_BOUNDS = lazy(
    rf"(?<![\d.])(\d[\d.]*[万亿]?[{HAN}]{{1,2}}?)以上(?!\1)[^。；\d]{{0,24}}(?:\d[\d.]*[^。，；\d]{{1,12}})?[，；、]\1以下"
)
_YEARS = lazy(r"(?<!\d)((?:19|20)\d\d)年(?:度|[底末初]|\d{1,2}月)?(?:至|到)((?:19|20)\d\d)年")
_LOOKING_BACK = lazy("倒查|追溯|倒推|回溯|往前|向前|逆序|倒计时")
_MONTH = lazy(
    r"(?<![\d.])(?:\d{4}年(?P<dated>\d{1,2})月(?![\d个])|(?<![年第近满约个共超达为长])(?P<bare>\d{1,2})月(?:份|[底末初]|[上中下]旬))"
)
# Years counted backwards from today.
_BACKWARDS = lazy("(?:距今|公元前)[约近]?$")
# The day on which a document was signed, alone at the end of a line, or of the line that says when it was printed.
_SIGNED = lazy(
    r"(?:^|[ \u3000])(?:(?P<year>\d{4})年(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?|"
    r"(?P<y>\d{4})[./-](?P<m>\d{1,2})[./-](?P<d>\d{1,2}))(?:印发)?$"
)
_WRITTEN = lazy(
    r"(?:^|[ \u3000])(?P<year>[一二][〇零○◯Oo0一二三四五六七八九]{3})年"
    rf"(?P<month>{_HAN_NUMBER})月(?P<day>{_HAN_NUMBER})日(?:印发)?$"
)
_FIGURES_SINCE = (2012, 7)


@frozen
class Options:
    """What a numeral rule looks for."""

    smell: Literal[
        "date", "clock", "weekday", "short-year", "zero", "mixed-date", "range", "descending", "bounds", "signed", "written"
    ] = field(
        metadata={
            "help": "查什么：date 不可能的日期，clock 不可能的时刻，weekday 与日期不符的星期，short-year 两位的年份，"
            "zero 零的写法，mixed-date 两种数字，range 前项少了单位，descending 范围前大后小，"
            "bounds 两档同界，"
            "signed 成文日期，written 用汉字的成文日期"
        }
    )


def _number(text: str) -> int:
    """A number below a hundred in Chinese numerals."""
    tens, ten, units = text.rpartition("十")
    if not ten:
        return int("".join(str(_DIGITS[c]) for c in text))
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[units] if units else 0)


def _year(text: str) -> int:
    return int("".join(str(_DIGITS[c]) for c in text))


def _dates(text: str) -> Iterator[Hit]:
    for match in _DATE.finditer(text):
        year, month, first, last = match.groups()
        for day in filter(None, (first, last)):
            if reason := _impossible(int(year) if year else None, int(month), int(day)):
                if not _is_lunar(text, match.start()):
                    yield Hit(*match.span(), {"reason": reason})
                break
    yield from _months(text)
    for match in _HAN_DATE.finditer(text):
        year, month, day = match.groups()
        try:
            reason = _impossible(_year(year) if year else None, _number(month), _number(day))
        except (KeyError, ValueError):  # 十十 is no number
            continue
        if reason and not _is_lunar(text, match.start()):
            yield Hit(*match.span(), {"reason": reason})


def _months(text: str) -> Iterator[Hit]:
    """Months without a day."""
    for match in _MONTH.finditer(text):
        month = int(match["dated"] or match["bare"])
        if not 1 <= month <= 12 and not _DATE.match(text, match.start()):
            yield Hit(*match.span(), {"reason": f"没有{month}月"})


def _is_lunar(text: str, at: int) -> bool:
    """Whether a date at `at` is of the old calendar."""
    return _LUNAR.search(text, max(0, at - _LUNAR_REACH), at) is not None


def _impossible(year: int | None, month: int, day: int) -> str:
    if not 1 <= month <= 12:
        return f"没有{month}月"
    if not 1 <= day <= _DAYS[month]:
        return f"{month}月没有{day}日"
    if (month, day) == (2, 29) and year and not _leaps(year):
        return f"{year}年不是闰年，2月没有29日"
    return ""


def _leaps(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _clocks(text: str) -> Iterator[Hit]:
    for match in _CLOCK.finditer(text):
        part, hours, minutes, after = match.groups()
        if not (part or minutes):
            # 3:75 may be a score or a ratio, 48时 a span of time.
            continue
        hour, minute = int(hours), int(minutes or after or 0)
        start = match.start(2) if part == "日" else match.start()
        if minute > 59:
            yield Hit(start, match.end(), {"reason": f"没有{minute}分"})
        elif hour > 24 or (hour == 24 and minute):
            yield Hit(start, match.end(), {"reason": f"没有{hour}时"})
        elif part in _MORNING and hour > 12:
            yield Hit(start, match.end(), {"reason": f"{hour}时不在{part}"})


def _weekdays(text: str) -> Iterator[Hit]:
    for match in _WEEKDAY.finditer(text):
        try:
            right = _WEEK[date(*(int(part) for part in match.group(1, 2, 3))).weekday()]
        except ValueError:  # there is no such day, which is another smell
            continue
        if match.group(4).replace("天", "日") != right:
            edits = (Edit(match.start(4), match.end(4), right),)
            yield Hit(match.start(), match.end(4), {"reason": f"这一天是星期{right}", "use": right}, edits)


def _short_years(text: str) -> Iterator[Hit]:
    for match in _SHORT_YEAR.finditer(text):
        group = match.lastindex or 1
        start, end = match.span(group)
        figure = int(match.group(group))
        use = f"{'19' if figure >= 49 else '20'}{match.group(group)}年"
        edits = (Edit(start, end + 1, use),)
        yield Hit(start, end + 1, {"use": use}, edits)


def _zeros(text: str) -> Iterator[Hit]:
    for match in _ZERO_YEAR.finditer(text):
        wrong = [i for i in range(*match.span()) if text[i] in "零○◯Oo0"]
        if wrong and sum(c in "0Oo" for c in match.group()) < 3:
            use = "".join("〇" if c in "零○◯Oo0" else c for c in match.group())
            edits = tuple(Edit(i, i + 1, "〇") for i in wrong)
            signs = {text[i] for i in wrong}
            case = "spelt" if signs == {"零"} else "ring" if signs <= set("○◯") else "year"
            yield Hit(*match.span(), {"use": use}, edits, case=case)
    for match in _ZERO_COUNT.finditer(text):
        case = "count" if match.group() == "〇" else "ring"
        yield Hit(*match.span(), {"use": "零"}, (Edit(*match.span(), "零"),), case=case)


def _mixed_dates(text: str) -> Iterator[Hit]:
    for match in _MIXED.finditer(text):
        parts = re.findall(r"([^年月日]+)([年月日])", match.group())
        if len({part[0].isdigit() for part in parts}) < 2 or _is_lunar(text, match.start()):
            continue
        try:
            use = "".join((p if p.isdigit() else str(_year(p) if u == "年" else _number(p))) + u for p, u in parts)
        except (KeyError, ValueError):
            continue
        yield Hit(*match.span(), {"use": use}, (Edit(*match.span(), use),))


def _ranges(text: str) -> Iterator[Hit]:
    for match in _RANGE.finditer(text):
        first, sign, last, unit = match.groups()
        if unit not in "%‰" and (float(first) >= float(last) or re.fullmatch("(?:19|20)..", first)):
            continue
        start, end = match.span()
        use = f"{first}{unit}{'～' if sign in '~-－' else sign}{last}{unit}"
        yield Hit(start, end, {"use": use}, (Edit(start, end, use),), case="percent" if unit in "%‰" else "count")


def _descending(text: str) -> Iterator[Hit]:
    yield from _years(text)
    for match in _DOWN.finditer(text):
        first, before, _, last, after = match.groups()
        if (before and before != after) or float(first) <= float(last):
            continue
        if after == "年" and not (len(first) == len(last) == 4 and first[:2] in ("19", "20") and last[:2] in ("19", "20")):
            continue
        if _BACKWARDS.search(text, 0, match.start()) or text.startswith(("年前", "年以前"), match.end()):
            continue
        yield Hit(*match.span(), case="years" if after == "年" else "numbers")


def _bounds(text: str) -> Iterator[Hit]:
    for match in _BOUNDS.finditer(text):
        yield Hit(*match.span(), {"bound": match.group(1)})


def _years(text: str) -> Iterator[Hit]:
    for match in _YEARS.finditer(text):
        if match.group(1) > match.group(2) and not _LOOKING_BACK.search(text):
            yield Hit(*match.span(), case="years")


def _signed(text: str) -> Iterator[Hit]:
    match = _SIGNED.search(text)
    if not match:
        return
    year, month, day = match["year"] or match["y"], match["month"] or match["m"], match["day"] or match["d"]
    start, end = match.start("y" if match["y"] else "year"), match.end("d") if match["y"] else match.end()
    end -= 2 * text.endswith("印发") * (not match["y"])
    if not day:
        yield Hit(start, end, {"use": ""}, case="no-day")
        return
    use = f"{year}年{int(month)}月{int(day)}日"
    if use != text[start:end] and not _impossible(int(year), int(month), int(day)):
        case = "points" if match["y"] else "padded"
        yield Hit(start, end, {"use": use}, (Edit(start, end, use),), case=case)


def _written(text: str) -> Iterator[Hit]:
    match = _WRITTEN.search(text)
    if not match:
        return
    try:
        year, month, day = _year(match["year"]), _number(match["month"]), _number(match["day"])
    except (KeyError, ValueError):
        return
    if (year, month) >= _FIGURES_SINCE and not _impossible(year, month, day):
        start, end = match.start("year"), match.end() - 2 * text.endswith("印发")
        use = f"{year}年{month}月{day}日"
        yield Hit(start, end, {"use": use}, (Edit(start, end, use),))


_SMELLS: Smells = {
    "date": (("月",), _dates),
    "clock": (("时", "点", ":", "："), _clocks),
    "weekday": (("星期", "周", "礼拜"), _weekdays),
    "short-year": (("年",), _short_years),
    "zero": (("年", "〇", "○"), _zeros),
    "mixed-date": (("月",), _mixed_dates),
    "range": (("—", "～", "~", "－", "-"), _ranges),
    "descending": (("—", "～", "~", "年至", "年到", "月至", "月到", "底至", "底到"), _descending),
    "bounds": (("以下",), _bounds),
    "signed": (("年", ".", "-", "/"), _signed),
    "written": (("年",), _written),
}

_FIGURES = "0123456789"
_NUMERALS = "一二三四五六七八九十"
_YEAR_NUMERALS = "一二三四五六七八九〇零○◯Oo0"
_NEIGHBOURS: Neighbours = {
    "date": ((_FIGURES + _NUMERALS, "月"),),
    "clock": ((_FIGURES, "时点:："),),
    "short-year": ((_FIGURES, _FIGURES, "年"), (_FIGURES, _FIGURES, "—～~－至到-", _FIGURES)),
    "zero": ((_YEAR_NUMERALS, "年"), ("百千万亿点", "〇○")),
    "mixed-date": (
        (_YEAR_NUMERALS, "年", _FIGURES),
        (_FIGURES, "年", _NUMERALS),
        (_FIGURES, "月", _NUMERALS),
        (_NUMERALS, "月", _FIGURES),
    ),
    "range": ((_FIGURES, "—～~－-", _FIGURES),),
    "descending": (
        (_FIGURES + "%万亿年", "～~—", _FIGURES),
        ("至到", _FIGURES, _FIGURES, _FIGURES, _FIGURES, "年"),
    ),
    "signed": ((_FIGURES + "日月发", BOUND),),
    "written": (("日发", BOUND),),
}

KIND = Kind(
    "numeral",
    Options,
    block=each_smell(_SMELLS),
    together=smells_together(_SMELLS, _NEIGHBOURS),
    slots={"reason": "为什么不可能", "use": "建议的写法", "bound": "两档都含的数"},
    cases={
        "year": "年份里的零用了别的符号",
        "spelt": "年份里的零写成了“零”",
        "ring": "年份里的零写成了圆圈，旧字库里没有“〇”时常见",
        "count": "数量：范围的前项少了万、亿，或计量用了“〇”",
        "percent": "范围的前项少了百分号",
        "years": "起止年份前大后小",
        "numbers": "数值范围前大后小",
        "no-day": "成文日期没有写到日",
        "points": "成文日期用了点、横线或斜线",
        "padded": "成文日期的月、日前面补了0",
    },
    fixes=True,
)
