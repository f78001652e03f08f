"""residue: what copying and converting leave in a text that nobody wrote; sees the text and what its reader left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field
from itertools import groupby
from typing import Literal

from govlint.analysis.check import Kind, each_document
from govlint.analysis.finding import Edit, Hit, PlacedEdit, Removal
from govlint.document.block import Block, remembered
from govlint.document.document import Document
from govlint.document.roles import Role
from govlint.language.assistant import is_said
from govlint.language.names import is_name_character
from govlint.language.pinyin import SOUND, TONE, TONES
from govlint.language.question import scars
from govlint.language.quotation import Quotations
from govlint.text.characters import HAN
from govlint.text.fold import PARTICLE, doubles, is_double
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy

# Notes in brackets (城市秩序專(zhuān)項(xiàng)) whose characters fell to a wrong conversion: ?zhuān) after a lost one,
# A(chǔ) where the bytes have shifted. A tone mark tells them from English.
_BROKEN_NOTES = lazy(
    rf"(?<=[{HAN}])(?:[;,；，]?[A-Za-z]{{0,2}}(?:[?？]{SOUND}[)）]|(?<=[A-Za-z])[(（]{SOUND}[)）]))+[A-Za-z]{{0,2}}(?![A-Za-z])"
)
# UTF-8 read as Windows-1252: a lead byte and two more, at least twice; U+FFFD read as GBK (锟斤拷) or as Windows-1252.
_TRAIL = "[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
_MISREAD = lazy(rf"(?:锟斤拷|锟斤|斤拷)+|(?:ï¿½)+|(?:\(cid:\d{{1,5}}\))+|(?:[ã-ï]{_TRAIL}{{2}}){{2,}}")
# A library's note for a character that it could not print (朱ｒóｎｇ＠①基).
_UNPRINTED = lazy(rf"[a-zａ-ｚ{TONES}]*[@＠][①-⑳]")
_ENTITY = lazy(r"&(?:nbsp|amp|lt|gt|quot|[lr][ds]quo|[mn]dash|hellip|middot|ensp|emsp|#\d{2,6}|#x[0-9A-Fa-f]{2,5});")
_MOJIBAKE_CLUE = lazy(rf"[{TONES}@＠&锟拷ã-ï]|\(cid:")

_PRIVATE = r"[\ue000-\uf8ff\U000f0000-\U0010fffd]"
# No ink and no room; but a zero-width joiner ties emoji together.
_ZERO_WIDTH = (
    r"(?:[\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
    r"\U000e0001-\U000e007f]|(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d)"
)
_CONTROL = r"[\x00-\x08\x0e-\x1f\x7f-\x9f]"
_BREAK = r"[\x0b\x0c\u2028\u2029]"
_INVISIBLE = (
    ("zero-width", lazy(f"{_ZERO_WIDTH}+")),
    ("control", lazy(f"{_CONTROL}+")),
    ("break", lazy(f"{_BREAK}+")),
    ("private", lazy(f"{_PRIVATE}+")),
    ("lost", lazy("\ufffd+")),
)
_DELETED = ("zero-width", "control")

# What bold may not begin or end with beside a Chinese character.
_OPENING, _ENDING = "“‘（《〈【「『〔([", "”’）》〉】」』〕)]。！？；：，、"
# Products and substances that are spelt so.
_SPELT_SO = lazy("昇腾|昇思|毕昇|二噁英|噁[嗪唑]")

_DENSE = 0.02
"""Notes to a character from which they are residue and not glosses of rare characters."""
_OFTEN = 3
"""With more of them than this, the same sign all over a text is one thing."""
# Below a text that a library keeps it says on what terms.
_LIBRARY = lazy("维基文库|Public domain|公有领域")
_LINES = 3
"""From so many lines on that follow each other, what came along from a page is one thing."""
_FEW = 3
"""Up to so many notes are glosses, however short the text."""
_WHOLE = 0.1
"""Traditional characters to a Chinese one from which a text is traditional and not a simplified one with some in it."""


@frozen
class Options:
    """What a residue rule looks for."""

    what: Literal["mojibake", "page-furniture", "assistant", "ruby", "mark", "bold", "traditional", "radical", "invisible"] = (
        field(
            metadata={
                "help": "找什么：mojibake 乱码，page-furniture 网页的行，assistant 智能助手的话，ruby 密集的注音，"
                "mark 多余的 Markdown 记号，bold 显示不成的粗体，traditional 繁体字，radical 部首，invisible 隐形字符"
            }
        )
    )


def _find(document: Document, options: Options) -> Iterator[Hit]:
    return _FINDERS[options.what](document)


def _mojibake(document: Document) -> Iterator[Hit]:
    entities: dict[str, list[tuple[int, int, int]]] = {}
    for index, place in enumerate(document.places):
        text = place.block.text
        # A library's list of such characters goes with the rest of what it added.
        if place.role is Role.FURNITURE:
            continue
        for at in scars(text):
            yield Hit(at, at + 1, case="lost-mark", block=index)
        if not _MOJIBAKE_CLUE.search(text):
            continue
        for pattern in (_BROKEN_NOTES, _MISREAD, _UNPRINTED):
            for match in pattern.finditer(text):
                if pattern is not _BROKEN_NOTES or TONE.search(match.group()):
                    case = "unprinted" if pattern is _UNPRINTED else ""
                    yield Hit(*match.span(), case=case, block=index)
        for match in _ENTITY.finditer(text):
            entities.setdefault(match.group(), []).append((index, *match.span()))
    for entity, places in entities.items():
        from html import unescape  # it takes long to load, and few texts have need of it

        char = unescape(entity).replace("\u00a0", " ")
        (block, start, end), *others = places
        if len(others) < _OFTEN:
            for block, start, end in places:
                yield Hit(start, end, {"use": char}, (Edit(start, end, char),), case="entity", block=block)
            continue
        edits = tuple(PlacedEdit(a, b, char, at) for at, a, b in places)
        yield Hit(start, end, {"use": char, "count": str(len(places))}, edits, case="entities", block=block)


def _page_furniture(document: Document) -> Iterator[Hit]:
    said = {index for index in document.with_role(Role.FURNITURE) if is_said(document.places[index].block.folded)}
    for group in _adjacent([index for index in document.with_role(Role.FURNITURE) if index not in said]):
        lengths = [(index, len(document.places[index].block.text)) for index in group]
        edits = tuple(PlacedEdit(0, length, "", index) for index, length in lengths)
        if len(group) < _LINES:
            yield from (Hit(0, edit.end, edits=(edit,), block=index) for edit, index in zip(edits, group, strict=True))
        else:
            kept = any(_LIBRARY.search(document.places[index].block.folded) for index in group)
            case = "library" if kept else "lines"
            yield Hit(0, lengths[0][1], {"count": str(len(group))}, edits, case=case, block=group[0])


def _assistant(document: Document) -> Iterator[Hit]:
    for index in document.with_role(Role.FURNITURE):
        block = document.places[index].block
        if is_said(block.folded):
            length = len(block.text)
            yield Hit(0, length, edits=(Edit(0, length, ""),), block=index)


def _adjacent(indexes: Sequence[int]) -> Iterator[list[int]]:
    """The runs of indexes that follow each other."""
    for _, run in groupby(enumerate(indexes), lambda pair: pair[1] - pair[0]):
        yield [index for _, index in run]


def _ruby(document: Document) -> Iterator[Hit]:
    notes = [(i, p.block, [e for e in p.block.elisions if e.kind == "ruby"]) for i, p in enumerate(document.places)]
    notes = [(index, block, found) for index, block, found in notes if found]
    if not _dense(sum(len(f) for _, _, f in notes), sum(len(p.block.text) for p in document.places)):
        notes = [(index, block, found) for index, block, found in notes if _dense(len(found), len(block.text))]
    if not notes:
        return
    index, block, found = notes[0]
    removals = tuple(Removal(note.at, "ruby", i) for i, _, all_found in notes for note in all_found)
    end = min(found[-1].at + 1, len(block.text))
    yield Hit(found[0].at - 1, end, {"count": str(len(removals))}, removals=removals, block=index)


def _mark(document: Document) -> Iterator[Hit]:
    found = [
        (i, place.block, elision)
        for i, place in enumerate(document.places)
        if place.block.elisions
        for elision in place.block.elisions
        if elision.kind == "mark"
    ]
    if not found:
        return
    index, block, first = found[0]
    start, end = max(first.at - 1, 0), max(mark.at + 1 for i, _, mark in found if i == index)
    dashes = all(mark.text[0] in "-+*" and mark.text[-1] in " \u3000" for _, _, mark in found)
    removals = tuple(Removal(mark.at, "mark", i) for i, _, mark in found)
    slots = {"count": str(len(found)), "mark": first.text.strip()}
    yield Hit(start, min(end, len(block.text)), slots, removals=removals, case="dash" if dashes else "", block=index)


def _bold(document: Document) -> Iterator[Hit]:
    for index, place in enumerate(document.places):
        if not place.block.elisions:
            continue
        text = place.block.text
        marks = [e.at for e in place.block.elisions if e.kind == "bold"]
        for start, end in zip(marks[::2], marks[1::2], strict=True):
            inside = text[start:end]
            front = len(inside) - len(inside.lstrip(_OPENING))
            back = len(inside.rstrip(_ENDING))
            if front < back:
                use = f"{inside[:front]}**{inside[front:back]}**{inside[back:]}"
                yield Hit(start, end, {"use": use}, block=index)


def _dense(notes: int, characters: int) -> bool:
    return notes > _FEW and notes >= characters * _DENSE


def _traditional(document: Document) -> Iterator[Hit]:
    found = {i: runs for i, p in enumerate(document.places) if (runs := _traditional_runs(p.block))}
    total = sum(map(_length, found.values()))
    if found and total >= _WHOLE * sum(_characters(p.block) for p in document.places):
        index, runs = next(iter(found.items()))
        yield Hit(*runs[0], {"count": str(total), "use": ""}, case="whole", block=index)
        return
    for index, place in enumerate(document.places):
        block, runs = place.block, found.get(index, [])
        count = _length(runs)
        slots = {"count": str(count)}
        if count > _FEW and count >= _WHOLE * _characters(block):
            edits = tuple(Edit(start, end, block.folded[start:end]) for start, end in runs)
            start, end = runs[0][0], runs[-1][1]
            yield Hit(start, end, slots | {"use": block.folded[start:end]}, edits, case="passage", block=index)
            continue
        particles = [m.span() for m in PARTICLE.finditer(block.folded)] if "著" in block.text else []
        particles = [(start, end) for start, end in particles if not is_name_character(block.folded, start)]
        for start, end in runs:
            use = block.folded[start:end]
            yield Hit(start, end, slots | {"use": use}, (Edit(start, end, use),), case="stray", block=index)
        for start, end in particles:
            yield Hit(start, end, slots | {"use": "着"}, (Edit(start, end, "着"),), case="stray", block=index)


def _is_kept(block: Block, start: int, end: int) -> bool:
    """Whether a traditional form stands on purpose: in a name or a title, or where its simplified form can hardly be typed."""
    if any(char > "\uffff" for char in block.folded[start:end]):
        return True
    if any(m.start() <= start and end <= m.end() for m in _SPELT_SO.finditer(block.text, max(0, start - 2), end + 2)):
        return True
    around = Quotations(block.folded).around(start, end)
    if around is not None and block.folded[around[0]] == "《":
        return True
    return end - start == 1 and is_name_character(block.folded, start)


@remembered
def _traditional_runs(block: Block) -> list[tuple[int, int]]:
    text, folded = block.text, block.folded
    runs: list[tuple[int, int]] = []
    if text == folded:
        return runs
    for at, (char, simple) in enumerate(zip(text, folded, strict=True)):
        if char != simple and char >= "\u3400" and not "\uff00" <= char <= "\uffef" and not is_double(char):
            if runs and runs[-1][1] == at:
                runs[-1] = (runs[-1][0], at + 1)
            else:
                runs.append((at, at + 1))
    # Few of them may be meant; a text or a passage that has many is traditional.
    return runs if len(runs) > _FEW else [(start, end) for start, end in runs if not _is_kept(block, start, end)]


def _radical(document: Document) -> Iterator[Hit]:
    found = [
        (index, places)
        for index, place in enumerate(document.places)
        # A text that has some is not equal to its folded one, which is known already.
        if place.block.text != place.block.folded and (places := doubles(place.block.text))
    ]
    if not found:
        return
    edits = tuple(PlacedEdit(at, at + 1, document.places[i].block.folded[at], i) for i, places in found for at in places)
    index, places = found[0]
    block, start, end = document.places[index].block, places[0], places[-1] + 1
    slots = {"count": str(len(edits)), "first": block.text[start], "use": block.folded[start:end]}
    yield Hit(start, end, slots, edits, block=index)


def _length(runs: list[tuple[int, int]]) -> int:
    return sum(end - start for start, end in runs)


@remembered
def _characters(block: Block) -> int:
    return sum(1 for char in block.text if "\u3400" <= char <= "\u9fff")


def _invisible(document: Document) -> Iterator[Hit]:
    for index, place in enumerate(document.places):
        text = place.block.text
        if text.isprintable() and "\ufffd" not in text:
            continue
        for case, pattern in _INVISIBLE:
            for match in pattern.finditer(text):
                codes = "、".join(dict.fromkeys(f"U+{ord(c):04X}" for c in match.group()))
                edits = (Edit(*match.span(), ""),) if case in _DELETED else ()
                yield Hit(*match.span(), {"codes": codes}, edits, case=case, block=index)


_FINDERS = {
    "mojibake": _mojibake,
    "page-furniture": _page_furniture,
    "assistant": _assistant,
    "ruby": _ruby,
    "mark": _mark,
    "bold": _bold,
    "traditional": _traditional,
    "radical": _radical,
    "invisible": _invisible,
}

KIND = Kind(
    "residue",
    Options,
    document=each_document(_find),
    slots={
        "use": "应当写成什么（繁体字的简体，网页转义符的字符）",
        "count": "有多少处注音、记号、转义符，多少个繁体字、部首，或接连多少行",
        "mark": "第一处记号",
        "first": "第一个部首",
        "codes": "看不见的字符的编码，如 U+200B",
    },
    cases={
        "lines": "接连几行都是从网页上带下来的",
        "library": "接连几行是文库的版权说明",
        "unprinted": "资料库给存不下的字作的记号，如“＠①”",
        "lost-mark": "字中间的半角问号，多是丢了的间隔号",
        "entity": "网页的转义符，如“&nbsp;”",
        "entities": "同一个转义符，全文有好几处",
        "dash": "只有行首的“- ”",
        "whole": "全文是繁体字",
        "passage": "一段是繁体字",
        "stray": "个别繁体字",
        "zero-width": "零宽字符",
        "control": "控制字符",
        "break": "段内的分页符、行分隔符",
        "private": "私用区的字符，换一台电脑就显示不出来",
        "lost": "转码时丢掉的字 U+FFFD",
    },
    fixes=True,
)
