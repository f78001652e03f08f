"""copied: a heading that the first clause under it says again (规范票据管理。规范票据管理，建立台账)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field

from govlint.analysis.check import Kind, OptionsError, each_document
from govlint.analysis.finding import Hit, Pointer
from govlint.document.document import Document
from govlint.document.heads import Head, siblings
from govlint.document.roles import Role
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy

# What comes right behind the words: a mark, or what makes them the subject of a plan; 是 explains them.
_BEHIND = lazy("[，。；：]|要|工作")
_MARKS = "。；！？： \u3000"


@frozen
class Options:
    """What is too short to be heard twice."""

    length: int = field(default=4, metadata={"help": "标题至少有几个字才比"})

    def __post_init__(self) -> None:
        if self.length < 2:
            raise OptionsError("length 至少是 2", "length")


def _find(document: Document, options: Options) -> Iterator[Hit]:
    seen = set()
    for heads in siblings(document):
        for head in heads:
            if len(head.core) >= options.length and head not in seen:
                seen.add(head)
                yield from _copies(document, head)


def _copies(document: Document, head: Head) -> Iterator[Hit]:
    index = head.block
    text = document.places[index].block.folded
    at = head.end
    while at < len(text) and text[at] in _MARKS:
        at += 1
    if at == len(text):
        index, at = index + 1, 0
        if index == len(document.places) or document.places[index].role not in (Role.BODY, Role.ITEM):
            return
        text = document.places[index].block.folded
    # 规范票据管理。要规范票据管理，…
    at += text.startswith("要", at)
    if text.startswith(head.core, at) and _BEHIND.match(text, at + len(head.core)):
        related = (Pointer(head.start, head.end, "heading", {}, head.block),)
        yield Hit(at, at + len(head.core), related=related, block=index)


KIND = Kind("copied", Options, document=each_document(_find), roles={"heading": "照抄的标题"})
