"""The passages of models that are most like a section of a draft, by the words that they share, rare ones weighing more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log, sqrt
from typing import NamedTuple

from govlint.document.document import Document
from govlint.language import segment
from govlint.language.frequencies import frequencies
from govlint.style.figures import WRITTEN

_SHORTEST, _LONGEST = 30, 600
"""Code points of a passage that is worth showing."""
_MOST = 2
_RAREST = 1.0
_LEAST = 0.12

Vector = dict[str, float]


class Passage(NamedTuple):
    """A paragraph of a model: how like it is (0 to 1), which model, and what it says."""

    likeness: float
    model: str
    text: str


class Search:
    """Sections of a draft, each with the passages most like it among those that were offered."""

    def __init__(self, sections: Sequence[str]) -> None:
        self._sections = [vector(text) for text in sections]
        self.found: list[list[Passage]] = [[] for _ in sections]

    def offer(self, document: Document, name: str) -> None:
        """Look through one model; nothing of it stays but what is among the best."""
        for index in document.with_role(*WRITTEN):
            text = document.places[index].block.folded
            if not _SHORTEST <= len(text) <= _LONGEST:
                continue
            own = vector(text)
            for number, section in enumerate(self._sections):
                likeness = cosine(own, section)
                if likeness >= _LEAST:
                    passage = Passage(round(likeness, 3), name, document.places[index].block.text.strip())
                    best = {(p.model, p.text): p for p in (*self.found[number], passage)}
                    self.found[number] = sorted(best.values(), key=lambda p: (-p.likeness, p.model, p.text))[:_MOST]


def vector(text: str) -> Vector:
    """The words of a text, each with its weight."""
    table = frequencies()
    counts = Counter(word for word in segment.words(text) if len(word) > 1 and word.isalpha())
    weights = {}
    for word, count in counts.items():
        rate = table[word].rate if word in table else _RAREST
        weights[word] = (1 + log(count)) * log(1e4 / rate) if rate < 1e4 else 0.0
    return weights


def cosine(one: Vector, other: Vector) -> float:
    """How like two texts are, from 0 to 1."""
    shared = sum(weight * other[word] for word, weight in one.items() if word in other)
    lengths = sum(w * w for w in one.values()) * sum(w * w for w in other.values())
    return shared / sqrt(lengths) if lengths else 0.0
