"""What a check kind is: a name, a scope, its options, and a way to prepare all rules of the kind at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from typing import Any, Protocol

from govlint.analysis.finding import Hit
from govlint.document.block import Block
from govlint.document.document import Document
from govlint.text.frozen import frozen

BlockFinder = Callable[[Block], Iterable[tuple[int, Hit]]]
"""Finds in one block, for all rules of a kind: yields the index of the rule's options and the hit. Pure."""

TogetherFinder = Callable[[Any], Iterable[tuple[int, int, Hit]]]
"""Finds in paragraphs that are looked at together (`govlint.analysis.together`, which few texts need) what a BlockFinder
finds in each: yields a paragraph's index, the index of the rule's options and the hit. Those of one paragraph are in the
order of the BlockFinder."""

DocumentFinder = Callable[[Document], Iterable[tuple[int, Hit]]]
"""The same over all blocks and the outline; a hit names its block."""


class OptionsError(ValueError):
    """Options that contradict each other or cannot work; `path` leads to the offending value in the rule file."""

    def __init__(self, message: str, *path: str | int) -> None:
        super().__init__(message)
        self.path = path


class Dataclass(Protocol):
    """Anything made by `@dataclass`."""

    __dataclass_fields__: Any


@frozen
class Kind:
    """A way of finding, of which rules are instances.

    `options` is a frozen dataclass whose fields are the keys that a rule file may give; each has
    `metadata={"help": …}` in Chinese, and may have "sample": what stands in a new rule file until it is filled in. Its
    constructor may raise OptionsError; what takes longer to see is for a method `faults`, which yields all OptionsErrors:
    rules that govlint ships are spared it. Exactly one of `block` and `document` is given: it takes the options of all
    rules of the kind, in order, and gives back the finder. `slots`, `roles` and `cases` are what messages may name, with
    what each means, in Chinese; `named` gives the slots that a rule's own options add to them.
    `together` may stand beside `block`: it does the same for many paragraphs at once, at less cost.
    `fixes` says whether hits may carry edits.
    """

    name: str
    options: type[Any]
    block: Callable[[Sequence[Any]], BlockFinder] | None = None
    document: Callable[[Sequence[Any]], DocumentFinder] | None = None
    together: Callable[[Sequence[Any]], TogetherFinder] | None = None
    slots: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    cases: Mapping[str, str] = field(default_factory=dict)
    named: Callable[[Any], Iterable[str]] | None = None
    fixes: bool = False


def each_block(find: Callable[[Block, Any], Iterable[Hit]]) -> Callable[[Sequence[Any]], BlockFinder]:
    """A `block` for kinds with nothing to share between rules: runs `find` once for each rule's options."""

    def prepare(rules: Sequence[Any]) -> BlockFinder:
        def run(block: Block) -> Iterable[tuple[int, Hit]]:
            for index, options in enumerate(rules):
                for hit in find(block, options):
                    yield index, hit

        return run

    return prepare


Smells = Mapping[str, tuple[Sequence[str], Callable[[str], Iterable[Hit]]]]
"""By name: signs of which one must stand in a folded text, and what is then found in it."""

Neighbours = Mapping[str, Sequence[tuple[str, ...]]]
"""By name of a smell: rows of classes of characters; one of each class of a row stands side by side where there is the smell.
An empty class is any character, and a bound stands before and behind a paragraph. In a text with digits of other scripts,
which \\d is, nothing is asked of them."""


def each_smell(smells: Smells) -> Callable[[Sequence[Any]], BlockFinder]:
    """A `block` for kinds whose options name the `smell` that a rule is about."""

    def prepare(rules: Sequence[Any]) -> BlockFinder:
        wanted = [(index, *smells[options.smell]) for index, options in enumerate(rules)]

        def run(block: Block) -> Iterable[tuple[int, Hit]]:
            text = block.folded
            for index, signs, smell in wanted:
                if any(sign in text for sign in signs):
                    for hit in smell(text):
                        yield index, hit

        return run

    return prepare


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
            return smell(block.folded) if any(sign in block.folded for sign in signs) else ()

        return sifted(sieve, find)(rules)

    return prepare


def each_document(find: Callable[[Document, Any], Iterable[Hit]]) -> Callable[[Sequence[Any]], DocumentFinder]:
    """A `document` for kinds with nothing to share between rules."""

    def prepare(rules: Sequence[Any]) -> DocumentFinder:
        def run(document: Document) -> Iterable[tuple[int, Hit]]:
            for index, options in enumerate(rules):
                for hit in find(document, options):
                    yield index, hit

        return run

    return prepare
