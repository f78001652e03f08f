"""halfwidth: half-width punctuation in Chinese text; English, numbers and addresses keep theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govlint.analysis.check import Kind, each_document
from govlint.analysis.finding import Edit, Hit
from govlint.document.document import Document
from govlint.document.roles import Role
from govlint.language.pinyin import TORN
from govlint.language.question import scars
from govlint.text.characters import HAN
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy

_WORN = "”’》）×〕】」』、。，；：！？％"  # marks that only Chinese text wears
_OPENING = "“‘《（〔【「『"
_NAMES = {",": "逗号", ";": "分号", ":": "冒号", "?": "问号", "!": "叹号", ".": "句点", '"': "引号", "(": "括号"}
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。"}

# A mark is Chinese after a Chinese character; after a sign or letter that both scripts use, by what comes next. The
# spaces that typists put round half-width marks go with it. `搜索?q=` is an address, `?fù)` a broken note.
_MARK = lazy(
    rf"(?<=[{HAN}{_WORN}]) *([,;:!]|\?(?!\w+[=)]))(?: +(?=[{HAN}{_OPENING}]))?|"
    rf"(?<=[%)])([,;:?!])(?! ?[A-Za-z=])|"
    rf"(?<=[0-9A-Za-z０-９Ａ-Ｚａ-ｚ])([,;:?!])(?=[{HAN}{_OPENING}])"
)
# Behind a mark that is to become Chinese, which is as Chinese as it will be then.
_FOLLOWING = lazy(rf" *([,;:!]|\?(?!\w+[=)]))(?: +(?=[{HAN}{_OPENING}]))?")
# A stop at the end of a paragraph or quotation; one inside may also part a foreign name (约翰.史密斯).
_LAST_STOP = lazy(rf"(?<=[{HAN}][{HAN}])\.(?=$|[”’」』）)])")
_ANY_STOP = lazy(rf"(?<=[{HAN}][{HAN}])\.(?=$|[”’」』）){HAN}])")
# Behind a closing mark or a particle no foreign name is parted: （含夜间）. and 好了.各地.
_WORN_STOP = lazy(rf"(?<=[）”》」』])\.(?=$|[{HAN}])|(?<=[{HAN}][了着过])\.(?=[{HAN}])")
_ORDINAL = 6
"""（十一）.: up to here a bracket may close an ordinal."""
_BRACKET = lazy(f"{TORN}|[()（）]")
# An inch is none.
_QUOTE = lazy(r'(?<![0-9])"|(?<=[0-9])"(?=[，。、；：）]|$)')
_CHINESE = lazy(rf"[{HAN}]")
_BEFORE = lazy(rf"[{HAN}{_WORN}%]")

_STYLE = 3
"""From this many half-width pairs on, and more than full-width ones, brackets are how the whole document is set; but not where
most of its other marks are half-width too: then nobody has set it."""


@frozen
class Options:
    """A half-width rule has nothing to say but its words."""


@frozen
class _Pair:
    """Two marks that belong together."""

    block: int
    start: int
    end: int
    edits: tuple[Edit, ...]


def _find(document: Document, options: Options) -> Iterator[Hit]:
    pairs: list[_Pair] = []
    full = half = full_marks = 0
    for index, place in enumerate(document.places):
        text = place.block.text
        if place.role is Role.FURNITURE or text.isascii():
            continue
        for hit in _marks(text, index):
            half += 1
            yield hit
        full_marks += text.count("，")
        if '"' in text:
            yield from _quotes(text, index)
        full += text.count("（")
        if "(" in text or ")" in text:
            pairs.extend(_brackets(text, index))
    yield from _bracket_hits(pairs, None if half > full_marks else full)


def _marks(text: str, block: int) -> Iterator[Hit]:
    commas = False
    if "," in text or ":" in text or ";" in text or "?" in text or "!" in text:
        lost = frozenset(scars(text))
        at = 0
        mended = False
        while match := (_FOLLOWING.match(text, at) if mended else None) or _MARK.search(text, at):
            at = match.end()
            mark = match.group(match.lastindex or 0)
            mended = not lost or match.start(match.lastindex or 0) not in lost
            if mended:
                commas |= mark == ","
                yield _hit(match, mark, "mark", block)
    if "." in text:
        for match in (_ANY_STOP if commas else _LAST_STOP).finditer(text):
            yield _hit(match, ".", "stop", block)
        for match in _WORN_STOP.finditer(text):
            at = match.start()
            if not (text[at - 1] == "）" and at < _ORDINAL) and not (commas and _ANY_STOP.match(text, at)):
                yield _hit(match, ".", "stop", block)


def _hit(match: re.Match[str], mark: str, case: str, block: int) -> Hit:
    start, end = match.span()
    slots = {"name": _NAMES[mark], "mark": mark, "full": _FULL[mark]}
    return Hit(start, end, slots, (Edit(start, end, _FULL[mark]),), case=case, block=block)


def _quotes(text: str, block: int) -> Iterator[Hit]:
    places = [m.start() for m in _QUOTE.finditer(text)]
    if len(places) % 2:
        for at in places[-1:]:
            if _CHINESE.search(text[max(0, at - 1) : at + 2]):
                yield Hit(at, at + 1, {"name": "引号", "mark": '"', "full": "“”"}, case="lone", block=block)
        return
    for start, end in zip(places[::2], places[1::2], strict=True):
        if _CHINESE.search(text, start, end):
            edits = (Edit(start, start + 1, "“"), Edit(end, end + 1, "”"))
            slots = {"name": "引号", "mark": '""', "full": "“”"}
            yield Hit(start, end + 1, slots, edits, case="quote", block=block)


def _brackets(text: str, block: int) -> Iterator[_Pair]:
    opened: list[int] = []
    for match in _BRACKET.finditer(text):
        if match.group() in "(（":
            opened.append(match.start())
            continue
        if not opened or len(match.group()) > 1:
            continue
        start, last = opened.pop(), match.start()
        if (text[start] == "（" and text[last] == "）") or not _is_chinese(text, start, last):
            continue
        edits = (Edit(start, start + 1, "（"), Edit(last, last + 1, "）"))
        yield _Pair(block, start, last + 1, tuple(e for e in edits if text[e.start] != e.text))


def _is_chinese(text: str, start: int, last: int) -> bool:
    if _CHINESE.search(text, start, last):
        return True
    if start == 0:
        return bool(_CHINESE.match(text, last + 1))
    return bool(_BEFORE.match(text, start - 1))


def _bracket_hits(pairs: list[_Pair], full: int | None) -> Iterator[Hit]:
    """`full` pairs are full-width; None where half-width ones are no style."""
    slots = {"name": "括号", "mark": "()", "full": "（）", "count": str(len(pairs))}
    if full is not None and len(pairs) >= _STYLE and len(pairs) > full:
        first = min(pairs, key=lambda p: (p.block, p.start))
        yield Hit(first.start, first.start + 1, slots, case="style", block=first.block)
        return
    for pair in pairs:
        yield Hit(pair.start, pair.end, slots, pair.edits, case="bracket", block=pair.block)


KIND = Kind(
    "halfwidth",
    Options,
    document=each_document(_find),
    slots={
        "name": "标点的名称",
        "mark": "半角标点",
        "full": "应当用的全角标点",
        "count": "全文半角括号的对数，只有括号才有",
    },
    cases={
        "mark": "半角逗号、分号、冒号、问号、叹号",
        "stop": "半角句点",
        "quote": "一对直引号",
        "lone": "单独一个直引号",
        "bracket": "一对半角括号",
        "style": "全文都用半角括号，只报第一个",
    },
    fixes=True,
)
