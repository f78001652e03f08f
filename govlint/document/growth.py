"""How an outline grows out of the ordinals of a text, in one pass.

An ordinal continues the innermost open run whose last number is one less; a first one opens a run inside whatever is
open. Which faults there are follows from what the ordinals after them do: see `_Growth`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from govlint.document.families import RANKS, SAID, rank
from govlint.document.ordinal import LAST, Marker, markers
from govlint.document.outline import Fault, Line, Member, Outline, Run


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


class _Open:
    """The open runs of a scope, outermost first, and where to look among them without going through all.

    Every index holds stacks in the order of `runs`: a run is put on top when it takes a member, and all inside it are
    closed then, so the one that is taken off is always on top.
    """

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self._depths: dict[Run, int] = {}
        self._of: dict[str, list[Run]] = {}
        self._waiting: dict[tuple[str, int], dict[tuple[str, bool], list[Run]]] = {}
        """By series and accepted number, then by style and head of the last member."""
        self._last: dict[str, dict[int, list[Run]]] = {}
        """By series, then by the last number."""

    def depth(self, run: Run) -> int:
        """How many runs are open outside of this one."""
        return self._depths[run]

    def push(self, run: Run) -> None:
        """Open a run inside all others; it is found once it has a member."""
        self._depths[run] = len(self.runs)
        self._of.setdefault(run.series, []).append(run)
        self.runs.append(run)

    def pop(self) -> None:
        """Close the innermost run."""
        run = self.runs.pop()
        self._of[run.series].pop()
        del self._depths[run]
        self.lift(run)

    def lift(self, run: Run) -> None:
        """Take the innermost run out of what goes by its last member, which is to change."""
        for stack in self._stacks(run):
            stack.pop()

    def lower(self, run: Run) -> None:
        """Put it back where its last member has it."""
        for stack in self._stacks(run):
            stack.append(run)

    def _stacks(self, run: Run) -> Iterator[list[Run]]:
        if run.members:
            last = run.members[-1].marker
            for number in run.accepts:
                waiting = self._waiting.setdefault((run.series, number), {})
                yield waiting.setdefault((last.style, last.head), [])
            yield self._last.setdefault(run.series, {}).setdefault(last.number, [])

    def innermost(self, series: str, number: int | None = None) -> Run | None:
        """The innermost run of a family, or of those whose last number is this one."""
        stack = self._of.get(series) if number is None else self._last.get(series, {}).get(number)
        return stack[-1] if stack else None

    def next_outer(self, run: Run) -> Run | None:
        """Of the innermost run of a family the one of its family round it."""
        stack = self._of[run.series]
        return stack[-2] if len(stack) > 1 else None

    def waiting(self, marker: Marker) -> Iterator[Run]:
        """The runs that accept a marker's number, of those whose last members are alike the innermost: in the others the
        last member is no nearer."""
        for stack in self._waiting.get((marker.series, marker.number), {}).values():
            if stack:
                yield stack[-1]

    def ends(self, series: str) -> Iterator[Run]:
        """The innermost run of a family for each number that one of its runs ends with."""
        for stack in self._last.get(series, {}).values():
            if stack:
                yield stack[-1]

    def floor(self, series: str) -> int:
        """The depth of the innermost run of a higher level, -1 where there is none."""
        level = rank(series)
        higher = (self.innermost(name) for name, other in RANKS.items() if level is not None and other < level)
        return max((self._depths[run] for run in higher if run is not None), default=-1)


class _Growth:
    """The open runs of one scope, and all that it has."""

    def __init__(self, scope: int) -> None:
        self.scope = scope
        self.open = _Open()
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
        while self.open.runs and self.open.runs[-1].rank is None:
            self._close_from(len(self.open.runs) - 1)

    def finish(self) -> list[Run]:
        """The runs, each below the innermost member that it can belong to."""
        for run in self.runs:
            while run.parent is not None and not _holds(run.parent, run):
                run.parent = run.parent.run.parent
            if run.parent is not None:
                run.parent.children.append(run)
        return self.runs

    def _continued(self, line: int, marker: Marker) -> Run | None:
        innermost = self.open.innermost(marker.series)
        if marker.number == LAST:
            return innermost
        if marker.series == "一方面":
            return innermost if marker.number == 2 else self.open.innermost(marker.series, 1)
        fitting = [run for run in self.open.waiting(marker) if _may_follow(run.members[-1], line, marker)]
        if fitting:
            # 一要 counts on from 一要 rather than from 一是, and the head of a paragraph from the head of a paragraph.
            return min(fitting, key=lambda run: (_strangeness(run.members[-1].marker, marker), -self.open.depth(run)))
        if self.open.runs and marker.number == 2 and marker.series == "一是" and _only(self.open.runs[-1], "首先"):
            return self.open.runs[-1]  # 首先要…，二要…，第三要…
        # 一、二、一、四: the 一 in between opened nothing; it was meant to be 三.
        outer = self.open.next_outer(innermost) if innermost is not None else None
        if innermost is None or outer is None or not _only(innermost, marker.style):
            return None
        if marker.number != outer.members[-1].expected + 2:
            return None
        self._adopt(outer, innermost)
        return outer

    def _adopt(self, outer: Run, stray: Run) -> None:
        self._close_from(self.open.depth(outer) + 1)
        del self.runs[next(at for at in range(len(self.runs) - 1, -1, -1) if self.runs[at] is stray)]
        member = stray.members[0]
        member.run, member.expected, member.fault = outer, outer.members[-1].expected + 1, "duplicate"
        self._take(outer, member, member.marker.number)

    def _begin(self, line: int, marker: Marker, continues: Run | None = None, expected: int = 1) -> None:
        level = rank(marker.series)
        if level is not None and level <= RANKS["（一）"] and marker.head:
            self.close_said()
        parent = self.open.runs[-1].members[-1] if self.open.runs else None
        run = Run(marker.series, self.scope, parent, continues=continues, accepts=frozenset([expected]))
        self.runs.append(run)
        self.open.push(run)
        self._append(run, line, marker)

    def _append(self, run: Run, line: int, marker: Marker) -> None:
        self._close_from(self.open.depth(run) + 1)
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
        self._take(run, Member(run, line, marker, expected, fault), number)

    def _take(self, run: Run, member: Member, number: int) -> None:
        """Give the innermost run a member that counts as `number`."""
        self.open.lift(run)
        member.at = len(run.members)
        run.members.append(member)
        run.doubtful += not member.marker.firm
        # Nothing follows 最后.
        run.accepts = frozenset() if member.marker.number == LAST else frozenset([number + 1, member.expected + 1])
        self.open.lower(run)

    def _add_unexpected(self, line: int, marker: Marker) -> None:
        floor = self.open.floor(marker.series)
        innermost = self.open.innermost(marker.series)
        if innermost is not None and self.open.depth(innermost) < floor:
            innermost = None  # a heading of a higher level lies above
        closed = self.closed.get(marker.series) if rank(marker.series) is not None else None
        if innermost is None and closed is not None and marker.number in closed.accepts:
            self._begin(line, marker, closed, marker.number)
            return
        if not marker.firm and self._is_parted(line, marker):
            self._append(self.open.runs[-1], line, marker)
            return
        if not marker.firm or (marker.style == "首先" and not (innermost and innermost.members[-1].line == line)):
            return
        if innermost is not None and not _begins_without_first(innermost, line, marker):
            near = [run for run in self.open.ends(marker.series) if self.open.depth(run) > floor]
            nearest = min(near, key=lambda run: (_distance(run, marker.number), -self.open.depth(run)))
            self._append(nearest, line, marker)
        elif marker.head or marker.series in SAID:
            # Numbers that run on through the headings are expected to go on where they stopped.
            last = closed.members[-1].marker.number if closed is not None else 0
            self._begin(line, marker, expected=last + 1 if marker.number > last else 1)

    def _is_parted(self, line: int, marker: Marker) -> bool:
        """Whether a comma parts this ordinal from two that count on in the same paragraph, and it is the one after the next."""
        run = self.open.runs[-1] if self.open.runs else None
        if run is None or len(run.members) < 2 or run.series != marker.series or run.series not in SAID:
            return False
        first, last = run.members[0], run.members[-1]
        alike = first.marker.firm and all(m.line == line and m.marker.style == marker.style for m in run.members)
        return alike and not last.fault and marker.number in (last.marker.number + 2, last.marker.number)

    def _close_from(self, at: int) -> None:
        for run in self.open.runs[at:]:
            self.closed[run.series] = run
        while len(self.open.runs) > at:
            self.open.pop()


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
