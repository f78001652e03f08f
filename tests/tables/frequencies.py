"""How common words are in official texts: writes govlint/language/tables/frequencies.txt.

    python -m tests.tables.frequencies FOLDER

FOLDER holds the training texts (see training.py). A line is a word, its occurrences in a million characters, and the
share, in thousandths, of stretches of 3,000 characters that have it; both are means over the parts, so that statutes do not
outweigh speeches. Words are those of jieba's dictionary of two characters and more; a word that one part alone has is noise.
"""

from __future__ import annotations

import lzma
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

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
    rates: Counter[str] = Counter()
    shares: Counter[str] = Counter()
    parts: Counter[str] = Counter()
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
            rates[word] += 1e6 * count / total / len(PARTS)
            shares[word] += 1000 * having[word] / number / len(PARTS)
            parts[word] += 1
    kept = sorted(word for word in rates if rates[word] >= _RAREST and parts[word] > 1)
    lines = [f"{word} {rates[word]:.0f} {shares[word]:.0f}" for word in kept]
    PATH.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    print(f"{len(kept)} words")


if __name__ == "__main__":
    main(sys.argv[1])
