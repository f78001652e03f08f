"""A Word document set as official documents are (GB/T 9704-2012): pages, fonts, indents, page numbers; its text stays.

What a paragraph is comes from the document's roles; how it is set is a style, so that a writer can go on from there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from govlint.document.document import Document, Place
from govlint.document.genre import Genre
from govlint.document.ordinal import leading
from govlint.document.roles import Role
from govlint.editing.relaid import Change, changes_between
from govlint.readers import parse
from govlint.readers.docx import source_of
from govlint.text.frozen import frozen
from govlint.text.layout import Look
from govlint.text.lazyregex import lazy
from govlint.word.document import MAIN, WordDocument, read
from govlint.word.editor import Editor
from govlint.word.fields import OBJECT
from govlint.word.flow import SOFT_BREAK, Paragraph
from govlint.word.margins import paragraph_style
from govlint.word.package import Package, W, Xml
from govlint.word.package import parse as parse_part
from govlint.word.pages import Sheet, clear_heads, number_pages, set_pages, unnumber_first_page
from govlint.word.restyling import Placing, Restyling, Setting
from govlint.word.runs import set_text

SHEET = Sheet(11906, 16838, top=2098, bottom=1984, left=1587, right=1474, foot=1304, pitch=579)
"""A4, 37 mm above, 28 mm to the left, an area of 156 by 225 mm (5.2.1) with a grid of 22 lines (5.2.3)."""

_SIZE = 32
# 28 characters of 16 points want 448 points of the area's 442. A grid of characters would close them up as well, but adds to
# those of tables and notes too, and programs differ in the size that they count from.
_CLOSER = 5


def _set(
    name: str, key: str, font: str, *, first: int = 200, align: str = "both", outline: int | None = None, plain: bool = False
) -> Setting:
    return Setting(name, key, font, _SIZE, align, first, closer=_CLOSER, outline=outline, plain=plain)


_SONG, _KAI, _HEI = "仿宋_GB2312", "楷体_GB2312", "黑体"
_PARTS: Mapping[str, Setting] = {
    "标题": Setting("title", "Title", "方正小标宋简体", 44, "center", leading=SHEET.pitch, plain=True),
    "主送机关": _set("公文主送机关", "GovlintAddressee", _SONG, first=0),
    "一级标题": _set("heading 1", "Heading1", _HEI, outline=0, plain=True),
    "二级标题": _set("heading 2", "Heading2", _KAI, outline=1, plain=True),
    "三级标题": _set("heading 3", "Heading3", _SONG, outline=2, plain=True),
    "四级标题": _set("heading 4", "Heading4", _SONG, outline=3, plain=True),
    "正文": _set("公文正文", "GovlintBody", _SONG),
    "出席人员": _set("公文出席人员", "GovlintAttendance", _SONG),
    "附件说明": _set("公文附件说明", "GovlintAttachmentNote", _SONG),
    "署名": _set("公文署名", "GovlintSignature", _SONG, first=0, align="right"),
    "成文日期": _set("公文成文日期", "GovlintDate", _SONG, first=0, align="right"),
    "附件": _set("公文附件", "GovlintAttachment", _HEI, first=0, align="left", plain=True),
    "文中一级标题": _set("公文一级标题字", "GovlintRunIn1", _HEI),
    "文中二级标题": _set("公文二级标题字", "GovlintRunIn2", _KAI),
    "题下": _set("公文题下", "GovlintDateline", _KAI, first=0, align="center"),
}
_FONTS = {"仿宋_GB2312": "仿宋", "楷体_GB2312": "楷", "黑体": "黑体", "方正小标宋简体": "标宋"}
_HEADINGS = {
    "一、": "一级标题",
    "壹、": "一级标题",
    "（一）": "二级标题",
    "㈠": "二级标题",
    "1.": "三级标题",
    "（1）": "四级标题",
}
_BY_LEVEL = ("一级标题", "二级标题", "三级标题", "四级标题")
_NUMBER_FONT, _NUMBER_SIZE = "宋体", 28
_DATE = lazy(r"[12〇○一二×X][0-9〇○零一二三四五六七八九十×X]{3}年.{1,3}月.{1,3}日$")
_MARK = re.compile(r"附[件录表][0-9一二三四五六七八九十]{0,3}[：:]?$")
_PRINTED = re.compile(r"(?:抄送|抄报|分送|报送|报|送|发|印发)[：:]|.{2,40}印发$")
_NOTED = re.compile(r"(附件?[：:])((?:[0-9]+|[０-９]+)[.．、])?")
_ITEM = re.compile(r"(?:[0-9]+|[０-９]+)[.．、]")
_ATTENDED = re.compile(r"((?:出席|列席|请假|缺席)(?:人员|单位)?)[：:]")
# Right under a title; 现将有关事项通知如下： is a sentence.
_ADDRESSED = re.compile(r"(?!.*如下)[^。；]{2,40}[：:]")
_RUN_IN = re.compile(r"[ \t\u3000]*[^，；。：]{4,30}。(?=[^\s])")
_BLANK = " \t\u3000\u00a0\u2002\u2003"
_SHORT = 40
_DATE_RIGHT = 4  # characters, with a seal (7.3.5.1)


@frozen
class Laid:
    """A document that was set: its bytes, what was changed, and what was left and why."""

    data: bytes
    changes: tuple[Change, ...]
    left: tuple[str, ...]


def lay_out(data: bytes, path: str) -> Laid:
    """Set a .docx as GB/T 9704-2012 has it. Raises SourceError, MissingLibraryError."""
    editor = Editor(Package(data))
    document = read(editor.package, editor.parse)
    source = source_of(document, path)
    setting = _Typesetter(editor, document, parse(source))
    setting.work()
    laid = editor.save()
    fresh = source_of(read(Package(laid), parse_part), path)
    changes = changes_between(source, fresh, setting.parts, setting.blanks)
    if setting.bare_first_page:
        changes += (Change("首页页码", "", "不显示（函的首页）"),)
    return Laid(laid, changes, tuple(setting.left))


@dataclass
class _Typesetter:
    editor: Editor
    word: WordDocument
    document: Document
    left: list[str] = field(default_factory=list)
    parts: dict[int, str] = field(default_factory=dict)
    """By paragraph what it is."""
    blanks: list[int] = field(default_factory=list)
    bare_first_page: bool = False
    """Whether the number of the first page was left out."""

    def work(self) -> None:
        """Set all that is known for what it is."""
        settings = self._chosen()
        restyling = Restyling(self.editor, self.word.styles, self.word.numbering, SHEET.pitch)
        places = self._places()
        for index, place in places.items():
            part = self._part_of(index, place)
            if part:
                self.parts[index] = part
        for index, part in self.parts.items():
            paragraph = self.word.paragraphs[index]
            placing = self._placing(index, part)
            restyling.give(paragraph, settings[part], placing)
            if part == "出席人员" and (label := _ATTENDED.match(paragraph.text.lstrip(_BLANK))):
                blanks = len(paragraph.text) - len(paragraph.text.lstrip(_BLANK))
                restyling.begin(paragraph, blanks + label.end(1), settings["文中一级标题"])
            if part == "正文" and (found := self._run_in(paragraph, places[index])):
                restyling.begin(paragraph, found[1], settings[found[0]])
            # Last: then what the paragraph says of its text no longer holds.
            self._strip(index, paragraph, both=part in ("标题", "署名", "成文日期", "题下"))
        self._measure_title()
        self._measure_tables()
        set_pages(self.editor, SHEET)
        self._number()
        self._head()

    # What is what -------------------------------------------------------------------------------------------------

    def _places(self) -> dict[int, Place]:
        """The paragraphs of the main text outside tables and frames, with the place of the first block in each."""
        found: dict[int, Place] = {}
        for place in self.document.places:
            index = self.document.source.position(place.span(0, 1).start).line - 1
            paragraph = self.word.paragraphs[index]
            if index in found or paragraph.story != MAIN or not paragraph.text.strip(OBJECT + _BLANK):
                continue
            if next(paragraph.element.iterancestors(W + "tbl", W + "txbxContent"), None) is not None:
                continue
            if paragraph.element.find(f"{W}pPr/{W}framePr") is None:
                found[index] = place
        return found

    def _part_of(self, index: int, place: Place) -> str:
        text = place.block.folded
        match place.role:
            case Role.TITLE if place.part and _MARK.match(text):
                return "附件"
            case Role.TITLE:
                return "标题"
            case Role.SALUTATION:
                return "主送机关"
            case Role.HEADING:
                marker = leading(place.block)
                known = _HEADINGS.get(marker.series) if marker is not None else None
                if known in _BY_LEVEL[2:] and place.block.kind != "heading":
                    return "正文"  # set as the text is; a heading for Word would ask for the levels between
                return known or (_BY_LEVEL[min(place.block.level, 4) - 1] if place.block.level else "正文")
            case Role.SIGNATURE:
                return "成文日期" if _DATE.match(text.replace(" ", "")) else "署名"
            case Role.DATELINE:
                above = any(self.parts.get(i) == "标题" for i in range(index))
                return "题下" if above and place.part == 0 else ""
            case Role.BODY if self._follows(index, "标题") and _ADDRESSED.fullmatch(text):
                return "主送机关"
            case Role.BODY | Role.ITEM | Role.QUOTE:
                return "正文"
            case Role.NOTE if _ATTENDED.match(text) and self.parts:
                return "出席人员"
            case Role.NOTE if place.block.kind != "note" and not _PRINTED.match(text):
                return "附件说明" if _NOTED.match(text) or self._continues(index) else "正文"
        return ""

    def _continues(self, index: int) -> bool:
        """Whether a note is a further attachment: 2. under 附件：1."""
        return self.parts.get(index - 1) == "附件说明"

    def _run_in(self, paragraph: Paragraph, place: Place) -> tuple[str, int] | None:
        """Of a heading that runs into its text, as in （一）压实责任。各地要…, its level and where it ends in the paragraph."""
        marker = leading(place.block)
        level = {"一、": "文中一级标题", "（一）": "文中二级标题"}.get(marker.series) if marker is not None else None
        words = _RUN_IN.match(paragraph.text)
        return (level, words.end()) if level and words else None

    # How it stands ------------------------------------------------------------------------------------------------

    def _placing(self, index: int, part: str) -> Placing:
        paragraph = self.word.paragraphs[index]
        text = paragraph.text.strip(_BLANK)
        look = self._look(index)
        match part:
            case "主送机关" | "题下":
                return Placing(before=self._gap(paragraph, index, "标题"))
            case "附件说明" | "出席人员":
                before = 0 if self._follows(index, part) else int(self._is_close(paragraph))
                return self._hanging(text, before, kept=self._leads_to_signature(index))
            case "成文日期":
                return Placing(right=_DATE_RIGHT * 100)
            case "署名":
                return Placing(right=self._under_which_date(index, text), before=self._room_above(index), kept=True)
            case "附件":
                return Placing(new_page=not self._begins_page(paragraph))
            case "标题" if self._follows(index, "附件"):
                return Placing(before=self._gap(paragraph, index, "附件"))
            case "正文" if look.align in ("center", "right") and len(text) <= _SHORT:
                return Placing(first=0, align=look.align)
            case "正文" if self.parts.get(index - 1) == "标题":
                return Placing(before=self._gap(paragraph, index, "标题"))
        # Who signs and the date stand on no page alone (7.3.5.4).
        return Placing(kept=self._leads_to_signature(index))

    def _hanging(self, text: str, before: int, *, kept: bool) -> Placing:
        """Lines begin under the first character behind the label or the number (7.3.4, 10.3)."""
        noted, item = _NOTED.match(text) or _ATTENDED.match(text), _ITEM.match(text)
        # Without a label it is a further attachment, or what somebody noted.
        edge = _width(noted.group()) + 2 if noted else 5 + _width(item.group()) if item else 5
        first = -_width(noted.group()) if noted else -_width(item.group()) if item else 0
        return Placing(left=round(edge * 100), first=round(first * 100), before=before, kept=kept)

    def _leads_to_signature(self, index: int) -> bool:
        """Whether who signs stands right below, or below the attachments, which are no more than fit on a page."""
        below = (self.parts.get(i) for i in range(index + 1, index + 20))
        return next((part for part in below if part != "附件说明"), None) == "署名"

    def _look(self, index: int) -> Look:
        layout = self.document.source.layout
        return layout.look(index + 1) if layout is not None else Look()

    def _follows(self, index: int, part: str) -> bool:
        return self.parts.get(index - 1) == part

    def _gap(self, paragraph: Paragraph, index: int, part: str) -> int:
        """One line, where this part stands right above and no empty paragraph between."""
        return int(self._follows(index, part) and self._is_close(paragraph))

    def _is_close(self, paragraph: Paragraph) -> bool:
        """Whether text stands right above, and no empty paragraph between."""
        above = paragraph.element.getprevious()
        return above is not None and any((t.text or "").strip() for t in above.iter(W + "t"))

    def _under_which_date(self, index: int, text: str) -> int:
        """The indent from the right that puts who signs in the middle over the date below, in hundredths of a character."""
        date = next((i for i in range(index + 1, index + 4) if self.parts.get(i) == "成文日期"), None)
        if date is None:
            return 200
        middle = _DATE_RIGHT + _width(self.word.paragraphs[date].text.strip(_BLANK)) / 2
        return max(0, round((middle - _width(text) / 2) * 100))

    def _room_above(self, index: int) -> int:
        """Two lines above who signs, where nobody has left room."""
        close = not self._follows(index, "署名") and self._is_close(self.word.paragraphs[index])
        return 2 if close else 0

    def _begins_page(self, paragraph: Paragraph) -> bool:
        """Whether a new page begins with it already, by a break in it or above it."""
        above = paragraph.element.getprevious()
        while above is not None and above.tag == W + "p" and not "".join(t.text or "" for t in above.iter(W + "t")).strip():
            if _breaks(above):
                return True
            above = above.getprevious()
        own = paragraph.element.find(f"{W}pPr/{W}pageBreakBefore")
        return own is not None or above is None or _breaks(above) or _breaks(paragraph.element)

    # Doing it -----------------------------------------------------------------------------------------------------

    def _strip(self, index: int, paragraph: Paragraph, *, both: bool) -> None:
        """Take out blanks that were typed for an indent."""
        text = paragraph.text
        begin = len(text) - len(text.lstrip(_BLANK))
        end = len(text.rstrip(_BLANK)) if both else len(text)
        if begin == 0 and end == len(text):
            return
        self.blanks.append(index)
        for atom in paragraph.atoms:
            first, last = max(begin, atom.start), min(end, atom.start + atom.length)
            if not atom.free or (first == atom.start and last == atom.start + atom.length):
                continue
            if atom.is_text:
                words = atom.node.text or ""
                kept = words[atom.offset :][max(0, first - atom.start) : max(0, last - atom.start)] if first < last else ""
                set_text(atom.node, kept)
            elif atom.node.tag == W + "tab" and atom.node.getparent() is not None:
                atom.node.getparent().remove(atom.node)

    def _chosen(self) -> dict[str, Setting]:
        """The settings, each in the cut of its font that the document has already (仿宋 for 仿宋_GB2312)."""
        layout = self.document.source.layout
        seen = Counter(look.font for look in (layout.lines if layout is not None else ()))
        font = {usual: next((f for f, _ in seen.most_common() if name in f), usual) for usual, name in _FONTS.items()}
        return {part: replace(s, font=font[s.font]) for part, s in _PARTS.items()}

    def _measure_title(self) -> None:
        """A title that takes several lines is broken by sense, which the writer knows (7.3.1)."""
        room = (SHEET.width - SHEET.left - SHEET.right) / (_PARTS["标题"].size * 10)
        titles = [self.word.paragraphs[i].text.strip(_BLANK) for i, part in self.parts.items() if part == "标题"]
        for title in (t for t in titles if _width(t) > room and SOFT_BREAK not in t):
            about = title.find("关于")
            fits = about > 0 and max(_width(title[:about]), _width(title[about:])) <= room
            such = f"，如“{title[:about]}／{title[about:]}”" if fits else ""
            self.left.append(f"标题“{title[:8]}…”一行排不下，请按词意换行，排成梯形或菱形{such}")

    def _measure_tables(self) -> None:
        room = SHEET.width - SHEET.left - SHEET.right
        wide = 0
        for table in self.editor.open(self.editor.package.main).iter(W + "tbl"):
            columns = [c.get(W + "w", "0") for c in table.iterfind(f"{W}tblGrid/{W}gridCol")]
            wide += sum(int(c) for c in columns if c.isdecimal() and len(c) < 7) > room + 200
        if wide:
            self.left.append(f"有 {wide} 个表格比版心（156毫米）宽，没有动，请在 Word 里调整")

    def _number(self) -> None:
        layout = self.document.source.layout
        number = layout.number if layout is not None else None
        dashed = number is not None and re.search(r"[—–―－]\s*\d*\s*[—–―－]", number.text) is not None
        placed = number is not None and (number.odd, number.even) in (("right", "left"), ("", ""))
        right = number is not None and placed and dashed and number.size * 2 == _NUMBER_SIZE and "宋" in number.font
        if not right and not number_pages(self.editor, _NUMBER_FONT, _NUMBER_SIZE):
            self.left.append("页脚里另有内容，没有动；页码要用四号宋体、左右各一条一字线，请在 Word 里改")
        elif self.document.genre is Genre.LETTER:
            self.bare_first_page = unnumber_first_page(self.editor)  # 10.1

    def _head(self) -> None:
        clear_heads(self.editor, lambda paragraph: paragraph_style(self.word, paragraph).ruled)
        head = self.document.source.layout.head if self.document.source.layout is not None else None
        if head is not None and head.text:
            self.left.append("页眉里有文字，没有动；公文版心以外只编排页码，用不着的请在 Word 里删去")


def _breaks(element: Xml) -> bool:
    """Whether a page ends in a paragraph or with it."""
    broken = any(b.get(W + "type") == "page" for b in element.iter(W + "br"))
    return broken or element.find(f"{W}pPr/{W}sectPr") is not None


def _width(text: str) -> float:
    """In characters; those of ASCII are half as wide."""
    return sum(0.5 if c.isascii() else 1 for c in text)
