"""Runs of limbs of one length but for one, found in a text by their marks and lengths; knows no rule and no tag."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, compress
from operator import eq
from typing import NamedTuple

from govlint.language import segment
from govlint.text.characters import HAN
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy

# What bounds a run; anything else that is no Chinese character spoils the limb it stands in.
_STOP = lazy("[：；。！？“”‘’（）《》]")
_JOINED_CLAUSES = lazy("[^，：。！？“”‘’（）《》]+")
_HAN = lazy(f"[{HAN}]+")
_JOINED = lazy(r"[和与及或]")
_REACH = 3


class Limb(NamedTuple):
    """A part of a text between two marks: where it begins, in code points, and what it says."""

    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    def first(self, length: int) -> Limb:
        return Limb(self.start, self.text[:length])

    def last(self, length: int) -> Limb:
        return Limb(self.end - length, self.text[-length:])


@frozen
class Bounds:
    """Which runs are wanted: at least so many limbs, each of a length between these two."""

    limbs: int
    shortest: int
    longest: int


@frozen
class LimbRun:
    """Limbs in order, all of `length` characters but the one at `odd`."""

    limbs: tuple[Limb, ...]
    odd: int
    length: int

    @property
    def even(self) -> list[Limb]:
        return [limb for i, limb in enumerate(self.limbs) if i != self.odd]


Anchors = dict[int, str]
"""Slots and the character that stands there in every limb; a negative slot counts from the end."""


Strand = tuple[Callable[[list[str], int, Bounds], Iterator[LimbRun]], list[str], int]
"""What may hold runs: how to look for them, the pieces, and where the first begins."""


def runs(strands: Iterable[Strand], bounds: Bounds) -> Iterator[LimbRun]:
    """The runs among strands with one limb of another length; one and the same limb may be in several."""
    for find, pieces, at in strands:
        yield from find(pieces, at, bounds)


def strands(text: str, fewest: int) -> Iterator[Strand]:
    """What stands between two stops, cut at ，, and each such clause cut at 、: how to look for runs there, and where."""
    # Quotation marks round each limb belong to the mark between them: they become empty pieces.
    text = text.replace("”、“", "、、、").replace("”，“", "，，，")
    # 没有安全，就没有发展；没有稳定，就没有一切 goes by turns; a run of clauses may be joined by ； alone.
    if "；" in text:
        text = _JOINED_CLAUSES.sub(lambda match: match.group().replace("；", "，"), text)
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


def _limbs(pieces: Iterable[str], at: int) -> list[Limb]:
    limbs = []
    for piece in pieces:
        if piece:
            limbs.append(Limb(at, piece))
        at += len(piece) + 1
    return limbs


def _lists(pieces: list[str], at: int, bounds: Bounds) -> Iterator[LimbRun]:
    """A run joined by 、: the whole of it must be even but for one limb.

    The first limb may carry the words that govern all, so its end counts, and the last one a tail, so its beginning
    counts; either is out of step only where an anchor that it shares says that it begins, or ends, a limb as it stands.
    """
    lengths = [len(piece) for piece in pieces if piece]
    # A length that only an end has is that of an odd limb, of governing words or of a tail; of those inside one may differ.
    wanted = [n for n in set(lengths[1:3]) if bounds.shortest <= n <= bounds.longest]
    if not wanted or len(set(lengths)) == 1:
        return
    for length in sorted(wanted, key=lambda n: (-lengths.count(n), n)):
        if len(lengths) - 2 - lengths[1:-1].count(length) > 1:
            continue
        limbs = _limbs(pieces, at)
        if length < lengths[-1] - 1 and limbs[-1].text[length] in "和与及":
            limbs[-1:] = (limbs[-1].first(length), limbs[-1].last(lengths[-1] - length - 1))
        core = [limb.text for limb in limbs if len(limb.text) == length]
        if len(core) == 1:
            # 做到急事急办、特事特办、难事设法办: what is even are one limb and the end of the first.
            core += [limb.last(length).text for limb in limbs[:1] if len(limb.text) > length]
            core += [limb.first(length).text for limb in limbs[3:][-1:] if len(limb.text) > length]
            if len(core) < 3 and len(anchors_of(core)) < 2:
                continue
        anchors = anchors_of(core)
        head = limbs[0]
        if len(head.text) > length:
            limbs[:1] = _first(head, length, anchors)
        foot = limbs[-1]
        if len(foot.text) > length:
            even = all(len(limb.text) == length for limb in limbs[:-1])
            limbs[-1:] = _last(foot, length, anchors, even)
        places = [i for i, limb in enumerate(limbs) if len(limb.text) != length]
        if len(places) != 1 or len(limbs) < bounds.limbs or not _sound(limbs, places[0], length):
            continue
        odd = places[0]
        dropped = limbs[0].start > head.end
        beside = lengths[max(1, odd + dropped - 1) : odd + dropped] + lengths[odd + dropped + 1 : odd + dropped + 2]
        # Not alone of its length; or first where the head, which is no part of the run, may be its like.
        if len(limbs[odd].text) in beside and not (odd == len(limbs) - 2 and _is_tail(foot.text, length)):
            continue
        if dropped and odd == 0:
            continue
        trimmed = limbs[0].start > head.start and not dropped
        if not trimmed or not shared(limbs[odd].text, anchors, length) or _is_governed(head.text, length):
            yield LimbRun(tuple(limbs), odd, length)


def _first(whole: Limb, length: int, anchors: Anchors) -> list[Limb]:
    """What a long limb at the head gives to the run: its end, itself as the odd limb, or nothing."""
    if _fits(end := whole.last(length), anchors):
        return [end]
    return [whole] if _held(whole.text, anchors) else []


def _last(whole: Limb, length: int, anchors: Anchors, even: bool) -> list[Limb]:
    """What a long limb at the foot gives to the run, `even` but for it: its beginning, itself as the odd limb, or nothing."""
    if _fits(beginning := whole.first(length), anchors):
        return [whole] if even and anchors and not _is_tail(whole.text, length) else [beginning]
    return [whole] if _held(whole.text, _from_end(anchors, length)) else []


def _is_governed(limb: str, length: int) -> bool:
    """Whether words end where the last `length` characters begin: 支持|革命老区, but not 产|粮|直接补贴."""
    return len(limb) - length in accumulate(map(len, segment.words(limb)))


def _is_tail(limb: str, length: int) -> bool:
    """Whether what a limb has beyond `length` is a tail (等, 的要求, 机制), not a piece of it (不认真走过场, 抓细抓更实)."""
    if len(limb) <= length:
        return False
    if len(limb) == length + 1 or limb[length] in "等的之":
        return limb[length] in "等的之"
    return len(limb) > length + _REACH or length in accumulate(map(len, segment.words(limb)))


def _fits(limb: Limb, anchors: Anchors) -> bool:
    return len(_held(limb.text, anchors)) == len(anchors)


def _stretches(pieces: list[str], at: int, bounds: Bounds) -> Iterator[LimbRun]:
    """Runs joined by ，: clauses that have nothing to do with the run may stand before and after it."""
    lengths = [len(piece) for piece in pieces if piece]
    candidates = _beside(lengths, bounds)
    clauses = _limbs(pieces, at) if candidates else []
    for odd, length in sorted(candidates):
        first = last = odd
        anchors: Anchors = {}
        for step in (-1, 1):
            next_ = odd + step
            while 0 <= next_ < len(clauses) and lengths[next_] == length:
                clause = clauses[next_].text
                kept = shared(clauses[odd].text, _held(clause, anchors) if anchors else anchors_of([clause]), length)
                if not kept:
                    break
                anchors, first, last = kept, min(first, next_), max(last, next_)
                next_ += step
        limbs = clauses[first : last + 1]
        if len(limbs) + 1 < bounds.limbs or not _sound(limbs, odd - first, length):
            continue
        before = clauses[first - 1] if first > 0 and lengths[first - 1] > length else None
        if before and _fits(end := before.last(length), anchors) and _is_governed(before.text, length):
            limbs.insert(0, end)
        place = limbs.index(clauses[odd])
        governing = place == 0 and lengths[odd] > length and _fits(clauses[odd].last(length), anchors)
        trailing = place == len(limbs) - 1 and lengths[odd] > length and _fits(clauses[odd].first(length), anchors)
        if len(limbs) < bounds.limbs or governing or (trailing and _is_tail(clauses[odd].text, length)):
            continue
        yield LimbRun(tuple(limbs), place, length)


def _beside(lengths: Sequence[int], bounds: Bounds) -> set[tuple[int, int]]:
    """The indexes of clauses that stand, alone of their length, beside or between two of another, with that length."""
    found: set[tuple[int, int]] = set()
    shortest, longest = bounds.shortest, bounds.longest
    for at in compress(range(len(lengths)), map(eq, lengths, lengths[1:])):
        length = lengths[at]
        if shortest <= length <= longest:
            found.update((i, length) for i in (at - 1, at + 2) if 0 <= i < len(lengths) and lengths[i] != length)
    for at in compress(range(len(lengths)), map(eq, lengths, lengths[2:])):
        length = lengths[at]
        if shortest <= length <= longest and lengths[at + 1] != length:
            found.add((at + 1, length))
    return found and {
        (i, length)
        for i, length in found
        if abs(lengths[i] - length) <= _REACH and lengths[i] not in (*lengths[max(0, i - 1) : i], *lengths[i + 1 : i + 2])
    }


def _sound(limbs: Sequence[Limb], odd: int, length: int) -> bool:
    return (
        len(limbs[odd].text) > 1
        and abs(len(limbs[odd].text) - length) <= min(_REACH, length - 1)
        and not _JOINED.search(limbs[odd].text)
        and all(_HAN.fullmatch(limb.text) for limb in limbs)
    )


def anchors_of(limbs: Sequence[str]) -> Anchors:
    """The slots that hold the same character in all of these limbs of one length."""
    return {slot: chars[0] for slot, chars in enumerate(zip(*limbs, strict=True)) if len(set(chars)) == 1}


def _held(limb: str, anchors: Anchors) -> Anchors:
    """The anchors that a limb has too."""
    return {slot: char for slot, char in anchors.items() if -len(limb) <= slot < len(limb) and limb[slot] == char}


def _from_end(anchors: Anchors, length: int) -> Anchors:
    return {slot - length: char for slot, char in anchors.items()}


def shared(odd: str, anchors: Anchors, length: int) -> Anchors:
    """The anchors that an odd limb shares, counted from its beginning or from its end."""
    return _held(odd, anchors) | _from_end(_held(odd, _from_end(anchors, length)), -length)
