"""Many paragraphs looked at together: what costs little over a whole text tells which few of them a check must look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from govlint.analysis.check import BlockFinder, TogetherFinder
from govlint.analysis.finding import Hit
from govlint.document.block import Block, portions
from govlint.document.joined import BOUND, Joined
from govlint.language.segment import words as segment
from govlint.text.characters import CLOSERS
from govlint.text.distinct import distinct
from govlint.text.lazyregex import lazy

Places = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.uint32] | npt.NDArray[np.uint64]
Mask = npt.NDArray[np.bool_]
_T = TypeVar("_T")

_SENTENCE_END = lazy(rf"[。！？][。！？{CLOSERS})\"']*")
_OTHER_DIGIT = lazy(r"[^\D0-9]")
_FIRST_HAN = 0x2E80
_MARKS = ((0x3000, 0x33FF), (0xFE10, 0xFFFE))
"""The first and the last code of marks and the like, amid what may be Chinese characters."""
_QUOTES = ("“”", "《》", "「」", "『』")
ASTRAL = "\uffff"
"""Stands for every character beyond the first plane."""
_ASTRAL = ord(ASTRAL)
_FEW = 30
"""So few characters are sooner compared than looked up."""


def codes(text: str) -> npt.NDArray[np.uint16]:
    """The code of each character; all beyond the first plane have one."""
    numbers = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    found: npt.NDArray[np.uint16] = np.minimum(numbers, _ASTRAL).astype(np.uint16)
    return found


class Together(Joined):
    """Paragraphs, and their folded texts as one."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        super().__init__([block.folded for block in blocks])
        self.blocks = blocks
        self._masks: dict[str, Mask] = {}
        self._kept: dict[str, Any] = {}
        self.starts = np.array([0, *self.ends], np.int64)[:-1] + 1
        """Where each paragraph begins."""

    @cached_property
    def codes(self) -> npt.NDArray[np.uint16]:
        """The code of each character."""
        return codes(self.text)

    def kept(self, name: str, make: Callable[[Together], _T]) -> _T:
        """What is made of these paragraphs once for all who ask for it by one name."""
        if name not in self._kept:
            self._kept[name] = make(self)
        found: _T = self._kept[name]
        return found

    def mask(self, characters: str) -> Mask:
        """Where one of these characters stands; for one beyond the first plane, where any of those does."""
        if not characters:
            return np.zeros(len(self.codes), np.bool_)
        if characters not in self._masks:
            wanted = [min(ord(character), _ASTRAL) for character in characters]
            if len(wanted) < _FEW:
                self._masks[characters] = np.logical_or.reduce([self.codes == code for code in wanted])
            else:
                table = np.zeros(_ASTRAL + 1, np.bool_)
                table[wanted] = True
                self._masks[characters] = table.take(self.codes)
        return self._masks[characters]

    @cached_property
    def han(self) -> Mask:
        """Where Chinese characters stand, and what is far from any mark."""
        written = self.codes >= _FIRST_HAN
        for first, last in _MARKS:
            written &= (self.codes < first) | (self.codes > last)
        return written

    @cached_property
    def _stops(self) -> tuple[Places, Places]:
        """Where sentences end: the first 。！？ of each end, and what follows upon the closing marks behind them."""
        found = [match.span() for match in _SENTENCE_END.finditer(self.text)]
        stops = np.array(found, np.int64).reshape(-1, 2)
        return stops[:, 0], stops[:, 1]

    @cached_property
    def sentences(self) -> Places:
        """Where sentences begin, those of each paragraph apart; some may be two."""
        return distinct(np.concatenate([self.starts, self._stops[1]]))

    @cached_property
    def own_sentences(self) -> Places:
        """Where sentences begin if what is quoted or bracketed ends none; some may be two."""
        stops, ends = self._stops
        inside = self._within("（）", stops)
        for pair in _QUOTES:
            inside |= self._within(pair, ends)
        return distinct(np.concatenate([self.starts, ends[~inside]]))

    def _within(self, pair: str, places: Places) -> Mask:
        """Whether the last of two marks before each place, in its paragraph, is the opening one."""
        marks = np.flatnonzero(self.mask(pair))
        if not len(marks):
            return np.zeros(len(places), np.bool_)
        before = np.searchsorted(marks, places) - 1
        opens = self.codes[marks] == ord(pair[0])
        inside: Mask = (before >= 0) & opens[before] & (marks[before] >= self.starts[self.of(places)])
        return inside

    def of(self, places: Places) -> Places:
        """The index of the paragraph that each place is in."""
        return np.searchsorted(self.starts, places, side="right") - 1

    def holding(self, places: Places) -> list[int]:
        """The indexes of the paragraphs that hold one of these places, which are in order."""
        return list(dict.fromkeys(self.of(places).tolist()))

    def stretches(self, units: Places, which: Places) -> Iterator[tuple[int, int, int]]:
        """For each of these units the index of its paragraph, and the range of it that the unit takes."""
        starts = units[which]
        ends = np.append(units, len(self.text))[which + 1]
        numbers = self.of(starts)
        at = self.starts[numbers]
        yield from zip(numbers.tolist(), (starts - at).tolist(), (ends - at).tolist(), strict=True)

    def beside(self, *classes: str) -> Places:
        """Where one character of each of these classes stands, side by side; an empty class is any character."""
        found = np.ones(max(0, len(self.codes) - len(classes) + 1), np.bool_)
        for at, characters in enumerate(classes):
            if characters:
                found &= self.mask(characters)[at : at + len(found)]
        return np.flatnonzero(found)

    def with_rows(self, rows: Iterable[Sequence[str]]) -> list[int]:
        """The indexes of the paragraphs that hold one of these rows of classes, bounds included."""
        places = [self.beside(*row) + row[0].startswith(BOUND) for row in rows]
        return self.holding(np.sort(np.concatenate(places)))

    def doubled(self, longest: int) -> list[int]:
        """The indexes of the paragraphs in which a run of at most so many characters stands twice, side by side."""
        places = []
        for length in range(1, longest + 1):
            equal = (self.codes[:-length] == self.codes[length:]) & self.han[length:]
            run = np.concatenate([np.zeros(1, np.int64), np.cumsum(equal)])
            places.append(np.flatnonzero(run[length:] - run[:-length] == length))
        return self.holding(np.sort(np.concatenate(places)))

    @cached_property
    def other_digits(self) -> bool:
        """Whether there are digits beside 0 to 9."""
        # What stands in a text is looked at once each; to go through the text takes forty times as long.
        present = "".join(map(chr, np.flatnonzero(np.bincount(self.codes)).tolist()))
        return _OTHER_DIGIT.search(self.text if ASTRAL in present else present) is not None

    def longer(self, marks: str, over: int) -> list[int]:
        """The indexes of the paragraphs in which more than so many characters stand between two of these marks."""
        bounds = np.flatnonzero(self.mask(marks + BOUND))
        return self.holding(bounds[1:][np.diff(bounds) > over + 1] - 1)

    def joined(self, marks: str, stops: str, times: int, longest: int) -> list[int]:
        """The indexes of the paragraphs in which some of these marks stand so many times with none of the stops between, each
        at most so many characters before the next mark or stop."""
        places = np.flatnonzero(self.mask(marks) | self.mask(stops + BOUND))
        near = self.mask(marks)[places[:-1]] & (np.diff(places) <= longest + 1)
        found = near[times - 1 :]
        for at in range(times - 1):
            found = found & near[at : at + len(found)]
        return self.holding(places[: len(found)][found])

    @cached_property
    def words(self) -> Mask:
        """Where words begin."""
        begins = np.zeros(len(self.text) + 1, np.bool_)
        begins[0] = True
        cut = segment(self.text)
        begins[np.cumsum(np.fromiter(map(len, cut), np.int64, len(cut)))] = True
        return begins

    @cached_property
    def pairs(self) -> npt.NDArray[np.uint32]:
        """Each character and the next one as one number."""
        return paired(self.codes)


_CHUNK = 1 << 17
"""How many characters are looked at together at most, unless one paragraph has more: memory is not to grow with a text."""


def chunks(blocks: Iterable[Block]) -> Iterator[Together]:
    """Paragraphs in order, as many together as memory allows."""
    return map(Together, portions(blocks, _CHUNK))


def pairs_of(words: Iterable[str], at: int = 0) -> npt.NDArray[np.uint32]:
    """Two characters of each of these words, from `at` on, as `Together.pairs` has them."""
    found = (word[at:][:2] for word in words)
    both = codes("".join(found))
    return paired(both)[::2]


def paired(run: npt.NDArray[np.uint16]) -> npt.NDArray[np.uint32]:
    """Each code and the next one as one number."""
    return (run[:-1].astype(np.uint32) << np.uint32(16)) | run[1:]


def among(values: Numbers, known: Numbers) -> Mask:
    """Which of the values are among those that are known, which are in order."""
    if not len(known):
        return np.zeros(len(values), np.bool_)
    found: Mask = known[np.minimum(np.searchsorted(known, values), len(known) - 1)] == values
    return found


def confined(sieve: Callable[[Together], Iterable[int]], find: BlockFinder) -> TogetherFinder:
    """What finds as `find` does, for all rules of a kind, in the paragraphs that a sieve has left: their indexes, in order."""

    def run(together: Together) -> Iterator[tuple[int, int, Hit]]:
        for number in sieve(together):
            for index, hit in find(together.blocks[number]):
                yield number, index, hit

    return run


def sifted(
    sieve: Callable[[Together, Any], Iterable[int]], find: Callable[[Block, Any], Iterable[Hit]]
) -> Callable[[Sequence[Any]], TogetherFinder]:
    """A `together` for kinds with nothing to share between rules: looks, for each rule's options, only at the paragraphs
    that a sieve has left, which tells their indexes in order."""

    def prepare(rules: Sequence[Any]) -> TogetherFinder:
        def run(together: Together) -> Iterator[tuple[int, int, Hit]]:
            for index, options in enumerate(rules):
                for number in sieve(together, options):
                    for hit in find(together.blocks[number], options):
                        yield number, index, hit

        return run

    return prepare
