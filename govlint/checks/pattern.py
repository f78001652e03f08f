"""pattern: regular expressions whose named groups are the message's slots; they run only where a word they need occurs."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field, replace
from operator import attrgetter
from typing import Any, Literal

from govlint.analysis.check import BlockFinder, Kind, OptionsError, TogetherFinder
from govlint.analysis.expression import (
    Needs,
    compiled,
    complaint,
    group_numbers,
    may_match,
    needs,
    required_literals,
    template_complaint,
)
from govlint.analysis.finding import Edit, Hit
from govlint.analysis.signs import Signs
from govlint.document.block import Block, Segment
from govlint.text.fold import fold
from govlint.text.frozen import frozen


@frozen
class Options:
    """What a pattern rule may say."""

    pattern: str = field(
        metadata={"help": "在一句话里找的正则表达式（RE2 写法）；(?P<match>…) 是要报告的部分，其余具名组可填进 message"}
    )
    use: str = field(default="", metadata={"help": "改法的模板，可用“{组名}”；不写则只报告、不改"})
    allow: tuple[str, ...] = field(default=(), metadata={"help": "把要报告的部分包含在内、因而不算的词"})
    literals: tuple[str, ...] = field(
        default=(), metadata={"help": "凡能匹配的句子里必有其一的字词；通常能从 pattern 里看出来，不必写"}
    )
    within: Literal["sentence", "paragraph"] = field(
        default="sentence", metadata={"help": "在多大的范围里找：sentence 一句话之内，paragraph 整段"}
    )

    @property
    def compiled(self) -> Any:
        return compiled(self.pattern)

    def faults(self) -> Iterator[OptionsError]:
        """What cannot work in the expression, and what does not go with it."""
        for key in ("allow", "literals"):
            for number, word in enumerate(getattr(self, key)):
                if fold(word) != word:
                    yield OptionsError(f"“{word}”要写成“{fold(word)}”：比对时都看作简体、全角标点", key, number)
        if said := complaint(self.pattern):
            yield OptionsError(said, "pattern")
            return
        if not self.literals and not required_literals(self.pattern):
            yield OptionsError("看不出哪些字词必定出现，请写在 literals 里", "pattern")
        if said := template_complaint(self.use, self.compiled.groupindex):
            yield OptionsError(said, "use")


def _prepare(rules: Sequence[Options]) -> BlockFinder:
    signs = Signs([options.literals or required_literals(options.pattern) or () for options in rules])

    def find(block: Block) -> Iterator[tuple[int, Hit]]:
        words = signs.words(block.folded)
        for index in sorted(signs.having(words)):
            for hit in _hits(block, rules[index], _holding(_texts(block, rules[index]), signs.places(index, words))):
                yield index, hit

    return find


def _together(rules: Sequence[Options]) -> TogetherFinder:
    from govlint.analysis.required import Required

    parts = [
        (within, [index for index, options in enumerate(rules) if options.within == within])
        for within in ("sentence", "paragraph")
    ]
    wanted = [(within, those, Required([_needs(rules[index]) for index in those])) for within, those in parts if those]

    def find(together: Any) -> Iterator[tuple[int, int, Hit]]:
        candidates: dict[tuple[int, int], list[Segment]] = {}
        for within, those, required in wanted:
            units = together.sentences if within == "sentence" else together.starts
            expressions, standing = required.standing(together, units)
            for which, (number, start, end) in zip(expressions.tolist(), together.stretches(units, standing), strict=True):
                index = those[which]
                texts = _texts(together.blocks[number], rules[index])
                candidates.setdefault((number, index), []).extend(
                    texts[bisect_left(texts, start, key=_start) : bisect_left(texts, end, key=_start)]
                )
        for (number, index), texts in sorted(candidates.items()):
            for hit in _hits(together.blocks[number], rules[index], texts):
                yield number, index, hit

    return find


def _needs(options: Options) -> Needs:
    needed = needs(options.pattern, bounded=options.within == "paragraph")
    return replace(needed, words=(*needed.words, frozenset(options.literals))) if options.literals else needed


_start = attrgetter("start")


def _texts(block: Block, options: Options) -> Sequence[Segment]:
    """What an expression is held against: each sentence by itself, or the whole paragraph."""
    return block.sentences if options.within == "sentence" else (Segment(0, len(block.folded), block.folded),)


def _holding(texts: Iterable[Segment], places: Sequence[int]) -> Iterator[Segment]:
    """The texts that hold one of these places; both are in order."""
    at = 0
    for text in texts:
        while at < len(places) and places[at] < text.start:
            at += 1
        if at == len(places):
            return
        if places[at] < text.end:
            yield text


def _hits(block: Block, options: Options, texts: Iterable[Segment]) -> Iterator[Hit]:
    for text in texts:
        if not may_match(options.pattern, text.text):
            continue
        for match in options.compiled.finditer(text.text):
            groups = group_numbers(options.pattern)
            excused = [m.span() for word in options.allow for m in re.finditer(re.escape(word), text.text)]
            slots = {name: match[number] or "" for name, number in groups.items()}
            start, end = match.span(groups.get("match", 0))
            if start == end or any(s <= start and end <= e for s, e in excused):
                continue
            slots["match"] = text.text[start:end]
            use = options.use.format_map(slots)
            place = (text.start + start, text.start + end)
            edits = (Edit(*place, use),) if use else ()
            yield Hit(*place, {**slots, "match": block.text[slice(*place)], "use": use}, edits)


def _named(options: Options) -> Iterable[str]:
    return list(options.compiled.groupindex)


KIND = Kind(
    "pattern",
    Options,
    block=_prepare,
    together=_together,
    by_sentence=lambda options: options.within == "sentence",
    slots={"use": "改成的说法"},
    named=_named,
    expressions=lambda options: (options.pattern,),
    fixes=True,
)
