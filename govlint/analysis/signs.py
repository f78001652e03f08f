"""Where the words stand that each of many expressions needs: one pass over a text for all of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ahocorasick_rs import AhoCorasick, MatchKind


class Signs:
    """Looks for the words of all expressions at once; `wanted` has, for each, words of which one must stand in the text."""

    def __init__(self, wanted: Sequence[Collection[str]]) -> None:
        self._of: dict[str, list[int]] = {}
        for index, words in enumerate(wanted):
            for word in words:
                self._of.setdefault(word, []).append(index)
        self._words = list(self._of)
        self._automaton = AhoCorasick(self._words, matchkind=MatchKind.Standard)

    def places(self, text: str) -> dict[int, list[int]]:
        """The indexes of the expressions that have a word in the text, each with where its words begin, in order."""
        found: dict[int, list[int]] = {}
        for which, start, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            for index in self._of[self._words[which]]:
                found.setdefault(index, []).append(start)
        return found
