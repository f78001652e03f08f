"""A view of a text in simplified characters and full-width punctuation, of exactly the same length; never written anywhere."""

from __future__ import annotations

import re

from govlint.text.characters import HAN

_HAN = re.compile(f"[{HAN}]")

_WIDE_FORMS = {0xFF10 + i: 0x30 + i for i in range(10)}
_WIDE_FORMS |= {0xFF21 + i: 0x41 + i for i in range(26)} | {0xFF41 + i: 0x61 + i for i in range(26)}
_WIDE_FORMS |= {ord("％"): ord("%"), ord("．"): ord(".")}
_WIDE = re.compile("[" + "".join(map(chr, _WIDE_FORMS)) + "]")

# A half-width mark is Chinese punctuation after a Chinese character or one of the marks that Chinese text wears.
_HALF = re.compile(
    rf"(?<=[{HAN}%”’》）×〕】」』、。，；：！？)])[,;:?!()]|"
    rf"[(](?=[{HAN}])"
)
_MARK = re.compile("[,;:?!()]")
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}

PARTICLE = re.compile(
    rf"(?<=[{HAN}])(?<![显名原巨专论编译土昭卓合遗拙较见知新所主撰等学大旧近共执校评选])著"
    rf"(?=[{HAN}])(?![名作称述者书录文于力译]|的《|有(?![利关效]))"
)
"""The 著 of a simplified text that stands for 着 after a verb (催逼著); one that writes and shows stays (专著, 显著)."""

_SURNAME = "於"
"""In GB 2312 for a surname, and in every traditional text for 于."""

_simplified: dict[int, str] = {}
_known: set[str] = set()


def fold(text: str) -> str:
    """`text` simplified, its Chinese punctuation full-width, its full-width digits and letters half-width.

    The result has the length of `text`, code point by code point.
    """
    folded = simplify(text)
    if _WIDE.search(folded):
        folded = folded.translate(_WIDE_FORMS)
    if _MARK.search(folded):
        folded = _HALF.sub(lambda m: _FULL[m.group()], folded)
    return folded


def simplify(text: str) -> str:
    """`text` with each traditional character replaced by the simplified one, as OpenCC's t2s has it for that character."""
    if _in_gb2312(text):
        return text
    _learn(text)
    return text.translate(_simplified) if _simplified else text


def is_traditional(char: str) -> bool:
    """Whether OpenCC's t2s would change this character."""
    _learn(char)
    return ord(char) in _simplified


def _learn(text: str) -> None:
    fresh = set(text) - _known
    if not fresh:
        return
    _known.update(fresh)
    candidates = [c for c in fresh if _HAN.match(c) and (c == _SURNAME or not _in_gb2312(c))]
    if not candidates:
        return
    from opencc import OpenCC

    converted = OpenCC("t2s").convert("\n".join(candidates)).split("\n")
    _simplified.update((ord(a), b) for a, b in zip(candidates, converted, strict=True) if a != b and len(b) == 1)


def _in_gb2312(text: str) -> bool:
    # What GB 2312 holds is in use in simplified text; OpenCC is loaded only for a text that has something else.
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
