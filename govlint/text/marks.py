"""Marks of Markdown in a text that is no Markdown: an answer of a chat model was pasted as it stood."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govlint.text.characters import HAN
from govlint.text.lazyregex import lazy

_HAN = lazy(f"[{HAN}]")
# ## 一、总体要求, > 引文, - 要点: what opens a line.
_OPENING = lazy(r"(?:> ?){0,3}(?:#{1,6}[ \u3000]+(?=\S)|[-*+][ \u3000]+(?=[^\s*+-])|(?<=> ))(?:\[[ x]\] )?")
_BOLD = lazy(r"(?<!\*)(\*{2,3}|(?<!_)__)(?=[^\s*_])([^*_]{1,200}?)(?<=\S)\1(?!\*)")
_CODE = lazy(rf"(?<!`)`(?=[^`]*{_HAN.pattern})([^`\s][^`]{{0,60}})`(?!`)")
# 张**和李** and **局 are people and places without names, not bold: between Chinese characters bold has some length.
_SHORT = 3
_PLACE = lazy("[省市县区州盟旗镇乡村局厅部院校街]|公司|集团|单位|同志")


def marks(text: str) -> list[tuple[int, int]]:
    """Where marks of Markdown stand in a paragraph, in order."""
    if "*" not in text and "_" not in text and "`" not in text and text[:1] not in ("#", "-", "+", ">"):
        return []
    return sorted(_marks(text))


def _marks(text: str) -> Iterator[tuple[int, int]]:
    opening = _OPENING.match(text)
    if opening and opening.end():
        yield opening.span()
    for match in _BOLD.finditer(text, opening.end() if opening else 0):
        if _is_bold(match):
            yield match.span(1)
            yield match.end(2), match.end()
    for match in _CODE.finditer(text):
        yield match.start(), match.start() + 1
        yield match.end() - 1, match.end()


def _is_bold(match: re.Match[str]) -> bool:
    text, inside = match.string, match.group(2)
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    if match.group(1) == "__" and not _HAN.search(inside):
        return False
    if _PLACE.match(inside) and (_PLACE.match(after) or len(inside) <= _SHORT):
        return False
    if _HAN.match(before) and _HAN.match(inside):
        return len(inside) > _SHORT and not _PLACE.match(after) and text.count("**") % 2 == 0
    return True
