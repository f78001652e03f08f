"""What is suspected of a document's wording, but for what it writes so often that it is meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Protocol, TypeVar

from govlint.document.block import Block
from govlint.document.document import Document
from govlint.document.roles import Role
from govlint.text.find import places_of

_MEANT = 3
"""What a document writes this often is meant."""
_FEW = 30
"""So few runs are sooner looked for one by one than all at once."""
_APART = "\0"
"""Stands between paragraphs, and in nothing that is suspected."""


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
    often = _often({one.written for _, _, one in found}, [block.folded for _, block in places])
    return (one for one in found if one[2].written not in often)


def _often(runs: Collection[str], texts: Iterable[str]) -> Collection[str]:
    """Which of these runs stand so often in the texts that they are meant, where they overlap, too."""
    text = _APART.join(texts)
    if len(runs) <= _FEW:
        return [run for run in runs if len(list(islice(places_of(text, run), _MEANT))) == _MEANT]
    # Most texts have little to ask for.
    from ahocorasick_rs import AhoCorasick, MatchKind

    known = sorted(runs)
    matches = AhoCorasick(known, matchkind=MatchKind.Standard).find_matches_as_indexes(text, overlapping=True)
    counts = Counter(which for which, _, _ in matches)
    return {known[which] for which, count in counts.items() if count >= _MEANT}
