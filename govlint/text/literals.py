"""Where any of many words stand in a text: by an automaton over all of them, which a short text is done without."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from operator import add
from typing import Any

Match = tuple[int, int, int]
"""The index of a word, and the half-open range of the text in which it stands."""

_worth = 2
"""For so many characters of text as this times the words, the automaton is worth making."""


def expect_much() -> None:
    """Make automata as soon as they may be used: this process will be asked about text again and again."""
    global _worth
    _worth = 0


class Literals:
    """Looks for all of some words at once; none is empty, no two are equal."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words
        self._seen = 0

    def find(self, text: str) -> Sequence[Match]:
        """All places of all words, those in others too; those of one word in order."""
        self._seen += len(text)
        if self._seen > _worth * len(self.words):
            found: Sequence[Match] = self._automaton.find_matches_as_indexes(text, overlapping=True)
            return found
        return self._slowly(text)

    def from_left(self, text: str) -> list[Match]:
        """The same from the left, the longer first where two begin together: what excuses a word comes before it."""
        return sorted(self.find(text), key=lambda match: (match[1], -match[2]))

    @cached_property
    def _automaton(self) -> Any:
        from ahocorasick_rs import AhoCorasick, MatchKind

        return AhoCorasick(self.words, matchkind=MatchKind.Standard)

    @cached_property
    def _by_head(self) -> tuple[dict[str, int], dict[str, list[int]], list[str]]:
        """The index of each word; by their first two characters, how long the longer words are; words of one character."""
        lengths: dict[str, list[int]] = {}
        for word in self.words:
            if len(word) > 2 and len(word) not in lengths.setdefault(word[:2], []):
                lengths[word[:2]].append(len(word))
        return {word: index for index, word in enumerate(self.words)}, lengths, [word for word in self.words if len(word) == 1]

    def _slowly(self, text: str) -> list[Match]:
        indexes, lengths, singles = self._by_head
        heads = list(map(add, text, text[1:]))
        known = {head for head in set(heads) if head in indexes or head in lengths}
        found: list[Match] = []
        for at in [at for at, head in enumerate(heads) if head in known] if known else ():
            if heads[at] in indexes:
                found.append((indexes[heads[at]], at, at + 2))
            # At the end of the text less is cut than a word is long.
            ends = (at + length for length in lengths.get(heads[at], ()) if at + length <= len(text))
            found += [(indexes[text[at:end]], at, end) for end in ends if text[at:end] in indexes]
        for single in singles:
            if single in text:
                found += [(indexes[single], at, at + 1) for at, character in enumerate(text) if character == single]
        return found
