"""Edits of a text: made, carried through one another, cut down to what they change; know no finding."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate

from govlint.text.frozen import frozen
from govlint.text.span import Span

_STEP = 4_096
"""As many characters are compared at once."""


@frozen
class Edit:
    """A replacement of the code points from `start` to `end` by `text`; an insertion where they are equal."""

    start: int
    end: int
    text: str


def place(edit: Edit) -> tuple[int, int]:
    """The key that edits are ordered by."""
    return edit.start, edit.end


def apply(text: str, edits: Iterable[Edit]) -> str:
    """`text` with the edits made; of two that overlap the one that begins first is made."""
    pieces: list[str] = []
    at = 0
    for edit in sorted(set(edits), key=place):
        if edit.start < at:
            continue
        pieces += (text[at : edit.start], edit.text)
        at = edit.end
    return "".join([*pieces, text[at:]])


def least(text: str, edit: Edit) -> Edit:
    """The edit without the characters of `text` that it would put back at its ends."""
    inside = change(text[edit.start : edit.end], edit.text)
    return Edit(edit.start + inside.start, edit.start + inside.end, inside.text)


def change(old: str, new: str) -> Edit:
    """The one edit that makes `new` of `old`, as small as it can be."""
    start = _longest(min(len(old), len(new)), lambda a, b: old[a:b] == new[a:b])
    most = min(len(old), len(new)) - start
    end = _longest(most, lambda a, b: old[len(old) - b : len(old) - a] == new[len(new) - b : len(new) - a])
    return Edit(start, len(old) - end, new[start : len(new) - end])


def _longest(most: int, is_alike: Callable[[int, int], bool]) -> int:
    """How much of a length is alike, told whether a stretch of it is: in steps, of which the last is halved again and again."""
    at = 0
    while at < most and is_alike(at, min(most, at + _STEP)):
        at += _STEP
    at, end = min(at, most), min(most, at + _STEP)
    while at < end:
        middle = (at + end + 1) // 2
        at, end = (middle, end) if is_alike(at, middle) else (at, middle - 1)
    return at


def compose(first: Sequence[Edit], between: str, second: Sequence[Edit]) -> tuple[Edit, ...]:
    """The edits that do at once what `first` and then `second` do, in order of place.

    Neither may overlap among itself. `between` is the text that `first` makes, in whose code points `second` speaks; the
    result speaks in those that `first` does.
    """
    grown = 0
    steps: list[tuple[int, int, int, Edit]] = []
    for edit in sorted(set(first), key=place):
        start = edit.start + grown
        steps.append((start, start + len(edit.text), 0, edit))
        grown += len(edit.text) - (edit.end - edit.start)
    steps += [(edit.start, edit.end, 1, edit) for edit in sorted(set(second), key=place)]
    steps.sort(key=lambda step: step[:3])
    composed: list[Edit] = []
    grown = 0
    at = 0
    while at < len(steps):
        begin, end, *_ = steps[at]
        past = at + 1
        while past < len(steps) and _meet(steps[past], begin, end, steps[at:past]):
            end = max(end, steps[past][1])
            past += 1
        group = steps[at:past]
        earlier = [edit for _, _, which, edit in group if which == 0]
        growth = sum(len(edit.text) - (edit.end - edit.start) for edit in earlier)
        later = [Edit(edit.start - begin, edit.end - begin, edit.text) for _, _, which, edit in group if which == 1]
        composed.append(Edit(begin - grown, end - grown - growth, apply(between[begin:end], later)))
        grown += growth
        at = past
    return tuple(composed)


def _meet(step: tuple[int, int, int, Edit], begin: int, end: int, group: Sequence[tuple[int, int, int, Edit]]) -> bool:
    """Whether an edit changes what those of a group, from `begin` to `end` of the text between, have changed."""
    start, stop, which, _ = step
    if start < end:
        return True
    # Side by side they stay two, unless one has no width: then only together they have an order.
    touching = [(first, last) for first, last, other, _ in group if last == start and other != which]
    return start == end and any(first == last or start == stop for first, last in touching)


class Moves:
    """Where things lie after edits that do not overlap."""

    def __init__(self, edits: Iterable[Edit]) -> None:
        self._edits = sorted(set(edits), key=place)
        self._ends = [edit.end for edit in self._edits]
        self._growth = [0, *accumulate(len(edit.text) - (edit.end - edit.start) for edit in self._edits)]

    def span(self, span: Span) -> Span:
        """Where a span lies now; one that an edit touches grows to hold the edit's text."""
        start, end = span
        before = bisect_right(self._ends, start)
        if before < len(self._edits):
            start = min(start, self._edits[before].start)
        within = bisect_right(self._ends, end)
        if within < len(self._edits) and self._edits[within].start < end:
            end = self._edits[within].start + len(self._edits[within].text)
        start, end = start + self._growth[before], end + self._growth[within]
        return Span(start, max(start, end))
