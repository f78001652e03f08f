"""homophone: a word in place of another that sounds or looks like it, where official texts have that one and never this one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field

from govlint.analysis.check import DocumentFinder, Kind, OptionsError
from govlint.analysis.finding import Edit, Hit
from govlint.analysis.suspicion import unmeant
from govlint.document.block import Block, remembered_together
from govlint.document.document import Document
from govlint.language.quotation import quotations_of
from govlint.language.segment import bounds
from govlint.likelihood.misheard import Misheard
from govlint.text.fold import fold
from govlint.text.frozen import frozen

_CONTEXT = 16
"""How much text on either side of a word is cut into words with it."""


@frozen
class Options:
    """What a homophone rule may say."""

    allow: tuple[str, ...] = field(default=(), metadata={"help": "没有用错的词，或者含有它的说法"})

    def faults(self) -> Iterator[OptionsError]:
        """Words that cannot be met."""
        for number, word in enumerate(self.allow):
            if fold(word) != word:
                yield OptionsError(f"“{word}”要写成“{fold(word)}”：比对时都看作简体", "allow", number)


@remembered_together
def _suspects(blocks: Sequence[Block]) -> Sequence[Sequence[Misheard]]:
    texts = [block.folded for block in blocks]
    # Not before there is a text to look at.
    from govlint.likelihood import glance

    if glance.worthwhile(texts) and not glance.may_be_misheard(texts):
        return [()] * len(texts)
    from govlint.likelihood.words import misheard

    found = misheard(texts)
    return [tuple(one for one in some if _stands_alone(block.folded, one)) for block, some in zip(blocks, found, strict=True)]


def _prepare(rules: Sequence[Options]) -> DocumentFinder:
    def find(document: Document) -> Iterator[tuple[int, Hit]]:
        for index, text, one in unmeant(document, _suspects):
            start, end = one.start, one.start + len(one.written)
            if quotations_of(text).around(start, end):
                continue
            around = text[max(0, start - 4) : end + 4]
            for number, options in enumerate(rules):
                if not any(word in around for word in options.allow):
                    slots = {"use": one.meant, "near": one.near}
                    case = "shape" if one.broken else ""
                    yield number, Hit(start, end, slots, (Edit(start, end, one.meant),), case=case, block=index)

    return find


def _stands_alone(text: str, one: Misheard) -> bool:
    """Whether the segmenter has it as one word; what is none may be in two pieces."""
    ends = bounds(text, max(0, one.start - _CONTEXT), one.start + 2 + _CONTEXT)
    return {one.start, one.start + 2} <= ends and (one.broken or one.start + 1 not in ends)


KIND = Kind(
    "homophone",
    Options,
    document=_prepare,
    ahead=lambda rules: _suspects,
    slots={"use": "多半要写的词", "near": "和前后的字连成的说法"},
    cases={"shape": "写出来的不成词，有一个字和应有的字形近"},
    fixes=True,
)
