"""collocation: verbs that a noun refuses; the noun ends its clause, the verb stands nearest before it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from govlint.analysis.check import BlockFinder, Kind, OptionsError
from govlint.analysis.finding import Edit, Hit
from govlint.analysis.signs import Signs
from govlint.document.block import Block
from govlint.document.own import own_sentences
from govlint.language.segment import words
from govlint.text.fold import fold

_ENDS = "，。；！"
# What stands between a verb and a noun that it does not govern: marks, joining words, another predicate.
_APART = "，。；：、！？和与及并是"
_REACH = 11
"""How far before a noun its verb may begin: further off, and something else has come between."""


@dataclass(frozen=True)
class Pair:
    """Nouns, the verbs that they refuse, and the verb that they want."""

    verbs: tuple[str, ...] = field(metadata={"help": "不和这些名词搭配的动词"})
    nouns: tuple[str, ...] = field(metadata={"help": "名词"})
    use: str = field(metadata={"help": "应当用的动词"})


@dataclass(frozen=True)
class Options:
    """What a collocation rule may say."""

    pairs: tuple[Pair, ...] = field(
        metadata={
            "help": "不能搭配的动词和名词",
            "sample": "[{verbs: [【待填：动词】], nouns: [【待填：名词】], use: 【待填：动词】}]",
        }
    )
    between: tuple[str, ...] = field(default=(), metadata={"help": "离名词更近就不报告的其他动词；use 里的不必写"})

    def faults(self) -> Iterator[OptionsError]:
        """Words that cannot work."""
        if not self.pairs:
            yield OptionsError("pairs 是空的", "pairs")
        seen: set[tuple[str, str]] = set()
        for number, pair in enumerate(self.pairs):
            for word in (*pair.verbs, *pair.nouns):
                if fold(word) != word:
                    yield OptionsError(f"“{word}”要写成“{fold(word)}”：比对时都看作简体、全角标点", "pairs", number)
            for verb in pair.verbs:
                for noun in pair.nouns:
                    if (verb, noun) in seen:
                        yield OptionsError(f"“{verb}…{noun}”写了两遍", "pairs", number)
                    seen.add((verb, noun))


def _prepare(rules: Sequence[Options]) -> BlockFinder:
    tables = [
        {(verb, noun): pair.use for pair in options.pairs for verb in pair.verbs for noun in pair.nouns} for options in rules
    ]
    nouns = Signs([{noun for _, noun in table} for table in tables])
    verbs = [
        sorted({verb for verb, _ in table} | set(table.values()) | set(options.between), key=len, reverse=True)
        for table, options in zip(tables, rules, strict=True)
    ]

    def find(block: Block) -> Iterator[tuple[int, Hit]]:
        text = block.folded
        ending = {
            noun: [at for at in starts if text[at + len(noun) : at + len(noun) + 1] in _ENDS]
            for noun, starts in nouns.words(text).items()
        }
        for index in sorted(nouns.having(noun for noun, starts in ending.items() if starts)):
            for noun, starts in ending.items():
                for at in starts:
                    for hit in _hits(block, at, noun, verbs[index], tables[index]):
                        yield index, hit

    return find


def _hits(block: Block, at: int, noun: str, verbs: Sequence[str], table: dict[tuple[str, str], str]) -> Iterator[Hit]:
    sentences = own_sentences(block)
    which = bisect_right(sentences, at, key=lambda sentence: sentence.start) - 1
    if which < 0:
        return
    sentence = sentences[which]
    if not sentence.text.startswith(noun, at - sentence.start):  # it is quoted
        return
    before = sentence.text[max(0, at - sentence.start - _REACH) : at - sentence.start]
    near = before[max(before.rfind(mark) for mark in _APART) + 1 :]
    place, nearest = max((near.rfind(verb), verb) for verb in verbs)
    use = table.get((nearest, noun))
    if place < 0 or use is None:
        return
    start = at - len(near) + place
    if _are_words(block.folded, start, start + len(nearest), at, at + len(noun)):
        edits = (Edit(start, start + len(nearest), use),)
        yield Hit(start, at + len(noun), {"verb": nearest, "noun": noun, "use": use}, edits)


def _are_words(text: str, start: int, end: int, noun: int, stop: int) -> bool:
    """Whether verb and noun are words, or the ends of compounds of four characters: 不断扩大, 服务水平, but not 劳动力."""
    first = max(0, start - _REACH)
    bounds = {first + length for length in accumulate(map(len, words(text[first:stop])), initial=0)}
    return end in bounds and all(at in bounds or at - 1 not in bounds for at in (start, noun))


KIND = Kind(
    "collocation",
    Options,
    block=_prepare,
    slots={"verb": "不能搭配的动词", "noun": "名词", "use": "应当用的动词"},
    fixes=True,
)
