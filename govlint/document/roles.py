"""The part that each block plays in its document (title, salutation, heading, signature …); knows no source, no genre."""

from __future__ import annotations

import enum
import re
from collections.abc import Sequence
from typing import NamedTuple

from govlint.document.block import Block, remembered
from govlint.document.families import ROWS
from govlint.document.ordinal import leading
from govlint.language.assistant import is_said
from govlint.text.characters import HAN
from govlint.text.lazyregex import lazy


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


RUNNING = frozenset({Role.BODY, Role.ITEM})
"""What runs on in sentences."""
WRITTEN = RUNNING | {Role.HEADING}
"""The text and what stands over its parts."""
TITLED = WRITTEN | {Role.TITLE}
SPOKEN = WRITTEN | {Role.SALUTATION}


# Lines that a web page or a library puts round a text.
_FURNITURE = lazy(
    r"(发布时间|发布日期|发稿时间|更新时间|来源|责任编辑|上一篇|下一篇|相关热词搜索)：|热点文章阅读|【?字号：|分享到：?|"
    r"(点击|浏览|阅读)(次数|量)?：\s*\d*$|(打印|关闭)(本页|窗口)?$|"
    r"[^。]{0,20}[A-Z]{6,} [A-Z]{5,} |字库未存字|＠[①-⑳]原字|Public domain|维基文库|注：中文维基文库|"
    r"本作品是中华人民共和国的法律|[^。]{0,40}本(作品|作者).{0,80}公有领域"
)
_FIGURE = "[0-9〇○零一二三四五六七八九十×X]"
_DATE = rf"[12〇○一二×X]{_FIGURE}{{3}}年{_FIGURE}{{1,3}}月{_FIGURE}{{1,3}}日"
# Also as a draft has it: without its day, with a short year, with points.
_DAY = lazy(
    rf"(?:{_DATE}|(?:19|20)\d\d年[ \u3000\d]{{1,4}}月[ \u3000×X]{{1,6}}日|(?:19|20)\d\d年\d{{1,2}}月|"
    r"\d\d年\d{1,2}月\d{1,2}日|(?:19|20)\d\d([./-])\d{1,2}\1\d{1,2})$"
)
_NAME = rf"[{HAN}](?:[ \u3000]*[{HAN}]){{1,3}}"
_OFFICE = "总理|主席|书记|[省市州县区乡镇部局厅处科院校会社行]长|主任|司令员|政委|董事长|总经理|秘书长|委员长|检察长"
# 国发〔2021〕9号, with whatever brackets; on a report to one's superiors its signer stands beside it.
_NUMBERED = r"[^，。]{1,16}[〔\[［【（(﹝]\d{2,4}年?[〕\]］】）)﹞]第?\d+号?(?:[ \u3000]+签发人：.*)?$"
# Under the title: when, by whom, under which number.
_DATELINE = lazy(
    rf"[（(]?{_DATE}[^。；]{{0,80}}(?<![：，])$|{_NUMBERED}|[^，。]{{2,20}}令第?.{{1,6}}号$|（.{{4,60}}）$|"
    rf"[^，。；：]{{0,24}}({_OFFICE})[ \u3000]+{_NAME}$|[^，。；：的在]{{0,8}}({_OFFICE}){_NAME}$"
)
_LETTERHEAD = lazy(
    r"[^，。；：]{2,30}(文件|人民政府令|国务院令)$|\d{6}$|签发人：|[特加平火紧]急件?$|急件$|特提$|"
    r"(绝密|机密|秘密)级?([ \u3000]*[★☆*＊·]?[ \u3000]*([\d一二三四五六七八九十]{1,3}[年月]|长期))?$"
)
# The name of a paper that gathers news of one's own work; under it stand its number, who gives it out, and the first headline.
MASTHEAD = lazy(r"[^，。：；！？]{0,24}(简报|简讯|信息|快报|专报|动态|要情|摘报|参考|通讯)(（[^（）]*）)?$")
_ISSUE = lazy(r"[（(]?(?:\d{4}年)?[（(]?[总增]?刊?第?[ \u3000]*[\d一二三四五六七八九十×X]{1,4}[ \u3000]*期")
_GIVEN_OUT = lazy(rf"[^，。；：]{{2,30}}[ \u3000]+{_DATE}$")
_GENRE_WORD = lazy(r"(的|[^，。；：！？]*(讲话|报告|通知|意见|方案|规定|办法|决定|批复|请示|函|纪要|致辞|条例|细则))")
_ADDRESS = lazy(
    r"(尊敬的|各位|同志们|朋友们|女士们|先生们|老师们|同学们|战友们|乡亲们)[^。；？]{0,60}[：！，]$|"
    r"(同志们|朋友们|各位(代表|委员|同志|领导|来宾)|尊敬的[^，。；：]{2,16})$"
)
# So begins a sentence, not a title, though its end be missing.
_SAYS = lazy("我|今天|现在|下面|下边|这里|这次|当前|近年来|同志们|大家|首先|最后|请")
_SPOKEN = lazy(r"(今天|昨天|刚才|下面|这次|此次|同志们|各位|大家|我们|近年来|当前|现在)[^，。]{0,24}，")
_ADDRESSEE = lazy(
    r"[^。；！？“]{1,300}(政府|机构|委员会|委员|委|人大|政协|部门|单位|部|局|厅|办|办公室|院|所|会|校|公司|集团|处|科|室|中心|省|市|州|"
    r"县|区|乡|镇|街道|村|行|党组|党委|支部|同志|代表|主席|总理|书记|[省市县区部局校]长|主任|先生|女士)：$"
)
# What an official document calls itself at the end of its title.
_NAMED = lazy(r"的(通知|通报|报告|请示|批复|复函|函|意见|决定|公告|通告|议案)$")
_STOPPED = lazy(r"的(通知|通报|报告|请示|批复|函|意见|决定|决议|公告|通告|讲话|发言|纪要|方案|规定|办法)[。；，]$")
# An addressee that has lost its colon.
_ORGAN = "政府|委员会|党[组委]|部门|单位|机构|公司|学校|[局厅委部办院所会]|办公室|街道办事处|园区"
_EACH = lazy(rf"各[^。；！？：“的]{{1,200}}({_ORGAN})[，；。、]?$")
_ONE = lazy(rf"[^，。；！？：“的]{{2,20}}({_ORGAN})[，；。、]?$")
_ATTACHMENT = lazy(r"(附件|附录|附表|附)[0-9一二三四五六七八九十]{0,3}(：|$)")
_NUMBERED_ATTACHMENT = lazy(r"(附件|附录|附表)[0-9一二三四五六七八九十]{1,3}[：\s.].{2,60}(?<![。；])$")
_NAMED_ATTACHMENT = lazy(r"(附件|附录|附表|附)：.{2,60}(?<![。；])$")
# 附件说明, notes under a table, what stands under the date, and who was at a meeting.
_NOTE = lazy(
    r"(附件[0-9一二三四五六七八九十]{0,3}|附|注|附注|备注|说明|抄送|抄报|分送|报送|报|送|发|印发|联系人|联系电话)：|[（*](本文|此文|此件)"
    r"|(出席|列席|请假|缺席)(人员|单位)?："
)
_UNDER_DATE = lazy(r"（.{2,80}）$|.{2,40}印发$")
_SIGNER = lazy(r"[^，。；：！？“”]{2,40}$")
_ATTACHED_TITLE = lazy(r"[^，。；：！？]{4,40}(规定|办法|方案|条例|细则|规划|意见|报告|标准|要点|计划)$")
_SHORT = lazy(r"\s*(?:\S\s*){1,4}$")
# Articles, and members of a list: ⑴ A. 甲、
_NO_HEADINGS = frozenset({"第一条", "第一步", "第一阶段", "1）", *ROWS}) - {"①", "⒈", "㈠", "壹、"}
_SENTENCE_END = "。！？；：，"
_SENTENCE_INSIDE = lazy(r"[。；！？]")
_LONG = 60
_LONGEST_LIST = 320
_AHEAD = 24
"""The role of a block is decided by fewer blocks behind it than these."""
_NEAR = 3
"""By these in any case, by more only where they are short."""


class _Stage(enum.IntEnum):
    """How far a part has come: nothing but letterhead, a title, what stands under it, the text, a date under the text."""

    ABOVE = 0
    TITLED = 1
    BELOW = 2
    TEXT = 3
    SIGNED = 4


@remembered
def _is_prose(block: Block) -> bool:
    """Whether a block can be nothing but body once the text has begun, whatever stands around it."""
    text = block.folded
    if block.kind != "paragraph" or len(text) <= _LONG or leading(block) is not None:
        return False
    return not (_FURNITURE.match(text) or _NOTE.match(text) or _ATTACHED_TITLE.match(text))


class Standing(NamedTuple):
    """A block's role and part (0 the main text, from 1 on what is attached to it), and how far its part has come with it.

    `title` is the last line of a title so far, folded.
    """

    role: Role
    part: int
    stage: _Stage
    title: str


def standings_of(blocks: Sequence[Block], known: Sequence[Standing] = (), head: int = 0, tail: int = 0) -> tuple[Standing, ...]:
    """For each block how it stands. `known` is how blocks stood of which so many at the head and at the end are still here:
    those are asked again only as far as the others may have changed them."""
    return tuple(_Arranger(blocks).stand(known, head, tail))


class _Arranger:
    """One pass over the blocks, from the top down."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.part = 0
        self.stage = _Stage.ABOVE
        self.title = ""
        self.standings: list[Standing] = []

    def stand(self, known: Sequence[Standing], head: int, tail: int) -> list[Standing]:
        blocks, grown = self.blocks, len(self.blocks) - len(known)
        if first := self._first_touched(head):
            self.standings = list(known[:first])
            _, self.part, self.stage, self.title = known[first - 1]
        for index in range(first, len(blocks)):
            if index > len(blocks) - tail and self.standings[-1] == known[index - grown - 1]:
                self.standings += known[index - grown :]
                break
            role = self._role(index, blocks[index], blocks[index].folded)
            if role is Role.TITLE:
                self.title = blocks[index].folded
            self.standings.append(Standing(role, self.part, self.stage, self.title))
        return self.standings

    def _first_touched(self, head: int) -> int:
        """The first block whose role may have to do with what stands from `head` on."""
        first = max(0, head - _NEAR)
        # Farther on a block looks for a date, across short lines alone.
        while first and head - first < _AHEAD and len(self.blocks[first].folded) <= _LONG:
            first -= 1
        return first

    def _role(self, index: int, block: Block, text: str) -> Role:
        if self.stage is _Stage.TEXT and _is_prose(block):
            return Role.BODY
        if block.kind == "furniture" or _FURNITURE.match(text) or is_said(text):
            return Role.FURNITURE
        if block.kind in ("item", "cell", "quote", "note", "title"):
            if block.kind == "title":
                self.stage = _Stage.TITLED
            elif block.kind != "note" or self.stage is not _Stage.ABOVE:  # a red head in a text box stands above the title
                self.stage = max(self.stage, _Stage.TEXT)
            return Role(block.kind)
        if len(text) <= _LONG and self._begins_attachment(index, text):
            self.part += 1
            self.stage = _Stage.ABOVE
            return Role.TITLE
        if _NOTE.match(text) or self._continues_note(index, block):
            return Role.NOTE
        if self.stage is _Stage.SIGNED:
            if _UNDER_DATE.match(text):
                return Role.NOTE
            # What a notice sends out follows its date without a word (现将《…方案》印发给你们).
            self.part += 1
            self.stage = _Stage.ABOVE
        if self.stage < _Stage.TEXT and (role := self._above_text(index, block, text)):
            return role
        if self.stage is _Stage.TEXT and self._is_attached_title(index, block, text):
            self.part += 1
            self.stage = _Stage.TITLED
            return Role.TITLE
        if self.stage is _Stage.TEXT and len(text) <= _LONG and self._is_signature(index, text):
            self.stage = _Stage.SIGNED if _DAY.match(text) else _Stage.TEXT
            return Role.SIGNATURE
        self.stage = _Stage.TEXT
        marker = leading(block)
        above = self.blocks[index - 1].folded if index else ""
        if block.kind == "heading" or (marker is not None and _is_heading(text, marker.series, above)):
            return Role.HEADING
        return Role.BODY

    def _above_text(self, index: int, block: Block, text: str) -> Role | None:
        """The role of a block above the text, None where the text begins with it."""
        if leading(block) is not None:
            return None
        if block.kind == "heading":
            if self.stage >= _Stage.TITLED:
                return None
            self.stage = _Stage.TITLED
            return Role.TITLE
        if len(text) > _LONGEST_LIST:
            return None
        if _ADDRESS.match(text) or _ADDRESSEE.match(text) or self._is_addressee(index, text):
            self.stage = _Stage.BELOW
            return Role.SALUTATION
        if len(text) > 2 * _LONG or _SPOKEN.match(text):
            return None
        if _DATELINE.match(text) or (self.stage is _Stage.ABOVE and self._is_letterhead(index, text)):
            self.stage = max(self.stage, _Stage.BELOW) if self.stage else self.stage
            return Role.DATELINE
        if self.stage is _Stage.BELOW and _SHORT.match(text) and self._is_greeted_below(index):
            return Role.DATELINE  # the speaker's name under the date
        if self.stage is _Stage.BELOW or len(text) > _LONG or (text[-1] in _SENTENCE_END and not self._asks(text)):
            return None
        if self.stage is _Stage.TITLED and _SHORT.match(text) and not _GENRE_WORD.match(text):
            # A name under the title of the main text; under that of an attachment, the first cell of a table.
            self.stage = _Stage.BELOW
            return Role.DATELINE if self.part == 0 else None
        self.stage = _Stage.TITLED
        return Role.TITLE

    def _is_greeted_below(self, index: int) -> bool:
        return index + 1 < len(self.blocks) and _ADDRESS.match(self.blocks[index + 1].folded) is not None

    def _is_letterhead(self, index: int, text: str) -> bool:
        """What stands above a title: markings, and who writes, who in a letter stands alone above its number."""
        following = self.blocks[index + 1].folded if index + 1 < len(self.blocks) else ""
        alone = _ONE.match(text) is not None and "关于" not in text and re.match(_NUMBERED, following) is not None
        if MASTHEAD.match(text) and _ISSUE.match(following):
            return True
        return alone or any(pattern.match(text) for pattern in (_LETTERHEAD, _ISSUE, _GIVEN_OUT))

    def _is_addressee(self, index: int, text: str) -> bool:
        """The line under a whole title that names who is written to, though its colon be missing."""
        following = self.blocks[index + 1].folded if index + 1 < len(self.blocks) else ""
        if (
            self.stage < _Stage.TITLED
            or not _NAMED.search(self.title.rstrip("。；，"))
            or len(following) < 20
            or following[-1] not in "。："
        ):
            return False
        return _EACH.match(text) is not None or _ONE.match(text) is not None

    def _asks(self, text: str) -> bool:
        """A title may be a question, where it is the first line of all; or it has a stop that it should not have."""
        titled = "关于" in text or (bool(self.standings) and self.standings[-1].role is Role.TITLE)
        if titled and _STOPPED.search(text) and not _SAYS.match(text):
            return not _SENTENCE_INSIDE.search(text[:-1])
        return text[-1] in "？！" and self.stage is _Stage.ABOVE and not _SENTENCE_INSIDE.search(text[:-1])

    def _begins_attachment(self, index: int, text: str) -> bool:
        if match := _ATTACHMENT.match(text):
            if self.stage is _Stage.TEXT and text[-1] == "：" and self._is_dated_below(index):
                return False
            # 附件：name is a note above the signature, and a heading of its own below it or where its text follows.
            return match.end() == len(text) or self.stage is _Stage.SIGNED or self._is_attached_here(index, text)
        if self.stage is _Stage.ABOVE or not _NUMBERED_ATTACHMENT.match(text):
            return False
        return self.stage is not _Stage.TEXT or not self._is_dated_below(index)

    def _is_attached_here(self, index: int, text: str) -> bool:
        """附件1：查处规程, and then its text: no note, though nothing above it is signed."""
        if self.stage is not _Stage.TEXT or index + 1 == len(self.blocks):
            return False
        following = self.blocks[index + 1]
        marker = leading(following)
        if not _NUMBERED_ATTACHMENT.match(text) and not (marker and _NAMED_ATTACHMENT.match(text)):
            return False
        begins = following.folded[-1:] in ("。", "：") and not _ATTACHMENT.match(following.folded)
        return begins and (marker is None or marker.number == 1) and not self._is_dated_below(index)

    def _is_dated_below(self, index: int) -> bool:
        """Whether a list and then a date follow: what is attached is named in lines of its own, not yet given."""
        for block in self.blocks[index + 1 : index + _AHEAD]:
            if _DAY.match(block.folded):
                return True
            if len(block.folded) > _LONG or _ATTACHMENT.fullmatch(block.folded):
                return False
        return False

    def _continues_note(self, index: int, block: Block) -> bool:
        """2. under 注：1. or 附件：1.; 1. under 注："""
        if not index or self.standings[-1].role is not Role.NOTE or not (marker := leading(block)):
            return False
        above = self.blocks[index - 1]
        label = _NOTE.match(above.folded)
        before = leading(Block(above.folded[label.end() :].lstrip())) if label else leading(above)
        if before is None:
            return label is not None and marker.number == 1
        # One number may be lost.
        return before.series == marker.series and before.number < marker.number <= before.number + 2

    def _is_attached_title(self, index: int, block: Block, text: str) -> bool:
        """A second regulation behind the first in what a notice sends out: a bare title before a text that starts anew."""
        if not self.part or not _ATTACHED_TITLE.match(text) or leading(block) or index + 1 == len(self.blocks):
            return False
        if self.blocks[index - 1].folded[-1] not in "。；！":
            return False
        following = [self.blocks[i] for i in range(index + 1, min(index + 3, len(self.blocks)))]
        return any((m := leading(b)) is not None and m.number == 1 for b in following)

    def _is_signature(self, index: int, text: str) -> bool:
        """A date at the end of a text, or one of the names above it."""
        for ahead in range(index, min(index + 4, len(self.blocks))):
            line = self.blocks[ahead].folded
            if _DAY.match(line):
                return ahead > index or self.standings[-1].role is Role.SIGNATURE or self._ends_at(index)
            if not _SIGNER.match(line) or leading(self.blocks[ahead]):
                return False
        return False

    def _ends_at(self, index: int) -> bool:
        following = self.blocks[index + 1].folded if index + 1 < len(self.blocks) else ""
        return not following or any(p.match(following) for p in (_UNDER_DATE, _FURNITURE, _NOTE, _ATTACHMENT))


def _is_heading(text: str, series: str, above: str) -> bool:
    # （一）指导思想。 is a heading with its full stop; （一）…；（二）…。 are the members of a list.
    if series in _NO_HEADINGS or len(text) > _LONG or text[-1] == "；" or _SENTENCE_INSIDE.search(text, 0, len(text) - 1):
        return False
    return text[-1] != "。" or (len(text) <= _LONG // 2 and above[-1:] != "；")
