"""What an edit leaves of a paragraph: the sentences that are as they were, in which a check by sentence finds what it found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import NamedTuple

from govlint.analysis.finding import Hit
from govlint.document.block import Block, Segment
from govlint.document.own import own_sentences
from govlint.language.quotation import Quotations

_JOINING = frozenset("，；：、")
"""What begins with one of these goes on from the sentence before."""

_Stretch = tuple[int, int, str]


class Mended(NamedTuple):
    """A paragraph after an edit: its sentences from `start` to `end` stand for those that stood from `start` to `old_end`.

    All others are what they were, and so is what is quoted in them. `part` is a paragraph of the new ones alone.
    """

    start: int
    end: int
    old_end: int
    part: Block

    def kept(self, hits: Iterable[tuple[int, Hit]]) -> list[tuple[int, Hit]]:
        """Of the hits in the paragraph as it was those in other sentences, where they stand now."""
        by = self.end - self.old_end
        others = ((number, hit) for number, hit in hits if hit.start < self.start or hit.start >= self.old_end)
        return [(number, hit if hit.start < self.start else _moved(hit, by)) for number, hit in others]

    def placed(self, hits: Iterable[tuple[int, Hit]]) -> list[tuple[int, Hit]]:
        """Hits in the part where they stand in the paragraph."""
        return [(number, _moved(hit, self.start)) for number, hit in hits]


def mended(old: Block, new: Block) -> Mended | None:
    """What an edit has changed of a paragraph; None where that may be more than some whole sentences."""
    before, after = old.sentences, new.sentences
    head = _alike(before, after)
    tail = min(_alike(before[::-1], after[::-1]), min(len(before), len(after)) - head)
    if not 0 < head + tail < len(after) or (old.kind, old.level, old.label) != (new.kind, new.level, new.label):
        return None
    start, end = after[head].start, after[len(after) - tail - 1].end
    old_end = end + len(old.text) - len(new.text)
    if old.text[:start] != new.text[:start] or old.text[old_end:] != new.text[end:]:
        return None  # they are equal when folded, and not as they are written
    if not _JOINING.isdisjoint((new.folded[start], old.folded[start : start + 1], new.folded[end : end + 1])):
        return None
    part = Block(new.text[start:end], new.kind, new.level)
    if all(_are_kept(stretches, old, new, part, (start, end, old_end)) for stretches in (_quotations, _own)):
        return Mended(start, end, old_end, part)
    return None


def _are_kept(
    stretches: Callable[[Block], Iterable[_Stretch]], old: Block, new: Block, part: Block, places: tuple[int, int, int]
) -> bool:
    """Whether these are the same outside of what was changed, and inside what they are in the part alone."""
    start, end, old_end = places
    now, then = _parted(stretches(new), start, end), _parted(stretches(old), start, old_end)
    if now is None or then is None:
        return False
    inside, behind = _shifted(stretches(part), start), _shifted(then[2], end - old_end)
    return now == (then[0], inside, behind)


def _quotations(block: Block) -> Iterable[_Stretch]:
    return [(start, end, "") for start, end in Quotations(block.folded).spans]


def _own(block: Block) -> Iterable[_Stretch]:
    return [(sentence.start, sentence.end, sentence.text) for sentence in own_sentences(block)]


def _parted(
    stretches: Iterable[_Stretch], start: int, end: int
) -> tuple[list[_Stretch], list[_Stretch], list[_Stretch]] | None:
    """Those before `start`, those up to `end` and those behind it; None where one stands on both sides."""
    parts: tuple[list[_Stretch], list[_Stretch], list[_Stretch]] = ([], [], [])
    for stretch in stretches:
        first = (stretch[0] >= start) + (stretch[0] >= end)
        last = (stretch[1] > start) + (stretch[1] > end)
        if first != last:
            return None
        parts[first].append(stretch)
    return parts


def _shifted(stretches: Iterable[_Stretch], by: int) -> list[_Stretch]:
    return [(start + by, end + by, text) for start, end, text in stretches]


def _alike(one: Sequence[Segment], other: Sequence[Segment]) -> int:
    """How many of the first sentences are the same."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0].text == pair[1].text, pairs))


def _moved(hit: Hit, by: int) -> Hit:
    if not by:
        return hit
    return replace(
        hit,
        start=hit.start + by,
        end=hit.end + by,
        edits=tuple(replace(edit, start=edit.start + by, end=edit.end + by) for edit in hit.edits),
        related=tuple(replace(pointer, start=pointer.start + by, end=pointer.end + by) for pointer in hit.related),
        removals=tuple(replace(removal, at=removal.at + by) for removal in hit.removals),
    )
