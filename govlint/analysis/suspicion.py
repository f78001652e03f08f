"""What is suspected of a document's wording, but for what it writes so often that it is meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

from govlint.document.block import Block
from govlint.document.document import Document
from govlint.document.roles import Role

_MEANT = 3
"""What a document writes this often is meant."""


class Suspected(Protocol):
    """Something of a paragraph that looks wrong."""

    @property
    def written(self) -> str:
        """The characters that are suspected; never empty."""


_S = TypeVar("_S", bound=Suspected)


def unmeant(document: Document, look: Callable[[Sequence[Block]], Sequence[Sequence[_S]]]) -> Iterator[tuple[int, str, _S]]:
    """What a look at all paragraphs but the furniture suspects and the document hardly ever writes: the index of the
    paragraph, its folded text, and the suspect, in order."""
    places = [(index, place.block) for index, place in enumerate(document.places) if place.role is not Role.FURNITURE]
    suspects = look([block for _, block in places])
    found = [(index, block.folded, one) for (index, block), some in zip(places, suspects, strict=True) for one in some]
    often = _occurrences({one.written for _, _, one in found}, (block.folded for _, block in places))
    return (one for one in found if often[one[2].written] < _MEANT)


def _occurrences(runs: Collection[str], texts: Iterable[str]) -> Counter[str]:
    """How often each of these runs stands in the texts, where they overlap, too: one pass, however many runs there are."""
    often: Counter[str] = Counter()
    if runs:
        # Most texts have nothing to ask for.
        from ahocorasick_rs import AhoCorasick, MatchKind

        known = sorted(runs)
        automaton = AhoCorasick(known, matchkind=MatchKind.Standard)
        for text in texts:
            often.update(known[which] for which, _, _ in automaton.find_matches_as_indexes(text, overlapping=True))
    return often
