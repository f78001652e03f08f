"""Words beside 的, 地 and 得 in published texts; from a table made once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

PATH = Path(__file__).with_name("tables") / "particles.txt"
"""A key and its words a line; tests/tables makes it."""


@cache
def words(key: str) -> frozenset[str]:
    """The words of one line of the table.

    `before 地`, `behind 地`, `before 得`, `behind 得`: words that stand beside 的 often and never beside that one.
    `adverbs`: what says how something is done; `manner`: what may say so. `verbs`: what never stands behind an adverb and 的.
    `free`: what may stand before an adverb without governing it; `modals`: verbs that another verb follows.
    """
    return frozenset(_table()[key].split(" "))


@cache
def _table() -> dict[str, str]:
    return dict(line.split(": ") for line in PATH.read_text(encoding="utf-8").splitlines())
