"""Makes alike.txt, the characters that are mistaken for each other: those of one reading, and those of like shape.

    python -m tests.tables.alike FONT TRAINING

Readings are pypinyin's, without tones. Shapes are compared as rendered glyphs of FONT (WenQuanYi Zen Hei was used): 48
pixels high, blurred, once as they stand and once stretched to one size, as cosines; from SHAPE upwards two are alike.
Compared are the characters of GB/T 2312-1980, and what else the texts in TRAINING hold SEEN times.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from functools import cache
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from pypinyin import Style, pinyin

from govlint.language.likeness import PATH
from tests.tables.training import lines

SHAPE = 0.72
SEEN = 10
NEAREST = 12
_SIZE = 48


def main() -> None:
    font, folder = sys.argv[1:]
    seen: Counter[str] = Counter()
    for line in lines(folder):
        seen.update(line)
    characters = sorted(c for c in {*seen, *_gb2312()} if "\u4e00" <= c <= "\u9fff" and (seen[c] >= SEEN or c in _gb2312()))
    rows = [f"{reading} {''.join(same)}" for reading, same in sorted(_readings(characters).items())]
    rows += [f"{c} {''.join(others)}" for c, others in _shapes(characters, font).items() if others]
    PATH.write_text("\n".join(rows) + "\n", encoding="utf-8", newline="\n")


@cache
def _gb2312() -> frozenset[str]:
    pairs = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    return frozenset(pair.decode("gb2312", "ignore") for pair in pairs) - {""}


def _readings(characters: list[str]) -> dict[str, list[str]]:
    same: dict[str, list[str]] = defaultdict(list)
    for character in characters:
        for reading in sorted(set(pinyin(character, style=Style.NORMAL, heteronym=True, v_to_u=False)[0])):
            same[reading].append(character)
    return same


def _shapes(characters: list[str], path: str) -> dict[str, list[str]]:
    """For each character those after it in the list that look like it."""
    font = ImageFont.truetype(path, _SIZE)
    glyphs = [_glyph(character, font) for character in characters]
    likeness = np.maximum(_cosines(glyphs), _cosines([g.crop(g.getbbox()).resize((_SIZE, _SIZE)) for g in glyphs]))
    np.fill_diagonal(likeness, 0)
    near = likeness >= np.maximum(SHAPE, np.sort(likeness, axis=1)[:, -NEAREST:][:, :1])
    near |= near.T
    return {c: [characters[j] for j in np.nonzero(near[i])[0] if j > i] for i, c in enumerate(characters)}


def _glyph(character: str, font: Any) -> Image.Image:
    image = Image.new("L", (_SIZE + 16, _SIZE + 16))
    ImageDraw.Draw(image).text((8, 4), character, fill=255, font=font)
    return image


def _cosines(glyphs: list[Image.Image]) -> Any:
    blurred = [np.asarray(g.filter(ImageFilter.GaussianBlur(1.5)), dtype=np.float32)[::2, ::2].ravel() for g in glyphs]
    vectors = np.array(blurred)
    vectors -= vectors.mean(axis=1, keepdims=True)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors @ vectors.T


if __name__ == "__main__":
    main()
