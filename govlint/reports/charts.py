"""Two charts of how a text breathes: how long its sentences are, and where runs of four characters stand. Inline SVG."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from statistics import mean

from govlint.document.document import Document
from govlint.document.genre import Genre
from govlint.document.roles import Role
from govlint.language.spoken import characters, minutes
from govlint.text.characters import HAN
from govlint.text.columns import visible

_SPOKEN = frozenset({Role.SALUTATION, Role.HEADING, Role.BODY, Role.ITEM})
_FOUR = re.compile(f"(?<![{HAN}])[{HAN}]{{4}}(?![{HAN}])")
_JOINT = re.compile("[，、；]")
_LONG = 120
"""Characters from which a sentence is hard to read out in one breath."""
_WIDTH, _LEFT, _TALL, _LOW = 960, 30, 96, 56
_FEWEST = 5


@dataclass(frozen=True)
class Sentence:
    """A sentence: where it begins among all characters that are read, how many it has, and the place it stands in."""

    at: int
    length: int
    place: int
    text: str


@dataclass(frozen=True)
class Rhythm:
    """`limbs` phrases of four characters in a row: where they begin among all characters, and the place they stand in."""

    at: int
    length: int
    limbs: int
    place: int
    text: str


@dataclass(frozen=True)
class Measures:
    """What the charts show. Characters are those that are no white space, punctuation included."""

    characters: int
    sentences: tuple[Sentence, ...]
    rhythm: tuple[Rhythm, ...]
    sections: tuple[tuple[int, str], ...]

    @classmethod
    def of(cls, document: Document) -> Measures:
        """The measures of what a document says: titles, tables, signatures and notes are left out."""
        sentences: list[Sentence] = []
        rhythm: list[Rhythm] = []
        sections: list[tuple[int, str]] = []
        tops = {m.line: m.marker.text for run in document.outline.roots for m in run.members if m.marker.head}
        at = 0
        for index, place in enumerate(document.places):
            if place.role not in _SPOKEN:
                continue
            if index in tops and place.role is Role.HEADING:
                sections.append((at, tops[index].strip()))
            for sentence in place.block.sentences:
                length = _count(sentence.text)
                if length and place.role is not Role.HEADING:
                    sentences.append(Sentence(at, length, index, place.block.text[sentence.start : sentence.end].strip()))
                rhythm += _runs(sentence.text, at, index)
                at += length
        return cls(at, tuple(sentences), tuple(rhythm), tuple(sections))


def charts(document: Document, measures: Measures, name: str) -> Iterator[str]:
    """The figures and, for a text that has some length, the two charts. `name` begins the anchors of the document."""
    lengths = [sentence.length for sentence in measures.sentences]
    if not lengths:
        return
    limbs = sum(run.limbs for run in measures.rhythm)
    figures = [(f"{measures.characters:,}", "字", "正文字数"), (f"{len(lengths)}", "句", "句子")]
    figures += [(f"{mean(lengths):.0f}", "字", "平均句长"), (f"{max(lengths)}", "字", "最长一句")]
    figures += [(f"{sum(n > _LONG for n in lengths)}", "句", f"超过 {_LONG} 字"), (f"{limbs}", "个", "四字短语")]
    if document.genre is Genre.SPEECH:
        said = sum(characters(sentence.text) for sentence in measures.sentences)
        figures.append((minutes(said), "", "念完"))
    shown = "".join(f"<div><dt>{label}</dt><dd>{figure}<small>{unit}</small></dd></div>" for figure, unit, label in figures)
    yield f'<dl class="figures">{shown}</dl>\n'
    if len(lengths) < _FEWEST:
        return
    yield '<div class="charts">\n'
    yield from _figure("句长", f"一柱一句，高为字数；{_LONG} 字以上用深色。虚线是平均句长。", _sentences(measures, name))
    if measures.rhythm:
        yield from _figure("四字节奏", "一柱一串四字短语，高为连用的个数。", _rhythm(measures, name))
    yield "</div>\n"


def _figure(title: str, about: str, drawing: str) -> Iterator[str]:
    yield f'<figure class="chart"><figcaption><b>{title}</b>{about}</figcaption>{drawing}</figure>\n'


def _sentences(measures: Measures, name: str) -> str:
    highest = max(sentence.length for sentence in measures.sentences)
    average = mean(sentence.length for sentence in measures.sentences)
    bars = []
    for sentence in measures.sentences:
        kind = "bar high" if sentence.length > _LONG else "bar"
        x, width = _across(measures, sentence.at, sentence.length)
        bars.append(
            _bar(
                x, width, _TALL, sentence.length / highest, kind, name, sentence.place, f"{sentence.length} 字：{sentence.text}"
            )
        )
    level = _TALL - average / highest * (_TALL - 8)
    line = f'<line class="mean" x1="{_LEFT}" x2="{_WIDTH}" y1="{level:.1f}" y2="{level:.1f}"/>'
    return _svg(measures, _TALL, highest, "".join(bars) + line, "每句的字数")


def _rhythm(measures: Measures, name: str) -> str:
    highest = max(run.limbs for run in measures.rhythm)
    bars = []
    for run in measures.rhythm:
        kind = "bar run" if run.limbs > 1 else "bar"
        x, width = _across(measures, run.at, run.length)
        bars.append(_bar(x, max(1.6, width), _LOW, run.limbs / highest, kind, name, run.place, f"{run.limbs} 个：{run.text}"))
    return _svg(measures, _LOW, highest, "".join(bars), "四字短语连用的个数")


def _bar(x: float, width: float, base: int, share: float, kind: str, name: str, place: int, about: str) -> str:
    height = share * (base - 8)
    box = f'x="{x:.1f}" y="{base - height:.1f}" width="{max(0.6, width - 0.5):.1f}" height="{height:.1f}"'
    said = escape(visible(about if len(about) <= 64 else about[:63] + "…"))
    return f'<a href="#{name}-p{place + 1}"><rect class="{kind}" {box}><title>{said}</title></rect></a>'


def _across(measures: Measures, at: int, length: int) -> tuple[float, float]:
    scale = (_WIDTH - _LEFT) / measures.characters
    return _LEFT + at * scale, length * scale


def _svg(measures: Measures, base: int, highest: int, inside: str, about: str) -> str:
    marks = [f'<line class="axis" x1="{_LEFT}" x2="{_WIDTH}" y1="{base}" y2="{base}"/>']
    marks.append(f'<text x="{_LEFT - 6}" y="12" text-anchor="end">{highest}</text>')
    free = 0.0
    for at, label in measures.sections:
        x, _ = _across(measures, at, 0)
        marks.append(f'<line class="axis" x1="{x:.1f}" x2="{x:.1f}" y1="{base}" y2="{base + 5}"/>')
        if x >= free:
            marks.append(f'<text x="{x:.1f}" y="{base + 16}">{escape(visible(label))}</text>')
            free = x + 13 * len(label) + 4
    size = f'viewBox="0 0 {_WIDTH} {base + 20}"'
    return f'<svg {size} role="img" aria-label="{about}">{"".join(marks)}{inside}</svg>'


def _runs(sentence: str, at: int, place: int) -> Iterator[Rhythm]:
    """The runs of four-character phrases that only ，、； join, in a folded sentence."""
    run: list[re.Match[str]] = []
    for match in [*_FOUR.finditer(sentence), None]:
        if match and run and _JOINT.fullmatch(sentence[run[-1].end() : match.start()]):
            run.append(match)
            continue
        if run:
            start, end = run[0].start(), run[-1].end()
            yield Rhythm(at + _count(sentence[:start]), _count(sentence[start:end]), len(run), place, sentence[start:end])
        run = [match] if match else []


def _count(text: str) -> int:
    return len("".join(text.split()))
