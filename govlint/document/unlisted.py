"""Ordinals that the outline does not list: without a stop before them, or said in other words (其一是…，再就是…)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from govlint.document.document import Document
from govlint.document.families import SAID
from govlint.document.ordinal import Marker, write
from govlint.document.outline import Member
from govlint.language.numeral import to_han
from govlint.text.lazyregex import lazy

# 一是…，再就是…: the second of two is said in other words; 一是…，一是… are two as well.
_SAID_OTHERWISE = lazy(
    r"[，。；](?:再就?(?:是|则|一)|另(?:一(?!方面)|外[一是])|还有|其次|其二|第二|二(?:则|来|为|在于)|又是|一是)"
)
_SOON = 200
_SECOND = lazy(r"[。；](?:二[是要]|其二|第二[，是]|其次)")
_ORDER_WORDS = {1: "|首先|首要[^，。]{0,4}是|这是一", 2: "|其次", 3: "|再次"}
# How many paragraphs away an ordinal that follows no stop is looked for.
_NEAR = 3


class Unlisted:
    """Asks one document for them, each line once however many members ask."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._hidden: dict[tuple[int, str], int] = {}
        self._seconds: dict[int, int] = {}

    def is_bridged(self, member: Member, before: Member | None) -> bool:
        """Whether what seems to be missing is there: without a stop before it, or said in other words (其一…第二…三是…)."""
        like, missing = member.marker, range(member.expected, member.marker.number)
        if member.run.series not in SAID:
            return self.is_hidden(like, member.expected, before, member)
        return any(self.is_hidden(like, n, before, member) or self._is_said(n, like, before, member) for n in missing)

    def _is_said(self, number: int, like: Marker, after: Member | None, before: Member) -> bool:
        """Whether an ordinal of another spoken family has this number, in the same paragraph or at the head of another."""
        han = to_han(number)
        others = [form for form in (f"{han}是", f"第{han}[，是]", f"其{han}") if not form.startswith(write(like, number))]
        word = re.compile("|".join(others) + _ORDER_WORDS.get(number, ""))
        return any(
            word.search(text, start, end) if line == before.line else word.match(text)
            for line, text, start, end in self._between(after, before)
        )

    def is_hidden(self, like: Marker, number: int, after: Member | None, before: Member | None) -> bool:
        """Whether the ordinal `number` stands somewhere between two members without a stop before it."""
        core = re.compile(rf"(?<!\d){re.escape(write(like, number))}(?!\d)")

        def is_unknown(line: int, match: re.Match[str]) -> bool:
            return (line, match.start()) not in self._listed

        for line, text, start, end in self._between(after, before):
            if end < len(text):
                if any(is_unknown(line, match) for match in core.finditer(text, start, end)):
                    return True
                continue
            # To the end of the line: many may ask, and the last one there is answers them all.
            if (line, core.pattern) not in self._hidden:
                places = [match.start() for match in core.finditer(text) if is_unknown(line, match)]
                self._hidden[line, core.pattern] = max(places, default=-1)
            if self._hidden[line, core.pattern] >= start:
                return True
        return False

    def _between(self, after: Member | None, before: Member | None) -> Iterator[tuple[int, str, int, int]]:
        """The text between two members, or some paragraphs on their one side: line, text, start and end."""
        last = before.line if before else after.line + _NEAR if after else 0
        first = after.line if after else max(0, last - _NEAR)
        for line in range(first, min(last + 1, len(self._document.places))):
            text = self._document.places[line].block.folded
            start = after.marker.end if after and line == after.line else 0
            end = before.marker.start if before and line == before.line else len(text)
            yield line, text, start, end

    def has_second(self, member: Member) -> bool:
        """Whether something behind a said first is its second: in other words soon, or far off in its line."""
        text = self._document.places[member.line].block.folded
        if _SAID_OTHERWISE.search(text, member.marker.end, member.marker.end + _SOON):
            return True
        return member.run.series != "一是" and self._last_second(member.line) >= member.marker.end

    @cached_property
    def _listed(self) -> frozenset[tuple[int, int]]:
        """Where the outline's own ordinals stand: line and offset."""
        return frozenset((member.line, member.marker.start) for member in self._document.outline.members())

    def _last_second(self, line: int) -> int:
        """Where a second is said last in a line; -1 where none is."""
        if line not in self._seconds:
            text = self._document.places[line].block.folded
            self._seconds[line] = max((match.start() for match in _SECOND.finditer(text)), default=-1)
        return self._seconds[line]
