"""echo: what one paragraph says twice: a clause again, a word several times in a sentence, a phrase many times."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import field
from typing import Any

from govlint.analysis.check import Kind, OptionsError, TogetherFinder, each_block
from govlint.analysis.finding import Hit, Pointer
from govlint.document.block import Block
from govlint.language.quotation import Quotations
from govlint.text.characters import HAN
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy

_LIMITING = "，；：。！？"
_CLAUSE = lazy(f"[^{_LIMITING}]+")
_SILENT = lazy(r"[^\w%]+")
_BEFORE = "，、；：。！？“要和"
_LIMB = lazy("[，、；：。！？”]|$")
_NEAR = 60
"""How many characters apart the first and the last may stand and still be heard together."""
_QUOTED = lazy("“[^”]*”|《[^》]*》|（[^）]*）")
_LIMITS = "，、；：。！？"
_MARKS = "”’）》〉」』 \u3000\t\n"


@frozen
class Options:
    """What must not come again."""

    length: int = field(default=9, metadata={"help": "一段之内，多少字以上（标点不算）的小句说了两遍才报"})
    words: tuple[str, ...] = field(default=(), metadata={"help": "一句之内不宜反复用的词；写了就只查这些词，不查小句"})
    allow: tuple[str, ...] = field(default=(), metadata={"help": "words：把这些词包含在内、因而不算的更长的词"})
    scattered: bool = field(
        default=False, metadata={"help": "words：true 表示各处都在小句开头、或都在末尾的不算，那是有意的排比；引号里的也不算"}
    )
    times: int = field(default=3, metadata={"help": "words 里的一个词，一句之内用到第几遍才报；phrase 是一段之内"})
    phrase: int = field(default=0, metadata={"help": "一段之内不宜反复用的几个字的说法；写了就只查这个"})
    share: float = field(default=10, metadata={"help": "phrase 要占一段的百分之几才报"})

    def __post_init__(self) -> None:
        if self.phrase == 1:
            raise OptionsError("phrase 至少是 2", "phrase")
        if self.length < 2:
            raise OptionsError("length 至少是 2", "length")
        if self.times < 2:
            raise OptionsError("times 至少是 2", "times")


def _find(block: Block, options: Options) -> Iterator[Hit]:
    if options.phrase:
        return _phrases(block, options)
    return _words(block, options) if options.words else _clauses(block, options)


def _together(rules: Sequence[Options]) -> TogetherFinder:
    from govlint.analysis.together import sifted

    return sifted(_candidates, _find)(rules)


def _candidates(together: Any, options: Options) -> Any:
    from govlint.analysis.repeated import with_clauses, with_runs, with_words

    if options.words:
        return with_words(together, options.words, options.times)
    if not options.phrase:
        return with_clauses(together, _LIMITING, options.length)
    lengths = together.ends - together.starts
    least = (lengths * options.share / 100 / options.phrase).clip(options.times)
    return with_runs(together, options.phrase, least)


def _phrases(block: Block, options: Options) -> Iterator[Hit]:
    text = _QUOTED.sub(lambda match: "“" * len(match.group()), block.folded)
    length = options.phrase
    least = max(options.times, len(text) * options.share / 100 / length)
    if len(text) < 2 * length * options.times:
        return
    places: dict[str, list[int]] = {}
    for match in re.compile(f"(?=([{HAN}]{{{length}}}))").finditer(text):
        places.setdefault(match[1], []).append(match.start())
    reported: set[int] = set()
    for starts in sorted(places.values(), key=len, reverse=True):
        if len(starts) < least:
            return
        # What opens its limbs, or closes them, is meant to come again; a longer phrase has several of its length.
        opens = sum(start == 0 or text[start - 1] in _LIMITS for start in starts)
        closes = sum(start + length == len(text) or text[start + length] in _LIMITS for start in starts)
        if 2 * max(opens, closes) < len(starts) and not any(
            abs(start - other) < length for start in starts for other in reported
        ):
            reported.update(starts)
            *earlier, last = starts
            related = tuple(Pointer(at, at + length, "first") for at in earlier)
            yield Hit(last, last + length, {"count": str(len(starts))}, related=related)


def _words(block: Block, options: Options) -> Iterator[Hit]:
    text = block.folded
    for word in options.words:
        if text.count(word) < options.times:
            continue
        for sentence in block.sentences:
            if sentence.text.count(word) < options.times:
                continue
            # A longer word comes before what it holds, and takes its place.
            longer = sorted((term for term in options.allow if word in term), key=len, reverse=True)
            either = re.finditer("|".join(map(re.escape, (*longer, word))), sentence.text)
            starts = [m.start() + sentence.start for m in either if m.group() == word]
            if len(starts) >= options.times and not (options.scattered and _is_meant(block, word, starts)):
                *earlier, last = starts
                related = tuple(Pointer(at, at + len(word), "first") for at in earlier)
                yield Hit(last, last + len(word), {"count": str(len(starts))}, related=related)


def _is_meant(block: Block, word: str, starts: Sequence[int]) -> bool:
    """Whether a word comes again on purpose, in one slot of all limbs but one, or far from itself, or as words of others."""
    text = block.folded
    quotations = Quotations(text)
    if starts[-1] - starts[0] > _NEAR or any(quotations.around(start, start + len(word)) for start in starts):
        return True
    limbs = [_LIMB.search(text, start + len(word)) for start in starts]
    from_end = Counter(limb.start() - start for limb, start in zip(limbs, starts, strict=True) if limb)
    opening = sum(start == 0 or text[start - 1] in _BEFORE for start in starts)
    return max(opening, *from_end.values()) >= max(3, len(starts) - 1)


def _clauses(block: Block, options: Options) -> Iterator[Hit]:
    text = block.folded
    if len(text) <= 2 * options.length:
        return
    seen: dict[str, tuple[int, int]] = {}
    for match in _CLAUSE.finditer(text):
        if match.end() - match.start() < options.length:
            continue
        words = _SILENT.sub("", match.group())
        if len(words) >= options.length:
            said = match.group()
            span = (match.start() + len(said) - len(said.lstrip(_MARKS)), match.start() + len(said.rstrip()))
            earlier = seen.setdefault(words, span)
            if earlier is not span:
                yield Hit(*span, {"count": "2"}, related=(Pointer(*earlier, "first"),))


KIND = Kind(
    "echo",
    Options,
    block=each_block(_find),
    together=_together,
    slots={"count": "一句（一段）里有几个；小句是 2"},
    roles={"first": "先说的一处"},
)
