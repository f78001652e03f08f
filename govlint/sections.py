"""The sections of a document: headings and what stands under them, by their ordinals or by the format; knows no rule."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from govlint.document import Document, Role
from govlint.ordinal import RANKS
from govlint.outline import Member

# What may stand between two headings without anything being there.
_MARKUP = re.compile(r"</?(?:h[1-6]|a|b|strong|em|span|div|section|article|main|body|html)\b[^<>]*>|[\s#=*_-]+")
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
    def series(self) -> list[list[Section]]:
        """The sections of each run of written ordinals at the head of paragraphs, be they headings or run in."""
        ends: dict[int, int] = {}
        found = []
        for run in self.document.outline.runs:
            outer = ends.get(id(run.parent)) if run.parent else None
            sections = []
            for member, following in zip(run.members, [*run.members[1:], None], strict=True):
                end = following.line if following else outer or self._text_end(member.line)
                ends[id(member)] = end
                sections.append(Section(member.line, member.marker.end, end))
            if run.head and run.rank is not None:
                found.append(sections)
        return found

    @cached_property
    def below(self) -> dict[tuple[int, int], list[Section]]:
        """The headings without ordinals, by the place of the heading above them (below 0: there is none) and their level."""
        groups: dict[tuple[int, int], list[Section]] = {}
        above: list[tuple[int, int]] = []
        for at, index in enumerate(self.headings):
            place = self.document.places[index]
            level = place.block.level
            if not level:
                continue
            while above and (above[-1][0] >= level or self.document.places[above[-1][1]].part != place.part):
                above.pop()
            if index not in self.numbered:
                key = (above[-1][1] if above else -1 - place.part, level)
                groups.setdefault(key, []).append(Section(index, 0, min(self._next(at, level), self._text_end(index))))
            above.append((level, index))
        return groups

    @property
    def groups(self) -> list[list[Section]]:
        """All siblings, whatever makes them so."""
        return [*self.series, *self.below.values()]

    def headings_in(self, section: Section, parent: int) -> list[int]:
        """The headings below the one at the place `parent`, to the end of its section."""
        at = bisect_right(self.headings, parent)
        end = self._next(at - 1, self.document.places[parent].block.level)
        return [line for line in self.headings[at : bisect_right(self.headings, end - 1)] if line != section.line]

    def is_heading(self, section: Section) -> bool:
        """Whether the heading stands in a line of its own."""
        return self.document.places[section.line].role is Role.HEADING

    def is_empty(self, section: Section) -> bool:
        """Whether nothing stands under the heading, not even what no reader reads: code, a picture."""
        if section.end != section.line + 1:
            return False
        places, text = self.document.places, self.document.source.text
        start = places[section.line].span(0, len(places[section.line].block.text)).end
        following = places[section.end].span(0, 1).start if section.end < len(places) else len(text)
        return not _MARKUP.sub("", text[start:following])

    def is_divided(self, section: Section) -> bool:
        """Whether there are headings or ordinals at the head of paragraphs in the section."""
        at = bisect_right(self._divisions, section.line)
        return at < len(self._divisions) and self._divisions[at] < section.end

    def own(self, section: Section) -> str:
        """The heading's words without its ordinal, folded."""
        return self.document.places[section.line].block.folded[section.start :].strip()

    def length(self, section: Section) -> int:
        """How many code points the section has, its heading included."""
        return self._lengths[section.end] - self._lengths[section.line]

    @cached_property
    def _lengths(self) -> list[int]:
        return [0, *accumulate(len(place.block.text) for place in self.document.places)]

    @cached_property
    def _divisions(self) -> list[int]:
        return sorted({*self.headings, *(m.line for m in self.document.outline.members() if m.marker.head)})

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
        """The place of the first heading behind the one with the number `at` that is of this level or a higher one."""
        places = self.document.places
        following = (self.headings[number] for number in range(at + 1, len(self.headings)))
        return next((i for i in following if 0 < places[i].block.level <= level), len(places))
