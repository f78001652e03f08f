"""Which of several forms a document writes where writers differ: ordinals, headings, figures, what stands where."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from govlint.document.block import Block, remembered
from govlint.document.document import Document
from govlint.document.heads import Head
from govlint.document.ordinal import Marker
from govlint.document.outline import Run
from govlint.document.roles import Role
from govlint.document.sections import Sections
from govlint.language import segment
from govlint.language.wordclass import ends_in_predicate, opens_with_verb
from govlint.style.figures import WRITTEN
from govlint.text.lazyregex import lazy

YES, NO = "有", "没有"
PAIRS: Mapping[str, tuple[str, str]] = {
    "pair-zuochu": ("作出", "做出"),
    "pair-zhenjie": ("镇街", "街镇"),
    "pair-gongli": ("公里", "千米"),
    "pair-gongjin": ("公斤", "千克"),
    "pair-nianqian": ("年底前", "年底以前"),
    "pair-zengzhang": ("同比增长", "比上年增长"),
}
"""Two ways of saying one thing, both right and neither recommended before the other."""
_ORDERS = ("第一层", "第二层", "第三层")
CHOICES: Mapping[str, str] = {
    **{f"ordinals-{depth}": f"{order}序号" for depth, order in enumerate(_ORDERS, 1)},
    "inline": "段内的序号",
    "arabic-mark": "数字序号后的标点",
    "heading-grammar": "标题的句式",
    "heading-shape": "标题的格式",
    "heading-end": "标题末尾",
    "title": "标题的文种",
    "has-title": "标题",
    "has-salutation": "称谓",
    "has-headings": "小标题",
    "has-articles": "条文",
    "has-signature": "落款",
    "percent": "百分数",
    "years": "年份",
    "quote-marks": "引号",
    "bracket-marks": "括号",
    **{name: f"“{one}”和“{other}”" for name, (one, other) in PAIRS.items()},
}
"""What a text may write in one way or another, each named in Chinese."""

LOOSE = frozenset(
    {
        "ordinals-2",
        "ordinals-3",
        "heading-end",
        "heading-grammar",
        "heading-shape",
        "inline",
        "title",
        "percent",
        "bracket-marks",
    }
)
"""Choices in which texts of one house differ now and then, however many are alike."""
_FEWEST_HEADINGS = 3
_TITLED = lazy(
    "(讲话|致辞|发言|报告|通知|通报|意见|方案|规划|条例|规定|办法|细则|解释|批复|复函|函|答复|决定|纪要|请示|总结|要点|安排)"
    "(?:（[^（）]*）|\\([^()]*\\)|[*＊\\s])*$"
)
_MARKS = (
    ("percent", "%", lazy(r"\d[%％]")),
    ("percent", "百分之", lazy(r"百分之(?!百)")),
    ("years", "2021年", lazy(r"(?<!\d)(?:19|20)\d\d年")),
    ("years", "二〇二一年", lazy(r"[一二][九〇○零][〇○零一二三四五六七八九]{2}年")),
)
_TWINS = (
    ("quote-marks", "“”", "“"),
    ("quote-marks", "「」", "「"),
    ("quote-marks", '""', '"'),
    ("bracket-marks", "（）", "（"),
    ("bracket-marks", "()", "("),
)
_SIGNS = {"percent": ("%", "百分之"), "years": ("年",)}


class Spot(NamedTuple):
    """A place of a document: the index of a block and a span of its reading text."""

    block: int
    start: int
    end: int


@dataclass(slots=True)
class Choice:
    """How often each form stands in a document, and where first. What is not there at all has no place."""

    counts: Counter[str] = field(default_factory=Counter)
    first: dict[str, Spot] = field(default_factory=dict)

    def add(self, form: str, spot: Spot | None, times: int = 1) -> None:
        """Note a form at a place."""
        self.counts[form] += times
        if spot is not None:
            self.first.setdefault(form, spot)

    @property
    def main(self) -> str:
        """The form written most often."""
        return min(self.counts, key=lambda form: (-self.counts[form], form))


def forms(document: Document) -> dict[str, Choice]:
    """The choices that a document makes, by name."""
    found: dict[str, Choice] = {}

    def note(name: str, form: str, spot: Spot | None = None, times: int = 1) -> None:
        found.setdefault(name, Choice()).add(form, spot, times)

    for name, form, spot in (*_of_ordinals(document), *_of_headings(document), *_of_parts(document)):
        note(name, form, spot)
    for index in document.with_role(*WRITTEN, Role.HEADING):
        for name, form, times, start, end in _of_marks(document.places[index].block):
            note(name, form, Spot(index, start, end), times)
    return {name: found[name] for name in CHOICES if name in found}


def _of_ordinals(document: Document) -> Iterator[tuple[str, str, Spot]]:
    runs = [run for run in document.outline.firm if not run.members[0].generated]
    heads = [run for run in runs if run.head and run.rank is not None and len(run.members) > 1]
    # Articles are a choice of their own.
    levels = sorted({(run.rank or 0, run.series) for run in heads if run.series != "第一条"})
    names = {series: f"ordinals-{depth}" for depth, (_, series) in enumerate(levels[: len(_ORDERS)], 1)}
    for run in heads:
        for member in run.members:
            spot = _spot(member.line, member.marker)
            if run.series in names:
                yield names[run.series], run.series, spot
            if run.series == "1.":
                yield "arabic-mark", member.marker.text[member.marker.core - member.marker.start :] or "（无）", spot
    for run in runs:
        if (run.rank is None or not run.head) and len(run.members) > 1:
            yield "inline", spoken(run), _spot(run.members[0].line, run.members[0].marker)


def spoken(run: Run) -> str:
    """What a run of ordinals inside of paragraphs is called: by its first member (一是, 一要, 第一，)."""
    return f"一{run.style}" if run.series == "一是" and run.style in ("是", "要") else run.style or run.series


def _spot(line: int, marker: Marker) -> Spot:
    return Spot(line, marker.start, marker.end)


def _of_headings(document: Document) -> Iterator[tuple[str, str, Spot]]:
    sections = Sections(document)
    if len(sections.headings) < _FEWEST_HEADINGS:
        return
    for line in sections.headings:
        text = document.places[line].block.folded
        member = sections.numbered.get(line)
        start = member.marker.end if member else 0
        own = text[start:].strip()
        if len(own) < 2 or (member and member.marker.series == "第一条"):
            continue
        spot = Spot(line, start, len(text))
        yield "heading-end", "句号" if own[-1] == "。" else "无标点", spot
        own = Head(line, start, own.rstrip("。；：")).core
        yield "heading-grammar", grammar(own), spot
        yield "heading-shape", shape(own), spot


def grammar(heading: str) -> str:
    """How a heading is built: 动宾 (抓好落实), 主谓 (责任不清) or 偏正 (总体要求)."""
    if opens_with_verb(heading):
        return "动宾"
    return "主谓" if ends_in_predicate(heading) else "偏正"


def shape(heading: str) -> str:
    """Of how many parts a heading is, and whether they are even."""
    parts = [part for part in re.split(r"[，、 \u3000]", heading) if part]
    if len(parts) < 2:
        return "一段"
    return f"{len(parts) if len(parts) < 4 else '多'}段{'等长' if len(set(map(len, parts))) == 1 else '不等长'}"


def _of_parts(document: Document) -> Iterator[tuple[str, str, Spot]]:
    body = document.with_role(*WRITTEN)
    if sum(len(document.places[i].block.text) for i in body) < 300:
        return
    top = Spot(body[0], 0, min(20, len(document.places[body[0]].block.text)))
    for name, role in (("title", Role.TITLE), ("salutation", Role.SALUTATION), ("headings", Role.HEADING)):
        there = document.with_role(role, part=0)
        yield f"has-{name}", YES if there else NO, Spot(there[0], 0, _end(document, there[0])) if there else top
    signed = document.with_role(Role.SIGNATURE, part=0)
    last = body[-1]
    spot = (
        Spot(signed[0], 0, _end(document, signed[0]))
        if signed
        else Spot(last, max(0, _end(document, last) - 12), _end(document, last))
    )
    yield "has-signature", YES if signed else NO, spot
    articles = [m for run in document.outline.runs if run.series == "第一条" for m in run.members]
    yield "has-articles", YES if articles else NO, _spot(articles[0].line, articles[0].marker) if articles else top
    if titled := _TITLED.search(document.title):
        there = document.with_role(Role.TITLE, part=0)
        yield "title", titled[1], Spot(there[-1], 0, _end(document, there[-1]))


def _end(document: Document, index: int) -> int:
    return len(document.places[index].block.text)


@remembered
def _of_marks(block: Block) -> tuple[tuple[str, str, int, int, int], ...]:
    """Choice, form, how often, and where first."""
    text = block.folded
    found = []
    for name, form, pattern in _MARKS:
        if any(sign in text for sign in _SIGNS[name]):
            spans = [match.span() for match in pattern.finditer(text)]
            if spans:
                found.append((name, form, len(spans), *spans[0]))
    # The folded text has full-width marks only.
    for name, form, mark in _TWINS:
        if (times := block.text.count(mark)) > 0:
            at = block.text.index(mark)
            found.append((name, form, times, at, at + 1))
    for name, pair in PAIRS.items():
        if any(form in text for form in pair):
            found += _of_pair(name, pair, text)
    return tuple(found)


def _of_pair(name: str, pair: tuple[str, str], text: str) -> Iterator[tuple[str, str, int, int, int]]:
    """Only whole words: 工作出现 holds no 作出."""
    ends = segment.bounds(text)
    for form in pair:
        spans = [match.span() for match in re.finditer(form, text)]
        whole = [span for span in spans if ends.issuperset(span)]
        if whole:
            yield name, form, len(whole), *whole[0]
