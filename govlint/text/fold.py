"""A view of a text in simplified characters and full-width punctuation, of exactly the same length; never written anywhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from govlint.text.characters import HAN
from govlint.text.lazyregex import lazy

_HAN = lazy(f"[{HAN}]")
_CODES = 0x2E80, 0x40000
"""Where the codes of Chinese characters begin, and where they have ended."""

_WIDE_FORMS = {0xFF10 + i: 0x30 + i for i in range(10)}
_WIDE_FORMS |= {0xFF21 + i: 0x41 + i for i in range(26)} | {0xFF41 + i: 0x61 + i for i in range(26)}
_WIDE_FORMS |= {ord("％"): ord("%"), ord("．"): ord(".")}
_WIDE = lazy("[" + "".join(map(chr, _WIDE_FORMS)) + "]")

# A half-width mark is Chinese punctuation after a Chinese character or one of the marks that Chinese text wears.
_HALF = lazy(f"(?<=[{HAN}%”’》）×〕】」』、。，；：！？)])[,;:?!()]|[(](?=[{HAN}])")
_MARK = lazy("[,;:?!()]")
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}

PARTICLE = lazy(
    r"(?<=[\u4e00-\u9fff])(?<![显名原巨专论编译土昭卓合遗拙较见知新所主撰等学大旧近共执校评选])著"
    r"(?=[\u4e00-\u9fff])(?![名作称述者书录文于力译]|的《|有(?![利关效]))|"
    r"(?<![显名原巨专论编译合遗拙新旧])著(?=力(?![作于求])|手(?![稿册法])|眼|重(?!要)|陆|落|色|装|想(?!法)|急)"
)
"""The 著 of a simplified text that stands for 着 after a verb (催逼著); one that writes and shows stays (专著, 显著)."""

_SURNAME = "於"
"""In GB 2312 for a surname, and in every traditional text for 于."""

_DOUBLE = lazy(r"[\u2e80-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f]")
# Radicals of the supplement that look like a character in use; for most of them Unicode gives no decomposition, only
# EquivalentUnifiedIdeograph.txt.
_SUPPLEMENT = dict(
    zip(
        "⺁⺄⺈⺊⺍⺎⺏⺒⺓⺜⺝⺟⺠⺧⺩⺫⺬⺮⺰⺶⺼⺽⻁⻄⻅⻆⻉⻋⻑⻒⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻭⻮⻰⻱⻲⻳",
        "厂乙刀卜小兀尢巳幺日月母民牛王目示竹纟羊月臼虎西见角贝车长长长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿齿龙龟龟龟",
        strict=True,
    )
)

_simplified: dict[int, str] = {}
_known: set[str] = set()
_is_whole = False
"""Whether no character is left to learn."""


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
    """`text` with each traditional character replaced by the simplified one, as OpenCC's t2s has it for that character.

    Radicals and compatibility ideographs are read as the character that they look like.
    """
    if _in_gb2312(text):
        return text
    _learn(text)
    return text.translate(_simplified) if _simplified else text


def is_traditional(char: str) -> bool:
    """Whether OpenCC's t2s would change this character."""
    _learn(char)
    return ord(char) in _simplified


def is_double(char: str) -> bool:
    """Whether a character only looks like the one that is written: a radical, or one kept for compatibility."""
    return _DOUBLE.match(char) is not None and _unified(char) != char


def doubles(text: str) -> list[int]:
    """Where characters stand that only look like others, in order."""
    return [match.start() for match in _DOUBLE.finditer(text) if is_double(match.group())]


def without_doubles(text: str) -> str:
    """`text` with the characters that its radicals and compatibility ideographs look like."""
    return _DOUBLE.sub(lambda match: _unified(match.group()), text)


def _unified(char: str) -> str:
    """The character that a radical (⼯, ⺠) or a compatibility ideograph looks like; itself where it is none."""
    if not _DOUBLE.match(char):
        return char
    from unicodedata import normalize  # few texts have need of it

    plain = normalize("NFKC", _SUPPLEMENT.get(char, char))
    return plain if len(plain) == 1 else char


def learn(known: Mapping[str, str]) -> None:
    """Take this, which `learned` gave, for all that there is to learn."""
    global _is_whole
    _simplified.update((ord(char), plain) for char, plain in known.items())
    _is_whole = True


def learned() -> dict[str, str]:
    """All traditional characters, each with the simplified one."""
    if _is_whole:
        return {chr(char): plain for char, plain in _simplified.items()}
    return _converted(map(chr, range(*_CODES)))


def _learn(text: str) -> None:
    if _is_whole:
        return
    fresh = set(text) - _known
    if fresh:
        _known.update(fresh)
        _simplified.update((ord(char), plain) for char, plain in _converted(fresh).items())


def _converted(characters: Iterable[str]) -> dict[str, str]:
    candidates = [c for c in characters if _HAN.match(c) and (c == _SURNAME or not _in_gb2312(c))]
    if not candidates:
        return {}
    converted = _converter().convert("\n".join(map(_unified, candidates))).split("\n")
    return {a: b for a, b in zip(candidates, converted, strict=True) if a != b and len(b) == 1}


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


def _in_gb2312(text: str) -> bool:
    # What GB 2312 holds is in use in simplified text; OpenCC is loaded only for a text that has something else.
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
