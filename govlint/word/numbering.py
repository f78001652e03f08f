"""Automatic numbering as Word prints it: 一、（一）1. from numbering.xml, with levels, restarts and overrides.

ISO/IEC 29500-1, 17.9. Counters belong to the abstract list: two lists made from one go on counting together, unless one
overrides a level's start.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from govlint.text.frozen import frozen
from govlint.word.package import W, Xml

_LEVELS = 9
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DIGITS = "〇一二三四五六七八九"
_RINGED = "○一二三四五六七八九"  # [MS-DOCX] 2.4: chineseCounting has U+25CB
_CUSTOM = re.compile(r"(0+)1, \1[2-9]")
_PLACEHOLDER = re.compile(r"%([1-9])")


class ListItem(NamedTuple):
    """Which list a paragraph belongs to, and its 0-based level there."""

    number: str
    level: int


@frozen
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str = ""


@dataclass(slots=True)
class _List:
    levels: list[_Level]
    counters: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


class Numbering:
    """Counts through a document: ask for the labels of its paragraphs in order."""

    def __init__(self, root: Xml | None) -> None:
        self._lists: dict[str, _List] = {}
        self._of_number: dict[str, tuple[str, dict[int, int], dict[int, _Level]]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is not None:
            self._read(root)

    def _read(self, root: Xml) -> None:
        links: dict[str, str] = {}
        linked: dict[str, str] = {}
        for abstract in root.iter(W + "abstractNum"):
            levels = [_Level() for _ in range(_LEVELS)]
            for element in abstract.iterfind(W + "lvl"):
                levels[_index(element)] = _level(element)
            key = abstract.get(W + "abstractNumId", "")
            self._lists[key] = _List(levels)
            # A list style keeps its levels in the abstract list that it names.
            if (style := _value(abstract, "styleLink")) is not None:
                linked[style] = key
            if (style := _value(abstract, "numStyleLink")) is not None:
                links[key] = style
        for number in root.iter(W + "num"):
            key = _value(number, "abstractNumId") or ""
            key = linked.get(links.get(key, ""), key)
            starts: dict[int, int] = {}
            levels_here: dict[int, _Level] = {}
            for override in number.iterfind(W + "lvlOverride"):
                start = _value(override, "startOverride")
                if start is not None:
                    starts[_index(override)] = _int(start, 1)
                replaced = override.find(W + "lvl")
                if replaced is not None:
                    levels_here[_index(override)] = _level(replaced)
            self._of_number[number.get(W + "numId", "")] = (key, starts, levels_here)

    def abstract_of(self, number: str) -> str:
        """The id of the abstract list that a list is made from."""
        return self._of_number.get(number, ("", {}, {}))[0]

    def level_of_style(self, number: str, style: str) -> int:
        """The level of a list that belongs to a paragraph style; 0 where none says so."""
        key, _, _ = self._of_number.get(number, ("", {}, {}))
        levels = self._lists[key].levels if key in self._lists else []
        return next((i for i, level in enumerate(levels) if level.style == style), 0)

    def next(self, item: ListItem) -> tuple[str, bool]:
        """The label of the next paragraph of a list as it is printed, and whether it is a bullet ("" then)."""
        key, starts, own = self._of_number.get(item.number, ("", {}, {}))
        the_list = self._lists.get(key)
        if the_list is None or not 0 <= item.level < _LEVELS:
            return "", False
        levels = [own.get(i, level) for i, level in enumerate(the_list.levels)]
        counters = the_list.counters
        if item.level in starts and (item.number, item.level) not in self._begun:
            counters[item.level] = starts[item.level] - 1
        self._begun.add((item.number, item.level))
        level = levels[item.level]
        before = counters[item.level]
        counters[item.level] = level.start if before is None else before + 1
        for deeper in range(item.level + 1, _LEVELS):
            restart = levels[deeper].restart
            if restart is None or restart > item.level:
                counters[deeper] = None
        if level.format in ("bullet", "none"):
            return ("", True) if level.format == "bullet" else (_PLACEHOLDER.sub("", level.text), False)

        def print_level(match: re.Match[str]) -> str:
            index = int(match.group(1)) - 1
            count = counters[index]
            shown = levels[index].start if count is None else count  # a level that was jumped over
            return format_number(shown, "decimal" if level.legal else levels[index].format)

        return _PLACEHOLDER.sub(print_level, level.text), False


def format_number(number: int, style: str) -> str:
    """A number as one of Word's number formats prints it (ST_NumberFormat); one not known here as decimal."""
    if number < 0:
        return str(number)
    if style in _ENCLOSED and 1 <= number <= _ENCLOSED[style][1]:
        return chr(ord(_ENCLOSED[style][0]) + number - 1)
    if style in _CYCLES and number:
        cycle = _CYCLES[style]
        return cycle[(number - 1) % len(cycle)]
    if counted := _CUSTOM.match(style):
        return f"{number:0{len(counted.group(1)) + 1}}"
    match style:
        case "upperRoman" | "lowerRoman" if 0 < number < 4000:
            roman = _roman(number)
            return roman if style == "upperRoman" else roman.lower()
        case "upperLetter" | "lowerLetter" if number:
            letter = chr(ord("A") + (number - 1) % 26) * min((number - 1) // 26 + 1, 40)
            return letter if style == "upperLetter" else letter.lower()
        case "chineseCounting" | "taiwaneseCounting" if number >= 100:
            return "".join(_RINGED[int(d)] for d in str(number))
        case _ if style in _COUNTING:
            return _large(number, _DIGITS, "十百千万")
        case "chineseLegalSimplified":
            return _large(number, "零壹贰叁肆伍陆柒捌玖", "拾佰仟万")
        case "ideographLegalTraditional" | "japaneseLegal":
            return _large(number, "零壹貳參肆伍陸柒捌玖", "拾佰仟\u842c")
        case "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital":
            return "".join(_DIGITS[int(d)] for d in str(number))
        case "decimalFullWidth" | "decimalFullWidth2":
            return "".join(chr(ord("０") + int(d)) for d in str(number))
        case "decimalZero":
            return f"{number:02}"
        case "numberInDash":
            return f"- {number} -"
    return str(number)


_COUNTING = frozenset(
    {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCountingThousand", "taiwaneseCounting"}
)
_ENCLOSED: Mapping[str, tuple[str, int]] = {
    "decimalEnclosedCircle": ("①", 20),
    "decimalEnclosedCircleChinese": ("①", 20),
    "decimalEnclosedParen": ("⑴", 20),
    "decimalEnclosedFullstop": ("⒈", 20),
    # In brackets, as Word has it, not in circles, as the standard has it ([MS-OI29500] 2.1.540 a).
    "ideographEnclosedCircle": ("㈠", 10),
}
_CYCLES: Mapping[str, str] = {
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
}


def _large(number: int, digits: str, units: str) -> str:
    """A number below a hundred million in Chinese words; between ten thousands and the rest Word writes no zero
    ([MS-OI29500] 2.1.540 e)."""
    above, rest = divmod(number, 10000)
    if not 0 < above < 10000:
        return str(number) if above else _counting(rest, digits, units)
    words = _counting(rest, digits, units)
    # 一万一十一, though 十一 begins a number.
    words = digits[1] + words if 10 <= rest < 20 and digits[1] == "一" else words
    return _counting(above, digits, units) + units[3] + (words if rest else "")


def _counting(number: int, digits: str, units: str) -> str:
    """A number below ten thousand in Chinese words: 十一, 二十, 一百零三."""
    if number == 0:
        return digits[0]
    words = ""
    pending_zero = False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit == 0:
            pending_zero = bool(words)
            continue
        if pending_zero:
            words += "零"
            pending_zero = False
        words += digits[digit] + (units[place - 1] if place else "")
    # 一十一 is said 十一.
    return words[1:] if words.startswith("一十") else words


def _roman(number: int) -> str:
    values = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
    words = ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I")
    letters = ""
    for value, word in zip(values, words, strict=True):
        letters += word * (number // value)
        number %= value
    return letters


def _level(element: Xml) -> _Level:
    restart = _value(element, "lvlRestart")
    legal = element.find(W + "isLgl")
    return _Level(
        start=_int(_value(element, "start"), 0),
        format=_format(element),
        text=_value(element, "lvlText") or "",
        restart=None if restart is None else _int(restart, 0),
        legal=legal is not None and legal.get(W + "val", "1") not in ("0", "false", "off"),
        style=_value(element, "pStyle") or "",
    )


def _format(element: Xml) -> str:
    """The name of a level's number format, or the row that a custom one says it counts by ("001, 002, 003, ...").

    Word writes such a row ([MS-DOCX] 2.4) where programs that know it find it first.
    """
    own = element.find(W + "numFmt")
    custom = element.find(f"{_MC}AlternateContent/{_MC}Choice/{W}numFmt")
    own = custom if custom is not None else own
    if own is None:
        own = element.find(f"{_MC}AlternateContent/{_MC}Fallback/{W}numFmt")
    if own is None:
        return "decimal"
    kind: str = own.get(W + "val", "decimal")
    return own.get(W + "format", kind) if kind == "custom" else kind


def _value(element: Xml, name: str) -> str | None:
    child = element.find(W + name)
    return None if child is None else child.get(W + "val")


def _int(text: str | None, default: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"-?\d{1,9}", text) else default


def _index(element: Xml) -> int:
    return min(max(_int(element.get(W + "ilvl"), 0), 0), _LEVELS - 1)
