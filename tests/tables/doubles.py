"""Makes doubles.txt: where published texts hold a character twice side by side, and it is right.

    python -m tests.tables.doubles TRAINING

Counted is where one word ends with the character and the next begins with it, and one of them is a word of one character.
A character that does so between OFTEN different pairs of words is usual; so is each pair of words, but one of two particles.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from itertools import pairwise

import rjieba

from govlint.checks.doubled import _PARTICLES
from govlint.language.doubles import PATH
from tests.tables.training import lines

OFTEN = 3
_RUN = re.compile(r"[\u4e00-\u9fff]+")


def main() -> None:
    pairs: Counter[str] = Counter()
    for line in lines(sys.argv[1]):
        for run in _RUN.findall(line):
            for word, after in pairwise(rjieba.cut(run, hmm=False)):
                if word[-1] == after[0] and min(len(word), len(after)) == 1:
                    pairs[f"{word} {after}"] += 1
    usual = [pair for pair in pairs if not (len(pair) == 3 and pair[0] in _PARTICLES)]
    often = Counter(pair[-1] if pair.index(" ") > 1 else pair[0] for pair in usual)
    characters = sorted(c for c, n in often.items() if n >= OFTEN and c not in _PARTICLES)
    PATH.write_text("\n".join(["".join(characters), *sorted(usual)]) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
