"""Ordinal markers (一、（一）1.（1）① 第一章 一是 一要 第一，首先 …) and the tree they grow; knows no document."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from govlint.block import Block

_HAN_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_HAN_NUMBER = "[一二三四五六七八九十百〇零]{1,5}"


def han_number(text: str) -> int | None:
    """The value of a Chinese numeral below one thousand (二十三 → 23, 一百零五 → 105), or None."""
    total, digit = 0, None
    for char in text:
        if char in _HAN_DIGITS:
            digit = _HAN_DIGITS[char]
        elif char in "十百":
            total += (1 if digit is None else digit) * (10 if char == "十" else 100)
            digit = None
        else:
            return None
    return total + (digit or 0)


def to_han(number: int) -> str:
    """A number from 1 to 99 as a Chinese numeral."""
    digits = "〇一二三四五六七八九"
    if number < 10:
        return digits[number]
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")


@dataclass(frozen=True, slots=True)
class Marker:
    """An ordinal in a block's reading text: `start:end` is the ordinal with its own punctuation.

    `series` is the name of its family, written as the family's first member (“一、”, “（一）”, “1.”, “第一章”, “一是”).
    """

    series: str
    number: int
    start: int
    end: int
    text: str
    head: bool
    """Whether it opens its block."""


# Families that stand at the head of a paragraph, from the highest level down; GB/T 15834-2011 B.3.8.
_HEAD = (
    ("第一章", re.compile(rf"第({_HAN_NUMBER}|\d{{1,3}})([编篇章节条])")),
    ("（一）", re.compile(rf"[（(]({_HAN_NUMBER})[)）]")),
    ("一、", re.compile(rf"({_HAN_NUMBER})[、，．.]")),
    ("（1）", re.compile(r"[（(](\d{1,2})[)）]")),
    ("1.", re.compile(r"(\d{1,2})[.、](?![\d])")),
    ("①", re.compile(r"([①-⑳])")),
)


@lru_cache(maxsize=4096)
def leading(block: Block) -> Marker | None:
    """The ordinal that opens a block, or None."""
    text = block.label or block.folded
    for series, pattern in _HEAD:
        if match := pattern.match(text):
            digits = match.group(1)
            if series == "①":
                number: int | None = ord(digits) - ord("①") + 1
            else:
                number = int(digits) if digits.isdecimal() else han_number(digits)
            if number is None:
                continue
            name = f"第一{match.group(2)}" if series == "第一章" else series
            end = 0 if block.label else match.end()
            return Marker(name, number, 0, end, match.group(), True)
    return None
