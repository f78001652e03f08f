"""density: words that stand in a document more often than good texts have them; one answer a document, never one a word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import field

from govlint.analysis.check import DocumentFinder, Kind, OptionsError
from govlint.analysis.finding import Hit, Pointer
from govlint.document.block import Block, remembered
from govlint.document.document import Document
from govlint.document.roles import SPOKEN
from govlint.text.frozen import frozen
from govlint.text.literals import Literals

_SHOWN = 5
"""How many of the other places are related."""


@frozen
class Options:
    """Which words, and how many of them are too many."""

    words: tuple[str, ...] = field(metadata={"help": "要数的词，合在一起数；标点也可以"})
    over: float = field(metadata={"help": "每千字超过几个才报", "sample": "5"})
    least: int = field(default=6, metadata={"help": "全文不到几个就不报：短文里一两个词说明不了什么"})
    allow: tuple[str, ...] = field(default=(), metadata={"help": "把要数的词包含在内、因而不数的更长的词"})

    def __post_init__(self) -> None:
        if self.over <= 0:
            raise OptionsError("over 要大于 0", "over")
        if self.least < 1:
            raise OptionsError("least 至少是 1", "least")

    def faults(self) -> Iterator[OptionsError]:
        """No word at all, an empty one, and longer words that excuse none of them."""
        if not self.words:
            yield OptionsError("words 是空的", "words")
        for index, word in enumerate(self.words):
            if not word.strip():
                yield OptionsError("词是空的", "words", index)
        for index, word in enumerate(self.allow):
            if not any(short in word and short != word for short in self.words):
                yield OptionsError(f"“{word}”不含 words 里的任何词，写在 allow 里没有作用", "allow", index)


def _prepare(rules: Sequence[Options]) -> DocumentFinder:
    # For each word, the rules that count it and whether they do so or excuse what it holds.
    meanings: dict[str, list[tuple[int, bool]]] = {}
    for index, options in enumerate(rules):
        for word in options.words:
            meanings.setdefault(word, []).append((index, True))
        for word in options.allow:
            meanings.setdefault(word, []).append((index, False))
    words = list(meanings)
    literals = Literals(words)

    @remembered
    def counted(block: Block) -> tuple[tuple[int, int, int], ...]:
        """What is counted in a paragraph: the rule, start and end."""
        done = [0] * len(rules)
        found = []
        for which, start, end in literals.from_left(block.folded):
            for index, counts in meanings[words[which]]:
                if start >= done[index]:
                    done[index] = end
                    if counts:
                        found.append((index, start, end))
        return tuple(found)

    def find(document: Document) -> Iterator[tuple[int, Hit]]:
        found: list[list[_Place]] = [[] for _ in rules]
        length = 0
        for number, place in enumerate(document.places):
            if place.role in SPOKEN:
                length += len(place.block.text)
                for index, start, end in counted(place.block):
                    found[index].append((number, start, end))
        for index, (options, places) in enumerate(zip(rules, found, strict=True)):
            rate = len(places) * 1000 / max(length, 1)
            if len(places) >= options.least and rate > options.over:
                yield index, _hit(document, places, rate, options)

    return find


_Place = tuple[int, int, int]
"""The index of a block, start and end."""


def _hit(document: Document, places: Sequence[_Place], rate: float, options: Options) -> Hit:
    (block, start, end), *others = places
    words = Counter(document.places[b].block.folded[a:z] for b, a, z in places)
    slots = {
        "count": str(len(places)),
        "rate": f"{rate:.1f}",
        "limit": f"{options.over:g}",
        "most": "、".join(word for word, _ in words.most_common(3)),
    }
    # Not those that come next, but some from all over the text.
    step = max(1, len(others) // _SHOWN)
    related = tuple(Pointer(a, z, "again", {}, b) for b, a, z in others[::step][:_SHOWN])
    return Hit(start, end, slots, related=related, block=block)


KIND = Kind(
    "density",
    Options,
    document=_prepare,
    slots={"count": "一共几个", "rate": "每千字几个", "limit": "规则里的 over", "most": "用得最多的几个词"},
    roles={"again": "别的几处"},
)
