"""A comparison as a page of one file: what stands out, figures in their spread, rhythm, headings, sections, words, passages."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

from govlint.analysis.finding import SEVERITY_NAMES
from govlint.document.genre import GENRE_NAMES
from govlint.house.compare import Comparison, Row, Word
from govlint.style.habit import shown
from govlint.text.columns import visible

_WIDTH, _TALL = 960, 96
_LONG = 120
"""Code points from which on a sentence is hard to read out in one breath."""
_STRIP, _HIGH = 400, 22


def page(found: Comparison) -> str:
    """The page, with its style and charts inside; it loads nothing and runs nothing."""
    css = (Path(__file__).parent / "compare.css").read_text(encoding="utf-8")
    title = _said(found.document.title or "（没有标题）")
    head = f'<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n<title>{title}：与范文对照</title>\n'
    head += '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="generator" content="govlint">\n'
    head += "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
    body = "".join(_body(found, title))
    return f"{head}<style>\n{css}</style>\n</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>\n"


def _body(found: Comparison, title: str) -> Iterator[str]:
    yield f"<h1>{title}</h1>\n"
    about = (
        f"{GENRE_NAMES[found.document.genre]}，{found.rhetoric.characters:,} 字；对照：{_said(found.whose)}，{found.texts} 篇"
    )
    yield f'<p class="soft">{about}</p>\n<h2>突出的地方</h2>\n'
    if found.findings:
        yield '<ul class="out">\n'
        for finding in found.findings:
            quoted = "".join(f"<q>{_said(related.message)}</q>" for related in finding.related)
            kind = f"<b>{SEVERITY_NAMES[finding.severity]}</b>"
            yield f'<li class="{finding.severity}">{kind}<span>{_said(finding.message)}{quoted}</span></li>\n'
        yield "</ul>\n"
    else:
        yield '<p class="soft">没有和范文不同的地方。</p>\n'
    yield from _figures(found)
    yield from _rhythm(found)
    yield from _headings(found)
    yield from _parts(found)
    yield "<h2>用词</h2>\n<h3>比范文多</h3>\n" + _words(found.over) + "<h3>比范文少</h3>\n" + _words(found.under)


def _figures(found: Comparison) -> Iterator[str]:
    if not found.rows:
        return
    yield "<h2>各项数值</h2>\n"
    yield '<p class="soft">色带是范文通常的范围，竖线是中间的一篇，圆点是各篇范文，菱形是这一篇；'
    yield "落在色带外而没有标出的，可能是稿子短，碰巧如此。</p>\n"
    yield '<table class="figures"><thead><tr><th>方面</th><th class="strip"></th><th class="n">这一篇</th>'
    yield '<th class="n">通常</th></tr></thead><tbody>\n'
    for row in found.rows:
        usual = f"{shown(row.name, row.low)}–{shown(row.name, row.high)} {row.figure.unit}"
        own = f'<td class="n own">{shown(row.name, row.value)}</td>'
        off = ' class="off"' if row.off else ""
        title = f'<th scope="row">{escape(row.figure.title)}</th>'
        yield f'<tr{off}>{title}<td class="strip">{_strip(row)}</td>{own}<td class="n">{usual}</td></tr>\n'
    yield "</tbody></table>\n"


def _strip(row: Row) -> str:
    """The spread of the models with the draft as a mark on it."""
    figure = row.figure
    ends = [figure.scaled(max(value, 0.01)) for value in (row.low, row.high, row.value, *row.others)]
    least, most = min(ends), max(ends)
    width = (most - least) or 1.0

    def across(value: float) -> float:
        return 10 + (_STRIP - 20) * (figure.scaled(max(value, 0.01)) - least) / width

    low, high, middle, own = map(across, (row.low, row.high, row.middle, row.value))
    base = _HIGH / 2
    drawn = [f'<line class="axis" x1="0" x2="{_STRIP}" y1="{base}" y2="{base}"/>']
    drawn.append(f'<rect class="band" x="{low:.1f}" y="4" width="{max(2.0, high - low):.1f}" height="{_HIGH - 8}" rx="2"/>')
    drawn += [f'<circle class="dot" cx="{across(value):.1f}" cy="{base}" r="3"/>' for value in row.others[:200]]
    drawn.append(f'<line class="mid" x1="{middle:.1f}" x2="{middle:.1f}" y1="3" y2="{_HIGH - 3}"/>')
    mark = f"{own:.1f},2 {own + 7:.1f},{base} {own:.1f},{_HIGH - 2} {own - 7:.1f},{base}"
    drawn.append(f'<polygon class="own-mark" points="{mark}"/>')
    about = (
        f"{figure.title}：这一篇 {shown(row.name, row.value)}，通常 {shown(row.name, row.low)} 至 {shown(row.name, row.high)}"
    )
    return f'<svg viewBox="0 0 {_STRIP} {_HIGH}" role="img" aria-label="{escape(about)}">{"".join(drawn)}</svg>'


def _rhythm(found: Comparison) -> Iterator[str]:
    rhetoric = found.rhetoric
    if len(rhetoric.sentences) < 5:
        return
    highest = max(sentence.length for sentence in rhetoric.sentences)
    scale = _WIDTH / max(1, rhetoric.characters)
    drawn = []
    for sentence in rhetoric.sentences:
        height = sentence.length / highest * (_TALL - 4)
        box = f'x="{sentence.at * scale:.1f}" y="{_TALL - height:.1f}" width="{max(0.6, sentence.length * scale - 0.5):.1f}"'
        high = " high" if sentence.length > _LONG else ""
        about = _said(f"{sentence.length} 字：{sentence.text[:40]}")
        drawn.append(f'<rect class="bar{high}" {box} height="{height:.1f}"><title>{about}</title></rect>')
    usual = next((row.middle for row in found.rows if row.name == "sentence"), rhetoric.mean)
    level = _TALL - min(usual, highest) / highest * (_TALL - 4)
    drawn.append(f'<line class="mean" x1="0" x2="{_WIDTH}" y1="{level:.1f}" y2="{level:.1f}"/>')
    free = 0.0
    for at, label in rhetoric.sections:
        if at * scale >= free:
            drawn.append(f'<text x="{at * scale:.1f}" y="{_TALL + 15}">{_said(label)}</text>')
            free = at * scale + 13 * len(label) + 4
    yield "<h2>从头到尾的节奏</h2>\n"
    yield f'<p class="soft">一柱一句，高为字数，{_LONG} 字以上用深色；虚线是范文的平均句长。</p>\n'
    size = f'viewBox="0 0 {_WIDTH} {_TALL + 20}"'
    yield f'<figure><svg {size} role="img" aria-label="每句的字数">{"".join(drawn)}</svg></figure>\n'


def _headings(found: Comparison) -> Iterator[str]:
    if not found.headings:
        return
    yield '<h2>标题</h2>\n<div class="wide"><table><thead><tr><th>标题</th><th class="n">字数</th><th>格式</th>'
    yield "<th>句式</th></tr></thead><tbody>\n"
    for heading in found.headings:
        yield f'<tr><th scope="row">{_said(heading.text)}</th><td class="n">{heading.length}</td>'
        yield f"<td>{heading.shape}</td><td>{heading.grammar}</td></tr>\n"
    yield "</tbody></table></div>\n"


def _parts(found: Comparison) -> Iterator[str]:
    if len(found.parts) > 1:
        yield "<h2>各部分的篇幅</h2>\n"
        at, drawn = 0.0, []
        most = max(part.share for part in found.parts)
        for part in found.parts:
            width = part.share / 100 * _WIDTH
            kind = "share largest" if part.share == most else "share"
            about = _said(f"{part.heading}：{part.share:.0f}%")
            drawn.append(
                f'<rect class="{kind}" x="{at:.1f}" y="0" width="{width:.1f}" height="30"><title>{about}</title></rect>'
            )
            at += width
        yield f'<figure><svg viewBox="0 0 {_WIDTH} 30" role="img" aria-label="各部分占全文">{"".join(drawn)}</svg></figure>\n'
        told = "".join(f"<span><i>{part.share:.0f}%</i> {_said(part.heading)}</span>" for part in found.parts)
        yield f'<p class="words">{told}</p>\n'
    if any(part.passages for part in found.parts):
        yield '<h2>范文怎么写</h2>\n<p class="soft">每一部分最相近的范文段落。</p>\n'
        for part in found.parts:
            if part.passages:
                yield f"<h3>{_said(part.heading or '全文')}</h3>\n"
                for passage in part.passages:
                    yield f"<blockquote>{_said(passage.text)}<cite>{_said(passage.model)}</cite></blockquote>\n"


def _words(words: tuple[Word, ...]) -> str:
    if not words:
        return '<p class="soft">没有明显的。</p>\n'
    told = "".join(f"<span>{_said(w.word)} <i>{w.times} 次，通常 {w.expected:.1f}</i></span>" for w in words)
    return f'<p class="words">{told}</p>\n'


def _said(text: str) -> str:
    return escape(visible(text))
