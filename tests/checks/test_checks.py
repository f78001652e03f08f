"""Runs tests/checks/<kind>.md: the specification of a check kind, as texts with the red pen's marks.

A fenced `options` block (YAML) holds the kind's options for the cases below it. A fenced `layout` block (YAML) right above a
case says how it looks on paper. A fenced `text` or `markdown` block is a case, named by the heading that it stands under; a
genre may follow the word (`text speech`). The spans in ⟦⟧ must be found, no others (no marks: silence); where a mark has a
⇒, the hits' edits must make of the text what the pen makes of it. A fenced `expect` block (YAML) right under a case lists
the hits in order, each with any of `match`, `case`, `slots` (those given must agree) and `related` (a list of
`role: matched text`, all of them, in order).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from govlint.analysis.finding import Hit
from govlint.checks import kind
from govlint.deserialize.dataclass import File
from govlint.document.document import Document
from govlint.document.genre import Genre
from govlint.rulefiles.examples import document_of, unmark
from govlint.text.edits import Edit, apply
from govlint.text.layout import Layout

FENCE = re.compile(r"^```(options|layout|text|markdown|expect)(?: (\w+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
FOLDER = Path(__file__).parent


@dataclass
class Case:
    kind: str
    name: str
    suffix: str
    options: str
    text: str
    layout: str = ""
    genre: Genre | None = None
    expect: list[dict[str, Any]] | None = None


def cases() -> list[Case]:
    found: list[Case] = []
    for path in sorted(FOLDER.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        options, layout = "{}", ""
        headings = [(m.start(), m.group(1)) for m in HEADING.finditer(text)]
        numbers: Counter[str] = Counter()
        for match in FENCE.finditer(text):
            word, genre, body = match.groups()
            if word == "options":
                options = body
            elif word == "layout":
                layout = body
            elif word == "expect":
                found[-1].expect = yaml.load(body, Loader=yaml.BaseLoader)
            else:
                name = [heading for at, heading in headings if at < match.start()][-1].removeprefix(f"{path.stem}: ")
                numbers[name] += 1
                suffix = ".txt" if word == "text" else ".md"
                wanted = Genre(genre) if genre else None
                found.append(Case(path.stem, f"{name} {numbers[name]}", suffix, options, body, layout, wanted))
                layout = ""
    return found


def laid_out(case: Case) -> Layout | None:
    if not case.layout:
        return None
    file = File(f"{case.kind}.md", case.layout)
    node = yaml.compose(case.layout, Loader=yaml.SafeLoader)
    assert node is not None
    layout = file.build(Layout, node)
    assert isinstance(layout, Layout), [str(c) for c in file.complaints]
    return layout


def hits(case: Case, document: Document) -> list[Hit]:
    return finder(case.kind, case.options)(document)


@cache
def options_of(name: str, written: str) -> Any:
    """The options of a kind as they are written."""
    file = File(f"{name}.md", written)
    node = yaml.compose(written, Loader=yaml.SafeLoader)
    assert node is not None
    options = file.build(kind(name).options, node)
    assert options is not None, [str(c) for c in file.complaints]
    return options


@cache
def finder(name: str, written: str) -> Callable[[Document], list[Hit]]:
    """What a kind with these options finds in a document."""
    the_kind, options = kind(name), options_of(name, written)
    if the_kind.document is not None:
        look = the_kind.document([options])
        return lambda document: [hit for _, hit in look(document)]
    assert the_kind.block is not None
    find = the_kind.block([options])
    return lambda document: [
        Hit(h.start, h.end, h.slots, h.edits, h.related, h.case, i)
        for i, place in enumerate(document.places)
        for _, h in find(place.block)
    ]


def edits_of(found: list[Hit]) -> list[tuple[int, Edit]]:
    """The edits of hits, each with the block in which it speaks."""
    return [(hit.block, edit) for hit in found for edit in hit.edits if isinstance(edit, Edit)]


@pytest.mark.parametrize("case", cases(), ids=lambda c: f"{c.kind}: {c.name}")
def test_case(case: Case) -> None:
    marked = unmark(case.text)
    document = document_of(marked.text, case.suffix, case.genre, laid_out(case))

    def quote(block: int, start: int, end: int) -> str:
        span = document.places[block].span(start, end)
        return marked.text[span.start : span.end]

    found = sorted(hits(case, document), key=lambda h: document.places[h.block].span(h.start, h.end))
    spans = [document.places[h.block].span(h.start, h.end) for h in found]
    assert [(s, marked.text[s.start : s.end]) for s in spans] == [
        (s, marked.text[s.start : s.end]) for s in sorted(marked.wanted)
    ]
    if marked.mended is not None:
        edits = [Edit(*document.places[block].span(e.start, e.end), e.text) for block, e in edits_of(found)]
        assert apply(marked.text, edits) == marked.mended
    if case.expect is None:
        return
    assert len(found) == len(case.expect)
    for hit, want in zip(found, case.expect, strict=True):
        if "match" in want:
            assert quote(hit.block, hit.start, hit.end) == want["match"]
        if "case" in want:
            assert hit.case == want["case"]
        for name, value in want.get("slots", {}).items():
            assert str(hit.slots[name]) == value
        if "related" in want:
            same = kind(case.kind).document is None
            got = [{p.role: quote(hit.block if same else p.block, p.start, p.end)} for p in hit.related]
            assert got == want["related"]


def test_every_kind_has_a_specification() -> None:
    from govlint.checks import kind_names

    assert sorted(p.stem for p in FOLDER.glob("*.md")) == kind_names()
