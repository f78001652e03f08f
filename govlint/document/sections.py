"""The sections of a document: headings and what stands under them, by their ordinals or by the format; knows no rule."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from govlint.document.document import Document
from govlint.document.families import RANKS
from govlint.document.outline import Member
from govlint.document.roles import Role
from govlint.text.lazyregex import lazy

# What may stand between two headings without anything being there.
_MARKUP = lazy(r"</?(?:h[1-6]|p|br|a|b|strong|em|span|div|section|article|main|body|html)\b[^<>]*>|[\s#=*_-]+")
_TEXT = (Role.HEADING, Role.BODY, Role.ITEM, Role.CELL, Role.QUOTE, Role.NOTE)
# What is said to all at the end of a speech belongs to no section.
_ADDRESS = ("同志们", "各位代表", "各位委员", "朋友们", "各位领导", "总之", "综上所述")


class Section(NamedTuple):
    """A heading at the place `line` whose own words begin at `start`; its text ends before the place `end`."""

    line: int
    start: int
    end: int


class Sections:
    """The sections of each run of ordinals, and those that only the format knows; each worked out when it is asked for."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def headings(self) -> list[int]:
        """The places of all headings."""
        return self.document.with_role(Role.HEADING)

    @cached_property
    def numbered(self) -> dict[int, Member]:
        """The written ordinal that a heading begins with."""
        found = {m.line: m for m in self.document.outline.members() if m.marker.head and m.marker.series in RANKS}
        return {line: found[line] for line in self.headings if line in found}

    @cached_property
    def marked(self) -> list[int]:
        """The headings that the format itself marks as such."""
        return [line for line in self.headings if self.document.places[line].block.level]

    @cached_property
    def series(self) -> list[list[Section]]:
        """The sections of each run of written ordinals at the head of paragraphs that the format does not mark as headings."""
        marked = set(self.marked)
        ends: dict[int, int] = {}
        found = []
        for run in self.document.outline.runs:
            outer = ends.get(id(run.parent)) if run.parent else None
            sections = []
            for member, following in zip(run.members, [*run.members[1:], None], strict=True):
                end = following.line if following else outer or self._text_end(member.line)
                ends[id(member)] = end = min(end, self._next_marked(member.line))
                if member.line not in marked:
                    sections.append(Section(member.line, member.marker.end, end))
            if run.head and run.rank is not None and sections:
                found.append(sections)
        return found

    @cached_property
    def below(self) -> dict[tuple[int, int], list[Section]]:
        """The headings that the format marks, by the place of the heading above them (below 0: there is none) and level."""
        groups: dict[tuple[int, int], list[Section]] = {}
        above: list[tuple[int, int]] = []
        for at, index in enumerate(self.marked):
            place = self.document.places[index]
            level = place.block.level
            while above and (above[-1][0] >= level or self.document.places[above[-1][1]].part != place.part):
                above.pop()
            member = self.numbered.get(index)
            end = min(self._next(at, level), self._text_end(index))
            section = Section(index, member.marker.end if member else 0, end)
            groups.setdefault((above[-1][1] if above else -1 - place.part, level), []).append(section)
            above.append((level, index))
        return groups

    @property
    def groups(self) -> list[list[Section]]:
        """All siblings, whatever makes them so."""
        return [*self.series, *self.below.values()]

    def is_heading(self, section: Section) -> bool:
        """Whether the heading stands in a line of its own."""
        return self.document.places[section.line].role is Role.HEADING

    def is_empty(self, section: Section) -> bool:
        """Whether nothing stands under the heading, not even what no reader reads: code, a picture."""
        if section.end != section.line + 1 or self._ranks_above(section):
            return False
        places, text = self.document.places, self.document.source.text
        start = places[section.line].span(0, len(places[section.line].block.text)).end
        following = places[section.end].span(0, 1).start if section.end < len(places) else len(text)
        return not _MARKUP.sub("", text[start:following])

    def is_divided(self, section: Section) -> bool:
        """Whether there are headings, or items of a list, or ordinals at the head of paragraphs in the section."""
        at = bisect_right(self._divisions, section.line)
        return at < len(self._divisions) and self._divisions[at] < section.end

    def own(self, section: Section) -> str:
        """The heading's words without its ordinal, folded."""
        return self.document.places[section.line].block.folded[section.start :].strip()

    def length(self, section: Section) -> int:
        """How many code points the section has, its heading included and tables left out."""
        return self._lengths[section.end] - self._lengths[section.line]

    @cached_property
    def _lengths(self) -> list[int]:
        return [0, *accumulate(len(p.block.text) * (p.role is not Role.CELL) for p in self.document.places)]

    @cached_property
    def _divisions(self) -> list[int]:
        return sorted(
            {
                *self.document.with_role(Role.HEADING, Role.ITEM),
                *(m.line for m in self.document.outline.members() if m.marker.head),
            }
        )

    @cached_property
    def _breaks(self) -> list[int]:
        """Where a text ends: the places that begin a part, and those of signatures and the like."""
        places = self.document.places
        breaks = [i for i, p in enumerate(places) if p.role not in _TEXT or (i and places[i - 1].part != p.part)]
        return [*breaks, len(places)]

    @cached_property
    def _addresses(self) -> list[int]:
        places = self.document.places
        return [*(i for i, p in enumerate(places) if p.block.folded.startswith(_ADDRESS)), len(places)]

    def _text_end(self, line: int) -> int:
        """Where the text that this place stands in ends, its closing words left out."""
        end = self._breaks[bisect_right(self._breaks, line)]
        closing = bisect_right(self._addresses, line + 1)
        return min(end, self._addresses[closing]) if closing < len(self._addresses) else end

    def _next(self, at: int, level: int) -> int:
        """The place of the first marked heading behind the one with the number `at` that is of this level or a higher one."""
        places = self.document.places
        following = (self.marked[number] for number in range(at + 1, len(self.marked)))
        return next((i for i in following if places[i].block.level <= level), len(places))

    def _next_marked(self, line: int) -> int:
        at = bisect_right(self.marked, line)
        return self.marked[at] if at < len(self.marked) else len(self.document.places)

    def _ranks_above(self, section: Section) -> bool:
        """Whether the heading right below is a lower one by its ordinal, whatever the format says of its level."""
        own, following = self.numbered.get(section.line), self.numbered.get(section.end)
        return own is not None and following is not None and RANKS[own.marker.series] < RANKS[following.marker.series]
