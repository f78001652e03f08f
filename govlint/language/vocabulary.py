"""The words that rjieba knows, as a table on the disk by which a clause is cut without loading rjieba.

To load it takes longer than to check a speech, of which few clauses need to be cut. Its dictionary is that of jieba, which
is installed, too: the table is made of that once, and lies in a folder for this user alone. A text is cut by the same
measure: of all ways to cut it the likeliest, each word as likely as it is frequent in the dictionary.
"""

from __future__ import annotations

import contextlib
import mmap
import os
import re
import sys
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from importlib.util import find_spec
from itertools import accumulate, pairwise
from math import log
from pathlib import Path
from typing import Any

from govlint.text.files import write
from govlint.text.private import default_folder, identity, make_private, open_private

_FORMAT = "words-1"
_HEAD = 64
"""How many bytes stand before the table: of which files it was made."""
_NAMES = 512
"""How many bytes follow for the names of parts of speech."""
_BASE, _ALL = 0x9E3779B97F4A7C15, (1 << 64) - 1
_READ = r"[A-Za-z0-9\u4e00-\u9fa5]"
_PARTS = re.compile(f"{_READ}+|.")
_SURE = re.compile(f"(?:{_READ}|[，。；：！？、（）“”‘’《》【】…—·×])*")
"""What is cut so; of blanks and other scripts rjieba has ideas of its own."""


class Vocabulary:
    """Runs of characters that are words or begin words: their numbers, in order, how frequent each is as a word, and which
    of the parts of speech that are named it is."""

    def __init__(self, numbers: Sequence[int], counts: Sequence[int], parts: Sequence[int], names: Sequence[str]) -> None:
        self._numbers = numbers
        self._counts = counts
        self._parts = parts
        self._names = names
        # The last row is that of all words together.
        self._total = log(counts[-1])
        self._row = lru_cache(1 << 14)(self._find)

    def words(self, text: str) -> list[str] | None:
        """The words of a text as rjieba has them, unknown ones not guessed; None where it holds what is not looked into."""
        if not _SURE.fullmatch(text):
            return None
        return [word for part in _PARTS.findall(text) for word in self._joined(part)]

    def tags(self, text: str) -> list[tuple[str, str]] | None:
        """The same words with their parts of speech; None also where rjieba would guess: characters that are words in a row."""
        found = []
        for one in self._tagged(text):
            if one is None:
                return None
            found.append(one)
        return found

    def opening(self, text: str) -> tuple[str, str] | None:
        """The first of the tags; None where they are not known so far, or there is none."""
        return next(self._tagged(text), None)

    def _tagged(self, text: str) -> Iterator[tuple[str, str] | None]:
        if not _SURE.fullmatch(text):
            yield None
            return
        for part in _PARTS.findall(text):
            ends = list(self._ends(part))
            words = [part[at:end] for at, end in zip([0, *ends], ends, strict=False)]
            for before, word, after in zip(["", *words], words, [*words[1:], ""], strict=False):
                row = self._row(_number(word))
                if row is None or not self._counts[row] or (len(word) == 1 and 1 in (len(before), len(after))):
                    yield None
                    return
                yield word, self._names[self._parts[row]]

    def _joined(self, part: str) -> Iterator[str]:
        """The words of a part, letters and digits that are none of them joined."""
        begun = at = 0
        for end in self._ends(part):
            if end - at > 1 or not part[at].isascii():
                if begun < at:
                    yield part[begun:at]
                yield part[at:end]
                begun = end
            at = end
        if begun < at:
            yield part[begun:at]

    def _ends(self, part: str) -> Iterator[int]:
        """Where words end in the likeliest of all ways to cut a part."""
        total = self._total
        likely = [0.0] * (len(part) + 1)
        ends = list(range(1, len(part) + 1))
        for at in reversed(range(len(part))):
            most = None
            number = 0
            for end in range(at + 1, len(part) + 1):
                number = (number * _BASE + ord(part[end - 1])) & _ALL
                row = self._row(number)
                if row is None:
                    break
                if count := self._counts[row]:
                    score = log(count) - total + likely[end]
                    # Of two that are as likely the longer word.
                    if most is None or score >= most:
                        most, ends[at] = score, end
            likely[at] = likely[at + 1] - total if most is None else most
        at = 0
        while at < len(part):
            at = ends[at]
            yield at

    def _find(self, number: int) -> int | None:
        """The row of a run; None for one that begins no word."""
        row = bisect_left(self._numbers, number)
        return row if row < len(self._numbers) and self._numbers[row] == number else None


def _number(run: str) -> int:
    number = 0
    for character in run:
        number = (number * _BASE + ord(character)) & _ALL
    return number


def known() -> Vocabulary | None:
    """The vocabulary as it is kept; None where it is not, or not that of the packages which are installed."""
    with contextlib.suppress(OSError, ValueError):
        head, path = _place()
        with open_private(path) as file:
            content = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        rows, more = divmod(len(content) - _HEAD - _NAMES, 8 + 4 + 1)
        if content[:_HEAD] == head and rows > 0 and not more:
            bounds = list(accumulate((_NAMES, 8 * rows, 4 * rows, rows), initial=_HEAD))
            names, numbers, counts, parts = (content[first:last] for first, last in pairwise(bounds))
            return Vocabulary(numbers.cast("Q"), counts.cast("I"), parts, bytes(names).decode("ascii").split())
    return None


def keep() -> None:
    """Make the table, where it is missing and there is a place for it."""
    if known() is not None:
        return
    with contextlib.suppress(OSError, ValueError):
        head, path = _place()
        dictionary = Path(_origin("jieba")).with_name("dict.txt")
        names, *columns = tabulated(dictionary.read_text(encoding="utf-8"))
        said = [head, " ".join(names).encode("ascii").ljust(_NAMES), *(column.tobytes() for column in columns)]
        make_private(Path(path).parent)
        write(path, b"".join(said), mode=0o600, lasting=False)


def tabulated(dictionary: str) -> tuple[list[str], Any, Any, Any]:
    """The names of parts of speech, and the numbers, counts and parts of a Vocabulary, as numpy has them; of lines with a
    word, how frequent it is, and what it is."""
    # Once for an installation.
    import numpy as np

    fields = dictionary.split()
    codes = np.array(fields[::3]).view(np.uint32).reshape(len(fields) // 3, -1)
    words = np.zeros(len(codes), np.uint64)
    begun = []
    for column in codes.T:
        here = np.flatnonzero(column)
        words[here] = words[here] * np.uint64(_BASE) + column[here]
        begun.append(words[here])
    frequent = np.array(list(map(int, fields[1::3])), np.uint32)
    # Above every run stands none: the last row is that of all words together.
    numbers = np.append(np.unique(np.concatenate(begun)), np.uint64(_ALL))
    counts, parts = np.zeros(len(numbers), np.uint32), np.zeros(len(numbers), np.uint8)
    rows = np.searchsorted(numbers, words)
    names = sorted(set(fields[2::3]))
    known = {name: number for number, name in enumerate(names)}
    # Of a word that stands there twice the last line counts.
    counts[rows], parts[rows] = frequent, np.array([known[name] for name in fields[2::3]], np.uint8)
    counts[-1] = frequent.sum()
    return names, numbers, counts, parts


def _place() -> tuple[bytes, str]:
    """What the table begins with if it is that of the packages which are installed, and its path. Raises OSError."""
    origins = [_origin(name) for name in ("rjieba", "jieba")]
    said = str(sys.byteorder)
    for status in map(os.stat, origins):
        said += f" {identity(status)}"
    name = blake2b("\0".join(origins).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    return blake2b(said.encode(), digest_size=_HEAD).digest(), os.path.join(default_folder(), _FORMAT, name)


def _origin(name: str) -> str:
    found = find_spec(name)
    if found is None or not found.origin:
        raise FileNotFoundError(name)
    return found.origin
