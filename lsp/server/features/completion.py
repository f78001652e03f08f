"""What may come next while a writer types: the ordinal that is due, the genre's formulas, the bracket that closes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govlint_lsp.convert import offset_of, range_of
from govlint_lsp.documents import View
from lsprotocol import types as lsp

from govlint.document.document import Document
from govlint.document.genre import Genre
from govlint.document.ordinal import write
from govlint.document.outline import Member
from govlint.document.roles import Role
from govlint.language.formula import GAP, OR
from govlint.style.habit import Habit

_PAIRS = dict(zip("（《〈“‘【〔「『", "）》〉”’】〕」』", strict=True))
_CLOSING = {closing: opening for opening, closing in _PAIRS.items()}
_BEGUN = re.compile(r"[（(]?[一二三四五六七八九十第其\d①-⑳]{0,3}[是要]?$")
_STOPPED = "。；：！？”）"

# 1 and 2 are what the writer fills in; the wording is that of the seed text and of 《党政机关公文格式》 for each genre.
_OPENINGS = {
    Genre.SPEECH: ("今天，我们召开${1:会议名称}，主要任务是${2:总结工作、部署任务}。",),
    Genre.REPORT: ("现将${1:工作}情况报告如下：",),
    Genre.NOTICE: ("为${1:做好某项工作}，现就有关事项通知如下：",),
    Genre.REQUEST: ("因${1:理由}，拟${2:事项}，现请示如下：",),
    Genre.LETTER: ("你${1:单位}《${2:关于……的函}》收悉。经研究，现函复如下：", "为${1:事由}，现就有关事项函商如下："),
    Genre.REPLY: ("你${1:单位}《${2:关于……的请示}》收悉。现批复如下：",),
    Genre.MINUTES: ("${1:日期}，${2:某某}主持召开${3:会议}。现将会议议定事项纪要如下：",),
    Genre.OPINION: ("为${1:推进某项工作}，现提出如下意见：",),
}
_CLOSINGS = {
    Genre.SPEECH: ("让我们${1:携起手来}，为${2:建设美丽家园}而努力奋斗！", "为${1:实现目标}贡献力量！"),
    Genre.REPORT: ("特此报告。", "以上报告，请予审议。"),
    Genre.NOTICE: ("特此通知。",),
    Genre.REQUEST: ("妥否，请批示。", "以上请示，请予批准。"),
    Genre.LETTER: ("特此函复。", "请予函复。"),
    Genre.REPLY: ("此复。",),
    Genre.OPINION: ("以上意见，请结合实际认真贯彻执行。",),
}
_PLACEHOLDER = re.compile(r"\$\{\d+:([^}]*)\}")


def completions(view: View, position: lsp.Position, *, snippets: bool = False) -> list[lsp.CompletionItem]:
    """What to offer at a position, the likeliest first."""
    offset = offset_of(view.text, position, view.encoding)
    line = view.text.line_of(offset)
    before = view.text.text[view.text.starts[line] : offset]
    after = view.text.text[offset : view.text.line_end(line)]
    items = [*_brackets(view, before, offset), *_ordinals(view, before, offset)]
    if not before.strip() and not after.strip():
        items += _formulas(view, offset, snippets)
    for rank, item in enumerate(items):
        item.sort_text = f"{rank:03}"
    return items


def open_brackets(text: str) -> list[str]:
    """The opening brackets and quotes of a text that nothing closes, in order."""
    found: list[str] = []
    for char in text:
        if char in _PAIRS:
            found.append(char)
        elif found and _CLOSING.get(char) == found[-1]:
            found.pop()
    return found


def due(document: Document, offset: int) -> Iterator[Member]:
    """The members that may be followed by their next one at an offset: the last one before it and those it stands in."""
    before = [m for m in document.outline.members() if _start(document, m) < offset]
    member: Member | None = max(before, key=lambda m: _start(document, m), default=None)
    while member is not None:
        yield member
        member = member.run.parent


def _start(document: Document, member: Member) -> int:
    return document.places[member.line].span(member.marker.start, member.marker.end).start


def _brackets(view: View, before: str, offset: int) -> Iterator[lsp.CompletionItem]:
    opened = open_brackets(before)
    if opened:
        closing = _PAIRS[opened[-1]]
        yield _item(view, closing, offset, offset, view.words("与“{mark}”配对", mark=opened[-1]), lsp.CompletionItemKind.Text)


def _ordinals(view: View, before: str, offset: int) -> Iterator[lsp.CompletionItem]:
    match = _BEGUN.search(before)
    assert match is not None
    begun = match.group()
    head = before[: match.start()].rstrip()
    if head and head[-1] not in _STOPPED:
        return
    offered: set[str] = set()
    for member in due(view.checked.document, offset - len(begun)):
        # What stands at the head of paragraphs goes on there, what is said inside one goes on inside.
        if (not head and not member.marker.head) or (head and member.marker.head and member.run.rank is not None):
            continue
        text = write(member.marker, member.marker.number + 1)
        if text.startswith(begun) and text not in offered:
            offered.add(text)
            detail = view.words("接“{text}”", text=member.marker.text)
            yield _item(view, text, offset - len(begun), offset, detail, lsp.CompletionItemKind.EnumMember)


def _formulas(view: View, offset: int, snippets: bool) -> Iterator[lsp.CompletionItem]:
    document = view.checked.document
    body = [p for p in document.places if p.role is Role.BODY]
    spans = [p.span(0, len(p.block.text)) for p in body]
    if not spans or offset <= spans[0].start:
        for text in _of_house(view, "opening"):
            yield _formula(view, text, offset, view.words("本单位的开头"), snippets)
        for text in _OPENINGS.get(document.genre, ()):
            yield _formula(view, text, offset, view.words("开头"), snippets)
    if spans and offset >= spans[-1].start:
        for text in _of_house(view, "closing"):
            yield _formula(view, text, offset, view.words("本单位的结尾"), snippets)
        for text in _CLOSINGS.get(document.genre, ()):
            yield _formula(view, text, offset, view.words("结尾"), snippets)


def _of_house(view: View, place: str) -> Iterator[str]:
    """The formulas that the house's habits have in a place, their gaps to be filled in."""
    for rule in view.setup.names.running.values():
        if rule.category == "house" and isinstance(rule.options, Habit) and rule.options.measure == place:
            for formula in rule.options.usual:
                parts = [part.split(OR)[0] for part in formula.split(GAP)]
                yield "".join(f"{f'${{{number}:{GAP}}}' if number else ''}{part}" for number, part in enumerate(parts))


def _formula(view: View, text: str, offset: int, where: str, snippets: bool) -> lsp.CompletionItem:
    plain = _PLACEHOLDER.sub(r"\1", text)
    item = _item(view, text if snippets else plain, offset, offset, where, lsp.CompletionItemKind.Snippet)
    item.label = item.filter_text = plain
    item.insert_text_format = lsp.InsertTextFormat.Snippet if snippets else None
    return item


def _item(view: View, text: str, start: int, end: int, detail: str, kind: lsp.CompletionItemKind) -> lsp.CompletionItem:
    edit = lsp.TextEdit(range_of(view.text, start, end, view.encoding), text)
    return lsp.CompletionItem(text, kind=kind, detail=detail, text_edit=edit)
