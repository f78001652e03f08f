"""Idioms, and phrases of four characters that official Chinese uses again and again; from tables made once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from govlint.text.frozen import frozen

FOLDER = Path(__file__).with_name("tables")
"""Where tests/tables puts the tables."""


@frozen
class Phrases:
    """Phrases of four characters by their halves: for a half, the other halves joined, the most frequent first."""

    heads: dict[str, str]
    tails: dict[str, str]
    others: frozenset[str]
    """What published texts hold although it is one character off from a phrase or half a phrase, and in no dictionary."""


@frozen
class Idioms:
    """The idioms of jieba's dictionary that are in use and do not fall apart into common words."""

    idioms: list[str]
    right: frozenset[str]
    """Other idioms, and what published texts hold although it is one character off from one."""


@cache
def phrases() -> Phrases:
    """The words of four characters, and the pairs of words of two, that published texts hold at least ten times."""
    heads: dict[str, str] = {}
    tails: dict[str, str] = {}
    for line in _lines("phrases"):
        side, half, joined = line.split(" ")
        (heads if side == ">" else tails)[half] = joined
    return Phrases(heads, tails, frozenset(_lines("phrases-others")))


@cache
def idioms() -> Idioms:
    """The idioms that are looked for, and what is like them and right."""
    return Idioms(_lines("idioms"), frozenset(_lines("idioms-others")))


@cache
def unparted() -> dict[str, str]:
    """Pairs near to half a phrase that the segmenter never leaves as two single characters: by the first, all second ones."""
    return {line[0]: line[1:] for line in _lines("bound")}


def _lines(name: str) -> list[str]:
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
