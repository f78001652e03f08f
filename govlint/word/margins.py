"""What stands outside the text area of a Word document's pages, as Word shows it: the page number and the running head.

ISO/IEC 29500-1, 17.10 (heads and feet), 17.3.1.11 (frames), 17.3.3.23 (tabs to a margin), 17.6.12 (forms of the number),
17.16.5.33 (PAGE).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from govlint.text.layout import Head, PageNumber
from govlint.word.document import WordDocument
from govlint.word.package import W, Xml
from govlint.word.styles import NOTHING, SIZE, Style, is_on, merge

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PAGE_FIELD = re.compile(r"\s*PAGE\b", re.IGNORECASE)
_FLOATING = re.compile(r"mso-position-horizontal:\s*([a-z]+)")
_KINDS = ("footer", "header")
_SIDES = {"outside": ("right", "left"), "inside": ("left", "right")}
_KNOWN = frozenset(("left", "right", "center"))
_PUSHED = 4
"""From so many blanks on, they are typed to put something elsewhere."""


class _Place(NamedTuple):
    """The part with a page number, its paragraph and the run that shows it."""

    part: str
    paragraph: Xml
    run: Xml


def page_number(document: WordDocument, own: Callable[[Xml], Style]) -> PageNumber | None:
    """The first page number of feet, then of heads; `own` tells what a run and its character style say."""
    for kind in _KINDS:
        places = [p for path in document.package.related(document.package.main, kind) for p in _numbers(document, path)]
        if places:
            return _number(document, places, kind, own)
    return None


def head_of(document: WordDocument) -> Head | None:
    """The running head of the pages that are no first page, unless it is empty in every way."""
    parts = {path for kind in ("default", "even") for path in _referred(document, "header", kind)[:1]}
    if not parts:
        return None
    inside = {id(p): p for path in parts for p in document.trees[path].iter(W + "p")}
    texts = (p.text.strip() for p in document.paragraphs if p.story == "页眉" and id(p.element) in inside)
    head = Head(next(filter(None, texts), ""), any(paragraph_style(document, p).ruled for p in inside.values()))
    return head if head != Head() else None


def paragraph_style(document: WordDocument, paragraph: Xml) -> Style:
    """What a paragraph and its style say."""
    properties = paragraph.find(W + "pPr")
    named = None if properties is None else properties.find(W + "pStyle")
    key = document.styles.default_paragraph if named is None else named.get(W + "val", "")
    direct = NOTHING if properties is None else document.styles.paragraph(properties)
    return merge(direct, document.styles.of(key))


def _referred(document: WordDocument, kind: str, pages: str) -> list[str]:
    """The feet or heads of such pages, section after section."""
    relations = document.package.relations(document.package.main)
    found = []
    for section in document.trees[document.package.main].iter(W + "sectPr"):
        for reference in section.iterfind(f"{W}{kind}Reference"):
            path = relations.get(reference.get(_R + "id", ""), ("", ""))[1]
            if reference.get(W + "type", "default") == pages and path in document.trees:
                found.append(path)
    return found


def _numbers(document: WordDocument, path: str) -> Iterator[_Place]:
    for paragraph in document.trees[path].iter(W + "p"):
        # A paragraph with a text box holds its paragraphs twice, the second time for older programs.
        if paragraph.find(f".//{W}p") is None and (run := _numbering_run(paragraph)) is not None:
            yield _Place(path, paragraph, run)


def _numbering_run(paragraph: Xml) -> Xml | None:
    """The run that shows the page's number: of a field's result, or of its code where it has none."""
    for simple in paragraph.iter(W + "fldSimple"):
        if _PAGE_FIELD.match(simple.get(W + "instr", "")):
            found = simple.find(W + "r")
            return simple if found is None else found
    code, begun = None, False
    for run in paragraph.iter(W + "r"):
        said = "".join(i.text or "" for i in run.iter(W + "instrText"))
        if code is None:
            code = run if _PAGE_FIELD.match(said) else None
            continue
        kind = next((c.get(W + "fldCharType") for c in run.iter(W + "fldChar")), None)
        begun = begun or kind == "separate"
        if kind == "end" or (begun and run.find(W + "t") is not None):
            return code if kind == "end" else run
    return code


def _number(document: WordDocument, places: list[_Place], kind: str, own: Callable[[Xml], Style]) -> PageNumber:
    first = places[0]
    face = merge(merge(own(first.run), paragraph_style(document, first.paragraph)), document.styles.defaults)
    text = "".join(t.text or "" for t in first.paragraph.iter(W + "t")).strip()
    size = SIZE if face.size is None else face.size
    return PageNumber(_formed(document, text), face.latin or "", size / 2, *_sides(document, places, kind))


def _formed(document: WordDocument, text: str) -> str:
    """The number in the form that its section asks for, where a program has left it in the plain one."""
    form = next((f.get(W + "fmt", "") for f in document.trees[document.package.main].iter(W + "pgNumType")), "")
    if form == "numberInDash" and text.isdecimal():
        return f"- {text} -"
    return text.translate({ord("0") + i: ord("０") + i for i in range(10)}) if form == "decimalFullWidth" else text


def _sides(document: WordDocument, places: list[_Place], kind: str) -> tuple[str, str]:
    """Where the number stands on odd and even pages; "" where that cannot be told."""
    odd = next(iter(_referred(document, kind, "default")), None)
    even = next(iter(_referred(document, kind, "even")), None) if _tells_even(document) else odd
    by_part = {place.part: place for place in reversed(places)}
    sides = [_side(document, by_part[path]) if path in by_part else ("", "") for path in (odd, even)]
    return sides[0][0], sides[1][1]


def _tells_even(document: WordDocument) -> bool:
    package = document.package
    for path in package.related(package.main, "settings")[:1]:
        said = package.xml(path).find(W + "evenAndOddHeaders")
        return said is not None and is_on(said)
    return False


def _side(document: WordDocument, place: _Place) -> tuple[str, str]:
    """The sides on odd and on even pages of a number in a part that is of both."""
    tree = document.trees[place.part]

    def round_it(name: str) -> Xml | None:
        return next((e for e in tree.iter(name) if any(p is place.paragraph for p in e.iter(W + "p"))), None)

    if round_it(W + "tbl") is not None:
        return "", ""
    for name in (_DRAWING + "anchor", W + "pict"):
        if (box := round_it(name)) is not None:
            return _both(_floats(box))
    frame = place.paragraph.find(f"{W}pPr/{W}framePr")
    if frame is not None:
        return _both(frame.get(W + "xAlign", "" if frame.get(W + "x") or frame.get(W + "hAnchor") else "left"))
    tab = next((t for t in place.paragraph.iter(W + "ptab")), None)
    if tab is not None:
        return _both(tab.get(W + "alignment", ""))
    before = "".join(t.text or "" for t in place.paragraph.iter(W + "t"))
    blanks = max(len(before) - len(before.lstrip()), len(before) - len(before.rstrip()))
    if blanks >= _PUSHED or _is_tabbed(place.paragraph):
        return "", ""
    align = merge(paragraph_style(document, place.paragraph), document.styles.defaults).align
    return _both("left" if align in (None, "both") else align)


def _is_tabbed(paragraph: Xml) -> bool:
    return any(True for run in paragraph.iter(W + "r") for _ in run.iterfind(W + "tab"))


def _floats(box: Xml) -> str:
    """The side that a floating box says it stands on."""
    for align in box.iterfind(f"{_DRAWING}positionH/{_DRAWING}align"):
        return (align.text or "").strip()
    styles = (_FLOATING.search(shape.get("style", "")) for shape in box.iter() if isinstance(shape.tag, str))
    return next((found.group(1) for found in styles if found), "")


def _both(said: str) -> tuple[str, str]:
    return _SIDES.get(said) or ((said, said) if said in _KNOWN else ("", ""))
