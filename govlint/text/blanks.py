"""Blanks that Chinese writing does not have: between Chinese characters and digits or letters, and beside full-width marks.

Formatters, chat models and converters of PDF put them there. What lays out a form, a table, a list of contents or an address
is none of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from govlint.text.characters import HAN
from govlint.text.lazyregex import lazy

_BLANKS = "[ \u00a0\u2002\u2004-\u200a\u202f\u205f]"
"""A space, one that does not break, and those of a part of an em; two ems (an indent) and U+3000 are meant."""
_OPENERS, _CLOSERS, _STOPS = "“‘《〈（〔【「『", "”’》〉）〕】」』", "，。、；：！？"
_DASHES = "—－"
_OTHER = r"0-9A-Za-z０-９Ａ-Ｚａ-ｚ%％‰℃×╳○()\[\]"

_BLANK = lazy(_BLANKS + "+")
_IS_HAN = lazy(f"[〇々{HAN}]")
_IS_OTHER = lazy(rf"[{_OTHER}]|[-+−](?=\d)")
_MARK = lazy(f"[{_OPENERS}{_CLOSERS}{_STOPS}{_DASHES}]")
_SIDE = rf"{_OTHER}+−{_OPENERS}{_CLOSERS}{_STOPS}{_DASHES}-"
# It begins with the blank: such a search is quick.
_CLUE = lazy(f"{_BLANKS}(?:(?<=[〇々{HAN}].){_BLANKS}?(?=[{_SIDE}])|(?<=[{_SIDE}].){_BLANKS}?(?=[〇々{HAN}{_SIDE}]))")
_PROSE = lazy(f"[{_STOPS}]")
# 1.2 总则, 3 总则, A 总则: the blank is all that parts a number from its heading; 3 月 and 3 个 are counted.
_COUNTED = (
    r"[月号岁万亿千百元米吨里届件%％]|年(?!度)|日(?!常)|个(?![人体别性])|项(?!目)|条(?![件例款文])|家(?![庭长])|人(?![员才口民大事力])|"
    r"名(?![称录单词])|次(?!要)|时(?![间限效])|点(?!位)|分(?![则析类工解步级项区布期别散])|公[里斤顷]|场(?![地所景内馆])"
)
_NUMBERED = lazy(rf"(?:\d+(?:[.．]\d+)+|\d{{1,2}}|[A-WY-Za-wyz]){_BLANKS}+(?!{_COUNTED})")
# 总则 12: the number of a page at the end of a line.
_PAGE = lazy(rf"(?<=[{HAN}])(?<!附件)(?<!附录)(?<!附表){_BLANKS}+\d{{1,4}}$")
# 2021-03-25 来源：…: fields on one line.
_FIELD = lazy("(?:来源|作者|(?:责任)?编辑|发布|字号|浏览|点击|时间|地点|电话|手机|传真|邮编|联系)[^，。：:]{0,4}[：:]")
_WORD = lazy(r"[!-~]+")
# Addresses, paths and names of files: what follows would be taken for a part of them.
_ADDRESS = lazy(r"[/@_\\#=&?<>|`$^]|[A-Za-z]\.[A-Za-z]")
_MOST = 2


class Blank(NamedTuple):
    """A blank that should not be there. `between` says that it parts scripts; else it stands beside a mark."""

    start: int
    end: int
    between: bool


def loose(text: str) -> list[Blank]:
    """The blanks of a paragraph that Chinese writing does not have, in order."""
    # ASCII's space is the only blank that counts as printable.
    if (" " not in text and text.isprintable()) or not _CLUE.search(text):
        return []
    return list(_loose(text))


def _loose(text: str) -> Iterator[Blank]:
    found = [m.span() for m in _BLANK.finditer(text)]
    kinds = [_kind(text, start, end) for start, end in found]
    if None in kinds and not _PROSE.search(text):
        return  # a row of a table, or a title set wide
    numbered = _NUMBERED.match(text)
    page = _PAGE.search(text)
    for (start, end), between in zip(found, kinds, strict=True):
        if between is None or (numbered and end == numbered.end()) or (page and start == page.start()):
            continue
        yield Blank(start, end, between)


def _kind(text: str, start: int, end: int) -> bool | None:
    """Whether a blank parts scripts or stands beside a mark; None where it is right."""
    if (
        start == 0
        or end - start > _MOST
        or not _is_text(text, start - 1)
        or not _is_text(text, end)
        or _FIELD.match(text, end)
        or _is_address(text, start, end)
    ):
        return None
    before, after = text[start - 1], text[end]
    if _MARK.match(before) or _MARK.match(after):
        return None if before in _OPENERS and after in _CLOSERS else False
    if before.isdecimal() and after in "%％‰℃":
        return True
    return None if bool(_IS_HAN.match(before)) == bool(_IS_HAN.match(after)) else True


def _is_text(text: str, at: int) -> bool:
    return bool(_IS_HAN.match(text, at) or _IS_OTHER.match(text, at) or _MARK.match(text, at))


def _is_address(text: str, start: int, end: int) -> bool:
    """Whether the word of Latin letters that the blank touches is one that it must end."""
    at = start
    while at and "!" <= text[at - 1] <= "~":
        at -= 1
    after = _WORD.match(text, end)
    return bool(_ADDRESS.search(text, at, start) or (after and _ADDRESS.search(after.group())))
