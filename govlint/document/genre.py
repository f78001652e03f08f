"""Genres, and how title and text tell one; knows no document."""

from __future__ import annotations

import enum
import re
from collections.abc import Sequence

from govlint.text.lazyregex import lazy


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


def detect(title: str, opening: Sequence[str], closing: Sequence[str]) -> Genre:
    """The genre that the last word of the title names, of its second half or of its first; else how the text begins.

    `opening` are the first paragraphs that are spoken, `closing` the last ones and the notes; all folded. A salutation far
    inside (同志们，…) still shows a speech.
    """
    for part in dict.fromkeys((title, *reversed(title.split("——")))):
        part = _TITLE_TAIL.sub("", part)
        for genre, pattern in _GENRE_BY_TITLE:
            if re.search(rf"{pattern}$", part):
                return genre
    for genre, pattern in _GENRE_BY_TEXT:
        if any(re.match(pattern, text) for text in opening):
            return genre
    if any(re.match(_GENRE_BY_TEXT[1][1] + "|" + _GENRE_BY_TEXT[-1][1], text) for text in closing):
        return Genre.SPEECH
    return Genre.OTHER
