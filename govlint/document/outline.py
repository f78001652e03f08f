"""The tree that ordinals grow: runs of ordinals, each member with its expected number; knows no document and no rule.

An ordinal continues the innermost open run whose last number is one less; a first one opens a run inside whatever is
open. Which faults there are follows from what the ordinals after them do: see `_Growth`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from govlint.document.block import Block
from govlint.document.ordinal import LAST, RANKS, Marker, markers

Fault = Literal["", "gap", "duplicate"]


@dataclass(frozen=True, slots=True)
class Line:
    """What the outline needs to know of a block: its text, whether it is a heading, and which numbering it belongs to.

    Ordinals of different `scope` (a main text, an attachment, a quotation) have nothing to do with each other.
    A block with `skip` holds no ordinals.
    """

    block: Block
    heading: bool = False
    scope: int = 0
    skip: bool = False


FAULT_NAMES = {"gap": "跳号", "duplicate": "重号"}
"""The faults of an ordinal, in Chinese."""


@dataclass(eq=False, slots=True)
class Member:
    """An ordinal in its run. `line` is the index of its block; `expected` the number that it should have.

    `pinned` says that the ordinals around it leave no other number for it.
    """

    run: Run = field(repr=False)
    line: int
    marker: Marker
    expected: int
    fault: Fault = ""
    pinned: bool = False
    children: list[Run] = field(default_factory=list)

    @property
    def generated(self) -> bool:
        """Whether the format itself numbers it (a Markdown or Word list): it cannot be wrong, and has no characters."""
        return self.marker.end == 0


FAULT_NAMES = {"gap": "跳号", "duplicate": "重号"}
"""The faults of an ordinal, in Chinese."""


@dataclass(eq=False, slots=True)
class Run:
    """Ordinals of one family that count on from each other, below the member `parent` of an outer run.

    `continues` is an earlier run whose numbers this one carries on below another parent.
    """

    series: str
    scope: int
    parent: Member | None = None
    members: list[Member] = field(default_factory=list)
    continues: Run | None = None
    accepts: frozenset[int] = frozenset()

    @property
    def head(self) -> bool:
        """Whether the run stands at the head of paragraphs."""
        return self.members[0].marker.head

    @property
    def style(self) -> str:
        """是 or 要 of the first member of a run of the family 一是; else empty."""
        return self.members[0].marker.style

    @property
    def rank(self) -> int | None:
        """The level that the family has by GB/T 15834-2011 B.3.8; None for what is said (一是)."""
        return RANKS.get(self.series)

    @property
    def firm(self) -> bool:
        """Whether every member is beyond doubt an ordinal."""
        return all(m.marker.firm for m in self.members)

    def after(self, member: Member) -> Member | None:
        """The member that follows `member` in this run."""
        at = self.members.index(member) + 1
        return self.members[at] if at < len(self.members) else None

    def before(self, member: Member) -> Member | None:
        """The member that comes before `member` in this run."""
        at = self.members.index(member)
        return self.members[at - 1] if at else None


@dataclass(frozen=True)
class Outline:
    """All runs in order of their first member; `roots` are those without a parent."""

    runs: tuple[Run, ...]

    @property
    def roots(self) -> tuple[Run, ...]:
        return tuple(run for run in self.runs if run.parent is None)

    @property
    def firm(self) -> Iterator[Run]:
        """The runs in which nothing is doubtful."""
        return (run for run in self.runs if run.firm)

    def restarts(self) -> Iterator[tuple[Member, Member]]:
        """A first ordinal and another first behind it that should have been the next one, or is a stray one."""
        latest: dict[tuple[object, ...], Run] = {}
        for run in self.firm:
            key = (run.scope, run.series, run.style, run.head, run.parent)
            before, latest[key] = latest.get(key), run
            again, outer = run.members[0], run.parent
            if again.fault or run.style == "首先":
                continue
            if before is not None and len(before.members) == 1 and not before.continues and not before.members[0].fault:
                one = before.members[0]
                # Said ordinals may begin anew further down; written ones under one heading may not.
                if one.line == again.line or (run.head and (run.rank is not None or again.line - one.line == 1)):
                    yield one, again
            if outer is None or len(run.members) > 1 or outer.run.after(outer) is None or not outer.run.firm:
                continue
            if (run.series, run.style, run.head) == (outer.run.series, outer.marker.style, outer.run.head):
                yield outer, again

    def members(self) -> Iterator[Member]:
        """Every ordinal of every run."""
        for run in self.runs:
            yield from run.members


def grow(lines: Iterable[Line]) -> Outline:
    """The outline of a sequence of blocks."""
    scopes: dict[int, _Growth] = {}
    for index, line in enumerate(lines):
        if line.skip:
            continue
        growth = scopes.setdefault(line.scope, _Growth(line.scope))
        found = markers(line.block)
        if line.heading and not (found and found[0].head):
            growth.close_said()
        for marker in found:
            growth.add(index, marker)
    runs = [run for growth in scopes.values() for run in growth.finish()]
    runs.sort(key=lambda run: (run.members[0].line, run.members[0].marker.start))
    return Outline(tuple(runs))


class _Growth:
    """The open runs of one scope, outermost first, and those already closed."""

    def __init__(self, scope: int) -> None:
        self.scope = scope
        self.open: list[Run] = []
        self.runs: list[Run] = []
        self.closed: dict[str, Run] = {}

    def add(self, line: int, marker: Marker) -> None:
        run = self._continued(line, marker)
        if run is not None:
            self._append(run, line, marker)
        elif marker.number == 1:
            self._begin(line, marker)
        elif marker.number != LAST:
            self._add_unexpected(line, marker)

    def close_said(self) -> None:
        """An unnumbered heading: what was being counted aloud is over."""
        while self.open and self.open[-1].rank is None:
            self._close_from(len(self.open) - 1)

    def finish(self) -> list[Run]:
        """The runs, each below the innermost member that it can belong to."""
        for run in self.runs:
            while run.parent is not None and not _holds(run.parent, run):
                run.parent = run.parent.run.parent
            if run.parent is not None:
                run.parent.children.append(run)
        return self.runs

    def _continued(self, line: int, marker: Marker) -> Run | None:
        candidates = [run for run in reversed(self.open) if run.series == marker.series]
        if marker.number == LAST:
            return candidates[0] if candidates else None
        if marker.series == "一方面":
            return next((r for r in candidates if marker.number == 2 or r.members[-1].marker.number == 1), None)
        fitting = [run for run in candidates if marker.number in run.accepts and _may_follow(run.members[-1], line, marker)]
        if fitting:
            # 一要 counts on from 一要 rather than from 一是, and the head of a paragraph from the head of a paragraph.
            return min(fitting, key=lambda run: _strangeness(run.members[-1].marker, marker))
        if self.open and marker.number == 2 and marker.series == "一是" and _only(self.open[-1], "首先"):
            return self.open[-1]  # 首先要…，二要…，第三要…
        # 一、二、一、四: the 一 in between opened nothing; it was meant to be 三.
        if len(candidates) > 1 and _only(candidates[0], marker.style):
            stray, outer = candidates[0], candidates[1]
            if marker.number == outer.members[-1].expected + 2:
                self._adopt(outer, stray)
                return outer
        return None

    def _adopt(self, outer: Run, stray: Run) -> None:
        self._close_from(self.open.index(outer) + 1)
        self.runs.remove(stray)
        member = stray.members[0]
        member.run, member.expected, member.fault = outer, outer.members[-1].expected + 1, "duplicate"
        outer.members.append(member)
        outer.accepts = frozenset([member.marker.number + 1, member.expected + 1])

    def _begin(self, line: int, marker: Marker, continues: Run | None = None, expected: int = 1) -> None:
        if RANKS.get(marker.series, 99) <= RANKS["（一）"] and marker.head:
            self.close_said()
        parent = self.open[-1].members[-1] if self.open else None
        run = Run(marker.series, self.scope, parent, continues=continues, accepts=frozenset([expected]))
        self.runs.append(run)
        self.open.append(run)
        self._append(run, line, marker)

    def _append(self, run: Run, line: int, marker: Marker) -> None:
        self._close_from(self.open.index(run) + 1)
        last = run.members[-1] if run.members else None
        expected = last.expected + 1 if last else min(run.accepts)
        number = marker.number
        if number == LAST or marker.series == "一方面":
            number = expected
        if last and last.fault and number == last.expected + 1 != last.marker.number + 1:
            last.pinned = True
        elif last and last.fault:
            expected = last.marker.number + 1  # the fault before stands: the count goes by what is written
        fault: Fault = "" if number in run.accepts else "gap" if number > expected else "duplicate"
        member = Member(run, line, marker, expected, fault)
        run.members.append(member)
        run.accepts = frozenset([number + 1, expected + 1])

    def _add_unexpected(self, line: int, marker: Marker) -> None:
        candidates = list(self._current(marker))
        closed = self.closed.get(marker.series) if marker.series in RANKS else None
        if not candidates and closed is not None and marker.number in closed.accepts:
            self._begin(line, marker, closed, marker.number)
            return
        if not marker.firm or (marker.style == "首先" and not (candidates and candidates[0].members[-1].line == line)):
            return
        if candidates and not _begins_without_first(candidates[0], line, marker):
            self._append(min(candidates, key=lambda run: _distance(run, marker.number)), line, marker)
        elif marker.head or marker.series in ("一是", "第一，", "其一"):
            # Numbers that run on through the headings are expected to go on where they stopped.
            last = closed.members[-1].marker.number if closed is not None else 0
            self._begin(line, marker, expected=last + 1 if marker.number > last else 1)

    def _current(self, marker: Marker) -> Iterator[Run]:
        """The open runs of a marker's family, innermost first, that no heading of a higher level lies above."""
        rank = RANKS.get(marker.series)
        for run in reversed(self.open):
            if rank is not None and run.rank is not None and run.rank < rank:
                return
            if run.series == marker.series:
                yield run

    def _close_from(self, at: int) -> None:
        for run in self.open[at:]:
            self.closed[run.series] = run
        del self.open[at:]


def _only(run: Run, style: str) -> bool:
    """Whether a run holds nothing but a first member of this style."""
    return len(run.members) == 1 and run.members[0].marker.number == 1 and run.style == style


def _begins_without_first(run: Run, line: int, marker: Marker) -> bool:
    """Whether a 二是 in a later paragraph, behind a run that is done, is rather the second of one whose first is lost."""
    last = run.members[-1]
    return run.rank is None and marker.number == 2 and last.marker.number > 2 and line != last.line


def _may_follow(last: Member, line: int, marker: Marker) -> bool:
    """Not so a doubtful 二要 of another paragraph behind a 一是."""
    return marker.firm or line == last.line or marker.style == last.marker.style


def _strangeness(last: Marker, marker: Marker) -> tuple[bool, bool]:
    return last.style != marker.style, marker.head and not last.head


def _distance(run: Run, number: int) -> int:
    last = run.members[-1].marker.number
    return number - last - 1 if number > last else 1


def _holds(parent: Member, run: Run) -> bool:
    """Whether a run that began after `parent` belongs below it, now that all is known."""
    outer = parent.run
    if outer.after(parent) is not None:
        return True  # the outer run went on behind it
    first = run.members[0]
    if outer.series == run.series and outer.style == run.style:
        return False
    if first.line == parent.line:
        return True
    if outer.series == run.series:
        return False
    if outer.rank is not None and run.rank is not None:
        return outer.rank < run.rank
    return outer.rank is not None or (run.rank is None and not first.marker.head) or (run.rank or 0) > RANKS["（一）"]
