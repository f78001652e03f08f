"""attachment: what a text says is attached (附件：1.…), beside what is attached; knows no rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import field
from typing import Literal, NamedTuple

from govlint.analysis.check import DocumentFinder, Kind
from govlint.analysis.finding import Edit, Hit, Pointer
from govlint.document.document import Document
from govlint.document.roles import Role
from govlint.language.numeral import han_number
from govlint.language.quotation import Quotations
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy

_FIGURE = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
# 附件：1.… and what drafts have in its place: 附：…, 附件1：…, 附件 …
_NOTED = lazy(rf"(?P<word>附件|附)(?P<number>{_FIGURE})?(?P<colon>：|[ \u3000.]+|$)[ \u3000]*")
_ENTRY = lazy(rf"(?:(?:^|(?<=[ \u3000：；，。、]))(?P<number>{_FIGURE})[.、][ \u3000]*(?!\d))")
# 见附件2 in the text of the document itself; 《办法》附件2 is another's.
_CITED = lazy(
    rf"(?:见|按照?|依照|根据|填写|填报|填好|参照|参见|下载|使用|随文|如|将|和|、|（)(?P<match>(?:本(?:通知|文|意见|方案))?附件(?P<number>{_FIGURE})?)"
    r"(?![\d\u4e00-\u9fff]?(?:说明|形式|材料|下载|格式|一并|[：:]))"
)
# What explains the words of a report is part of it, and its items are no attachments.
_GLOSSARY = lazy("(?:名词|用语|术语|词语|有关概念)(?:的)?(?:解释|注释|说明|释义)|^注释$")
_MARK = lazy(r"[。；，、;,.]+$")
_SENTENCE = lazy(r"[，。；：][^，。；：]")
_QUOTED = lazy(r"《[^《》]*》$")
_PAGE = lazy(rf"附件[ \u3000]?(?P<number>{_FIGURE})?(?P<colon>：?)[ \u3000]*(?P<rest>[^\d：-].*)?$")
_PLAIN = lazy(r"[\s《》〈〉“”·]|（[^（）]*）$")


@frozen
class Options:
    """What an attachment rule looks for."""

    smell: Literal["mark", "quoted", "number", "label", "missing", "title"] = field(
        metadata={
            "help": "查什么：mark 附件名称后的标点，quoted 附件名称加了书名号，number 附件的编号，label “附件”二字的写法，"
            "missing 附件说明与所附的附件对不上，title 附件的标题与附件说明不一致"
        }
    )


class _Entry(NamedTuple):
    """An attachment as it is announced: the range of its name in the block, its number as it is written."""

    block: int
    start: int
    end: int
    number: str
    name: str


class _Page(NamedTuple):
    """An attachment as it stands below the text: the label in the block, and the title's lines."""

    block: int
    match: re.Match[str]
    titles: tuple[int, ...]

    @property
    def number(self) -> str:
        return self.match["number"] or ""


class _Citation(NamedTuple):
    """Where the text speaks of an attachment: its block, the range there, and which one."""

    block: int
    start: int
    end: int
    number: int
    numbered: bool


class _View:
    """The announcement and the attachments of a document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.labels: list[tuple[int, re.Match[str]]] = []
        self.entries = list(self._entries())
        self.pages = list(self._pages())
        self.citations = list(self._cited())

    def _entries(self) -> Iterator[_Entry]:
        listed = False
        for index in self.document.with_role(Role.NOTE, part=0):
            block = self.document.places[index].block
            text = block.folded
            if match := _NOTED.match(text):
                glossary = _GLOSSARY.search(text, match.end()) is not None
                listed = not glossary
                if glossary and match["word"] == "附":
                    continue
                self.labels.append((index, match))
                yield from _split(index, text, match.end(), match["number"] or "")
            elif listed and (_ENTRY.match(text) or block.label):
                yield from _split(index, text, 0, block.label.strip(".、"))
            else:
                listed = False

    def _pages(self) -> Iterator[_Page]:
        titles: dict[int, list[int]] = {}
        for index in self.document.with_role(Role.TITLE):
            titles.setdefault(self.document.places[index].part, []).append(index)
        for part, (first, *rest) in titles.items():
            match = _PAGE.match(self.document.places[first].block.folded)
            if part and match:
                yield _Page(first, match, (first, *rest) if match["rest"] else tuple(rest))

    def _cited(self) -> Iterator[_Citation]:
        for index in self.document.with_role(Role.BODY, Role.ITEM, Role.HEADING, part=0):
            block = self.document.places[index].block
            if "附件" not in block.folded:
                continue
            quotations = Quotations(block.folded)
            for match in _CITED.finditer(block.folded):
                if not quotations.around(*match.span()):
                    yield _Citation(index, *match.span("match"), _value(match["number"] or ""), bool(match["number"]))

    def entry(self, page: _Page) -> _Entry | None:
        """What is announced under the number of this attachment."""
        return next((e for e in self.entries if _value(e.number) == _value(page.number)), None)


def _split(index: int, text: str, start: int, number: str) -> Iterator[_Entry]:
    """The entries of one line."""
    found = list(_ENTRY.finditer(text, start)) if not number else []
    if found and found[0].start() > start:
        found = []
    for match, following in zip(found, [*found[1:], None], strict=False):
        end = following.start() if following else len(text)
        yield _named(index, text, match.end(), end, match["number"])
    if not found and start < len(text):
        yield _named(index, text, start, len(text), number)


def _named(index: int, text: str, start: int, end: int, number: str) -> _Entry:
    name = text[start:end].rstrip()
    return _Entry(index, start, start + len(name), number, name)


def _value(number: str) -> int:
    """The number that is written; one attachment alone has none and counts as the first."""
    return int(number) if number.isdigit() else (han_number(number) or 1 if number else 1)


def _prepare(rules: Sequence[Options]) -> DocumentFinder:
    def find(document: Document) -> Iterator[tuple[int, Hit]]:
        view = _View(document)
        if view.entries or view.pages or view.citations:
            for index, options in enumerate(rules):
                for hit in _SMELLS[options.smell](view):
                    yield index, hit

    return find


def _marks(view: _View) -> Iterator[Hit]:
    for entry in view.entries:
        if (match := _MARK.search(entry.name)) and not _SENTENCE.search(entry.name):
            start, end = entry.start + match.start(), entry.start + match.end()
            yield Hit(start, end, {"name": entry.name[: match.start()]}, (Edit(start, end, ""),), block=entry.block)


def _quoted(view: _View) -> Iterator[Hit]:
    for entry in view.entries:
        if _QUOTED.fullmatch(entry.name):
            edits = (Edit(entry.start, entry.start + 1, ""), Edit(entry.end - 1, entry.end, ""))
            yield Hit(entry.start, entry.end, {"name": entry.name[1:-1]}, edits, block=entry.block)


def _numbers(view: _View) -> Iterator[Hit]:
    if len(view.entries) < 2:
        return
    for entry in view.entries:
        before = view.document.places[entry.block].block.folded[: entry.start]
        if not entry.number:
            slots = {"name": entry.name, "use": f"1.{entry.name}"}
            yield Hit(entry.start, entry.end, slots, case="bare", block=entry.block)
        elif not entry.number.isdigit() and (match := re.search(rf"{entry.number}[.、][ \u3000]*$", before)):
            use = f"{_value(entry.number)}."
            slots = {"name": entry.name, "use": use}
            yield Hit(*match.span(), slots, (Edit(*match.span(), use),), case="han", block=entry.block)


def _labels(view: _View) -> Iterator[Hit]:
    for index, match in view.labels:
        if match["word"] != "附件" or match["number"] or match["colon"] not in ("：", ""):
            yield Hit(0, len(match.group().rstrip(" \u3000")), case="note", block=index)
    for page in view.pages:
        number, rest = page.number, page.match["rest"]
        if number and not number.isdigit():
            span = page.match.span("number")
            use = str(_value(number))
            yield Hit(0, span[1], {"use": f"附件{use}"}, (Edit(*span, use),), case="han", block=page.block)
        if page.match["colon"] and not rest:
            span = page.match.span("colon")
            yield Hit(*span, {"use": ""}, (Edit(*span, ""),), case="colon", block=page.block)


def _missing(view: _View) -> Iterator[Hit]:
    yield from _unlisted(view)
    if not view.pages:
        return  # the attachments are files of their own
    there = {_value(page.number) for page in view.pages}
    for entry in view.entries:
        if _value(entry.number) not in there:
            yield Hit(entry.start, entry.end, {"name": entry.name, "number": entry.number}, case="absent", block=entry.block)
    signed = view.document.with_role(Role.SIGNATURE, part=0)
    for page in view.pages:
        if view.entry(page) is None and (view.entries or signed):
            slots = {"name": page.match.group(), "number": page.number}
            yield Hit(0, page.match.end(), slots, case="unnamed" if view.entries else "unsaid", block=page.block)
            if not view.entries:
                return


def _unlisted(view: _View) -> Iterator[Hit]:
    """Attachments that the text speaks of and nothing lists; each once."""
    listed = {_value(entry.number) for entry in view.entries} | {_value(page.number) for page in view.pages}
    signed = view.document.with_role(Role.SIGNATURE, part=0)
    for citation in {c.number: c for c in reversed(view.citations)}.values():
        slots = {"number": str(citation.number)}
        if listed and citation.numbered and citation.number not in listed:
            yield Hit(citation.start, citation.end, slots, case="cited", block=citation.block)
        elif not listed and signed:
            yield Hit(citation.start, citation.end, slots, case="nowhere", block=citation.block)
            return


def _titles(view: _View) -> Iterator[Hit]:
    for page in view.pages:
        entry = view.entry(page)
        if entry is None or not page.titles:
            continue
        wanted = _plain(_MARK.sub("", entry.name))
        title, agreed = "", False
        for index in page.titles:
            title += page.match["rest"] if index == page.block else view.document.places[index].block.folded
            agreed = agreed or _agree(wanted, _plain(title))
        if wanted and not agreed:
            first = page.titles[0]
            start = page.match.start("rest") if first == page.block else 0
            end = len(view.document.places[first].block.text)
            name = _MARK.sub("", entry.name)
            related = (Pointer(entry.start, entry.end, "note", {"name": name}, entry.block),)
            yield Hit(start, end, {"name": name, "title": title}, related=related, block=first)


def _plain(text: str) -> str:
    return _PLAIN.sub("", _PLAIN.sub("", text))


def _agree(name: str, title: str) -> bool:
    """Whether they are one; who wrote what is attached may be named in one of them alone."""
    return name == title or (min(len(name), len(title)) >= 4 and (name.endswith(title) or title.endswith(name)))


_SMELLS: dict[str, Callable[[_View], Iterator[Hit]]] = {
    "mark": _marks,
    "quoted": _quoted,
    "number": _numbers,
    "label": _labels,
    "missing": _missing,
    "title": _titles,
}

KIND = Kind(
    "attachment",
    Options,
    document=_prepare,
    slots={"name": "附件说明里的名称", "number": "附件的顺序号", "title": "附件的标题", "use": "改成的写法"},
    roles={"note": "附件说明里的这一条"},
    cases={
        "bare": "有几个附件，没有编号",
        "han": "顺序号用了汉字数字",
        "note": "附件说明的“附件”二字写法不对",
        "colon": "附件页上“附件”二字后面加了冒号",
        "absent": "附件说明里有，后面没有附上",
        "unnamed": "后面附了，附件说明里没有",
        "cited": "正文里说到的附件，附件说明里没有",
        "nowhere": "正文里说到附件，既没有附件说明，也没有附件",
        "unsaid": "后面附了，正文下面没有附件说明",
    },
    fixes=True,
)
