"""Whether a short text holds anything that `model` or `words` would suspect, found out without numpy.

Most texts are silent: for these this is all that is done. It may be wrong in one way only, and say that there is something.
"""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from operator import mul

from govlint.likelihood.mapped import encoded, number, table, tables
from govlint.likelihood.measures import (
    ALONE,
    BARE,
    BASE,
    BESIDE,
    BROKEN,
    FAMILIAR,
    HAN,
    LENGTHS,
    LONGEST,
    LOOSELY,
    MARGIN,
    NEARLY,
    NO_WORD,
    RARER,
    RUN,
    RUNS,
    SEEN,
    SHAPES,
    SIDES,
    SILENT,
    SOUNDS,
    WORDS,
)

_BRIEF = 4_000
"""Up to how many characters it costs less to look without numpy than to load it."""

_RARE = 120
"""More rare characters than these are not worth a glance: numpy is quicker with them."""

_NEAR = 0.05
"""How far a score may be from that of single precision: far less."""

_SILENT = frozenset(map(ord, SILENT))
_ALL = (1 << 64) - 1

_Codes = list[int]


def worthwhile(texts: Sequence[str]) -> bool:
    """Whether to glance at texts first: numpy is not loaded yet, and they are short."""
    return "numpy" not in sys.modules and sys.byteorder == "little" and sum(map(len, texts)) <= _BRIEF


def may_be_misheard(texts: Sequence[str]) -> bool:
    """Whether `words.misheard` may find anything in folded texts."""
    heads = _written()
    return any(
        _is_misheard(codes, at, *row)
        for codes in map(encoded, texts)
        for at in range(MARGIN, len(codes) - MARGIN - 1)
        if (codes[at], codes[at + 1]) in heads and _is_new(codes, at)
        for row in _meant(codes[at], codes[at + 1])
    )


def _is_new(codes: _Codes, at: int) -> bool:
    """Whether no run was counted that is longer than the word at a place and holds it."""
    level = tables().level
    return not any(level(*codes[at - before : at + 2 + behind]) for before, behind in ((1, 0), (0, 1), *RUNS))


def _is_misheard(codes: _Codes, at: int, first: int, second: int, kind: int) -> bool:
    def level(before: int, behind: int) -> int:
        return tables().level(*codes[at - before : at], first, second, *codes[at + 2 : at + 2 + behind])

    known = level(0, 0)
    left, right = min(level(1, 0), known), min(level(0, 1), known)
    before, behind = _tells(codes[at - 1]), _tells(codes[at + 2])
    if kind == NO_WORD:
        common = _tells(codes[at]) and _tells(codes[at + 1])
        return common and known >= BROKEN and ((before and left > 0) or (behind and right > 0))
    ahead, after = min(level(2, 0), left), min(level(0, 2), right)
    most = LOOSELY if kind == NEARLY else 0
    if before and behind:
        highest = max(ahead, after, min(level(1, 1), left, right))
        return left > 0 and right > 0 and highest >= RUN + most and left + right >= SIDES + most
    return (before and ahead >= ALONE + most) or (behind and after >= ALONE + most)


def _tells(code: int) -> bool:
    return HAN[0] <= code <= HAN[1] and code not in _SILENT


@cache
def _written() -> frozenset[tuple[int, int]]:
    """The words that may stand for others, each as two codes."""
    rows = table("soundalikes")
    return frozenset(zip(rows[::5], rows[1::5], strict=True))


def _meant(first: int, second: int) -> Iterator[tuple[int, int, int]]:
    """What may be meant by a word: two codes, and what the table says of the pair."""
    rows = table("soundalikes")
    size = len(rows) // 5
    row = bisect_left(range(size), (first, second), key=lambda row: (rows[5 * row], rows[5 * row + 1]))
    while row < size and (rows[5 * row], rows[5 * row + 1]) == (first, second):
        yield rows[5 * row + 2], rows[5 * row + 3], rows[5 * row + 4]
        row += 1


def may_be_suspected(texts: Sequence[str], floor: float) -> bool:
    """Whether `Model.suspects` may find anything in folded texts."""
    rare: list[tuple[_Codes, int]] = []
    for text in texts:
        codes = encoded(text)
        rare += ((codes, at) for at in _rare(codes))
        if len(rare) > _RARE:
            return True
    return any(_is_suspected(codes, at, other, likeness, floor) for codes, at in rare for other, likeness in _tried(codes, at))


def _rare(codes: _Codes) -> _Codes:
    """Where Chinese characters stand that no familiar run of three holds."""
    level = tables().level
    common = tables().passes([number(run, 2) for run in pairwise(codes)])
    known = set()
    for at in range(len(codes) - 2):
        if common[at] and common[at + 1]:
            run = codes[at : at + 3]
            if level(*run) > FAMILIAR and level(*run[:2]) > FAMILIAR and level(*run[1:]) > FAMILIAR:
                known |= {at, at + 1, at + 2}
    return [at for at in range(MARGIN, len(codes) - MARGIN) if at not in known and HAN[0] <= codes[at] <= HAN[1]]


def _tried(codes: _Codes, at: int) -> Iterator[tuple[int, int]]:
    """The characters that might be meant at a place and are common there; each with how they are alike."""
    heads, starts = table("heads"), table("starts")
    row = bisect_left(heads, codes[at])
    if row == len(heads) or heads[row] != codes[at]:
        return
    entries = range(starts[row], starts[row + 1])
    others = table("others")[entries.start : entries.stop].tolist()
    level, passes = tables().level, tables().passes
    first = (2 * BASE + codes[at - 1]) * BASE
    before = passes([(first + other) & _ALL for other in others])
    last = 2 * BASE * BASE + codes[at + 1]
    after = passes([(other * BASE + last) & _ALL for other in others])
    for entry, other, is_before, is_after in zip(entries, others, before, after, strict=True):
        if is_before or is_after:
            around = (*codes[at - 2 : at], other, *codes[at + 1 : at + 3])
            windows = ((2, is_after), (1, is_before and is_after), (0, is_before))
            if any(possible and level(*around[n : n + 3]) >= SEEN for n, possible in windows):
                yield other, table("likeness")[entry]


def _is_suspected(codes: _Codes, at: int, other: int, likeness: int, floor: float) -> bool:
    new = [*codes[at - MARGIN : at], other, *codes[at + 1 : at + MARGIN + 1]]
    old = codes[at - MARGIN : at + MARGIN + 1]
    level, word = tables().level, tables().word
    rarer = makes_word = False
    for length in LENGTHS:
        for offset in range(length):
            run = slice(MARGIN - offset, MARGIN - offset + length)
            if level(*new[run]) - level(*old[run]) >= RARER:
                rarer = True
                makes_word = makes_word or (word(*new[run]) > 0 and not word(*old[run]))
    if not rarer:
        return False
    score = _score(_features(new, old, likeness))
    return score >= floor - _NEAR and (makes_word or score >= BARE - _NEAR)


def _features(new: _Codes, old: _Codes, likeness: int) -> list[int]:
    """What `pairs` has of a character and of one that might be meant, in the middle of these codes."""
    level, word = tables().level, tables().word
    found: list[int] = []
    for codes in (new, old):
        shorter: list[int] = []
        for length in range(1, LONGEST + 1):
            row = [level(*codes[MARGIN - at : MARGIN - at + length]) for at in range(length)]
            for at in range(length):
                row[at] = min([row[at], *(shorter[part] for part in (at - 1, at) if 0 <= part < len(shorter))])
            found += row
            shorter = row
        found += [max([word(*codes[MARGIN - at : MARGIN - at + length]) for at in range(length)]) for length in WORDS]
    for length in BESIDE:
        found += [level(*old[MARGIN + at : MARGIN + at + length]) for at in (-length, 1)]
    sound, shape = divmod(likeness, SHAPES)
    found += [sound == degree for degree in range(1, SOUNDS)]
    found += [shape == degree for degree in range(1, SHAPES)]
    for character in (old[MARGIN], new[MARGIN]):
        distances = range(2, MARGIN)
        found.append(sum(character in (old[MARGIN - distance], old[MARGIN + distance]) for distance in distances))
    return found


def _score(features: Sequence[int]) -> float:
    units = [max(0.0, sum(map(mul, features, weights)) + bias) for weights, bias in _units()]
    score: float = sum(map(mul, units, table("outputs")))
    return score


@cache
def _units() -> list[tuple[list[float], float]]:
    """The weights and the bias of each unit."""
    weights, biases = table("weights"), table("biases")
    size = len(biases)
    return [(weights[unit::size].tolist(), biases[unit]) for unit in range(size)]
