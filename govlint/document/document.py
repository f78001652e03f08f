"""A document: blocks in their places, each with its part to play, and what the whole is: title, genre, outline."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from govlint.document.block import Block
from govlint.document.dating import date_of
from govlint.document.genre import Genre, detect
from govlint.document.outline import Line, Member, Outline, grow
from govlint.document.roles import MASTHEAD, roles_of
from govlint.document.roles import Role as Role
from govlint.text.source import Source, Span
from govlint.text.textmap import TextMap

_ASIDE = frozenset({Role.QUOTE, Role.NOTE})
_NOT_NUMBERED = frozenset({Role.TITLE, Role.DATELINE, Role.CELL, Role.FURNITURE})


@dataclass(frozen=True, slots=True)
class Place:
    """A block where it stands. `part` counts the main text 0 and its attachments from 1."""

    block: Block
    map: TextMap
    role: Role
    part: int = 0

    def span(self, start: int, end: int) -> Span:
        """The source span of a span of the block's reading text."""
        return self.map.span(start, end)


@dataclass(frozen=True)
class Document:
    """A main text and its attached parts. `genre` is what was asked for, or what title and text say."""

    source: Source
    places: tuple[Place, ...]
    genre: Genre = Genre.OTHER

    @cached_property
    def title(self) -> str:
        """The folded title, its lines joined; empty where there is none."""
        return "".join(p.block.folded for p in self.places if p.role is Role.TITLE and p.part == 0)

    @property
    def is_blank(self) -> bool:
        """Whether nobody finds anything to read in it; a picture is read as one U+FFFC."""
        return all(place.block.text.strip("\ufffc") == "" for place in self.places)

    @cached_property
    def date(self) -> str:
        """The year and month that the main text is of (2024-05), of a bare year its end; empty where it does not tell."""
        return self.stated_date or date_of((), (), self._texts(Role.BODY, Role.ITEM))

    @cached_property
    def stated_date(self) -> str:
        """The same as signature, dateline or title give it: what a text speaks of most is no sign that it is as old as that."""
        return date_of(self._texts(Role.SIGNATURE, Role.DATELINE), self._texts(Role.TITLE), ())

    def _texts(self, *roles: Role) -> list[str]:
        return [self.places[i].block.folded for i in self.with_role(*roles, part=0)]

    @cached_property
    def outline(self) -> Outline:
        """The tree of ordinals; each part, each quotation and each note counts by itself."""
        lines: list[Line] = []
        aside = 0
        for place, before in zip(self.places, (None, *self.places), strict=False):
            is_aside = place.role in _ASIDE
            if is_aside and not (before and before.role is place.role):
                aside -= 1
            skip = place.role in _NOT_NUMBERED
            lines.append(Line(place.block, place.role is Role.HEADING, aside if is_aside else place.part, skip))
        return grow(lines)

    def entry(self, member: Member, longest: int) -> str:
        """An ordinal with the words behind it, up to the first stop or, with “…”, to `longest` characters."""
        block = self.places[member.line].block
        text = (block.text[member.marker.start :] if member.marker.end else member.marker.text + block.text).strip()
        stops = (at for mark in "。；：" if (at := text.find(mark, len(member.marker.text))) > 0)
        words = text[: min(stops, default=len(text))]
        return words if len(words) <= longest else words[:longest] + "…"

    def with_role(self, *roles: Role, part: int | None = None) -> list[int]:
        """The indexes of the places that play one of these parts."""
        return [i for i, p in enumerate(self.places) if p.role in roles and part in (None, p.part)]


def arrange(source: Source, blocks: Iterable[tuple[Block, TextMap]], genre: Genre | None = None) -> Document:
    """Give each block its place: find furniture, title, datelines, salutation, headings, notes, signatures, attachments.

    `genre` is what the writer says it is; without it title and text are asked.
    """
    pairs = list(blocks)
    roles = roles_of([block for block, _ in pairs])
    places = tuple(Place(b, m, role, part) for (b, m), (role, part) in zip(pairs, roles, strict=True))
    document = Document(source, places)
    return Document(source, places, genre or _genre_of(document))


def _genre_of(document: Document) -> Genre:
    spoken = [document.places[i].block.folded for i in document.with_role(Role.SALUTATION, Role.BODY, part=0)]
    notes = [document.places[i].block.folded for i in document.with_role(Role.NOTE, part=0)]
    above = [p.block.folded for p in document.places[:3] if p.role is Role.DATELINE]
    masthead = next((text for text in above if MASTHEAD.match(text)), "")
    return detect(document.title, spoken[:3], [*spoken[-2:], *notes], masthead)
