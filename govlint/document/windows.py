"""Where in a document its formulas stand: salutation, opening, transition, closing; knows no formula."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from govlint.document.block import Segment
from govlint.document.document import Document
from govlint.document.roles import Role

Sentences = list[tuple[int, Segment]]
"""Sentences, each with the index of its block."""

# A closing line of thanks or a date leaves the paragraph before it to be looked at.
_LINE = 12
_PARAGRAPHS = 3


class Windows:
    """The main text of a document by the places where formulas stand, each worked out when it is asked for."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.salutation: list[int] = []
        self.body: list[int] = []
        self.headings: list[int] = []
        lists = {Role.SALUTATION: self.salutation, Role.HEADING: self.headings, Role.BODY: self.body, Role.ITEM: self.body}
        for index, place in enumerate(document.places):
            if place.part == 0 and place.role in lists:
                lists[place.role].append(index)

    @cached_property
    def above(self) -> list[int]:
        """The paragraphs above the first heading."""
        return [i for i in self.body if i < self.headings[0]] if self.headings else self.body

    @cached_property
    def sentences(self) -> Mapping[str, Sentences]:
        """For each place the sentences in which its formula may stand."""
        last = len(self.body) - 1
        while last > 0 and len(self.document.places[self.body[last]].block.text) <= _LINE:
            last -= 1
        return {
            "salutation": [*self._sentences(self.salutation), self.first],
            "opening": self._sentences((self.above or self.body)[:_PARAGRAPHS]),
            "transition": self._sentences(self.above[-_PARAGRAPHS:]),
            "closing": self._sentences(self.body[last:]),
        }

    @property
    def first(self) -> tuple[int, Segment]:
        """The first sentence of the text."""
        return self.body[0], self.document.places[self.body[0]].block.sentences[0]

    def _sentences(self, indexes: Sequence[int]) -> Sentences:
        return [(i, sentence) for i in indexes for sentence in self.document.places[i].block.sentences if sentence.core.strip()]
