"""How often runs of characters stand in texts: all of them in one pass, however many they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable


def occurrences(runs: Collection[str], texts: Iterable[str]) -> Counter[str]:
    """How often each of these runs (none empty) stands in the texts, where they overlap, too."""
    often: Counter[str] = Counter()
    if runs:
        # Most texts have nothing to ask for.
        from ahocorasick_rs import AhoCorasick, MatchKind

        known = sorted(set(runs))
        automaton = AhoCorasick(known, matchkind=MatchKind.Standard)
        for text in texts:
            often.update(known[which] for which, _, _ in automaton.find_matches_as_indexes(text, overlapping=True))
    return often
