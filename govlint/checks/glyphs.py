"""glyphs: digits and quotes in a shape that official Chinese does not use: １２ for 12, 「」 for “”."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import Literal

from govlint.analysis.check import Kind, each_document
from govlint.analysis.finding import Edit, Hit, PlacedEdit
from govlint.document.document import Document
from govlint.document.roles import Role
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy

# 二０二四 is a matter of zeros.
_WIDE = lazy("(?<![〇一二三四五六七八九])[０-９]+(?:[．，][０-９]+)*")
_DIGITS = lazy("[0-9]+")
_TO_NARROW = {ord("０") + i: str(i) for i in range(10)} | {ord("．"): ".", ord("，"): ","}
_CORNERS = lazy("「[^「」]*」|『[^『』]*』")
_CURLY = {"「": "“", "」": "”", "『": "‘", "』": "’"}

_STYLE = 3
"""From so many wide figures on, and more than narrow ones, the whole text is set so."""
_TRADITIONAL = 0.05
"""The share of characters that only traditional texts have, from which 「」 is right."""


@frozen
class Options:
    """Which shapes a rule is about."""

    what: Literal["digits", "corners"] = field(metadata={"help": "找什么：digits 全角数字，corners 全文都用的直角引号"})


def _find(document: Document, options: Options) -> Iterator[Hit]:
    return _digits(document) if options.what == "digits" else _corners(document)


def _digits(document: Document) -> Iterator[Hit]:
    wide = [
        (index, *match.span())
        for index, place in enumerate(document.places)
        # A text that has some is not equal to its folded one, which is known already.
        if place.block.text != place.block.folded and place.role is not Role.FURNITURE
        for match in _WIDE.finditer(place.block.text)
    ]
    if not wide:
        return
    narrow = sum(1 for place in document.places for _ in _DIGITS.finditer(place.block.text))
    slots = {"count": str(len(wide))}
    if len(wide) >= _STYLE and len(wide) > narrow:
        index, start, end = wide[0]
        yield Hit(start, end, slots | {"use": ""}, case="style", block=index)
        return
    for index, start, end in wide:
        use = document.places[index].block.text[start:end].translate(_TO_NARROW)
        yield Hit(start, end, slots | {"use": use}, (Edit(start, end, use),), block=index)


def _corners(document: Document) -> Iterator[Hit]:
    blocks = [place.block for place in document.places]
    found = [index for index, block in enumerate(blocks) if "「" in block.text]
    if not found or any("“" in block.text for block in blocks):
        return
    changed = sum(a != b and a >= "\u3400" for block in blocks for a, b in zip(block.text, block.folded, strict=True))
    if changed > _TRADITIONAL * sum(len(block.text) for block in blocks):
        return
    pairs = [(index, *match.span()) for index in found for match in _CORNERS.finditer(blocks[index].text)]
    edits = [edit for index, start, end in pairs for edit in _curled(blocks[index].text, start, end, index)]
    slots = {"count": str(len(pairs)), "use": "“”"}
    if len(pairs) > _STYLE:
        index, start, end = pairs[0]
        yield Hit(start, end, slots, tuple(edits), case="style", block=index)
        return
    for number, (index, start, end) in enumerate(pairs):
        yield Hit(start, end, slots, tuple(edits[2 * number : 2 * number + 2]), block=index)


def _curled(text: str, start: int, end: int, block: int) -> tuple[PlacedEdit, PlacedEdit]:
    return PlacedEdit(start, start + 1, _CURLY[text[start]], block), PlacedEdit(end - 1, end, _CURLY[text[end - 1]], block)


KIND = Kind(
    "glyphs",
    Options,
    document=each_document(_find),
    slots={"use": "应当写成什么", "count": "全文有几处"},
    cases={"style": "全文都这样写，只报第一处"},
    fixes=True,
)
