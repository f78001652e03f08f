"""collocation: verbs that a noun refuses, as what is done to it or as what it does."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import field
from functools import cached_property
from typing import Any, Literal

from govlint.analysis.check import BlockFinder, Kind, OptionsError, TogetherFinder, always
from govlint.analysis.finding import Edit, Hit
from govlint.analysis.signs import Signs
from govlint.document.block import Block
from govlint.document.joined import BOUND
from govlint.document.own import own_sentences
from govlint.language.segment import bounds
from govlint.text.fold import fold
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy

_ENDS = "，。；！"
# What stands between a verb and a noun that it does not govern: marks, joining words, another predicate.
_APART = lazy("[，。；：、！？和与及并是]")
_ADVERBS = lazy(
    "(?:不断|进一步|持续|逐步|逐年|明显|显著|有所|得到了?|有了|发生了?|大幅度?|有待|亟待|需要?|要|还|就|会|将|正在"
    "|日益|普遍|严重|很大|较大|更加|切实|全面|有效|快速|稳步|大大|的|地)*"
)
_ADVERB_HEADS = "不进持逐明显有得发大亟需要还就会将正日普严很较更切全快稳的地"
_SHORTEST, _LONGEST = 2, 4
"""How many characters a verb has."""

_REACH = 11
"""How far before a noun its verb may begin: further off, and something else has come between."""


@frozen
class Pair:
    """Nouns, the verbs that they refuse, and the verb that they want."""

    verbs: tuple[str, ...] = field(metadata={"help": "不和这些名词搭配的动词"})
    nouns: tuple[str, ...] = field(metadata={"help": "名词"})
    use: str = field(metadata={"help": "应当用的动词"})


@frozen
class Options:
    """What a collocation rule may say."""

    pairs: tuple[Pair, ...] = field(
        metadata={
            "help": "不能搭配的动词和名词",
            "sample": "[{verbs: [提高], nouns: [【待填：名词】], use: 【待填：动词】}]",
        }
    )
    role: Literal["object", "subject"] = field(
        default="object", metadata={"help": "名词是动词的宾语（动词在前）还是主语（动词在后，中间只隔副词）"}
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
                if not _SHORTEST <= len(verb) <= _LONGEST:
                    yield OptionsError(f"动词“{verb}”要有 {_SHORTEST} 至 {_LONGEST} 个字", "pairs", number)
                for noun in pair.nouns:
                    if (verb, noun) in seen:
                        yield OptionsError(f"“{verb}…{noun}”写了两遍", "pairs", number)
                    seen.add((verb, noun))


_Table = dict[tuple[str, str], str]
"""The verb that is wanted for a verb and the noun that refuses it."""


class _Nouns:
    """The nouns of all rules, and how the verbs that they refuse are looked for."""

    def __init__(self, rules: Sequence[Options]) -> None:
        self.tables: list[_Table] = [
            {(verb, noun): pair.use for pair in options.pairs for verb in pair.verbs for noun in pair.nouns}
            for options in rules
        ]
        self.signs = Signs([{noun for _, noun in table} for table in self.tables])
        self.verbs = [
            frozenset({verb for verb, _ in table} | set(table.values()) | set(options.between))
            for table, options in zip(self.tables, rules, strict=True)
        ]
        self.subjects = [options.role == "subject" for options in rules]
        # What may follow the noun, by rule: most nouns in a text are told apart by one look.
        self.following = [
            {verb[0] for verb in of} | set(_ADVERB_HEADS) if subject else {"", *_ENDS}
            for of, subject in zip(self.verbs, self.subjects, strict=True)
        ]

    def find(self, block: Block) -> Iterator[tuple[int, Hit]]:
        text = block.folded
        for noun, starts in self.signs.words(text).items():
            length = len(noun)
            for index in self.signs.having((noun,)):
                look = _as_subject if self.subjects[index] else _as_object
                for at in starts:
                    if text[at + length : at + length + 1] in self.following[index]:
                        for hit in look(block, at, noun, self.verbs[index], self.tables[index]):
                            yield index, hit

    @cached_property
    def refused(self) -> list[list[tuple[int, set[str], list[str]]]]:
        """By the index of a noun the rules that have it, what may follow it there, which a bound may, and the verbs that it
        refuses."""
        found: dict[str, dict[int, list[str]]] = {}
        for index, table in enumerate(self.tables):
            for verb, noun in table:
                found.setdefault(noun, {}).setdefault(index, []).append(verb)
        bounded = [of if subject else of | {BOUND} for of, subject in zip(self.following, self.subjects, strict=True)]
        nouns = self.signs.literals.words
        return [[(index, bounded[index], verbs) for index, verbs in found[noun].items()] for noun in nouns]

    def together(self, paragraphs: Any) -> Iterator[tuple[int, int, Hit]]:
        text = paragraphs.text
        places = sorted(
            at
            for which, at, stop in self.signs.literals.find(text)
            for index, following, verbs in self.refused[which]
            if text[stop] in following and self._may_refuse(text, at, stop, index, verbs)
        )
        for number in paragraphs.holding(places):
            for index, hit in self.find(paragraphs.blocks[number]):
                yield number, index, hit

    def _may_refuse(self, text: str, at: int, stop: int, index: int, verbs: Sequence[str]) -> bool:
        """Whether one of these verbs stands about where it is refused."""
        if not self.subjects[index]:
            before = text[max(0, at - _REACH) : at]
            return any(verb in before for verb in verbs)
        adverbs = _ADVERBS.match(text, stop)
        assert adverbs  # they may be none
        return text.startswith(tuple(verbs), adverbs.end())


def _prepare(rules: Sequence[Options]) -> BlockFinder:
    return _Nouns(rules).find


def _together(rules: Sequence[Options]) -> TogetherFinder:
    return _Nouns(rules).together


def _as_subject(block: Block, at: int, noun: str, verbs: Collection[str], table: _Table) -> Iterator[Hit]:
    adverbs = _ADVERBS.match(block.folded, at + len(noun))
    assert adverbs  # they may be none
    start = adverbs.end()
    for stop in range(start + _SHORTEST, start + _LONGEST + 1):
        verb = block.folded[start:stop]
        if (verb, noun) in table and block.folded[stop : stop + 1] in _ENDS and _own_text(block, at, noun) is not None:
            if _are_words(block.folded, start, stop, at, stop):
                yield _hit(at, stop, start, verb, noun, table[verb, noun])
            return


def _as_object(block: Block, at: int, noun: str, verbs: Collection[str], table: _Table) -> Iterator[Hit]:
    stop = at + len(noun)
    before = _own_text(block, at, noun)
    if before is None:
        return
    near = _APART.split(before)[-1]
    place, nearest = _nearest(near, verbs)
    use = table.get((nearest, noun))
    if use is None:
        return
    start = at - len(near) + place
    end = start + len(nearest)
    # 产业发展的功能: what stands before 的 governs nothing behind it.
    if not block.folded.startswith("的", end) and _are_words(block.folded, start, end, at, stop):
        yield _hit(start, stop, start, nearest, noun, use)


def _nearest(text: str, verbs: Collection[str]) -> tuple[int, str]:
    """The verb that begins last in a text, and where; nothing where it has none."""
    for place in range(len(text) - _SHORTEST, -1, -1):
        for end in range(place + _SHORTEST, min(len(text), place + _LONGEST) + 1):
            if text[place:end] in verbs:
                return place, text[place:end]
    return -1, ""


def _hit(start: int, end: int, verb_at: int, verb: str, noun: str, use: str) -> Hit:
    edit = Edit(verb_at, verb_at + len(verb), use)
    return Hit(start, end, {"verb": verb, "noun": noun, "use": use}, (edit,))


def _own_text(block: Block, at: int, noun: str) -> str | None:
    """What stands before a noun in its sentence, as far as a verb may be; None where the noun is quoted."""
    sentences = own_sentences(block)
    which = bisect_right(sentences, at, key=lambda sentence: sentence.start) - 1
    if which < 0:
        return None
    sentence = sentences[which]
    if not sentence.text.startswith(noun, at - sentence.start):
        return None
    return sentence.text[max(0, at - sentence.start - _REACH) : at - sentence.start]


def _are_words(text: str, start: int, end: int, noun: int, stop: int) -> bool:
    """Whether verb and noun are words, or the ends of compounds of four characters: 不断扩大, 服务水平, but not 劳动力."""
    found = bounds(text, max(0, start - _REACH), stop)
    return end in found and all(at in found or at - 1 not in found for at in (start, noun))


KIND = Kind(
    "collocation",
    Options,
    block=_prepare,
    together=_together,
    by_sentence=always,
    slots={"verb": "不能搭配的动词", "noun": "名词", "use": "应当用的动词"},
    fixes=True,
)
