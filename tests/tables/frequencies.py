"""How common words are in official texts: writes govlint/language/tables/frequencies.txt.

    python -m tests.tables.frequencies FOLDER

FOLDER holds the training texts (see training.py). A line is a word, its occurrences in a million characters, and the
share, in thousandths, of stretches of 3,000 characters that have it; both are medians over the parts, so that what is
common in one of them alone (下列 in statutes, 消息 in the news) is not. Words are those of jieba's dictionary of two
characters and more.
"""

from __future__ import annotations

import lzma
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from govlint.language import segment
from govlint.language.frequencies import PATH, STRETCH
from govlint.text.fold import fold
from tests.tables.training import PARTS

_RAREST = 12.0


def stretches(path: Path) -> Iterator[str]:
    """The text of a part in stretches, whole paragraphs each."""
    piece: list[str] = []
    size = 0
    with lzma.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            piece.append(line)
            size += len(line)
            if size >= STRETCH:
                yield fold("".join(piece))
                piece, size = [], 0


def main(folder: str) -> None:
    """Count, and write the table."""
    rates: defaultdict[str, list[float]] = defaultdict(list)
    shares: defaultdict[str, list[float]] = defaultdict(list)
    for part in PARTS:
        total, number = 0, 0
        counts: Counter[str] = Counter()
        having: Counter[str] = Counter()
        for text in stretches(Path(folder, f"{part}.txt.xz")):
            words = Counter(word for word in segment.words(text) if len(word) > 1 and word.isalpha() and not word.isascii())
            counts += words
            having.update(words.keys())
            total += len(text)
            number += 1
        for word, count in counts.items():
            rates[word].append(1e6 * count / total)
            shares[word].append(1000 * having[word] / number)
    lines = []
    for word in sorted(rates):
        if len(rates[word]) > 1:
            rate, share = _middle(rates[word]), _middle(shares[word])
            if rate >= _RAREST:
                lines.append(f"{word} {rate:.0f} {share:.0f}")
    PATH.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    print(f"{len(lines)} words")


def _middle(of_parts: list[float]) -> float:
    """The median over the parts, of which a word may be wanting in one."""
    return median([*of_parts, *[0.0] * (len(PARTS) - len(of_parts))])


if __name__ == "__main__":
    main(sys.argv[1])
