"""Whether a short text holds anything that `model`, `words` or `keyed` would suspect, found out without numpy.

Most texts are silent: for these this is all that is done. It may be wrong in one way only, and say that there is something.
"""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import compress, pairwise
from operator import mul

from govlint.likelihood.mapped import encoded, number, table, tables
from govlint.likelihood.measures import (
    ALONE,
    APART,
    BARE,
    BASE,
    BESIDE,
    BOUND,
    BROKEN,
    CLAUSE_ENDS,
    CUT,
    ENDED,
    FAMILIAR,
    FOUR,
    HAN,
    LENGTHS,
    LONGEST,
    LOOSELY,
    MARGIN,
    NEARLY,
    NO_WORD,
    RARE,
    RARER,
    RUN,
    RUNS,
    SEEN,
    SHAPES,
    SIDES,
    SILENT,
    SOUNDS,
    THREE,
    WORDS,
)

_BRIEF = 8_000
"""Up to how many characters it may cost less to look without numpy than to load it."""

_RARE = 120
"""More rare characters than these are not worth a glance: numpy is quicker with them, and with everything else."""

_ROW = 5
"""How many numbers a row has in the tables of words and of companions."""

_NEAR = 0.05
"""How far a score may be from that of single precision: far less."""

_CLAUSE_ENDS = (*map(ord, CLAUSE_ENDS), BOUND)
_SILENT = frozenset(map(ord, SILENT))
_ALL = (1 << 64) - 1

_Codes = list[int]


def worthwhile(texts: Sequence[str]) -> bool:
    """Whether to glance at texts first: numpy is not loaded yet, they are short, and little in them is rare."""
    if "numpy" in sys.modules or sys.byteorder != "little" or sum(map(len, texts)) > _BRIEF:
        return False
    # All that is asked of them goes with the rare characters.
    return sum(len(_rare(text)) for text in texts) <= _RARE


def may_be_misheard(texts: Sequence[str]) -> bool:
    """Whether `words.misheard` may find anything in folded texts."""
    return any(
        _is_misheard(codes, at, *row)
        for codes in map(encoded, texts)
        for at in range(MARGIN, len(codes) - MARGIN - 1)
        if _is_han(codes[at]) and _is_new(codes, at)
        for row in _rows("soundalikes", codes[at], codes[at + 1])
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
    return _is_han(code) and code not in _SILENT


def _rows(name: str, *head: int) -> Iterator[tuple[int, ...]]:
    """The rest of each row of a table that begins so; its rows are in order."""
    columns = _columns(name)
    first, last = 0, len(columns[0])
    for column, wanted in zip(columns, head, strict=False):
        first = bisect_left(column, wanted, first, last)
        last = bisect_right(column, wanted, first, last)
    return zip(*(column[first:last] for column in columns[len(head) :]), strict=True)


@cache
def _columns(name: str) -> list[memoryview]:
    rows = table(name)
    return [rows[at::_ROW] for at in range(_ROW)]


def may_be_swapped(texts: Sequence[str]) -> bool:
    """Whether `keyed.swapped` may find anything in folded texts."""
    return any(_is_swapped(codes, at) for codes in map(encoded, texts) for at in range(MARGIN, len(codes) - MARGIN - 1))


def _is_swapped(codes: _Codes, at: int) -> bool:
    level = tables().level
    one, other = codes[at : at + 2]
    if one == other or not (_is_han(one) and _is_han(other)) or level(one, other) > RARE:
        return False
    if not tables().passes([number((other, one), 2)])[0]:
        return False
    before, behind = codes[at - 1], codes[at + 2]
    sides = _is_han(before), _is_han(behind)
    if (sides[0] and level(before, one, other)) or (sides[1] and level(one, other, behind)):
        return False
    if not ((sides[0] and level(before, other, one) >= THREE) or (sides[1] and level(other, one, behind) >= THREE)):
        return False
    around = (*codes[at - 2 : at], other, one, *codes[at + 2 : at + 4])
    return any(level(*around[first : first + 4]) >= FOUR for first in range(3))


def may_be_dropped(texts: Sequence[str]) -> bool:
    """Whether `keyed.dropped` may find anything in folded texts."""
    return any(
        _is_dropped(codes, at, other)
        for codes in map(encoded, texts)
        for at in range(MARGIN + 1, len(codes) - MARGIN)
        if _is_apart(codes, at)
        for other in _missed(codes, at)
    )


def _is_apart(codes: _Codes, at: int) -> bool:
    """Whether two Chinese characters, the second of them at a place, are seldom neighbours and in no known run of three."""
    level = tables().level
    before, behind = codes[at - 1], codes[at]
    return (
        _is_han(before)
        and _is_han(behind)
        and level(before, behind) <= APART
        and not level(codes[at - 2], before, behind)
        and not level(before, behind, codes[at + 1])
    )


def _missed(codes: _Codes, at: int) -> Iterator[int]:
    """What always stands beside the characters before or behind a place, and does not."""
    heads = ((0, *codes[at - 2 : at]), codes[at - 3 : at]), ((0, *codes[at : at + 2]), codes[at : at + 3])
    for behind, sides in zip((1, 0), heads, strict=True):
        for head in sides:
            for other, side in _rows("companions", *head):
                if side == behind and codes[at - (1 - behind)] != other:
                    yield other


def _is_dropped(codes: _Codes, at: int, missing: int) -> bool:
    """Whether a character may be missing before a place."""
    level = tables().level
    before, behind = codes[at - 2 : at], codes[at : at + 2]
    return level(before[1], missing, behind[0]) >= THREE and (
        level(*before, missing, behind[0]) >= FOUR or level(before[1], missing, *behind) >= FOUR
    )


def may_be_cut(texts: Sequence[str]) -> bool:
    """Whether `cut.cut` may find anything in folded texts."""
    return any(
        _is_cut(*codes[at - 3 : at])
        for codes in map(encoded, texts)
        for at in range(MARGIN + 3, len(codes) - MARGIN + 1)
        if codes[at] in _CLAUSE_ENDS
    )


def _is_cut(before: int, first: int, last: int) -> bool:
    """Whether a character may be missing behind these three, at the end of a clause."""
    level, word = tables().level, tables().word
    if not (_is_han(before) and _is_han(first) and _is_han(last)):
        return False
    known = level(before, first, last)
    if known < CUT or any(level(first, last, end) for end in _CLAUSE_ENDS):
        return False
    others = table("heads").tolist()
    begun = number((last,), 2) * BASE
    # No run is more common than what it is made of.
    passing = compress(others, tables().passes([(begun + other) & _ALL for other in others]))
    return any(
        level(before, first, last, other) >= known
        and level(first, last, other) + 1 >= level(first, last)
        and word(last, other)
        and any(level(first, last, other, end) >= ENDED for end in _CLAUSE_ENDS)
        for other in passing
    )


def _is_han(code: int) -> bool:
    return HAN[0] <= code <= HAN[1]


def may_be_suspected(texts: Sequence[str], floor: float) -> bool:
    """Whether `Model.suspects` may find anything in folded texts."""
    return any(
        _is_suspected(codes, at, other, likeness, floor)
        for text, codes in zip(texts, map(encoded, texts), strict=True)
        for at in _rare(text)
        for other, likeness in _tried(codes, at)
    )


@lru_cache(maxsize=64)  # it is asked before each look
def _rare(text: str) -> _Codes:
    """Where Chinese characters stand that no familiar run of three holds, in the codes of a text; not to be changed."""
    codes = encoded(text)
    level = tables().level
    common = tables().passes([number(run, 2) for run in pairwise(codes)])
    known = set()
    for at in range(len(codes) - 2):
        if common[at] and common[at + 1]:
            run = codes[at : at + 3]
            if level(*run) > FAMILIAR and level(*run[:2]) > FAMILIAR and level(*run[1:]) > FAMILIAR:
                known |= {at, at + 1, at + 2}
    return [at for at in range(MARGIN, len(codes) - MARGIN) if at not in known and _is_han(codes[at])]


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
