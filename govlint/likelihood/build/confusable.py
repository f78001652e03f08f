"""Which characters are mistaken for which: by sound, as pypinyin reads them, and by shape, as a font draws them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from govlint.likelihood.confusions import Confusions
from govlint.likelihood.measures import SHAPES

RARE_READING = 0.03
"""A reading counts if the dictionary's words have it in this share of a character's occurrences."""

INTERCHANGED = (
    "作做",
    "定订",
    "账帐",
    "的地得底",
    "和或",
    "他她它",
    "象像",
    "惟唯",
    "乘趁",
    "分份",
    "讲说",
    "一二三四五六七八九十百千万亿两零",
)
"""Characters that are right in each other's place, or were in their time, or that only the sense or the grammar tells apart."""

_FLAT = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("l", "n"), ("f", "h"))

_SIZE = 48
_NEIGHBOURS = 24
_ALIKE = (0.72, 0.79, 0.86)
"""From which correlation on two drawings are alike, and in which degree."""

_Vectors = npt.NDArray[np.float32]


def confusions(characters: Iterable[str], common: Iterable[str], words: Mapping[str, int], font: str) -> Confusions:
    """The confusions of `characters` with those that are `common`. `font` is the path of a font that has them."""
    heads = sorted(set(characters))
    partners = set(common)
    likeness: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for (one, other), degree in _sounds(heads, words).items():
        likeness[one][other] += SHAPES * degree
    for (one, other), degree in _shapes(heads, font).items():
        likeness[one][other] += degree
    for group in INTERCHANGED:
        for one in group:
            for other in group:
                likeness[one].pop(other, None)
    rows = [(head, sorted(other for other in likeness[head] if other in partners)) for head in heads]
    starts = np.cumsum([0, *(len(others) for _, others in rows)])
    return Confusions(
        np.array([ord(head) for head, _ in rows], np.uint16),
        starts.astype(np.uint32),
        np.array([ord(other) for _, others in rows for other in others], np.uint16),
        np.array([likeness[head][other] for head, others in rows for other in others], np.uint8),
    )


def flattened(syllable: str) -> str:
    """A syllable without tone, as those say it who tell neither n from ng nor z from zh, n from l, h from f."""
    syllable = syllable.rstrip("12345")
    for hard, soft in _FLAT:
        if syllable.startswith(hard):
            syllable = soft + syllable[len(hard) :]
            break
    return syllable.removesuffix("g") if syllable.endswith("ng") else syllable


def _sounds(characters: list[str], words: Mapping[str, int]) -> dict[tuple[str, str], int]:
    """Degrees of likeness in sound: 3 the same with the tone, 2 without it, 1 flattened."""
    readings = _readings(characters, words)
    found: dict[tuple[str, str], int] = {}
    degrees: tuple[Callable[[str], str], ...] = (flattened, lambda s: s.rstrip("12345"), lambda s: s)
    for degree, spelling in enumerate(degrees, 1):
        groups = defaultdict(set)
        for character, syllables in readings.items():
            for syllable in syllables:
                groups[spelling(syllable)].add(character)
        for group in groups.values():
            found.update({(one, other): degree for one in group for other in group if one != other})
    return found


def _readings(characters: list[str], words: Mapping[str, int]) -> dict[str, set[str]]:
    from pypinyin import Style, pinyin

    def syllables(text: str) -> list[list[str]]:
        read: Any = pinyin(text, style=Style.TONE3, neutral_tone_with_five=True)
        return [list(found) for found in read]

    often: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for word, number in words.items():
        if all("\u4e00" <= character <= "\u9fff" for character in word):
            read = syllables(word)
            for character, found in zip(word, read, strict=True):
                often[character][found[0]] += number + 1
    result = {}
    for character in characters:
        numbers = often.get(character) or {syllables(character)[0][0]: 1}
        total = sum(numbers.values())
        result[character] = {syllable for syllable, number in numbers.items() if number >= RARE_READING * total}
    return result


def _shapes(characters: list[str], font: str) -> dict[tuple[str, str], int]:
    """Degrees of likeness in shape: how the drawings correlate, blurred, as they stand and stretched to one size."""
    correlation = np.zeros((len(characters), len(characters)), np.float32)
    for stretched in (False, True):
        drawn = _drawn(characters, font, stretched)
        np.maximum(correlation, drawn @ drawn.T, out=correlation)
    np.fill_diagonal(correlation, 0)
    nearest = np.argsort(-correlation, axis=1, kind="stable")[:, :_NEIGHBOURS]
    found = {}
    for index, row in enumerate(nearest):
        for other in row:
            degree = sum(bool(correlation[index, other] >= least) for least in _ALIKE)
            if degree:
                one, two = characters[index], characters[other]
                found[one, two] = found[two, one] = degree
    return found


def _drawn(characters: list[str], font: str, stretched: bool) -> _Vectors:
    from PIL import Image, ImageDraw, ImageFilter, ImageFont

    face = ImageFont.truetype(font, _SIZE)
    rows = []
    for character in characters:
        image = Image.new("L", (_SIZE + 16, _SIZE + 16))
        ImageDraw.Draw(image).text((8, 4), character, fill=255, font=face)
        if stretched and (box := image.getbbox()):
            image = image.crop(box).resize((_SIZE, _SIZE), Image.Resampling.BILINEAR)
        blurred = image.filter(ImageFilter.GaussianBlur(1.5))
        rows.append(np.asarray(blurred, np.float32)[::2, ::2].ravel())
    vectors = np.array(rows)
    vectors -= vectors.mean(axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6), np.float32)
