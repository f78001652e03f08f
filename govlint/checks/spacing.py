"""spacing: blanks that Chinese writing does not have; sees only what the reader left out as such."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import Literal

from govlint.analysis.check import Kind, each_document
from govlint.analysis.finding import Hit, Removal
from govlint.document.block import Block, Elision
from govlint.document.document import Document
from govlint.document.roles import Role
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy

_MARK = lazy("[“”‘’《》〈〉（）〔〕【】「」『』，。、；：！？—－]")
# Where a stop ends a sentence some leave a blank as in English; an ordinal and a label are set off by one.
_AFTER = lazy("[，、；：“‘《（〔【「『]")
_BEFORE = lazy("[，。、；：！？”’》）〕】」』]")
_SAID = "".join(f"(?<!{verb})" for verb in ("指出", "强调", "要求", "认为", "表示", "如下"))
_FEW = 3
"""More blanks beside marks than this are a habit, and said once."""
_REACH = 40
"""Code points before a blank that say what it sets off."""
_SET_OFF = lazy(rf"(?:^|[，。；：])(?:[一二三四五六七八九十百\d]+[、，]|[^，。；！？]{{1,8}}{_SAID}：)$")


@frozen
class Options:
    """Which blanks a rule is about."""

    what: Literal["scripts", "marks"] = field(
        metadata={"help": "找哪里的空格：scripts 汉字与数字、字母之间，marks 全角标点前后；前一种和多起来的后一种全文报一次"}
    )


def _find(document: Document, options: Options) -> Iterator[Hit]:
    return _scripts(document) if options.what == "scripts" else _marks(document)


def _scripts(document: Document) -> Iterator[Hit]:
    found = [
        (index, elision.at)
        for index, place in enumerate(document.places)
        if place.block.elisions and place.role is not Role.FURNITURE
        for elision in _blanks(place.block)
        if not _stands_by_mark(place.block.text, elision.at)
    ]
    if not found:
        return
    index, at = found[0]
    removals = tuple(Removal(at, "space", index) for index, at in found)
    yield Hit(at - 1, at + 1, {"count": str(len(found))}, removals=removals, block=index)


def _marks(document: Document) -> Iterator[Hit]:
    found = [
        (index, elision.at, case)
        for index, place in enumerate(document.places)
        if place.block.elisions and place.role in (Role.BODY, Role.ITEM)
        for elision in _blanks(place.block)
        if (case := _side(place.block.text, elision.at))
    ]
    if len(found) > _FEW:
        index, at, _ = found[0]
        removals = tuple(Removal(at, "space", index) for index, at, _ in found)
        yield Hit(at - 1, at + 1, {"count": str(len(found))}, removals=removals, case="many", block=index)
        return
    for index, at, case in found:
        mark = document.places[index].block.text[at if case == "before" else at - 1]
        yield Hit(at - 1, at + 1, {"mark": mark}, removals=(Removal(at, "space", index),), case=case, block=index)


def _side(text: str, at: int) -> str:
    """The side of a mark on which the blank before code point `at` stands: "before" or "after" it, or "" for no fault."""
    if _BEFORE.match(text, at):
        return "before"
    if _AFTER.match(text, at - 1) and not _SET_OFF.search(text, max(0, at - _REACH), at):
        return "after"
    return ""


def _blanks(block: Block) -> Iterator[Elision]:
    return (elision for elision in block.elisions if elision.kind == "space")


def _stands_by_mark(text: str, at: int) -> bool:
    return bool(_MARK.match(text, at - 1) or _MARK.match(text, at))


KIND = Kind(
    "spacing",
    Options,
    document=each_document(_find),
    slots={"count": "全文有多少处", "mark": "空格挨着的标点"},
    cases={"before": "标点前面的空格", "after": "标点后面的空格", "many": "全文有许多处"},
    fixes=True,
)
