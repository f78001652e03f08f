"""Families of ordinals, each named by its first member, and the level that each stands on; knows no text."""

from __future__ import annotations

LEVELS = ("第一编", "第一篇", "第一部分", "第一章", "第一节", "第一条", "一、", "（一）", "1.", "（1）", "①")
"""From the highest down; GB/T 15834-2011 B.3.8."""

SAID = ("一是", "第一，", "其一")
"""Families that are said: however far away, their second tells that a list goes on."""

_CIRCLED = {"①": 20, "⑴": 20, "⒈": 20, "㈠": 10, "㊀": 10, "❶": 10}
ROWS = {first: "".join(chr(ord(first) + i) for i in range(count)) for first, count in _CIRCLED.items()} | {
    "甲、": "甲乙丙丁戊己庚辛壬癸",
    "壹、": "壹贰叁肆伍陆柒捌玖拾",
    "Ⅰ、": "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ",
    "A.": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "A）": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "a.": "abcdefghijklmnopqrstuvwxyz",
    "a）": "abcdefghijklmnopqrstuvwxyz",
}
"""Families that count with one character a number."""

CIRCLED = {char: (first, number) for first in _CIRCLED for number, char in enumerate(ROWS[first], 1)}
"""By character that is an ordinal by itself: its family and number."""

RANKS = {name: rank for rank, name in enumerate(LEVELS)}
# What the standard does not name stands where it is used: ㈠ as （一）, ⒈ as 1., the rest as what it looks like.
RANKS |= {
    name: RANKS[like]
    for name, like in (
        *((name, "一、") for name in ("甲、", "壹、", "Ⅰ、")),
        *((name, "（一）") for name in ("㈠", "㊀")),
        *((name, "1.") for name in ("⒈", "A.")),
        *((name, "（1）") for name in ("⑴", "1）", "A）", "a.", "a）")),
        ("❶", "①"),
    )
}


def rank(series: str) -> int | None:
    """The level of a family, 0 the highest; None for what is said (一是) and what has none (任务一). 1.1 stands with 1."""
    return RANKS["1."] if series[0].isdecimal() and series.count(".") and series != "1." else RANKS.get(series)
