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

Foresight = Callable[[Sequence[Block]], object]
"""Asks what is to be known of each of these paragraphs alone; the answers stay with them."""

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
    `together` may stand beside `block`: it does the same for many paragraphs at once, at less cost. `ahead` may stand beside
    `document`: it asks what the finder asks of each paragraph alone, so that those of many documents are asked at once.
    `by_sentence` says of a rule's options whether what it finds in a sentence depends on nothing else of the paragraph than
    what is quoted and what of it is the writer's own: in a paragraph that is edited only its new sentences are looked at.
    `expressions` gives the regular expressions of a rule's options; `fixes` says whether hits may carry edits.
    """

    name: str
    options: type[Any]
    block: Callable[[Sequence[Any]], BlockFinder] | None = None
    document: Callable[[Sequence[Any]], DocumentFinder] | None = None
    together: Callable[[Sequence[Any]], TogetherFinder] | None = None
    ahead: Callable[[Sequence[Any]], Foresight] | None = None
    by_sentence: Callable[[Any], bool] | None = None
    slots: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    cases: Mapping[str, str] = field(default_factory=dict)
    named: Callable[[Any], Iterable[str]] | None = None
    expressions: Callable[[Any], Iterable[str]] | None = None
    fixes: bool = False


def always(options: Any) -> bool:
    """For kinds of which something holds whatever a rule's options are."""
    return True


def each_block(find: Callable[[Block, Any], Iterable[Hit]]) -> Callable[[Sequence[Any]], BlockFinder]:
    """A `block` for kinds with nothing to share between rules: runs `find` once for each rule's options."""

    def prepare(rules: Sequence[Any]) -> BlockFinder:
        def run(block: Block) -> Iterable[tuple[int, Hit]]:
            for index, options in enumerate(rules):
                for hit in find(block, options):
                    yield index, hit

        return run

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
