"""Smells: what several rules of one kind look for, each by its name, with the signs without which there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from govlint.analysis.check import BlockFinder, DocumentFinder, TogetherFinder, each_document
from govlint.analysis.finding import Hit
from govlint.document.block import Block
from govlint.document.document import Document

Smells = Mapping[str, tuple[Sequence[str], Callable[[str], Iterable[Hit]]]]
"""By name: signs of which one must stand in a folded text, and what is then found in it."""

DocumentSmells = Mapping[str, Callable[[Document], Iterator[Hit]]]
"""By name: what is found in a document."""

Neighbours = Mapping[str, Sequence[tuple[str, ...]]]
"""By name of a smell: rows of classes of characters; one of each class of a row stands side by side where there is the smell.
An empty class is any character, and a bound stands before and behind a paragraph. In a text with digits of other scripts,
which \\d is, nothing is asked of them."""


def each_smell(smells: Smells) -> Callable[[Sequence[Any]], BlockFinder]:
    """A `block` for kinds whose options name the `smell` that a rule is about."""

    def prepare(rules: Sequence[Any]) -> BlockFinder:
        wanted = []
        for index, options in enumerate(rules):
            signs, smell = smells[options.smell]
            single = frozenset(sign for sign in signs if len(sign) == 1)
            wanted.append((index, single, [sign for sign in signs if sign not in single], smell))

        def run(block: Block) -> Iterable[tuple[int, Hit]]:
            text, present = block.folded, set(block.folded)
            for index, single, longer, smell in wanted:
                if not present.isdisjoint(single) or any(sign in text for sign in longer):
                    for hit in smell(text):
                        yield index, hit

        return run

    return prepare


def each_document_smell(smells: DocumentSmells) -> Callable[[Sequence[Any]], DocumentFinder]:
    """The same for a `document`."""

    def find(document: Document, options: Any) -> Iterator[Hit]:
        return smells[options.smell](document)

    return each_document(find)


def smells_together(smells: Smells, neighbours: Neighbours | None = None) -> Callable[[Sequence[Any]], TogetherFinder]:
    """The `together` beside `each_smell`. Smells without neighbours are looked for where one of their signs stands."""

    def prepare(rules: Sequence[Any]) -> TogetherFinder:
        from govlint.analysis.together import sifted

        def sieve(together: Any, options: Any) -> Iterable[int]:
            rows = neighbours.get(options.smell) if neighbours and not together.other_digits else None
            signs = smells[options.smell][0]
            found: Iterable[int] = together.with_any(signs) if rows is None else together.with_rows(rows)
            return found

        def find(block: Block, options: Any) -> Iterable[Hit]:
            signs, smell = smells[options.smell]
            text = block.folded
            return smell(text) if any(sign in text for sign in signs) else ()

        return sifted(sieve, find)(rules)

    return prepare
