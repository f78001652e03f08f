"""Paragraphs as one text, in which a word is looked for once, not in each of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate

BOUND = "\n"
"""Stands before and behind every paragraph."""


class Joined:
    """The folded texts of paragraphs as one `text`: a bound stands before each of them and behind the last.

    Places are offsets into that text, in code points.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self.text = BOUND + BOUND.join(texts) + BOUND
        self.ends = list(accumulate(len(text) + 1 for text in texts))
        """Where the bound behind each paragraph stands."""

    def with_any(self, words: Iterable[str]) -> list[int]:
        """The indexes of the paragraphs in which one of these words stands, in order."""
        found: set[int] = set()
        text, ends = self.text, self.ends
        for word in words:
            at = text.find(word)
            while at >= 0:
                index = bisect_left(ends, at)
                found.add(index)
                at = text.find(word, ends[index])
        return sorted(found)
