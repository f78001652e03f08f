"""lexicon: words, with what to say instead, and longer words that excuse them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ahocorasick_rs import AhoCorasick, MatchKind

from govlint.block import Block
from govlint.check import BlockFinder, Kind, OptionsError
from govlint.finding import Edit, Hit


@dataclass(frozen=True)
class Options:
    """What a lexicon rule may say."""

    terms: Mapping[str, str] = field(metadata={"help": "要找的词，和应当改成的说法；相同表示只提示、不改"})
    allow: tuple[str, ...] = field(default=(), metadata={"help": "把要找的词包含在内、因而不算的更长的词"})

    def __post_init__(self) -> None:
        if not self.terms:
            raise OptionsError("terms 是空的", "terms")
        for word in self.allow:
            if not any(term in word and term != word for term in self.terms):
                raise OptionsError(f"“{word}”不含 terms 里的任何词，写在 allow 里没有作用", "allow", self.allow.index(word))


def _prepare(rules: Sequence[Options]) -> BlockFinder:
    meanings: dict[str, list[tuple[int, str | None]]] = {}
    for index, options in enumerate(rules):
        for term, use in options.terms.items():
            meanings.setdefault(term, []).append((index, use))
        for word in options.allow:
            meanings.setdefault(word, []).append((index, None))
    words = list(meanings)
    automaton = AhoCorasick(words, matchkind=MatchKind.Standard)

    def find(block: Block) -> Iterable[tuple[int, Hit]]:
        matches = automaton.find_matches_as_indexes(block.folded, overlapping=True)
        if not matches:
            return
        # Longest first, for each rule by itself: a longer word, found or allowed, covers the shorter ones inside it.
        taken: dict[int, list[tuple[int, int]]] = {}
        for which, start, end in sorted(matches, key=lambda m: (m[1] - m[2], m[1])):
            for index, use in meanings[words[which]]:
                spans = taken.setdefault(index, [])
                if any(s < end and start < e for s, e in spans):
                    continue
                spans.append((start, end))
                if use is not None:
                    edits = (Edit(start, end, use),) if use != words[which] else ()
                    yield index, Hit(start, end, {"use": use}, edits)

    return find


KIND = Kind("lexicon", Options, block=_prepare, slots={"use": "建议的说法"}, fixes=True)
