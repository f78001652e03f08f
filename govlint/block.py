"""One paragraph without a place: its reading text, cut into sentences, clauses and phrases; equal paragraphs are equal."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from govlint.fold import fold

# A closing quote or bracket belongs to the sentence that it closes.
_CLOSERS = "”’）》〉」』】〕)\"'"
_SENTENCE = re.compile(rf"[^。！？]+(?:[。！？]+[{_CLOSERS}]*|$)|[。！？]+[{_CLOSERS}]*")
_CLAUSE = re.compile(rf"[^，；：。！？]+(?:[，；：。！？]+[{_CLOSERS}]*|$)|[，；：。！？]+[{_CLOSERS}]*")
_PHRASE = re.compile(r"[^、]+(?:、|$)|、")

BROKEN_NOTE = r"[?？][a-zü\u00e0-\u01dc]{1,6}[)）]"
"""What is left of a pinyin note whose character was lost (工地?fù)尘), as an expression: its bracket closes nothing."""

KINDS = ("paragraph", "title", "heading", "item", "cell", "quote", "note", "furniture")


@dataclass(frozen=True, slots=True)
class Elision:
    """Text of the source that the reading text leaves out: `text` stood right before the reading character `at`.

    `kind` is "ruby" (a pinyin note after a character), "markup", or "break" (a line end inside a paragraph).
    """

    at: int
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A half-open range of the reading text, its closing punctuation included."""

    start: int
    end: int
    text: str
    """The folded text of the range."""

    @property
    def core(self) -> str:
        """The text without closing punctuation."""
        return self.text.rstrip("，；：。！？、")

    def cut(self, pattern: re.Pattern[str]) -> Iterator[Segment]:
        for match in pattern.finditer(self.text):
            yield Segment(self.start + match.start(), self.start + match.end(), match.group())

    @property
    def clauses(self) -> tuple[Segment, ...]:
        """The parts between ，；： and sentence ends."""
        return tuple(self.cut(_CLAUSE))

    @property
    def phrases(self) -> tuple[Segment, ...]:
        """The parts between 、 marks."""
        return tuple(self.cut(_PHRASE))


@dataclass(frozen=True)
class Block:
    """A paragraph as a reader of the document sees it.

    `kind` is one of KINDS, `level` the depth of a heading or list item as the format says it (0: it does not say).
    `label` is numbering that the format itself generates (“1.” of a Markdown or Word list): it is read before the
    text and has no characters in the source.
    """

    text: str
    kind: str = "paragraph"
    level: int = 0
    label: str = ""
    elisions: tuple[Elision, ...] = ()

    @cached_property
    def folded(self) -> str:
        """The text simplified and full-width, of the same length: what checks match against."""
        return fold(self.text)

    @cached_property
    def sentences(self) -> tuple[Segment, ...]:
        """The parts that end in 。！？ with the closing marks after them."""
        return tuple(Segment(0, len(self.folded), self.folded).cut(_SENTENCE))

    def sentence_at(self, offset: int) -> Segment:
        """The sentence that holds the reading character `offset`; the last one where it is the end of the text."""
        if not self.sentences:
            return Segment(0, 0, "")
        index = bisect_right(self.sentences, offset, key=lambda sentence: sentence.end)
        return self.sentences[min(index, len(self.sentences) - 1)]
