"""Makes bound.txt: pairs of characters, near to half a phrase, that no cutting into words leaves as two single ones.

    python -m tests.tables.bound

A segmenter with a dictionary takes the likeliest cut. Where a word of two characters is likelier than both as words one
after the other, the cut with the two of them is never it: the same cut with the word in their place is likelier.
"""

from __future__ import annotations

from itertools import groupby

import jieba

from govlint.checks.misspelling import _rights as rights_among
from govlint.language.phrases import FOLDER, phrases

_CLEARLY = 1.01
"""By how much the word must be likelier, so that rounding decides nothing."""


def bound() -> list[str]:
    """The pairs, in order."""
    frequency: dict[str, int] = {}
    for line in jieba.get_dict_file():
        word, count, _ = line.decode("utf-8").split(" ")
        frequency[word] = int(count)
    total = sum(frequency.values())
    known = phrases()
    rights = {
        joined[k : k + 2]
        for halves in (known.heads, known.tails)
        for joined in halves.values()
        for k in range(0, len(joined), 2)
    }
    by_character: dict[str, set[str]] = {}
    for right in rights:
        for character in right:
            by_character.setdefault(character, set()).add(right)

    def is_asked_for(word: str) -> bool:
        near = by_character.get(word[0], set()) | by_character.get(word[1], set())
        return any(rights_among(word, "".join(near)))

    return sorted(
        word
        for word, count in frequency.items()
        if len(word) == 2
        and count * total > _CLEARLY * max(1, frequency.get(word[0], 1)) * max(1, frequency.get(word[1], 1))
        and is_asked_for(word)
    )


def main() -> None:
    """Write the table: a line for each first character, behind it all second ones."""
    rows = [first + "".join(word[1] for word in words) for first, words in groupby(bound(), key=lambda word: word[0])]
    (FOLDER / "bound.txt").write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
