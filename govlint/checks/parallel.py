"""parallel: the limb that falls out of step in a run of limbs of one length (急事急办、特事特办、要事快办、难事设法办)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from govlint import segment
from govlint.block import Block
from govlint.check import BlockFinder, Kind, OptionsError
from govlint.finding import Hit, Pointer

# What bounds a run; anything else that is no Chinese character spoils the limb it stands in.
_STOP = re.compile("[：。！？“”‘’（）《》]")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_JOINED = re.compile(r"[和与及或]")
_REACH = 3


@dataclass(frozen=True)
class Options:
    """What a run is."""

    limbs: int = field(default=3, metadata={"help": "一组至少有几句"})
    shortest: int = field(default=4, metadata={"help": "每句至少几个字"})
    longest: int = field(default=8, metadata={"help": "每句至多几个字"})

    def __post_init__(self) -> None:
        if self.limbs < 3:
            raise OptionsError("limbs 至少是 3：两句之间说不出哪一句不齐", "limbs")
        if not 2 <= self.shortest <= self.longest:
            raise OptionsError("要有 2 ≤ shortest ≤ longest", "shortest")


class _Limb(NamedTuple):
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    def first(self, length: int) -> _Limb:
        return _Limb(self.start, self.text[:length])

    def last(self, length: int) -> _Limb:
        return _Limb(self.end - length, self.text[-length:])


@dataclass(frozen=True, slots=True)
class _Run:
    """Limbs in order, all of `length` characters but the one at `odd`."""

    limbs: tuple[_Limb, ...]
    odd: int
    length: int

    @property
    def even(self) -> list[_Limb]:
        return [limb for i, limb in enumerate(self.limbs) if i != self.odd]


Anchors = dict[int, str]
"""Slots and the character that stands there in every limb; a negative slot counts from the end."""


def _prepare(rules: Sequence[Options]) -> BlockFinder:
    fewest = min(options.limbs for options in rules)

    def find(block: Block) -> Iterable[tuple[int, Hit]]:
        for runs, pieces, at in _sequences(block.folded, fewest):
            for index, options in enumerate(rules):
                for run in runs(pieces, at, options):
                    if case := _case(run):
                        yield index, _hit(block, run, case)

    return find


def _sequences(text: str, fewest: int) -> Iterator[tuple[Callable[[list[str], int, Options], Iterator[_Run]], list[str], int]]:
    """What stands between two stops, cut at ，, and each such clause cut at 、: how to look for runs there, and where."""
    # Quotation marks round each limb belong to the mark between them: they become empty pieces.
    text = text.replace("；", "，").replace("”、“", "、、、").replace("”，“", "，，，")
    enough = fewest - 1
    at = 0
    for part in _STOP.split(text):
        if len(part) > 2 * fewest:
            clauses = part.split("，")
            if len(clauses) > enough and len(set(map(len, clauses))) < len(clauses):
                yield _stretches, clauses, at
            if part.count("、") >= enough:
                inside = at
                for clause in clauses:
                    if clause.count("、") >= enough:
                        yield _lists, clause.split("、"), inside
                    inside += len(clause) + 1
        at += len(part) + 1


def _limbs(pieces: Iterable[str], at: int) -> list[_Limb]:
    limbs = []
    for piece in pieces:
        if piece:
            limbs.append(_Limb(at, piece))
        at += len(piece) + 1
    return limbs


def _lists(pieces: list[str], at: int, options: Options) -> Iterator[_Run]:
    """A run joined by 、: the whole of it must be even but for one limb.

    The first limb may carry the words that govern all, so its end counts, and the last one a tail, so its beginning
    counts; either is out of step only where an anchor that it shares says that it begins, or ends, a limb as it stands.
    """
    lengths = [len(piece) for piece in pieces if piece]
    if len(set(lengths[1:-1])) > 2 or len(set(lengths)) == 1:
        return
    # A length that only an end has is that of an odd limb, of governing words or of a tail.
    for length in {n for n in lengths if lengths.count(n) > 1} | set(lengths[1:-1] if len(lengths) > 3 else lengths[1:]):
        if not options.shortest <= length <= options.longest:
            continue
        limbs = _limbs(pieces, at)
        if length < lengths[-1] - 1 and limbs[-1].text[length] in "和与及":
            limbs[-1:] = (limbs[-1].first(length), limbs[-1].last(lengths[-1] - length - 1))
        core = [limb.text for limb in limbs if len(limb.text) == length]
        if len(core) == 1:
            # 做到急事急办、特事特办、难事设法办: what is even are one limb and the end of the first.
            core += [limb.last(length).text for limb in limbs[:1] if len(limb.text) > length]
            core += [limb.first(length).text for limb in limbs[3:][-1:] if len(limb.text) > length]
            if len(core) < 3 and len(_anchors(core)) < 2:
                continue
        anchors = _anchors(core)
        head = limbs[0]
        if len(head.text) > length:
            limbs[:1] = _first(head, length, anchors)
        if limbs and len(limbs[-1].text) > length:
            even = all(len(limb.text) == length for limb in limbs[:-1])
            limbs[-1:] = _last(limbs[-1], length, anchors, even)
        odd = [i for i, limb in enumerate(limbs) if len(limb.text) != length]
        if len(odd) != 1 or len(limbs) < options.limbs or not _sound(limbs, odd[0], length):
            continue
        whole = limbs[0] == head or limbs[0].end > head.end
        if whole or not _shared(limbs[odd[0]].text, anchors, length) or _is_governed(head.text, length):
            yield _Run(tuple(limbs), odd[0], length)


def _first(whole: _Limb, length: int, anchors: Anchors) -> list[_Limb]:
    """What a long limb at the head gives to the run: its end, itself as the odd limb, or nothing."""
    if _fits(end := whole.last(length), anchors):
        return [end]
    return [whole] if _held(whole.text, anchors) else []


def _last(whole: _Limb, length: int, anchors: Anchors, even: bool) -> list[_Limb]:
    """What a long limb at the foot gives to the run, `even` but for it: its beginning, itself as the odd limb, or nothing."""
    if _fits(beginning := whole.first(length), anchors):
        return [whole] if even and anchors and not _is_tail(whole.text, length) else [beginning]
    return [whole] if _held(whole.text, _from_end(anchors, length)) else []


def _is_governed(limb: str, length: int) -> bool:
    """Whether words end where the last `length` characters begin: 支持|革命老区, but not 产|粮|直接补贴."""
    return len(limb) - length in accumulate(map(len, segment.words(limb)))


def _is_tail(limb: str, length: int) -> bool:
    """Whether what a limb has beyond `length` is a tail (等, 的要求, 机制), not a piece of it (不认真走过场, 抓细抓更实)."""
    if len(limb) == length + 1 or limb[length] in "等的之":
        return limb[length] in "等的之"
    return len(limb) > length + _REACH or length in accumulate(map(len, segment.words(limb)))


def _fits(limb: _Limb, anchors: Anchors) -> bool:
    return len(_held(limb.text, anchors)) == len(anchors)


def _stretches(pieces: list[str], at: int, options: Options) -> Iterator[_Run]:
    """Runs joined by ，: clauses that have nothing to do with the run may stand before and after it."""
    lengths = [len(piece) for piece in pieces if piece]
    candidates = _beside(lengths, options)
    clauses = _limbs(pieces, at) if candidates else []
    for odd, length in sorted(candidates):
        first = last = odd
        anchors: Anchors = {}
        for step in (-1, 1):
            next_ = odd + step
            while 0 <= next_ < len(clauses) and lengths[next_] == length:
                clause = clauses[next_].text
                kept = _shared(clauses[odd].text, _held(clause, anchors) if anchors else _anchors([clause]), length)
                if not kept:
                    break
                anchors, first, last = kept, min(first, next_), max(last, next_)
                next_ += step
        limbs = clauses[first : last + 1]
        if len(limbs) + 1 < options.limbs or not _sound(limbs, odd - first, length):
            continue
        before = clauses[first - 1] if first > 0 and lengths[first - 1] > length else None
        if before and _fits(end := before.last(length), anchors) and _is_governed(before.text, length):
            limbs.insert(0, end)
        place = limbs.index(clauses[odd])
        governing = place == 0 and lengths[odd] > length and _fits(clauses[odd].last(length), anchors)
        trailing = place == len(limbs) - 1 and lengths[odd] > length and _fits(clauses[odd].first(length), anchors)
        if len(limbs) < options.limbs or governing or (trailing and _is_tail(clauses[odd].text, length)):
            continue
        yield _Run(tuple(limbs), place, length)


def _beside(lengths: Sequence[int], options: Options) -> set[tuple[int, int]]:
    """The indexes of clauses that stand beside or between two of one other length, a little off it, with that length."""
    found: set[tuple[int, int]] = set()
    shortest, longest = options.shortest, options.longest
    for at in range(len(lengths) - 1):
        length = lengths[at]
        if shortest <= length <= longest:
            if lengths[at + 1] == length:
                found.update((i, length) for i in (at - 1, at + 2) if 0 <= i < len(lengths) and lengths[i] != length)
            elif at + 2 < len(lengths) and lengths[at + 2] == length:
                found.add((at + 1, length))
    return {(i, length) for i, length in found if abs(lengths[i] - length) <= _REACH} if found else found


def _sound(limbs: Sequence[_Limb], odd: int, length: int) -> bool:
    return (
        abs(len(limbs[odd].text) - length) <= min(_REACH, length - 1)
        and not _JOINED.search(limbs[odd].text)
        and all(_HAN.fullmatch(limb.text) for limb in limbs)
    )


def _anchors(limbs: Sequence[str]) -> Anchors:
    """The slots that hold the same character in all of these limbs of one length."""
    return {slot: chars[0] for slot, chars in enumerate(zip(*limbs, strict=True)) if len(set(chars)) == 1}


def _held(limb: str, anchors: Anchors) -> Anchors:
    """The anchors that a limb has too."""
    return {slot: char for slot, char in anchors.items() if -len(limb) <= slot < len(limb) and limb[slot] == char}


def _from_end(anchors: Anchors, length: int) -> Anchors:
    return {slot - length: char for slot, char in anchors.items()}


def _shared(odd: str, anchors: Anchors, length: int) -> Anchors:
    """The anchors that an odd limb shares, counted from its beginning or from its end."""
    return _held(odd, anchors) | _from_end(_held(odd, _from_end(anchors, length)), -length)


def _case(run: _Run) -> str:
    """What shows that the odd limb belongs to the run: an anchor, or one skeleton of tags; "" where nothing does."""
    even = [limb.text for limb in run.even]
    odd = run.limbs[run.odd].text
    shared = _shared(odd, _anchors(even), run.length)
    # Two limbs agree in one character inside them by chance.
    if shared and (len(even) > 2 or len(shared) > 1 or shared.keys() & {0, run.length - 1}):
        # Things of one kind (经济建设、政治建设) share a word and need not be even: their names are made of ordinary words
        # throughout, while 强|核|工程 or a set phrase is not; four characters woven round their anchors name nothing.
        woven = run.length == 4 and _gaps(shared) > 1
        return "anchored" if woven or 2 * sum(map(_ordinary, even)) < len(even) else ""
    if run.length == 4 and len(even) > 2 and 0 < run.odd < len(even) and _same_skeleton(even, odd):
        return "skeleton"
    return ""


def _gaps(anchors: Anchors) -> int:
    """How many stretches of a limb of four characters lie between and around its anchors."""
    return len("".join(" " if slot in anchors else "x" for slot in range(4)).split())


def _ordinary(limb: str) -> bool:
    words = segment.words(limb)
    if len(words) == 1:
        return segment.tags(limb)[0][1].startswith("n")
    return all(len(word) > 1 for word in words)


def _same_skeleton(even: Sequence[str], odd: str) -> bool:
    """Whether every limb is a verb and what it acts on, in words of one length, and the odd one begins and ends like them.

    Taggers are not sure of verbs (优化, 规范), so half of the limbs speak for all; a set phrase (解放思想) goes with any.
    """
    tagged = [limb for limb in map(segment.tags, even) if len(limb) > 1]
    lengths = {tuple(len(word) for word, _ in limb) for limb in tagged}
    if len(tagged) < 2 or len(lengths) > 1 or len(tagged[0]) > 2:
        return False
    alike = sum(_acts(limb[0][1], limb[1][1]) for limb in tagged)
    own = segment.tags(odd)
    same_words = (len(own[0][0]), len(own[-1][0])) in lengths
    return 2 * alike >= len(tagged) and len(own) > 1 and same_words and _acts(own[0][1], own[-1][1])


def _acts(first: str, last: str) -> bool:
    return first.startswith("v") and last.startswith("n")


def _hit(block: Block, run: _Run, case: str) -> Hit:
    odd = run.limbs[run.odd]
    first = run.limbs[0]
    slots = {
        "shape": "·".join(str(len(limb.text)) for limb in run.limbs),
        "first": block.text[first.start : first.end],
        "length": str(run.length),
        "odd": str(len(odd.text)),
    }
    related = tuple(Pointer(limb.start, limb.end, "limb", {"length": str(run.length)}) for limb in run.even)
    return Hit(odd.start, odd.end, slots, related=related, case=case)


KIND = Kind(
    "parallel",
    Options,
    block=_prepare,
    slots={
        "shape": "各句的字数，如 4·4·4·5",
        "first": "这一组的第一句",
        "length": "其他各句的字数",
        "odd": "不齐的这一句的字数",
    },
    roles={"limb": "这一组的其他各句"},
    cases={"anchored": "各句同一位置有相同的字", "skeleton": "各句词性搭配相同，没有相同的字"},
)
