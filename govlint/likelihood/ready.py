"""All that the looks at characters need, loaded before a text asks for it: few texts do, and then a writer would wait."""

from __future__ import annotations

from govlint.likelihood.cut import cut
from govlint.likelihood.keyed import dropped, swapped
from govlint.likelihood.words import misheard

_TEXT = "今天我们召开全区经济工作会议，总结工作、部署任务，动员大家统一思想、坚定信心"
"""A plain sentence: enough to be looked at in every way."""


def prepare() -> None:
    """Load it. Raises OSError or ValueError where the tables that govlint ships are not there."""
    for look in (swapped, dropped, cut, misheard):
        look([_TEXT])
