"""length: sentences, clauses and paragraphs that outgrow what is said in one breath; sentences all of one length."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from govlint.block import Block
from govlint.check import BlockFinder, Kind, OptionsError
from govlint.finding import Hit
from govlint.spoken import characters

# Sides of a semicolon are each said by themselves.
_SENTENCE = re.compile(r"[^。！？；]+")
_CLAUSE = re.compile(r"[^，；：。！？…—]+")
# Whatever lets a speaker pause, the marks of a quotation included.
_BREATH = re.compile(r"[^，；：。！？…—、“”‘’《》（）〈〉「」『』　 \t\n]+")
# The first may have the verb that governs all of them before it.
_FOURS = re.compile(r"[\u3400-\u9fff]{4}(?:[，、；][\u3400-\u9fff]{4}(?![\u3400-\u9fff]))+")
_FIGURE = re.compile("[两一二三四五六七八九十百千万](?=...(?:[，、；]|$))")

_LIST = 3


class _Span(NamedTuple):
    start: int
    end: int
    length: int


@dataclass(frozen=True)
class Options:
    """What is measured and how long is too long."""

    unit: Literal["sentence", "clause", "breath", "paragraph", "fours", "even"] = field(
        metadata={
            "help": "量什么：sentence 一句（到句号、分号为止），clause 一小句（到逗号为止），breath 中间没有任何标点的一口气，"
            "paragraph 一段，fours 连用的四字短语，even 连着几句长短差不多"
        }
    )
    over: int = field(metadata={"help": "超过多少字才报；fours 是超过多少个，even 是超过多少句"})
    far: int = field(default=0, metadata={"help": "超过多少算 far（长得太多）；不写则不分"})
    spread: int = field(default=4, metadata={"help": "even：长短相差不超过几个字算差不多"})
    least: int = field(default=10, metadata={"help": "even：不到这么多字的短句不算"})

    def __post_init__(self) -> None:
        if self.over < 1:
            raise OptionsError("over 至少是 1", "over")
        if self.far and self.far <= self.over:
            raise OptionsError("far 要比 over 大", "far")


def _prepare(rules: Sequence[Options]) -> BlockFinder:
    least = min(options.over for options in rules)

    def find(block: Block) -> Iterator[tuple[int, Hit]]:
        # Nothing in a paragraph is longer than the paragraph.
        if len(block.text) <= least:
            return
        for index, options in enumerate(rules):
            for span in _UNITS[options.unit](block, options):
                slots = {"length": str(span.length), "limit": str(options.over)}
                case = "far" if options.far and span.length > options.far else ""
                yield index, Hit(span.start, span.end, slots, case=case)

    return find


def _sentences(block: Block, options: Options) -> Iterator[_Span]:
    return _pieces(_SENTENCE, block.folded, options.over)


def _clauses(block: Block, options: Options) -> Iterator[_Span]:
    for span in _pieces(_CLAUSE, block.folded, options.over):
        # A list is as long as its members are many; it is told from one long thought by its marks.
        if block.folded.count("、", span.start, span.end) <= _LIST:
            yield span


def _breaths(block: Block, options: Options) -> Iterator[_Span]:
    for span in _pieces(_BREATH, block.folded, options.over):
        # The words of a title are read as they are.
        if block.folded[span.start - 1 : span.start] not in ("《", "〈"):
            yield span


def _paragraph(block: Block, options: Options) -> Iterator[_Span]:
    if len(block.text) > options.over:
        length = characters(block.folded)
        if length > options.over:
            first = next(_SENTENCE.finditer(block.folded))
            yield _Span(*_trimmed(block.folded, *first.span()), length)


def _pieces(pattern: re.Pattern[str], text: str, over: int) -> Iterator[_Span]:
    for match in pattern.finditer(text):
        if match.end() - match.start() > over:
            length = characters(match.group())
            if length > over:
                yield _Span(*_trimmed(text, *match.span()), length)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    said = text[start:end]
    return start + len(said) - len(said.lstrip("”’）》〉」』 \u3000\n\t")), start + len(said.rstrip())


def _fours(block: Block, options: Options) -> Iterator[_Span]:
    text = block.folded
    for match in _FOURS.finditer(text):
        length = (len(match.group()) + 1) // 5
        # Where limbs begin with figures it is a list of things, not a roll of drums; 一以贯之 alone is none.
        if length > options.over and len(_FIGURE.findall(match.group())) < 2:
            yield _Span(*match.span(), length)


def _even(block: Block, options: Options) -> Iterator[_Span]:
    run: list[_Span] = []
    low = high = 0
    for sentence in block.sentences:
        length = characters(sentence.text)
        if run and length >= options.least and max(high, length) - min(low, length) <= options.spread:
            low, high = min(low, length), max(high, length)
            run.append(_Span(sentence.start, sentence.end, length))
            continue
        yield from _monotonous(block, run, options)
        run = [_Span(sentence.start, sentence.end, length)] if length >= options.least else []
        low = high = length
    yield from _monotonous(block, run, options)


def _monotonous(block: Block, run: Sequence[_Span], options: Options) -> Iterator[_Span]:
    if len(run) > options.over:
        yield _Span(*_trimmed(block.folded, run[0].start, run[-1].end), len(run))


_UNITS: dict[str, Callable[[Block, Options], Iterator[_Span]]] = {
    "sentence": _sentences,
    "clause": _clauses,
    "breath": _breaths,
    "paragraph": _paragraph,
    "fours": _fours,
    "even": _even,
}

KIND = Kind(
    "length",
    Options,
    block=_prepare,
    slots={"length": "有多长（字数、个数、句数）", "limit": "规则里的 over"},
    cases={"far": "超过 far"},
)
