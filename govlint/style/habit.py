"""What a habit is: a measure, what is usual by it, and in how many texts; how far a document departs from it, and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from math import sqrt

from govlint.analysis.check import OptionsError
from govlint.style.figures import FIGURES
from govlint.style.forms import CHOICES
from govlint.text.frozen import frozen

PLACES: Mapping[str, str] = {"salutation": "称谓", "opening": "开头", "transition": "过渡", "closing": "结尾"}
"""Where formulas stand, each named in Chinese."""
TOGETHER = "together"
"""How many figures of a text lie outside of their bands at once, by which another way of writing is told from chance."""
LISTS: Mapping[str, str] = {"names": "名称的写法", "words": "不用的词", "pair": "两种写法"}
"""Habits that are about words wherever they stand."""

MEASURES: Mapping[str, str] = {
    **PLACES,
    **CHOICES,
    **{name: figure.title for name, figure in FIGURES.items()},
    TOGETHER: "同时不合的数值",
    **LISTS,
}
"""All that a habit may be about, each named in Chinese, in the order in which they are told."""

GROWN = 300
"""Code points of text below which a document is too short to have a habit."""
_TOLD = 2
"""How many of several usual forms a message tells."""
_ONE_SIDED = 0.8416
"""The quantile of the normal distribution above which one in five lies."""


def firmness(kept: int, texts: int) -> float:
    """The share of texts of this house that keep a habit, at least, with four chances in five: the lower bound of
    E. B. Wilson's interval (JASA 1927). `kept` of `texts` models keep it; 0 where there is none."""
    if not texts:
        return 0.0
    square = _ONE_SIDED**2 / texts
    share = kept / texts
    spread = sqrt(share * (1 - share) / texts + square / (4 * texts))
    return max(0.0, (share + square / 2 - _ONE_SIDED * spread) / (1 + square))


@frozen
class Habit:
    """One habit as a profile has it."""

    measure: str = field(
        metadata={"help": "哪一方面，如 closing 结尾、ordinals-1 第一层序号、sentence 平均句长", "sample": "closing"}
    )
    usual: tuple[str, ...] = field(
        default=(),
        metadata={
            "help": "惯用的写法：套话（“……”表示中间可以有别的话，“|”隔开可以互换的词）、形式、名称",
            "sample": "[【待填：惯用的写法】]",
        },
    )
    instead: tuple[str, ...] = field(
        default=(), metadata={"help": "不这样写：words 不用的词，pair 另一种写法，names 也算对的写法"}
    )
    low: float | None = field(default=None, metadata={"help": "数值通常不低于多少"})
    middle: float | None = field(default=None, metadata={"help": "数值的中位数"})
    high: float | None = field(default=None, metadata={"help": "数值通常不高于多少"})
    kept: int = field(default=0, metadata={"help": "多少篇范文是这样"})
    texts: int = field(default=0, metadata={"help": "多少篇范文里看得出这一方面"})
    example: str = field(default="", metadata={"help": "范文里的一个例子"})
    source: str = field(default="", metadata={"help": "例子出自哪个文件"})

    def __post_init__(self) -> None:
        if self.measure not in MEASURES:
            raise OptionsError(f"没有“{self.measure}”这一方面；可用：{'、'.join(MEASURES)}", "measure")
        if self.measure == TOGETHER:
            if self.high is None or self.high < 0:
                raise OptionsError("together 要写 high：通常最多几项", "measure")
        elif self.measure in FIGURES:
            if self.low is None or self.high is None:
                raise OptionsError("数值要写 low 和 high", "measure")
            if not 0 <= self.low <= self.high:
                raise OptionsError("low 不能小于 0，也不能比 high 大", "low")
        elif self.measure == "words" and not self.instead:
            raise OptionsError("words 要写 instead：不用的词", "measure")
        elif self.measure != "words" and not self.usual:
            raise OptionsError("要写 usual：惯用的写法", "measure")
        if self.kept > self.texts:
            raise OptionsError("kept 不能比 texts 多", "kept")

    @property
    def firmness(self) -> float:
        """How firm it is, between 0 and 1."""
        return firmness(self.kept, self.texts)


def shown(figure: str, value: float) -> str:
    """A value of a figure, as a writer reads it."""
    digits = 0 if value >= 20 or FIGURES[figure].unit == "字" else 1
    return f"{value:.{digits}f}"


def usual_of(habit: Habit) -> str:
    """What is usual by a habit, in words."""
    if habit.measure == TOGETHER:
        return f"{habit.high:g}"
    if habit.low is not None and habit.high is not None:
        unit = FIGURES[habit.measure].unit
        return f"{shown(habit.measure, habit.low)} 至 {shown(habit.measure, habit.high)} {unit}"
    return "、".join(map(quoted, habit.usual[:_TOLD]))


def quoted(form: str) -> str:
    """A form in quotation marks, unless it has marks of its own."""
    return form if form[0] in "“《" else f"“{form}”"
