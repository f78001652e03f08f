"""length: sentences, clauses and paragraphs that outgrow what is said in one breath; sentences all of one length."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field
from typing import Any, Literal, NamedTuple

from govlint.analysis.check import BlockFinder, Kind, OptionsError, TogetherFinder
from govlint.analysis.finding import Hit
from govlint.document.block import Block, Segment
from govlint.language.spoken import characters
from govlint.text.characters import CLOSERS, HAN
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy

# Sides of a semicolon are each said by themselves.
_SENTENCE = "。！？；"
_BLANK = lazy(rf"[{HAN}”》][ \u3000]+[{HAN}“《]")
_CLAUSE = "。！？；，：…—"
# Whatever lets a speaker pause, the marks of a quotation included; most of the cutting is done by the first few.
_PAUSE = "。！？；，：、"
_BREATH = lazy(r"[^…—“”‘’《》（）〈〉「」『』 \u3000\t\n]+")
_CLOSERS = f"{CLOSERS} \u3000\t\n"
_HAN = f"[{HAN}]"
_FOURS = lazy(rf"(?:[，、；]{_HAN}{{4}}(?!{_HAN}))+")
# The first may have the verb that governs all of them before it.
_FIRST = lazy(rf"{_HAN}{{4}}")
_NUMBER = lazy(r"\d")
_FIGURE = lazy(f"(?<=[，、；])[两一二三四五六七八九十百千万](?=...[^{HAN}]|...$)")

_LIST = 3


class _Span(NamedTuple):
    start: int
    end: int
    length: int


@frozen
class Options:
    """What is measured and how long is too long."""

    unit: Literal["sentence", "clause", "breath", "paragraph", "fours", "even"] = field(
        metadata={
            "help": "量什么：sentence 一句（到句号、分号为止），clause 一小句（到逗号为止），breath 中间没有任何标点的一口气，"
            "paragraph 一段，fours 连用的四字短语，even 连着几句长短差不多"
        }
    )
    over: int = field(metadata={"help": "超过多少字才报；fours 是超过多少个，even 是超过多少句", "sample": "80"})
    far: int = field(default=0, metadata={"help": "超过多少算 far（长得太多）；不写则不分"})
    recited: tuple[str, ...] = field(
        default=(), metadata={"help": "有其中一个词的，再长也不报：那是照原文写的指导思想、总体要求"}
    )
    spread: int = field(default=4, metadata={"help": "even：长短相差不超过几个字算差不多"})
    least: int = field(default=10, metadata={"help": "even：不到这么多字的短句不算"})

    def __post_init__(self) -> None:
        if self.over < 1:
            raise OptionsError("over 至少是 1", "over")
        if self.far and self.far <= self.over:
            raise OptionsError("far 要比 over 大", "far")


def _prepare(rules: Sequence[Options]) -> BlockFinder:
    def find(block: Block) -> Iterator[tuple[int, Hit]]:
        for index, options in enumerate(rules):
            # Nothing in a paragraph is longer than the paragraph, or more than its characters.
            if len(block.text) > options.over:
                for hit in _hits(block, options):
                    yield index, hit

    return find


def _together(rules: Sequence[Options]) -> TogetherFinder:
    from govlint.analysis.together import sifted

    return sifted(_candidates, _hits)(rules)


def _candidates(together: Any, options: Options) -> Any:
    """The paragraphs in which something may be as long, its blanks and marks counted too."""
    import numpy as np

    if options.unit == "fours":
        marks = np.flatnonzero(together.mask("，、；"))
        # So many marks, each five characters behind the other, stand before limbs of four.
        near = np.concatenate([[0], np.cumsum(np.diff(marks) == 5)])
        ends = np.arange(options.over - 1, len(marks))
        run = near[ends] - near[ends - options.over + 1] == options.over - 1
        return together.holding(marks[ends[run]])
    between = {"sentence": _SENTENCE, "clause": _CLAUSE, "breath": _PAUSE, "paragraph": ""}.get(options.unit)
    if between is not None:
        return together.longer(between, options.over)
    stops = np.bincount(together.of(np.flatnonzero(together.mask("。！？"))))
    return np.flatnonzero(stops >= options.over).tolist()


def _hits(block: Block, options: Options) -> Iterator[Hit]:
    for span in _UNITS[options.unit](block, options):
        if any(word in block.folded[span.start : span.end] for word in options.recited):
            continue
        # A headline has blanks for commas.
        if options.unit in ("clause", "breath") and _BLANK.search(block.folded, span.start, span.end):
            continue
        slots = {"length": str(span.length), "limit": str(options.over)}
        case = "far" if options.far and span.length > options.far else ""
        yield Hit(span.start, span.end, slots, case=case)


def _sentences(block: Block, options: Options) -> Iterator[_Span]:
    return _measured(block.folded, _pieces(block.folded, _SENTENCE, options.over), options.over)


def _clauses(block: Block, options: Options) -> Iterator[_Span]:
    for span in _measured(block.folded, _pieces(block.folded, _CLAUSE, options.over), options.over):
        # A list is as long as its members are many; it is told from one long thought by its marks.
        if block.folded.count("、", span.start, span.end) <= _LIST:
            yield span


def _breaths(block: Block, options: Options) -> Iterator[_Span]:
    text = block.folded
    pieces = (m.span() for start, end in _pieces(text, _PAUSE, options.over) for m in _BREATH.finditer(text, start, end))
    for span in _measured(text, pieces, options.over):
        # The words of a title are read as they are.
        if text[span.start - 1 : span.start] not in ("《", "〈"):
            yield span


def _paragraph(block: Block, options: Options) -> Iterator[_Span]:
    length = characters(block.folded)
    if length > options.over:
        start, end = next(_pieces(block.folded, _SENTENCE, 0))
        yield _Span(*_trimmed(block.folded, start, end), length)


def _pieces(text: str, marks: str, over: int) -> Iterator[tuple[int, int]]:
    """The stretches between marks that have more than so many characters of any kind."""
    # Few texts have one, and to split a text costs less than to look at it mark by mark.
    level = text
    for mark in marks[1:]:
        level = level.replace(mark, marks[0])
    start = 0
    for piece in level.split(marks[0]):
        if len(piece) > over:
            yield start, start + len(piece)
        start += len(piece) + 1


def _measured(text: str, pieces: Iterable[tuple[int, int]], over: int) -> Iterator[_Span]:
    for start, end in pieces:
        if end - start > over and (length := characters(text[start:end])) > over:
            yield _Span(*_trimmed(text, start, end), length)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    said = text[start:end]
    return start + len(said) - len(said.lstrip(_CLOSERS)), start + len(said.rstrip())


def _fours(block: Block, options: Options) -> Iterator[_Span]:
    text = block.folded
    for match in _FOURS.finditer(text):
        length = len(match.group()) // 5 + 1
        start = match.start() - 4
        # Where limbs begin with figures it is a list of things, not a roll of drums; 一以贯之 alone is none.
        is_run = length > options.over and start >= 0 and _FIRST.match(text, start, match.start())
        if is_run and len(_FIGURE.findall(text, start, match.end())) < 2 and not _are_things(text[start : match.end()]):
            yield _Span(start, match.end(), length)


def _are_things(run: str) -> bool:
    """Whether limbs name things of one kind (总部经济、数字经济, 平安社区、平安校园): most begin or end with the same word."""
    limbs = run.split("、")
    if any(len(limb) != 4 for limb in limbs):
        return False
    most = max(
        Counter(limb[:2] for limb in limbs).most_common(1)[0][1], Counter(limb[2:] for limb in limbs).most_common(1)[0][1]
    )
    return 2 * most > len(limbs)


def _even(block: Block, options: Options) -> Iterator[_Span]:
    sentences = block.sentences
    if len(sentences) <= options.over:
        return
    lengths = [characters(sentence.text) for sentence in sentences]
    first = low = high = 0
    for at, length in enumerate(lengths):
        if at > first and length >= options.least and max(high, length) - min(low, length) <= options.spread:
            low, high = min(low, length), max(high, length)
            continue
        yield from _monotonous(block, sentences[first:at], options)
        first = at if length >= options.least else at + 1
        low = high = length
    yield from _monotonous(block, sentences[first:], options)


def _monotonous(block: Block, run: Sequence[Segment], options: Options) -> Iterator[_Span]:
    if len(run) > options.over and not _is_meant(block.folded, run):
        yield _Span(*_trimmed(block.folded, run[0].start, run[-1].end), len(run))


def _is_meant(text: str, run: Sequence[Segment]) -> bool:
    """Whether sentences are alike on purpose (有的村…有的村…), or most of them give figures, as a list of results does."""
    openings = [text[span.start : span.end].lstrip(_CLOSERS + "还也又再更")[:2] for span in run]
    again = sum(count for count in Counter(openings).values() if count > 1)
    told = sum(_NUMBER.search(text, span.start, span.end) is not None for span in run)
    return again > 1 or 2 * told > len(run)


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
    together=_together,
    by_sentence=lambda options: options.unit in ("sentence", "clause", "breath"),
    slots={"length": "有多长（字数、个数、句数）", "limit": "规则里的 over"},
    cases={"far": "超过 far"},
)
