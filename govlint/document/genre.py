"""Genres, and how title and text tell one; knows no document."""

from __future__ import annotations

import enum
import re
from functools import lru_cache

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
    PLAN = "plan"
    BRIEFING = "briefing"
    APPEAL = "appeal"
    ESSAY = "essay"
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
    Genre.PLAN: "方案",
    Genre.BRIEFING: "简报",
    Genre.APPEAL: "书信",
    Genre.ESSAY: "心得",
    Genre.OTHER: "其他",
}


# The last word of a title names the genre (《党政机关公文处理工作条例》第八条, and what offices write beside it).
_GENRE_BY_TITLE = (
    (
        Genre.SPEECH,
        r"(讲话|致辞|致词|发言|演讲|宣讲|党课|主持|(主持|动员|开幕|闭幕|欢迎|欢送|答谢|祝酒|贺)[词辞])(稿|讲稿|提纲|要点|材料)?",
    ),
    (Genre.REQUEST, r"请示|的请示报告"),
    (Genre.APPEAL, r"(慰问信|感谢信|公开信|表扬信|贺信|一封信|倡议书?|承诺书|决心书|慰问电|贺电|唁电|寄语)"),
    (
        Genre.REPORT,
        r"(报告|总结|小结|汇报|述职|述廉)(稿|提纲|材料)?|事迹(材料)?|(经验|交流|汇报|自查)材料|(工作|落实|整改|完成|进展|开展|运行|建设|推进|执行|办理|发展)情况",
    ),
    (Genre.NOTICE, r"(通知|通报|通告|公告)"),
    (Genre.LETTER, r"函"),
    (Genre.REPLY, r"(批复|答复)"),
    (Genre.MINUTES, r"(纪要|会议记录)"),
    (Genre.OPINION, r"意见"),
    (
        Genre.STATUTE,
        r"(条例|规定|办法|细则|规则|解释|制度|守则|章程|公约|准则|规程|(补充|司法协助的)安排|(?<![方做用说看想书])法)",
    ),
    (Genre.PLAN, r"(方案|计划|规划|要点|预案|安排|打算|流程|指南|指引|须知|清单)表?"),
    (Genre.BRIEFING, r"(简报|简讯|信息|快报|专报|动态|要情|摘报)"),
    (Genre.ESSAY, r"(心得|体会|感想|感悟|[读观]后感|(对照检查|剖析|检查)材料|自我鉴定)"),
    (Genre.OTHER, r"(决定|决议|命令|公报|议案)"),
)


_SPOKEN = r"同志们|各位(代表|委员|同志|来宾|领导|专家|朋友|老师|同学)|尊敬的|朋友们|女士们"
_CALLED_SPEECH = r"[*（]?(本文|此文)[^。]{0,80}(讲话|致辞|演讲|发言)"
# Where the title says nothing: how the text begins, or what a note says of it.
_GENRE_BY_TEXT = (
    (Genre.REPORT, r".{0,60}我(代表|受)[^。]{2,40}报告"),
    (Genre.SPEECH, _SPOKEN),
    (Genre.SPEECH, r"今天，?(我们|在这里)?[^。]{0,12}召开[^。]{2,60}会"),
    (Genre.SPEECH, _CALLED_SPEECH),
    (Genre.NOTICE, r".{0,200}(现将|现就)[^。]{0,40}通知如下"),
    (Genre.REQUEST, r".{0,200}请示如下"),
    (Genre.REPORT, r".{0,200}(现将|现就|现把)[^。]{0,60}(报告|汇报|总结|述职)如下"),
    (Genre.MINUTES, r".{0,200}纪要如下"),
    (Genre.REPLY, r"[^。]{0,60}请示[^。]{0,20}收?悉[，。]"),
    (Genre.LETTER, r"[^。]{0,60}来函[^。]{0,20}收?悉[，。]|.{0,120}现[^。]{0,30}函[告复询]如下"),
    (Genre.PLAN, r".{0,300}制定[^。，]{0,12}(方案|计划|预案)[。：]"),
    (Genre.STATUTE, r".{0,300}制定[^。，]{0,8}(办法|规定|制度|细则|规则|规程|守则|公约)[。：]"),
    (Genre.APPEAL, r".{0,300}(倡议如下|如下倡议|发出倡议)|[^。]{0,120}(致以|表示)[^。]{0,30}(慰问|问候)"),
    (Genre.ESSAY, r"[^。]{0,80}(学习|聆听|观看|参观|培训)[^。]{0,60}(感触|体会|感悟|收获|启发)"),
)
_GENRE_BY_CLOSING = (
    (Genre.SPEECH, f"{_SPOKEN}|{_CALLED_SPEECH}"),
    (Genre.REQUEST, r"[^。]{0,20}[妥当可]否，?(敬请|恳请|请)"),
    (Genre.BRIEFING, r"(报|送|发|报送|分送|抄报)：|（(供稿|撰稿|通讯员)?[：:]?[^（）]{2,20}(供稿|撰稿)?）$"),
)
# A headline of a piece of news about one's own work: who, and then what they do with what effect.
_HEADLINE = (
    r"[^，。：]{2,14}(省|市|县|区|镇|乡|街道|村|社区|局|委|办|中心|公司|学校|医院)[：“”]?"
    r"[^。]*(举措|多措并举|[三四五六]个|“[^”]{2,10}”|发力|聚焦|助力|筑牢|织密|扎实|积极|全力|着力|深入|持续)[^。]*"
)
_TITLE_TAIL = lazy(r"(（[^（）]*）|(?:总)?第[\d一二三四五六七八九十]{1,4}期|\([^()]*\)|[*＊\s。；，])+$")


ARTICLE = lazy(r"第[一二三四五六七八九十百零〇\d]{1,6}条(?:之[一二三四五六七八九十])?[ \u3000]")
"""How an article of a statute begins."""


# A text that is being written opens and closes as it did before most edits.
@lru_cache(maxsize=64)
def detect(
    title: str, opening: tuple[str, ...], closing: tuple[str, ...], masthead: str = "", *, in_articles: bool = False
) -> Genre:
    """The genre that the last word of the title names, of its second half or of its first; else what the text tells.

    `opening` are the first paragraphs that are spoken, `closing` the last ones and the notes, `masthead` the name of the
    paper that stands above the title, if one does; all folded. A salutation far inside (同志们，…) still shows a speech,
    and a text that is written in articles (第三条 …) is a statute where nothing else says what it is.
    """
    if masthead:
        return Genre.BRIEFING
    for part in dict.fromkeys((title, *reversed(title.split("——")))):
        part = _TITLE_TAIL.sub("", part)
        for genre, pattern in _GENRE_BY_TITLE:
            if re.search(rf"(?:{pattern})$", part):
                return genre
    for patterns, texts in ((_GENRE_BY_TEXT, opening), (_GENRE_BY_CLOSING, closing)):
        for genre, pattern in patterns:
            if any(re.match(pattern, text) for text in texts):
                return genre
    if in_articles:
        return Genre.STATUTE
    return Genre.BRIEFING if re.fullmatch(_HEADLINE, title) else Genre.OTHER
