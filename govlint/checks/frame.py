"""frame: constructions of two halves, one of them missing or no half of the other, over the clauses of a sentence."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
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
from govlint.document.own import own_sentences
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy

_ENDS = {"clause": lazy("[，；：。！？]"), "part": lazy("；")}
_FARTHEST = 600
"""How many characters after an opening its other half is sought in: no sentence that is read is longer."""


@frozen
class Frame:
    """One construction: what opens it, what completes it, what does not go with it."""

    open: str = field(
        metadata={"help": "句式的开头，正则表达式（RE2 写法）；(?P<match>…) 是要报告的部分，具名组都可填进 message"}
    )
    clash: str = field(
        default="",
        metadata={
            "help": "后面不该有的另一种句式；写了就只在有它时报告，从 (?P<head>…) 到 (?P<tail>…)，"
            "或者只是 (?P<match>…)；(?P<swap>…) 是要改的部分"
        },
    )
    close: str = field(default="", metadata={"help": "后面该有的另一半；有了就不报告"})
    unless: str = field(default="", metadata={"help": "句子里有了就不报告的"})
    reach: Literal["clause", "part", "sentence"] = field(
        default="sentence", metadata={"help": "在多大的范围里找另一半：clause 本小句之内，part 到分号为止，sentence 到句末"}
    )
    use: str = field(
        default="", metadata={"help": "改法的模板，可用“{组名}”：有 clash 的代替 swap，没有的代替报告的部分；不写则只报告"}
    )
    amid: bool = field(default=False, metadata={"help": "true：只查后面还有句子的，段末一句不算"})
    say: str = field(default="", metadata={"help": "填进 message 里 {say} 的话，如缺的是什么"})

    @property
    def groups(self) -> frozenset[str]:
        """The names of the groups of both halves."""
        return frozenset(name for source in (self.open, self.clash) if source for name in compiled(source).groupindex)

    def complaints(self) -> Iterator[tuple[str, str]]:
        """Keys that cannot work, and why."""
        wrong = [(key, said) for key in _EXPRESSIONS if (said := _complaint(getattr(self, key)))]
        yield from wrong
        if wrong:
            return
        if not required_literals(self.open):
            yield "open", "看不出哪些字词必定出现，要写得更具体"
        if said := template_complaint(self.use, self.groups):
            yield "use", said


_EXPRESSIONS = ("open", "clash", "close", "unless")


def _complaint(source: str) -> str:
    return complaint(source) if source else ""


@frozen
class Options:
    """What a frame rule may say."""

    frames: tuple[Frame, ...] = field(
        metadata={"help": "要查的句式，一句话里逐个查", "sample": "[{open: 【待填：正则表达式】, close: 【待填：正则表达式】}]"}
    )

    def faults(self) -> Iterator[OptionsError]:
        """What cannot work in the frames."""
        if not self.frames:
            yield OptionsError("frames 是空的", "frames")
        for number, frame in enumerate(self.frames):
            for key, said in frame.complaints():
                yield OptionsError(f"{key}：{said}", "frames", number)


def _prepare(rules: Sequence[Options]) -> BlockFinder:
    frames = [(index, frame) for index, options in enumerate(rules) for frame in options.frames]
    needed = [required_literals(frame.open) or frozenset() for _, frame in frames]
    beside = [(frame.clash and required_literals(frame.clash)) or frozenset() for _, frame in frames]
    opened, clashing = Signs(needed), Signs(beside)

    def find(block: Block) -> Iterator[tuple[int, Hit]]:
        words = opened.words(block.folded)
        candidates = sorted(opened.having(words))
        if not candidates:
            return
        halves = clashing.words(block.folded)
        sentences: Sequence[Segment] = ()
        found: dict[int, list[Hit]] = {}
        for number in candidates:
            if beside[number] and beside[number].isdisjoint(halves):
                continue
            sentences = sentences or own_sentences(block)
            index, frame = frames[number]
            ends = clashing.places(number, halves) if beside[number] else None
            among = sentences[:-1] if frame.amid else sentences
            for sentence in _with(among, opened.places(number, words), ends):
                for hit in _hits(block, sentence, frame):
                    found.setdefault(index, []).append(hit)
        yield from _by_rule(found)

    return find


def _together(rules: Sequence[Options]) -> TogetherFinder:
    from govlint.analysis.required import Required

    frames = [(index, frame) for index, options in enumerate(rules) for frame in options.frames]
    required = Required([_needs(frame) for _, frame in frames])

    def find(together: Any) -> Iterator[tuple[int, int, Hit]]:
        units = together.own_sentences
        candidates: dict[int, list[tuple[int, int, int]]] = {}
        expressions, standing = required.standing(together, units)
        for which, (number, start, end) in zip(expressions.tolist(), together.stretches(units, standing), strict=True):
            candidates.setdefault(number, []).append((which, start, end))
        for number in sorted(candidates):
            block = together.blocks[number]
            sentences = own_sentences(block)
            found: dict[int, list[Hit]] = {}
            for which, start, end in candidates[number]:
                index, frame = frames[which]
                among = sentences[:-1] if frame.amid else sentences
                for sentence in among[bisect_right(among, start, key=_end) : bisect_left(among, end, key=_start)]:
                    for hit in _hits(block, sentence, frame):
                        found.setdefault(index, []).append(hit)
            for index, hit in _by_rule(found):
                yield number, index, hit

    return find


def _needs(frame: Frame) -> Needs:
    """What a sentence must hold for a frame to be in it."""
    opening, clash = needs(frame.open), needs(frame.clash) if frame.clash else Needs()
    return Needs((*opening.words, *clash.words), opening.often)


def _by_rule(found: Mapping[int, Iterable[Hit]]) -> Iterator[tuple[int, Hit]]:
    for index, hits in found.items():
        for hit in _apart(hits):
            yield index, hit


def _apart(hits: Iterable[Hit]) -> Iterator[Hit]:
    """The hits of a rule without those that begin in another: two of its frames may see one fault."""
    end = 0
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if hit.start >= end:
            end = hit.end
            yield hit


_start, _end = attrgetter("start"), attrgetter("end")


def _with(sentences: Sequence[Segment], starts: Iterable[int], ends: Sequence[int] | None) -> Iterator[Segment]:
    """The sentences that hold one of `starts` and, where `ends` are given, one of these after it; both are in order."""
    done = 0
    for start in starts:
        if start < done:
            continue
        at = bisect_right(sentences, start, key=_start) - 1
        if at < 0 or start >= sentences[at].end:
            continue
        sentence = sentences[at]
        if ends is not None:
            following = bisect_right(ends, start)
            if following == len(ends) or ends[following] >= sentence.end:
                continue
        done = sentence.end
        yield sentence


def _hits(block: Block, sentence: Segment, frame: Frame) -> Iterator[Hit]:
    text = sentence.text
    if not (may_match(frame.open, text) and may_match(frame.clash, text)):
        return
    groups = group_numbers(frame.open)
    for match in compiled(frame.open).finditer(text):
        start, end = changed = _span(match, groups, "match", "head")
        rest = text[match.end() : match.end() + _FARTHEST]
        if frame.reach != "sentence" and (boundary := _ENDS[frame.reach].search(rest)):
            rest = rest[: boundary.end()]
        clash, within = None, group_numbers(frame.clash) if frame.clash else {}
        if frame.clash:
            clash = compiled(frame.clash).search(rest)
            if not clash:
                continue
            first, last = _span(clash, within, "match", "tail")
            if "match" in within:
                start = match.end() + first
            end = match.end() + last
            first, last = _span(clash, within, "swap", "match")
            changed = (match.end() + first, match.end() + last)
        if (frame.close and compiled(frame.close).search(rest)) or (frame.unless and compiled(frame.unless).search(text)):
            continue
        at = sentence.start
        slots = _slots(match, groups)
        if clash:
            slots |= _slots(clash, within)
        use = frame.use.format_map({**slots, "match": text[start:end]})
        edits = (Edit(at + changed[0], at + changed[1], use),) if use else ()
        slots |= {"match": block.text[at + start : at + end], "use": use, "say": frame.say.format_map(slots)}
        yield Hit(at + start, at + end, slots, edits)


def _span(match: Any, groups: Mapping[str, int], *names: str) -> tuple[int, int]:
    """The range of the first of these groups that the match has; without any, its own."""
    for name in names:
        if name in groups and match.start(groups[name]) >= 0:
            found: tuple[int, int] = match.span(groups[name])
            return found
    return match.start(), match.end()


def _slots(match: Any, groups: Mapping[str, int]) -> dict[str, str]:
    return {name: match[number] or "" for name, number in groups.items()}


def _expressions(options: Options) -> Iterable[str]:
    return filter(None, (getattr(frame, key) for frame in options.frames for key in _EXPRESSIONS))


def _named(options: Options) -> Iterable[str]:
    """The groups that every frame of a rule has."""
    return frozenset.intersection(*(frame.groups for frame in options.frames)) if options.frames else ()


KIND = Kind(
    "frame",
    Options,
    block=_prepare,
    together=_together,
    by_sentence=lambda options: not any(frame.amid for frame in options.frames),
    slots={"use": "改成的说法", "say": "这个句式的 say 里写的话"},
    named=_named,
    expressions=_expressions,
    fixes=True,
)
