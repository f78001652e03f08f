"""A document: blocks in their places, each with its part to play, and what the whole is: title, genre, outline."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from govlint.block import Block
from govlint.ordinal import leading
from govlint.outline import Line, Outline, grow
from govlint.source import Source, Span
from govlint.textmap import TextMap


class Role(enum.StrEnum):
    """The part that a block plays in its document."""

    TITLE = "title"
    DATELINE = "dateline"
    SALUTATION = "salutation"
    HEADING = "heading"
    BODY = "body"
    ITEM = "item"
    CELL = "cell"
    QUOTE = "quote"
    NOTE = "note"
    SIGNATURE = "signature"
    FURNITURE = "furniture"


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

# The last word of a title names the genre (《党政机关公文处理工作条例》第八条 and the speech family beside it).
_GENRE_BY_TITLE = (
    (Genre.SPEECH, re.compile(r"(讲话|致辞|致词|发言|演讲|动员词|开幕词|闭幕词)(稿|提纲)?$")),
    (Genre.REQUEST, re.compile(r"请示$")),
    (Genre.REPORT, re.compile(r"(报告|总结|汇报)$")),
    (Genre.NOTICE, re.compile(r"(通知|通报|通告|公告)$")),
    (Genre.LETTER, re.compile(r"函$")),
    (Genre.REPLY, re.compile(r"(批复|答复)$")),
    (Genre.MINUTES, re.compile(r"纪要$")),
    (Genre.OPINION, re.compile(r"意见$")),
    (Genre.STATUTE, re.compile(r"(条例|规定|办法|细则|规则|解释|决定|安排|法)$")),
)
_TITLE_TAIL = re.compile(r"(（[^（）]*）|\([^()]*\)|[*＊\s])+$")
_SPEECH_SALUTATION = re.compile(r"^(同志们|各位(代表|委员|同志|来宾|领导)|尊敬的|朋友们)")

# Lines that a web page or a library puts round a text.
_FURNITURE = re.compile(
    r"^(发布时间|发布日期|发稿时间|更新时间|来源)[:：].{0,60}$|^相关热词搜索|^热点文章阅读|^(上|下)一篇[:：]|^责任编辑[:：]|"
    r"^(点击|浏览|阅读)(次数|量)?[:：]\s*\d*$|^(打印|关闭)(本页|窗口)?$|^【?字号[:：]|^分享到[:：]?|"
    r"^Public domain|维基文库|^本(作品|作者).{0,40}公有领域|公有领域。?$"
)
_DATELINE = re.compile(
    r"^[（(]?[12〇一二].{3,4}年.{1,3}月.{1,3}日.{0,30}[)）]?$|^[^，。]{2,16}〔\d{4}〕\d+号$|^[^，。]{2,20}令第?.{1,6}号$|^（.{4,60}）$"
)
_ATTACHMENT = re.compile(
    r"^附(件|录|表)?[0-9一二三四五六七八九十]{0,3}[:：]?$|^附(件|录)[0-9一二三四五六七八九十]{1,3}[\s.．:：]"
)
_SIGNATURE = re.compile(
    r"^[12〇一二０○].{3,4}年.{1,3}月.{1,3}日$|^[^，。；：！？]{2,24}(政府|委员会|办公厅|办公室|局|厅|部|院)$"
)
_NOT_NUMBERED = frozenset({Role.TITLE, Role.DATELINE, Role.CELL, Role.FURNITURE})
_SENTENCE_END = "。！？；：，"
_HEADING_LENGTH = 60
_TITLE_LENGTH = 60


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
    """Give each block its place: find furniture, title, datelines, salutation, headings and attachments."""
    pairs = list(blocks)
    roles = _roles([block for block, _ in pairs])
    places = tuple(Place(b, m, role, part) for (b, m), (role, part) in zip(pairs, roles, strict=True))
    document = Document(source, places)
    return Document(source, places, genre or detect_genre(document))


def detect_genre(document: Document) -> Genre:
    """What the title's last word says; where it says nothing, a speech is known by whom it addresses."""
    title = _TITLE_TAIL.sub("", document.title)
    for genre, pattern in _GENRE_BY_TITLE:
        if pattern.search(title):
            return genre
    for index in document.with_role(Role.SALUTATION, Role.BODY, part=0)[:3]:
        if _SPEECH_SALUTATION.match(document.places[index].block.folded):
            return Genre.SPEECH
    return Genre.OTHER


def _roles(blocks: Sequence[Block]) -> list[tuple[Role, int]]:
    roles: list[tuple[Role, int]] = []
    part = 0
    opening = True  # still above the first body paragraph of the part
    for block in blocks:
        text = block.folded
        if block.kind == "furniture" or (len(text) < 400 and _FURNITURE.search(text)):
            roles.append((Role.FURNITURE, part))
            continue
        if _ATTACHMENT.match(text) and block.kind in ("paragraph", "heading") and len(text) < 40:
            part += 1
            opening = True
            roles.append((Role.TITLE, part))
            continue
        role = _role(block, text, opening, titled=any(r == (Role.TITLE, part) for r in roles))
        if role not in (Role.TITLE, Role.DATELINE):
            opening = False
        roles.append((role, part))
    return roles


def _role(block: Block, text: str, opening: bool, titled: bool) -> Role:
    if block.kind in ("item", "cell", "quote", "note", "title"):
        return Role(block.kind)
    if block.kind == "heading":
        return Role.TITLE if opening and not titled and leading(block) is None else Role.HEADING
    marker = leading(block)
    if marker is not None:
        return Role.HEADING if _is_heading(text, marker.series) else Role.BODY
    if _DATELINE.match(text):
        return Role.DATELINE if opening else Role.SIGNATURE
    if opening and text.endswith("：") and len(text) <= _TITLE_LENGTH * 3:
        return Role.SALUTATION
    if opening and len(text) <= _TITLE_LENGTH and text[-1:] not in _SENTENCE_END:
        return Role.TITLE
    if not opening and _SIGNATURE.match(text):
        return Role.SIGNATURE
    return Role.BODY


def _is_heading(text: str, series: str) -> bool:
    # （一）指导思想。 is a heading with its full stop; a heading has no second sentence and is short.
    if series == "第一条" or len(text) > _HEADING_LENGTH:
        return False
    return not re.search(r"[。；！？]", text[:-1])
