"""Where the words stand that expressions need: one pass over a text for all of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import chain

from govlint.text.literals import Literals


class Signs:
    """Looks for the words of all expressions at once; `wanted` has, for each, words of which one must stand in the text."""

    def __init__(self, wanted: Sequence[Collection[str]]) -> None:
        self.wanted = wanted
        self._of: dict[str, list[int]] = {}
        for index, words in enumerate(wanted):
            for word in words:
                self._of.setdefault(word, []).append(index)
        self.literals = Literals(list(self._of))

    def words(self, text: str) -> dict[str, list[int]]:
        """The words that stand in the text, each with where it begins, in order."""
        found: dict[str, list[int]] = {}
        for which, start, _ in self.literals.find(text):
            found.setdefault(self.literals.words[which], []).append(start)
        return found

    def having(self, words: Iterable[str]) -> set[int]:
        """The indexes of the expressions that have one of these words."""
        return {index for word in words for index in self._of[word]}

    def places(self, index: int, words: dict[str, list[int]]) -> list[int]:
        """Where the words of an expression begin, of those that `words` has; in order."""
        present = [words[word] for word in self.wanted[index] if word in words]
        return present[0] if len(present) == 1 else sorted(chain.from_iterable(present))
