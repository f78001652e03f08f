"""A document: blocks in their places, each with its part to play, and what the whole is: title, genre, outline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from govlint.document.block import Block
from govlint.document.dating import date_of
from govlint.document.genre import ARTICLE, Genre, detect
from govlint.document.growth import grow
from govlint.document.joined import Joined
from govlint.document.kept import Kept
from govlint.document.outline import Line, Member, Outline
from govlint.document.roles import MASTHEAD, Standing, standings_of
from govlint.document.roles import Role as Role
from govlint.text.edits import change
from govlint.text.frozen import frozen
from govlint.text.source import Source, Span
from govlint.text.textmap import TextMap

_ASIDE = frozenset({Role.QUOTE, Role.NOTE})
_FIRST, _LAST = 3, 2
"""As many paragraphs at the beginning and at the end are asked for the genre."""
_ARTICLES, _TO_AN_ARTICLE = 3, 12
"""A statute has three articles at least, and no more paragraphs to an article."""
_NOT_NUMBERED = frozenset({Role.TITLE, Role.DATELINE, Role.CELL, Role.FURNITURE})


class Place(NamedTuple):
    """A block where it stands. `part` counts the main text 0 and its attachments from 1."""

    block: Block
    map: TextMap
    role: Role
    part: int = 0

    def span(self, start: int, end: int) -> Span:
        """The source span of a span of the block's reading text."""
        return self.map.span(start, end)


@frozen
class Document:
    """A main text and its attached parts. `genre` is what was asked for, or what title and text say.

    `standings` is how the roles came about, `kept` what has stayed of the document that this one was made of by an edit.
    """

    source: Source
    places: tuple[Place, ...]
    genre: Genre = Genre.OTHER
    standings: tuple[Standing, ...] = field(default=(), repr=False, compare=False)
    kept: Kept | None = field(default=None, repr=False, compare=False)

    @cached_property
    def title(self) -> str:
        """The folded title, its lines joined; empty where there is none."""
        return _title_of(self.places)

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

    def with_any(self, words: Iterable[str], roles: frozenset[Role]) -> list[int]:
        """The indexes of the places of the main text that play one of these parts and in which one of these words stands."""
        if roles not in self._joined:
            indexes = self.with_role(*roles, part=0)
            self._joined[roles] = indexes, Joined([self.places[i].block.folded for i in indexes])
        indexes, joined = self._joined[roles]
        return [indexes[number] for number in joined.with_any(words)]

    @cached_property
    def _joined(self) -> dict[frozenset[Role], tuple[list[int], Joined]]:
        return {}


def arrange(
    source: Source, blocks: Iterable[tuple[Block, TextMap]], genre: Genre | None = None, before: Document | None = None
) -> Document:
    """Give each block its place: find furniture, title, datelines, salutation, headings, notes, signatures, attachments.

    `genre` is what the writer says it is; without it title and text are asked. `before` is the document that was edited:
    what stays of it is not asked anew.
    """
    pairs = list(blocks)
    if before is not None and len(before.standings) == len(before.places):
        kept = _compared(before, source, pairs)
        return rearrange(source, pairs[kept.head : len(pairs) - kept.tail], before, kept, genre)
    standings = standings_of([block for block, _ in pairs])
    places = tuple([Place(b, m, s.role, s.part) for (b, m), s in zip(pairs, standings, strict=True)])
    return Document(source, places, genre or _genre_of(places), standings)


def rearrange(
    source: Source,
    fresh: Sequence[tuple[Block, TextMap]],
    before: Document,
    kept: Kept,
    genre: Genre | None = None,
) -> Document:
    """The same of a document that was edited: these are the blocks between those that stay as `kept` tells."""
    old, known = before.places, before.standings
    behind = old[len(old) - kept.tail :]
    blocks = [place.block for place in old[: kept.head]]
    blocks += [block for block, _ in fresh]
    blocks += [place.block for place in behind]
    standings = standings_of(blocks, known, kept.head, kept.tail)
    stays = kept.less(_same(standings[: kept.head], known), _same(standings[: -kept.tail - 1 : -1], known[::-1]))
    by = kept.shift
    pairs = [(place.block, place.map) for place in old[stays.head : kept.head]]
    pairs += fresh
    pairs += [(place.block, place.map.moved(by) if by else place.map) for place in behind]
    moved = [Place(b, m, s.role, s.part) for (b, m), s in zip(pairs, standings[stays.head :], strict=True)]
    places = (*old[: stays.head], *moved)
    return Document(source, places, genre or _genre_of(places), standings, stays)


def _compared(before: Document, source: Source, pairs: Sequence[tuple[Block, TextMap]]) -> Kept:
    """What stays of a document: the very same blocks, with the same source below them."""
    edit = change(before.source.text, source.text)
    old = before.places
    found = Kept(0, 0, edit, len(pairs) - len(old))
    least = min(len(old), len(pairs))

    def stays(place: Place, pair: tuple[Block, TextMap], shift: int) -> bool:
        block, places = pair
        return place.block is block and places.is_moved(place.map, shift)

    def ends(place: Place) -> int:
        return place.map.end(len(place.block.text))

    head = (stays(place, pair, 0) and ends(place) <= edit.start for place, pair in zip(old, pairs, strict=False))
    first = next((i for i, kept in enumerate(head) if not kept), least)
    behind = zip(reversed(old), reversed(pairs), strict=False)
    tail = (stays(place, pair, found.shift) and place.map.home >= edit.end for place, pair in behind)
    return found.less(first, next((i for i, kept in enumerate(tail) if not kept or i == least - first), least - first))


def _same(standings: Sequence[Standing], known: Sequence[Standing]) -> int:
    """How many of the first blocks play the part that they played."""
    if standings == known[: len(standings)]:
        return len(standings)
    pairs = zip(standings, known, strict=False)
    return next((i for i, (new, old) in enumerate(pairs) if new[:2] != old[:2]), len(standings))


def _genre_of(places: Sequence[Place]) -> Genre:
    main = [place for place in places if place.part == 0]
    spoken = (Role.SALUTATION, Role.BODY)
    first = islice((place.block.folded for place in main if place.role in spoken), _FIRST)
    last = list(islice((place.block.folded for place in reversed(main) if place.role in spoken), _LAST))
    notes = [place.block.folded for place in main if place.role is Role.NOTE]
    above = [p.block.folded for p in places[:3] if p.role is Role.DATELINE]
    masthead = next((text for text in above if MASTHEAD.match(text)), "")
    in_articles = _are_articles([place.block.folded for place in main])
    return detect(_title_of(main), tuple(first), (*reversed(last), *notes), masthead, in_articles=in_articles)


def _are_articles(texts: Sequence[str]) -> bool:
    """Whether these paragraphs are those of a statute, of which each article may have many."""
    articles = sum(1 for text in texts if text.startswith("第") and ARTICLE.match(text))
    return articles >= _ARTICLES and articles * _TO_AN_ARTICLE >= len(texts)


def _title_of(places: Iterable[Place]) -> str:
    return "".join(place.block.folded for place in places if place.role is Role.TITLE and place.part == 0)
