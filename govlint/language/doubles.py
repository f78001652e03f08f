"""Characters that stand twice side by side where one word ends and the next begins; from a table made once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

PATH = Path(__file__).with_name("tables") / "doubles.txt"
"""A line of characters that often do so, then a line for each two words; tests/tables makes it."""


@cache
def usual() -> frozenset[str]:
    """Characters with which many words end and others begin (国, 市); and pairs of words, `目的 的`, seen side by side."""
    first, *pairs = PATH.read_text(encoding="utf-8").splitlines()
    return frozenset(first).union(pairs)
