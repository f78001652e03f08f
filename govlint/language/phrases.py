"""Idioms, and phrases of four characters that official Chinese uses again and again; from tables made once."""

from __future__ import annotations

from functools import cache, cached_property
from pathlib import Path

from govlint.text.frozen import frozen

FOLDER = Path(__file__).with_name("tables")
"""Where tests/tables puts the tables."""


@frozen
class Phrases:
    """Phrases of four characters by their halves: for a half, the other halves joined, the most frequent first."""

    heads: dict[str, str]
    tails: dict[str, str]

    @cached_property
    def others(self) -> frozenset[str]:
        """What published texts hold although it is one character off from a phrase or half one, and in no dictionary."""
        return frozenset(_lines("phrases-others"))


@frozen
class Idioms:
    """The idioms of jieba's dictionary that are in use and do not fall apart into common words."""

    idioms: list[str]

    @cached_property
    def right(self) -> frozenset[str]:
        """Other idioms, and what published texts hold although it is one character off from one."""
        return frozenset(_lines("idioms-others"))


@cache
def phrases() -> Phrases:
    """The words of four characters, and the pairs of words of two, that published texts hold at least ten times."""
    words = _read("phrases").split()  # a side, a half, the other halves; all heads before all tails
    tails = 3 * words[::3].index("<")
    heads = words[:tails]
    del words[:tails]
    return Phrases(dict(zip(heads[1::3], heads[2::3], strict=True)), dict(zip(words[1::3], words[2::3], strict=True)))


@cache
def idioms() -> Idioms:
    """The idioms that are looked for, and what is like them and right."""
    return Idioms(_lines("idioms"))


@cache
def unparted() -> dict[str, str]:
    """Pairs near to half a phrase that the segmenter never leaves as two single characters: by the first, all second ones."""
    return {line[0]: line[1:] for line in _lines("bound")}


def _lines(name: str) -> list[str]:
    return _read(name).splitlines()


def _read(name: str) -> str:
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
