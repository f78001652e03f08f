"""What a paragraph quotes and which titles it names: words that are not the writer's own; knows no check and no rule."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

from govlint.text.lazyregex import lazy

# A quotation of several paragraphs opens each of them and closes only the last (GB/T 15834-2011, 4.8.3.5).
_QUOTED = lazy(r"“[^”]*(?:”|$)|《[^》]*(?:》|$)|「[^」]*(?:」|$)|『[^』]*(?:』|$)")


class Quotations:
    """The quotations and book titles of a folded text, looked for once."""

    def __init__(self, text: str) -> None:
        self.spans = [match.span() for match in _QUOTED.finditer(text)]
        """Half-open ranges of code points, their marks included, in order."""

    def around(self, start: int, end: int) -> tuple[int, int] | None:
        """The quotation or title that holds this whole range; None where the words are the writer's own."""
        index = bisect_right(self.spans, start, key=lambda span: span[0]) - 1
        return self.spans[index] if index >= 0 and end <= self.spans[index][1] else None


@lru_cache(maxsize=1)
def quotations_of(text: str) -> Quotations:
    """The same of a text that is asked about again and again in a row."""
    return Quotations(text)
