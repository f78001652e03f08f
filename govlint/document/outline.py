"""The tree that ordinals form: runs of ordinals, each member with its expected number; knows no document and no rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from govlint.document.block import Block
from govlint.document.families import SAID, rank
from govlint.document.ordinal import Marker
from govlint.text.frozen import frozen

Fault = Literal["", "gap", "duplicate"]

FAULT_NAMES = {"gap": "跳号", "duplicate": "重号"}
"""The faults of an ordinal, in Chinese."""


@frozen
class Line:
    """What the outline needs to know of a block: its text, whether it is a heading, and which numbering it belongs to.

    Ordinals of different `scope` (a main text, an attachment, a quotation) have nothing to do with each other.
    A block with `skip` holds no ordinals.
    """

    block: Block
    heading: bool = False
    scope: int = 0
    skip: bool = False


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
    at: int = 0
    """Its index among the members of its run."""
    children: list[Run] = field(default_factory=list)

    @property
    def generated(self) -> bool:
        """Whether the format itself numbers it (a Markdown or Word list): it cannot be wrong, and has no characters."""
        return self.marker.end == 0


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
    doubtful: int = 0
    """How many members may be no ordinals."""

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
        return rank(self.series)

    @property
    def firm(self) -> bool:
        """Whether every member is beyond doubt an ordinal."""
        return not self.doubtful

    @property
    def parted(self) -> bool:
        """Whether commas part three and more in one paragraph (一是…，二是…，四是…): their company shows what they are."""
        first = self.members[0]
        return (
            self.series in SAID
            and first.marker.firm
            and len(self.members) > 2
            and all(m.line == first.line for m in self.members)
        )

    def after(self, member: Member) -> Member | None:
        """The member that follows `member` in this run."""
        at = member.at + 1
        return self.members[at] if at < len(self.members) else None

    def before(self, member: Member) -> Member | None:
        """The member that comes before `member` in this run."""
        return self.members[member.at - 1] if member.at else None


@frozen
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
            if outer is not None and _is_typed_twice(outer, again):
                yield outer, again
                continue
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


def _is_typed_twice(first: Member, again: Member) -> bool:
    """一、一、抓好…: one behind the other, with nothing between."""
    same = (first.line, first.marker.series, first.marker.number) == (again.line, again.marker.series, again.marker.number)
    return same and first.marker.end == again.marker.start
