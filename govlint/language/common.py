"""What several texts begin or end with alike."""

from __future__ import annotations

from collections.abc import Sequence


def opening(texts: Sequence[str]) -> str:
    """The characters that all of the texts begin with; there must be one text at least."""
    first, last = min(texts), max(texts)
    length = next((at for at, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last)))
    return first[:length]


def ending(texts: Sequence[str]) -> str:
    """The characters that all of the texts end with; there must be one text at least."""
    return opening([text[::-1] for text in texts])[::-1]
