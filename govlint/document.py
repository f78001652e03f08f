"""A document: blocks in their places, each with its part to play, and what the whole is: title, genre, outline."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from govlint.block import Block
from govlint.outline import Line, Outline, grow
from govlint.readers import read
from govlint.regex import lazy
from govlint.roles import Role as Role
from govlint.roles import roles_of
from govlint.source import Source, Span
from govlint.textmap import TextMap


class Genre(enum.StrEnum):
    """What kind of writing a document is; the value is what configuration and command line call it."""

    SPEECH = "speech"
    REPORT = "report"
    NOTICE = "notice"
    REQUEST = "request"
    LETTER = "letter"
    REPLY = "reply"
    MINUTES = "minutes"
    OPINION = "opinion"
    STATUTE = "statute"
    OTHER = "other"


GENRE_NAMES = {
    Genre.SPEECH: "讲话稿",
    Genre.REPORT: "报告",
    Genre.NOTICE: "通知",
    Genre.REQUEST: "请示",
    Genre.LETTER: "函",
    Genre.REPLY: "批复",
    Genre.MINUTES: "纪要",
    Genre.OPINION: "意见",
    Genre.STATUTE: "法规",
    Genre.OTHER: "其他",
}

# The last word of a title names the genre (《党政机关公文处理工作条例》第八条, and the speech family beside it).
_GENRE_BY_TITLE = (
    (Genre.SPEECH, r"(讲话|致辞|致词|发言|演讲|(主持|动员|开幕|闭幕|欢迎|欢送|答谢|祝酒|贺)[词辞])(稿|提纲|要点)?"),
    (Genre.REQUEST, r"请示"),
    (Genre.REPORT, r"(报告|总结|汇报)(稿|提纲|材料)?"),
    (Genre.NOTICE, r"(通知|通报|通告|公告)"),
    (Genre.LETTER, r"函"),
    (Genre.REPLY, r"(批复|答复)"),
    (Genre.MINUTES, r"(纪要|会议记录)"),
    (Genre.OPINION, r"意见"),
    (Genre.STATUTE, r"(条例|规定|办法|细则|规则|解释|(补充|司法协助的)安排|(?<![方做用说看想书])法)"),
    (Genre.OTHER, r"(决定|决议|命令|公报|议案|方案|计划|规划|要点)"),
)
# Where the title says nothing: how the text begins, or what a note says of it.
_GENRE_BY_TEXT = (
    (Genre.REPORT, r".{0,60}我(代表|受)[^。]{2,40}报告"),
    (Genre.SPEECH, r"同志们|各位(代表|委员|同志|来宾|领导|专家|朋友|老师|同学)|尊敬的|朋友们|女士们"),
    (Genre.SPEECH, r"今天，?(我们|在这里)?[^。]{0,12}召开[^。]{2,60}会"),
    (Genre.SPEECH, r"[*（]?(本文|此文)[^。]{0,80}(讲话|致辞|演讲|发言)"),
)
_TITLE_TAIL = lazy(r"(（[^（）]*）|\([^()]*\)|[*＊\s。；，])+$")

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

    @cached_property
    def outline(self) -> Outline:
        """The tree of ordinals; each part and each quotation counts by itself."""
        lines: list[Line] = []
        quotation = 0
        for place, before in zip(self.places, (None, *self.places), strict=False):
            quoted = place.role is Role.QUOTE
            if quoted and not (before and before.role is Role.QUOTE):
                quotation -= 1
            skip = place.role in _NOT_NUMBERED
            lines.append(Line(place.block, place.role is Role.HEADING, quotation if quoted else place.part, skip))
        return grow(lines)

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
    return Document(source, places, genre or detect_genre(document))


def postpone(source: Source, genre: Genre | None = None) -> Document:
    """The document that a source arranges to, which is read and arranged only when somebody looks at more than its source."""
    return _Postponed(source, genre)


class _Postponed(Document):
    def __init__(self, source: Source, asked: Genre | None) -> None:
        self.__dict__.update(source=source, _asked=asked)  # not by assignment: it is frozen

    @cached_property
    def _arranged(self) -> Document:
        return arrange(self.source, read(self.source), self.__dict__["_asked"])

    @cached_property
    def places(self) -> tuple[Place, ...]:
        return self._arranged.places

    @cached_property
    def genre(self) -> Genre:
        return self._arranged.genre


def detect_genre(document: Document) -> Genre:
    """What the last word of the title, of its second half or of its first says; else how the text begins."""
    title = document.title
    for part in dict.fromkeys((title, *reversed(title.split("——")))):
        part = _TITLE_TAIL.sub("", part)
        for genre, pattern in _GENRE_BY_TITLE:
            if re.search(rf"{pattern}$", part):
                return genre
    spoken = document.with_role(Role.SALUTATION, Role.BODY, part=0)
    # How a text begins says most; a salutation far inside (同志们，…) still shows a speech.
    for genre, pattern in _GENRE_BY_TEXT:
        if any(re.match(pattern, document.places[i].block.folded) for i in spoken[:3]):
            return genre
    closing = [*spoken[-2:], *document.with_role(Role.NOTE, part=0)]
    if any(re.match(_GENRE_BY_TEXT[1][1] + "|" + _GENRE_BY_TEXT[-1][1], document.places[i].block.folded) for i in closing):
        return Genre.SPEECH
    return Genre.OTHER
