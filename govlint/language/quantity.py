"""Numbers with their units as a text gives them, and how exact they are; knows no check and no document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy

_SCALES = {"": 1.0, "千": 1e3, "万": 1e4, "百万": 1e6, "亿": 1e8, "万亿": 1e12}
_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_SCALE = "(?:万亿|百万|亿|万|千)?"
_UNIT = (
    "(?:%|‰|个百分点|美元|人民币元|元|人次|台次|辆次|户次|家次|场次|班次|件次|批次|例次|项次|车次|人|名|户|个月|个|家|项|件|起|次|台|套|辆|所|座|条|处|只|头|吨|"
    "千克|公斤|亩|公顷|平方公里|平方千米|平方米|立方米|公里|千米|毫米|厘米|微米|纳米|米|千瓦时|千瓦|度|小时|分钟|秒|天|周|岁|册|篇|份|"
    "场|期|批|村|镇|乡|县|种|本|张|位|宗|例|株|棵|栋|幢|间|口|盏|面|艘|架|段|块|幅|羽|尾)?"
)
_QUANTITY = lazy(rf"(?<![\d.,A-Za-z])({_NUMBER})({_SCALE})({_UNIT})")
_ROUGH_BEFORE = lazy(r"(?:约|近|超|超过|突破|逾|不足|不到|至少|大约|将近|接近|上|数)$")
# -2.8%, 负9.7; a dash behind a number or a unit is that of a range.
_NEGATIVE = lazy(r"(?:(?<![\d%‰万亿元年月日）〕A-Za-z])[-－−]|负)$")
_ROUGH_AFTER = lazy(r"(?:多|余|左右|以上|以下|上下|来)")


@frozen
class Quantity:
    """A number in a text: `figure` as it is written, with its sign and so many `decimals`, times `worth` where 万 follows.

    `rough` says that the text has it as no exact one. `start` and `end` are code points of the text that it was read from,
    without the sign.
    """

    start: int
    end: int
    figure: float
    decimals: int
    scale: str
    unit: str
    rough: bool

    @property
    def worth(self) -> float:
        """What one of the figures is worth."""
        return _SCALES[self.scale]

    @property
    def counts(self) -> str:
        """What it counts, be it by another word: 名 and 位 are 人."""
        return "人" if self.unit in ("名", "位") else self.unit

    @property
    def value(self) -> float:
        return self.figure * self.worth

    @property
    def step(self) -> float:
        """What its last figure is worth."""
        return self.worth / float(10**self.decimals)

    @property
    def low(self) -> float:
        """The least that may have been rounded to this number."""
        return self.value - self.step / 2

    @property
    def high(self) -> float:
        """The most that may have been rounded to this number."""
        return self.value + self.step / 2

    def written(self, value: float) -> str:
        """Another value as this one is written: with its decimals, its 万 or 亿 and its unit."""
        return f"{value / self.worth:.{self.decimals}f}{self.scale}{self.unit}"


def quantities(text: str, start: int = 0, end: int | None = None) -> Iterator[Quantity]:
    """All numbers of a folded text between two offsets, in order; years, dates and ordinals among them."""
    for match in _QUANTITY.finditer(text, start, len(text) if end is None else end):
        yield _read(text, match)


def _read(text: str, match: re.Match[str]) -> Quantity:
    figures, scale, unit = match.groups()
    figures = figures.replace(",", "")
    rough = bool(
        _ROUGH_BEFORE.search(text, max(0, match.start() - 3), match.start())
        or _ROUGH_AFTER.match(text, match.end())
        or _ROUGH_AFTER.match(text, match.end(2))
    )
    # Few have a sign, and to look for one costs more than to see that there is none.
    signed = match.start() and text[match.start() - 1] in "负-－−"
    sign = -1 if signed and _NEGATIVE.search(text, max(0, match.start() - 2), match.start()) else 1
    return Quantity(*match.span(), sign * float(figures), len(figures.partition(".")[2]), scale, unit, rough)


def quantity_at(text: str, start: int, end: int | None = None) -> Quantity | None:
    """The number that begins right here, if one does."""
    match = _QUANTITY.match(text, start, len(text) if end is None else end)
    return _read(text, match) if match else None
