"""Two charts of how a text breathes: how long its sentences are, and where its rhetoric stands. Inline SVG."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from govlint.document.document import Document
from govlint.document.genre import Genre
from govlint.document.length import said
from govlint.language.spoken import minutes
from govlint.rhetoric.analysis import Passage, Rhetoric
from govlint.rhetoric.found import DEVICE_NAMES, Device
from govlint.text.columns import visible

_LONG = 120
"""Characters from which a sentence is hard to read out in one breath."""
_WIDTH, _LEFT, _TALL, _LANE = 960, 66, 96, 20
_FEWEST = 5


def charts(document: Document, rhetoric: Rhetoric, name: str) -> Iterator[str]:
    """The figures and, for a text that has some length, the two charts. `name` begins the anchors of the document."""
    lengths = [sentence.length for sentence in rhetoric.sentences]
    if not lengths:
        return
    length = said(document)
    figures = [(f"{length:,}", "字", "全文"), (f"{len(lengths)}", "句", "句子")]
    figures += [(f"{rhetoric.mean:.0f}", "字", "平均句长"), (f"{max(lengths)}", "字", "最长一句")]
    figures += [(f"{sum(n > _LONG for n in lengths)}", "句", f"超过 {_LONG} 字")]
    if document.genre is Genre.SPEECH:
        figures.append((minutes(length), "", "念完"))
    shown = "".join(f"<div><dt>{label}</dt><dd>{figure}<small>{unit}</small></dd></div>" for figure, unit, label in figures)
    yield f'<dl class="figures">{shown}</dl>\n'
    if len(lengths) < _FEWEST:
        return
    yield '<div class="charts">\n'
    yield from _figure("句长", f"一柱一句，高为字数；{_LONG} 字以上用深色。虚线是平均句长。", _sentences(rhetoric, name))
    if rhetoric.passages:
        yield from _figure("修辞", "一行一种手法，一柱一处，越高项数越多；点一下就到那一段。", _score(rhetoric, name))
    yield "</div>\n"


def _figure(title: str, about: str, drawing: str) -> Iterator[str]:
    yield f'<figure class="chart"><figcaption><b>{title}</b>{about}</figcaption>{drawing}</figure>\n'


def _sentences(rhetoric: Rhetoric, name: str) -> str:
    highest = max(sentence.length for sentence in rhetoric.sentences)
    bars = []
    for sentence in rhetoric.sentences:
        kind = "bar high" if sentence.length > _LONG else "bar"
        about = f"{sentence.length} 字：{sentence.text}"
        x, width = _across(rhetoric, sentence.at, sentence.length)
        bars.append(_bar((x, width), _TALL, sentence.length / highest * (_TALL - 8), kind, name, sentence.place, about))
    level = _TALL - rhetoric.mean / highest * (_TALL - 8)
    line = f'<line class="mean" x1="{_LEFT}" x2="{_WIDTH}" y1="{level:.1f}" y2="{level:.1f}"/>'
    scale = f'<text x="{_LEFT - 6}" y="12" text-anchor="end">{highest}</text>'
    return _svg(rhetoric, _TALL, "".join((scale, *bars, line)), "每句的字数")


def _score(rhetoric: Rhetoric, name: str) -> str:
    """A lane for each device that the text has, one below the other."""
    lanes = []
    base = 0
    for device in (device for device in Device if rhetoric.counts[device]):
        base += _LANE
        found = rhetoric.of(device)
        most = max(len(passage.limbs) for passage in found)
        lanes.append(f'<text x="{_LEFT - 6}" y="{base - 4}" text-anchor="end">{DEVICE_NAMES[device]}</text>')
        lanes.append(f'<line class="axis" x1="{_LEFT}" x2="{_WIDTH}" y1="{base}" y2="{base}"/>')
        for passage in found:
            x, width = _across(rhetoric, passage.at, passage.length)
            height = (_LANE - 4) * (0.4 + 0.6 * len(passage.limbs) / most)
            lanes.append(_bar((x, max(3, width)), base, height, "bar lane", name, passage.place, _about(passage)))
    return _svg(rhetoric, base, "".join(lanes), "各种修辞手法在全文的位置")


def _about(passage: Passage) -> str:
    count = f"{len(passage.limbs)} 项 " if len(passage.limbs) > 1 else ""
    form = "" if passage.device is Device.FOUR else f" {passage.form}"
    return f"{DEVICE_NAMES[passage.device]}{form}：{count}{' / '.join(passage.limbs)}"


def _bar(box: tuple[float, float], base: float, height: float, kind: str, name: str, place: int, about: str) -> str:
    x, width = box
    drawn = f'x="{x:.1f}" y="{base - height:.1f}" width="{max(0.6, width - 0.5):.1f}" height="{height:.1f}"'
    title = escape(visible(about if len(about) <= 64 else about[:63] + "…"))
    return f'<a href="#{name}-p{place + 1}"><rect class="{kind}" {drawn}><title>{title}</title></rect></a>'


def _across(rhetoric: Rhetoric, at: int, length: int) -> tuple[float, float]:
    scale = (_WIDTH - _LEFT) / rhetoric.characters
    return _LEFT + at * scale, length * scale


def _svg(rhetoric: Rhetoric, base: int, inside: str, about: str) -> str:
    marks = [f'<line class="axis" x1="{_LEFT}" x2="{_WIDTH}" y1="{base}" y2="{base}"/>']
    free = 0.0
    for at, label in rhetoric.sections:
        x, _ = _across(rhetoric, at, 0)
        marks.append(f'<line class="axis" x1="{x:.1f}" x2="{x:.1f}" y1="{base}" y2="{base + 5}"/>')
        if x >= free:
            marks.append(f'<text x="{x:.1f}" y="{base + 16}">{escape(visible(label))}</text>')
            free = x + 13 * len(label) + 4
    size = f'viewBox="0 0 {_WIDTH} {base + 20}"'
    return f'<svg {size} role="img" aria-label="{about}">{"".join(marks)}{inside}</svg>'
