"""Where single words stand in a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def places_of(text: str, word: str) -> Iterator[int]:
    """Where a word stands in a text, in order; where it overlaps itself, too."""
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def behind_last(text: str, marks: Iterable[str], start: int, end: int) -> int:
    """Behind the last of these marks in text[start:end]; `start` where there is none."""
    return max(start, *(text.rfind(mark, start, end) + 1 for mark in marks))
