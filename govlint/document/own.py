"""What of a paragraph is the writer's own sentence: without its ordinals, quotations, titles and brackets."""

from __future__ import annotations

from govlint.document.block import Block, Segment, remembered, sentences_of
from govlint.document.ordinal import markers
from govlint.language.quotation import Quotations
from govlint.text.lazyregex import lazy

BLANK = "□"
"""Stands for each character that is not the writer's own."""

_BRACKETED = lazy(r"（[^（）]*(?:）|$)")


@remembered
def own_sentences(block: Block) -> tuple[Segment, ...]:
    """The sentences of a block with their ordinals cut off; what is quoted, a title or bracketed is blank in them."""
    text = block.folded
    spans = [match.span() for match in _BRACKETED.finditer(text)]
    spans += [(marker.start, marker.end) for marker in markers(block)]
    for start, end in Quotations(text).spans:
        # A stop inside the mark that closes ends the sentence outside.
        spans.append((start + 1, end - 2 if text[end - 2] in "。！？" else end - 1))
    for start, end in spans:
        if end > start:
            text = text[:start] + BLANK * (end - start) + text[end:]
    sentences = []
    for sentence in sentences_of(text) if spans else block.sentences:
        own = sentence.text.lstrip(BLANK + " \u3000")
        if own:
            whole = len(own) == len(sentence.text)
            sentences.append(sentence if whole else Segment(sentence.end - len(own), sentence.end, own))
    return tuple(sentences)
