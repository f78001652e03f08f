"""Figures of a document: how long its parts are, how often it has what; each a total over a base, so that short texts prove
little."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from math import exp, hypot, log, sqrt
from typing import NamedTuple

from govlint.document.block import Block, remembered
from govlint.document.document import Document
from govlint.document.roles import Role
from govlint.document.sections import Sections
from govlint.text.frozen import frozen

WRITTEN = (Role.BODY, Role.ITEM)
"""The parts of a document whose style is measured, in its main text and in what is attached."""

_JOINS, _ENDS = "、；", "！？：（）《》“”\n"
"""What parts the limbs of a run beside ，, and what ends one beside 。."""
_CHANCE = 2.0
"""How many standard errors a figure must be off before it is no chance."""
_BURSTS = 3
"""How much more words vary from text to text than by mere chance: who writes one soon writes it again."""
_VARIED = {"sentence": 0.6, "clauses": 0.6, "clause": 0.6, "paragraph": 0.6, "heading-length": 0.25}
"""Figures that are means, each with the standard deviation of what it is the mean of within one training text, in parts of
that mean."""
_FEW_SENTENCES = 4
_FEW_CHARACTERS = 300
_LONG = 80
"""Code points from which on a sentence is called long."""

_MARKED = {
    "exclamations": "！",
    "questions": "？",
    "lists": "、",
    "semicolons": "；",
    "colons": "：",
    "quotations": "“",
    "works": "《",
    "brackets": "（",
}
_WORDS = {
    "de": ("的", 0.28),
    "shi": ("是", 0.46),
    "le": ("了", 0.32),
    "zhe": ("这", 0.44),
    "jiu": ("就", 0.36),
    "ye": ("也", 0.44),
    "ba": ("把", 0.4),
    "zai": ("在", 0.28),
    "you": ("有", 0.29),
    "yi": ("以", 0.34),
    "bu": ("不", 0.37),
    "qi": ("其", 0.38),
    "huozhe": ("或者", 0.59),
    "yao": ("要", 0.44),
    "must": ("必须", 0.4),
    "shall": ("应当", 0.34),
    "we": ("我们", 0.4),
    "comrades": ("同志", 0.4),
    "strengthen": ("加强", 0.49),
    "advance": ("推进", 0.33),
    "fully": ("全面", 0.4),
    "adhere": ("坚持", 0.25),
    "you-by": ("由", 0.41),
    "bing": ("并", 0.35),
    "jiang": ("将", 0.35),
    "dui": ("对", 0.33),
    "genju": ("根据", 0.48),
    "anzhao": ("按照", 0.53),
    "may": ("可以", 0.65),
    "related": ("有关", 0.53),
    "carry-out": ("进行", 0.45),
    "promote": ("推动", 0.39),
    "speed-up": ("加快", 0.36),
    "lift": ("提升", 0.24),
    "raise": ("提高", 0.43),
    "achieve": ("实现", 0.27),
    "perfect": ("完善", 0.4),
}
"""Words that tell how a text speaks, each with how far its frequency lies apart in texts of one kind."""
_TIMES, _SHARE = "次／千字", "句／百句"
_COUNTED = _MARKED | {name: word for name, (word, _) in _WORDS.items()}


class Figure(NamedTuple):
    """What is measured: `title` names it in Chinese, `unit` what it is counted in.

    `spread` is how far texts of one house lie apart, before any is known: the standard deviation of the figure's logarithm,
    as it is in published texts of one kind. `offset` is added to what is seldom, which differs by chance.
    """

    title: str
    unit: str
    spread: float
    offset: float = 0.0

    @property
    def is_rate(self) -> bool:
        """Whether it counts occurrences."""
        return self.offset > 0

    @property
    def is_word(self) -> bool:
        """Whether it counts a word or a mark."""
        return self.unit == _TIMES

    def scaled(self, value: float) -> float:
        """The value on the scale on which texts are compared."""
        return log(max(value + self.offset, 0.1))

    def unscaled(self, scaled: float) -> float:
        """The value of a place on that scale; none is below nothing."""
        return max(0.0, exp(scaled) - self.offset)


def _mark(shown: str, spread: float) -> Figure:
    return Figure(shown if shown[0] in "“《（" else f"“{shown}”", _TIMES, spread, 0.5)


FIGURES: Mapping[str, Figure] = {
    "length": Figure("全文字数", "字", 0.66),
    "sentence": Figure("平均句长", "字", 0.14),
    "clauses": Figure("平均每句小句", "个", 0.11),
    "clause": Figure("平均小句长", "字", 0.07),
    "paragraph": Figure("平均段长", "字", 0.24),
    "long-sentences": Figure(f"{_LONG} 字以上的句子", _SHARE, 0.42, 2.0),
    "heading-length": Figure("平均标题长", "字", 0.29),
    "headings": Figure("标题", "个／千字", 0.54, 0.3),
    "sections": Figure("一级标题", "个", 0.43),
    "largest-section": Figure("最长一部分占全文", "%", 0.6),
    "fours": Figure("四字连用", "处／千字", 0.45, 0.3),
    "parallels": Figure("等长排列（三项以上）", "处／千字", 0.29, 0.3),
    "digits": Figure("阿拉伯数字", "处／千字", 0.63, 0.5),
    "exclamations": _mark("！", 0.4),
    "questions": _mark("？", 0.4),
    "lists": _mark("、", 0.26),
    "semicolons": _mark("；", 0.47),
    "colons": _mark("：", 0.36),
    "quotations": _mark("“”", 0.34),
    "works": _mark("《》", 0.4),
    "brackets": _mark("（）", 0.38),
    **{name: _mark(word, spread) for name, (word, spread) in _WORDS.items()},
}
"""All figures by name, in the order in which they are told."""


class Value(NamedTuple):
    """A figure of one text: so much of it in so large a base (sentences, or code points where it is a rate)."""

    total: float
    base: float
    value: float


@frozen
class Counts:
    """What is counted in one paragraph. `sentences` are lengths in code points; `evens` the runs of limbs of one length, each
    (length, limbs)."""

    characters: int
    sentences: tuple[int, ...]
    clauses: int
    evens: tuple[tuple[int, int], ...]
    digits: int
    marks: Mapping[str, int]


@remembered
def counts(block: Block) -> Counts:
    """The counts of a block."""
    text = block.folded
    marks = {name: text.count(mark) for name, mark in _COUNTED.items()}
    sentences = tuple(len(sentence.text) for sentence in block.sentences)
    clauses = max(1, sum(map(text.count, "，；：。！？")))
    return Counts(len(text), sentences, clauses, tuple(_evens(text)), _digits(text), marks)


def _evens(text: str) -> Iterator[tuple[int, int]]:
    # Many times quicker than to translate.
    for mark in _JOINS:
        text = text.replace(mark, "，")
    for mark in _ENDS:
        text = text.replace(mark, "。")
    for part in text.split("。"):
        if "，" not in part:
            continue
        for length, run in groupby(part.split("，"), len):
            several = list(run)
            if length > 2 and len(several) > (1 if length == 4 else 2) and all(map(str.isalpha, several)):
                yield length, len(several)


def _digits(text: str) -> int:
    return (
        sum(1 for is_digit, _ in groupby(text, str.isdecimal) if is_digit) if any(map(text.__contains__, "0123456789")) else 0
    )


def figures(document: Document) -> dict[str, Value]:
    """The figures that a document is long enough to have, by name in the order of FIGURES."""
    found = {}
    blocks = [counts(document.places[i].block) for i in document.with_role(*WRITTEN, part=0)]
    if sum(c.characters for c in blocks) < _FEW_CHARACTERS:
        # A notice of three lines and what it sends out.
        blocks = [counts(document.places[i].block) for i in document.with_role(*WRITTEN)]
    size = sum(c.characters for c in blocks)
    if size < _FEW_CHARACTERS:
        return {}
    lengths = [n for c in blocks for n in c.sentences]
    found["length"] = Value(size, 1, size)
    if len(lengths) >= _FEW_SENTENCES:
        found["sentence"] = Value(size, len(lengths), size / len(lengths))
        clauses = sum(c.clauses for c in blocks)
        found["clauses"] = Value(clauses, len(lengths), clauses / len(lengths))
        found["clause"] = Value(size, clauses, size / clauses)
        found["paragraph"] = Value(size, len(blocks), size / len(blocks))
        long = sum(n > _LONG for n in lengths)
        found["long-sentences"] = Value(long, len(lengths), 100 * long / len(lengths))
    found |= _of_headings(document, size)
    fours = sum(length == 4 for c in blocks for length, _ in c.evens)
    evens = sum(length != 4 for c in blocks for length, _ in c.evens)
    totals = {"fours": fours, "parallels": evens, "digits": sum(c.digits for c in blocks)}
    totals |= {name: sum(c.marks[name] for c in blocks) for name in _COUNTED}
    found |= {name: Value(total, size, 1000 * total / size) for name, total in totals.items()}
    return {name: found[name] for name in FIGURES if name in found}


def _of_headings(document: Document, size: int) -> Iterator[tuple[str, Value]]:
    sections = Sections(document)
    heads = sections.headings
    yield "headings", Value(len(heads), size, 1000 * len(heads) / size)
    if len(heads) > 2:
        total = sum(len(document.places[i].block.folded) for i in heads)
        yield "heading-length", Value(total, len(heads), total / len(heads))
    groups = [group for group in sections.groups if len(group) > 1 and all(map(sections.is_heading, group))]
    if groups:
        top = min(groups, key=lambda group: group[0].line)
        yield "sections", Value(len(top), 1, len(top))
        lengths = [sections.length(section) for section in top]
        whole = sum(len(place.block.text) for place in document.places if place.role is not Role.CELL)
        yield "largest-section", Value(max(lengths), whole, 100 * max(lengths) / whole)


def outside(name: str, value: Value, low: float, high: float) -> float:
    """How far a figure lies outside of a band, in widths of the band; below it negative, 0 inside or where it may be chance."""
    figure = FIGURES[name]
    if low <= value.value <= high or _may_be_chance(name, value, low, high):
        return 0.0
    width = figure.scaled(high) - figure.scaled(low) if high > low else 1.0
    edge = low if value.value < low else high
    return (figure.scaled(value.value) - figure.scaled(edge)) / max(width, 0.1)


def _may_be_chance(name: str, value: Value, low: float, high: float) -> bool:
    """Whether the spread of the house and the chance of a short text together explain how far the figure is from the middle."""
    figure = FIGURES[name]
    middle = figure.unscaled((figure.scaled(low) + figure.scaled(high)) / 2)
    edge = low if value.value < low else high
    if figure.is_rate:
        per = value.base / (100 if figure.unit == _SHARE else 1000)
        chance = sqrt(_BURSTS * edge * per + 1)
        return abs(value.value - middle) * per <= hypot((edge - middle) * per, _CHANCE * chance)
    if name not in _VARIED:
        return False
    off = figure.scaled(value.value) - figure.scaled(middle)
    return abs(off) <= hypot(figure.scaled(edge) - figure.scaled(middle), _CHANCE * _VARIED[name] / sqrt(value.base))
