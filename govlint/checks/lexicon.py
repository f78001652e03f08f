"""lexicon: words, with what to say instead, longer words that excuse them, and word boundaries where a list asks for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from typing import Any

from govlint.analysis.check import BlockFinder, Kind, OptionsError, TogetherFinder
from govlint.analysis.finding import Edit, Hit
from govlint.document.block import Block
from govlint.language.names import may_name_person
from govlint.language.quotation import Quotations
from govlint.language.segment import words as segment
from govlint.text.characters import HAN
from govlint.text.fold import fold
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy
from govlint.text.literals import Literals

_HAN = lazy(f"[{HAN}]*")
# 国微集团: what stands before it is a name, spelt as it likes.
_NAMED = lazy("集团|股份|控股|有限(?:责任)?公司")
_CONTEXT = 24
"""How much text on either side of a candidate is cut into words with it."""


@frozen
class Options:
    """What a lexicon rule may say."""

    terms: Mapping[str, str] = field(metadata={"help": "要找的词，和应当改成的说法；相同表示只提示、不改"})
    allow: tuple[str, ...] = field(default=(), metadata={"help": "把要找的词包含在内、因而不算的更长的词"})
    whole: bool = field(
        default=False,
        metadata={"help": "true：由分词判断，两端落在别的词中间的不算（绿色采购里没有“色采”），像人名的也不算"},
    )
    quoted: bool = field(default=False, metadata={"help": "true：引号、书名号里的也查；不写则不查，那是别人的话和名称"})

    def faults(self) -> Iterator[OptionsError]:
        """Words that cannot work."""
        if not self.terms:
            yield OptionsError("terms 是空的", "terms")
        words = [term for term in self.terms if term]
        literals = Literals(words)

        def inside(text: str) -> list[str]:
            return [words[which] for which, _, _ in literals.find(text)]

        for term, use in self.terms.items():
            yield from _misspelt(term, "terms", term)
            again = inside(use) if use != term else []
            parts = [part for part in inside(term) if part != term and term.replace(part, self.terms[part]) == use]
            if self.whole:
                parts = []  # the segmenter may know the longer one as a word, and then the shorter is no whole one
            if again:
                yield OptionsError(f"改成“{use}”之后还会报“{again[0]}”", "terms", term)
            elif parts:
                yield OptionsError(f"“{term}”不必写：有了“{parts[0]}”，结果一样", "terms", term)
        for number, word in enumerate(self.allow):
            yield from _misspelt(word, "allow", number)
            if not any(term != word for term in inside(word)):
                yield OptionsError(f"“{word}”不含 terms 里的任何词，写在 allow 里没有作用", "allow", number)


def _misspelt(word: str, *path: str | int) -> Iterator[OptionsError]:
    if not word.strip():
        yield OptionsError("词是空的", *path)
    elif fold(word) != word:
        yield OptionsError(f"“{word}”要写成“{fold(word)}”：比对时都看作简体、全角标点、半角数字", *path)


def _prepare(rules: Sequence[Options]) -> BlockFinder:
    return _finders(rules)[0]


def _together(rules: Sequence[Options]) -> TogetherFinder:
    return _finders(rules)[1]


def _finders(rules: Sequence[Options]) -> tuple[BlockFinder, TogetherFinder]:
    # For each word, the rules that have it and what they say instead; None where they allow it.
    meanings: dict[str, list[tuple[int, str | None]]] = {}
    for index, options in enumerate(rules):
        for term, use in options.terms.items():
            meanings.setdefault(term, []).append((index, use))
        for word in options.allow:
            meanings.setdefault(word, []).append((index, None))
    words = list(meanings)
    literals = Literals(words)

    def find(block: Block) -> Iterator[tuple[int, Hit]]:
        matches = literals.from_left(block.folded)
        if not matches:
            return
        quotations = Quotations(block.folded)
        excused: dict[int, int] = {}
        taken: dict[int, int] = {}
        for which, start, end in matches:
            word = words[which]
            for index, use in meanings[word]:
                if use is None:
                    excused[index] = max(end, excused.get(index, 0))
                elif end > excused.get(index, 0) and start >= taken.get(index, 0):
                    if not rules[index].quoted and quotations.around(start, end):
                        continue
                    if rules[index].whole and not _is_word(block.folded, start, end):
                        continue
                    taken[index] = end
                    edits = (Edit(start, end, use),) if use != word else ()
                    yield index, Hit(start, end, {"use": use}, edits)

    def together(paragraphs: Any) -> Iterator[tuple[int, int, Hit]]:
        starts = sorted(start for _, start, _ in literals.find(paragraphs.text))
        for number in paragraphs.holding(starts):
            for index, hit in find(paragraphs.blocks[number]):
                yield number, index, hit

    return find, together


def _is_word(text: str, start: int, end: int) -> bool:
    if _NAMED.match(text, end) or not _is_whole(text, start, end):
        return False
    return not may_name_person(text, start, end)


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether no word of the text around reaches over an end of this range."""
    before = _HAN.match(text[max(0, start - _CONTEXT) : start][::-1])
    after = _HAN.match(text, end, end + _CONTEXT)
    assert before and after  # they may be empty
    at = start - before.end()
    ends = {at}
    for word in segment(text[at : after.end()]):
        at += len(word)
        ends.add(at)
    return start in ends and end in ends


def _has_no_stops(options: Options) -> bool:
    return not any(stop in word for word in (*options.terms, *options.allow) for stop in "。！？")


KIND = Kind(
    "lexicon",
    Options,
    block=_prepare,
    together=_together,
    by_sentence=_has_no_stops,
    slots={"use": "建议的说法"},
    fixes=True,
)
