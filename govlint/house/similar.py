"""The passages of models that are most like a section of a draft, by the words that they share, rare ones weighing more; those
that open or close a model for what opens or closes the draft."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log, sqrt
from typing import NamedTuple

from govlint.document.document import Document
from govlint.document.windows import Windows
from govlint.language import segment
from govlint.language.frequencies import frequencies
from govlint.style.figures import WRITTEN

_SHORTEST, _LONGEST = 30, 600
"""Code points of a passage that is worth showing."""
_MOST = 2
_RAREST = 1.0
_LEAST = 0.12

OPENING, CLOSING = "（开头）", "（结尾）"
"""What the sections are called that stand above the first heading, and below what the last one heads."""

Vector = dict[str, float]


class Passage(NamedTuple):
    """A paragraph of a model: how like it is (0 to 1), which model, and what it says."""

    likeness: float
    model: str
    text: str


class Search:
    """Sections of a draft, each its heading and its text, with the passages most like it among those that were offered."""

    def __init__(self, sections: Sequence[tuple[str, str]]) -> None:
        self._sections = [(heading, vector(text)) for heading, text in sections]
        self.found: list[list[Passage]] = [[] for _ in sections]

    def offer(self, document: Document, name: str) -> None:
        """Look through one model; nothing of it stays but what is among the best."""
        windows = Windows(document)
        places = dict.fromkeys(windows.above, OPENING) | dict.fromkeys(windows.body[-1:], CLOSING)
        for index in document.with_role(*WRITTEN):
            text = document.places[index].block.folded
            if not _SHORTEST <= len(text) <= _LONGEST:
                continue
            own = vector(text)
            for number, (heading, section) in enumerate(self._sections):
                likeness = cosine(own, section)
                if places.get(index) == heading if heading in (OPENING, CLOSING) else likeness >= _LEAST:
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
