"""nearmiss: a name or an idiom with one character wrong.

Of an expression cut in two halves, one edit leaves one half whole: an automaton finds the halves, and what stands beside
one is held against the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from functools import cache, cached_property, lru_cache
from itertools import chain, count, repeat
from typing import Any, NamedTuple

from govlint.analysis.check import BlockFinder, Kind, OptionsError, TogetherFinder, always
from govlint.analysis.finding import Edit, Hit
from govlint.document.block import Block
from govlint.language import segment
from govlint.language.likeness import likeness
from govlint.language.phrases import idioms
from govlint.language.quotation import Quotations
from govlint.text.fold import fold
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy
from govlint.text.literals import Literals, Match

_HAN = lazy(r"[\u3400-\u9fff]+")
_CONTEXT = 16
"""How much text on either side of a miss is cut into words with it."""
_SHORTEST = 4
_LONG = 6
"""From this length on a name is meant whatever stands in the place of one of its inner characters."""


@frozen
class Options:
    """What a nearmiss rule may say."""

    names: tuple[str, ...] = field(
        default=(), metadata={"help": "写法固定的名称，四个字以上；错一个字、少一个字、一个字写了两遍、颠倒两个字都报"}
    )
    idioms: bool = field(
        default=False, metadata={"help": "true：自带的成语也查；只报读音或字形相近的错字，和颠倒的字", "sample": "true"}
    )
    allow: tuple[str, ...] = field(default=(), metadata={"help": "和它们只差一个字、但没有写错的说法"})

    def faults(self) -> Iterator[OptionsError]:
        """Names that cannot work."""
        if not (self.names or self.idioms):
            yield OptionsError("没有要查的名称：写上 names，或者 idioms: true", "names")
        for key in ("names", "allow"):
            for number, name in enumerate(getattr(self, key)):
                if fold(name) != name:
                    yield OptionsError(f"“{name}”要写成“{fold(name)}”：比对时都看作简体、全角标点", key, number)
        for number, name in enumerate(self.names):
            if len(name) < _SHORTEST or not _HAN.fullmatch(name):
                yield OptionsError(f"“{name}”不行：要是 {_SHORTEST} 个以上的汉字", "names", number)


class _Expression(NamedTuple):
    """A fixed expression of a rule; an idiom's wrong character must be taken for the right one by ear or eye."""

    rule: int
    text: str
    is_idiom: bool


class _Miss(NamedTuple):
    """An expression misspelt, and the range that it takes."""

    start: int
    end: int
    expression: _Expression


class _Half:
    """A first or last half that stands whole in a text, and the expressions it may belong to."""

    def __init__(self, length: int, expressions: Sequence[_Expression], *, first: bool) -> None:
        self.length = length
        self.first = first
        self.expressions = expressions

    def misses(self, text: str, start: int, end: int) -> Iterable[_Miss]:
        """The expressions whose other half is misspelt beside this one at `start` to `end`."""
        beside = text[end : end + 2] if self.first else text[max(0, start - 2) : start]
        # Beside most stands what belongs to none of them.
        if self._near.keys().isdisjoint(beside):
            return ()
        expressions = chain.from_iterable(self._near.get(character, ()) for character in beside)
        return chain.from_iterable(self._held_against(expression, text, start, end) for expression in expressions)

    def _held_against(self, expression: _Expression, text: str, start: int, end: int) -> Iterator[_Miss]:
        size = len(expression.text)
        # Most stand as they should.
        if expression.text == (text[start : start + size] if self.first else text[max(0, end - size) : end]):
            return
        other = size - self.length
        for length in (other,) if expression.is_idiom else (other, other - 1, other + 1):
            a, b = (start, end + length) if self.first else (start - length, end)
            if a >= 0 and b <= len(text) and _is_one_edit(text[a:b], expression):
                yield _Miss(a, b, expression)

    @cached_property
    def _near(self) -> dict[str, list[_Expression]]:
        """By each of the two characters that should stand nearest: one edit leaves one of them near."""
        near: dict[str, list[_Expression]] = {}
        for expression in self.expressions:
            other = expression.text[self.length :] if self.first else expression.text[: -self.length][::-1]
            for character in {*other[:2]}:
                near.setdefault(character, []).append(expression)
        return near


def _is_one_edit(written: str, expression: _Expression) -> bool:
    """Whether one character is another, missing or doubled, or two that stand together are turned round.

    The shorter a name, the more it has to be alike: of four characters only one mistaken by ear or eye is wrong, and
    nothing is missing.
    """
    right = expression.text
    size = len(right)
    at, least = 0, min(len(written), size)
    while at < least and written[at] == right[at]:
        at += 1
    if at == size == len(written):
        return False
    return _is_edit_at(at, written, right) and _HAN.fullmatch(written) is not None


def _is_edit_at(at: int, written: str, right: str) -> bool:
    """The same where `at` is the first character in which they differ."""
    size = len(right)
    inside = 0 < at < size - 1
    if len(written) < size:
        return inside and size > _SHORTEST and written[at:] == right[at + 1 :]
    if len(written) > size:
        return at > 0 and written[at] == right[at - 1] and written[at + 1 :] == right[at:]
    if written[at + 1 :] == right[at + 1 :]:
        return bool(likeness(written[at], right[at])) or (inside and size >= _LONG)
    return written[at : at + 2] == right[at : at + 2][::-1] and written[at + 2 :] == right[at + 2 :]


def _prepare(rules: Sequence[Options]) -> BlockFinder:
    return _finders(tuple(rules))[0]


def _together(rules: Sequence[Options]) -> TogetherFinder:
    return _finders(tuple(rules))[1]


@lru_cache(4)
def _finders(rules: tuple[Options, ...]) -> tuple[BlockFinder, TogetherFinder]:
    """What finds the misses of these rules; thousands of halves are not cut again for every folder with its own settings."""
    # Thousands, of which a text has need of few: they are made when their half is met.
    firsts: defaultdict[str, list[tuple[int, str, bool]]] = defaultdict(list)
    lasts: defaultdict[str, list[tuple[int, str, bool]]] = defaultdict(list)
    for expression in chain.from_iterable(map(_expressions, count(), rules)):
        text = expression[1]
        middle = len(text) // 2
        firsts[text[:middle]].append(expression)
        lasts[text[middle:]].append(expression)
    patterns = list({**firsts, **lasts})
    literals = Literals(patterns)

    @cache  # a text holds few of them
    def beside(which: int) -> list[_Half]:
        half = patterns[which]
        sides = ((lasts, False), (firsts, True))
        return [
            _Half(len(half), [_Expression(*one) for one in side[half]], first=first) for side, first in sides if half in side
        ]

    allowed = [frozenset(options.allow) for options in rules]

    @cache
    def near() -> Any:
        return _near_numbers([expression[1] for expression in chain.from_iterable(firsts.values())], patterns)

    def misses(text: str, matches: Iterable[Match]) -> set[_Miss]:
        return {miss for which, start, end in matches for half in beside(which) for miss in half.misses(text, start, end)}

    def find(block: Block) -> Iterator[tuple[int, Hit]]:
        text = block.folded
        found = misses(text, literals.find(text))
        return told(text, found) if found else iter(())

    def together(paragraphs: Any) -> Iterator[tuple[int, int, Hit]]:
        text = paragraphs.text
        found = misses(text, _promising(literals.find(text), paragraphs.codes, near()))
        for number, own in _by_paragraph(paragraphs, found):
            for index, hit in told(paragraphs.blocks[number].folded, own):
                yield number, index, hit

    def told(text: str, misses: Iterable[_Miss]) -> Iterator[tuple[int, Hit]]:
        quotations = Quotations(text)
        taken: dict[int, int] = {}
        for start, end, (index, use, is_idiom) in sorted(misses, key=lambda m: (m.start, m.start - m.end, m.expression)):
            if (
                start >= taken.get(index, 0)
                and not _is_allowed(text, start, end, allowed[index])
                and use not in text[max(0, start - 1) : end + 1]
                and not (is_idiom and text[start:end] in idioms().right)
                and not quotations.around(start, end)
                and not (is_idiom and _cuts_words(text, start, end))
            ):
                taken[index] = end
                yield index, Hit(start, end, {"use": use}, (Edit(start, end, use),))

    return find, together


def _near_numbers(expressions: Sequence[str], halves: Sequence[str]) -> Any:
    """Each half, by its index, with either of the two characters that should stand nearest beside it, as numbers in order."""
    import numpy as np

    from govlint.analysis.together import codes
    from govlint.text.distinct import distinct

    index = {half: number for number, half in enumerate(halves)}
    middles = [len(expression) // 2 for expression in expressions]
    first = [index[expression[:middle]] for expression, middle in zip(expressions, middles, strict=True)]
    last = [index[expression[middle:]] for expression, middle in zip(expressions, middles, strict=True)]
    around = "".join(expression[middle - 2 : middle + 2] for expression, middle in zip(expressions, middles, strict=True))
    return distinct(np.array([last, last, first, first]).T << 16 | codes(around).reshape(-1, 4))


def _promising(matches: Sequence[Match], codes: Any, near: Any) -> Iterable[Match]:
    """The halves beside which stands a character that should: beside most stands what belongs to none of them."""
    import numpy as np

    from govlint.analysis.together import among

    which, start, end = np.array(matches, np.int64).reshape(-1, 3).T
    beside = [codes.take(at, mode="clip") for at in (start - 2, start - 1, end, end + 1)]
    wanted = among(which << 16 | np.stack(beside), near).any(axis=0)
    return [matches[at] for at in np.flatnonzero(wanted).tolist()]


def _by_paragraph(together: Any, misses: Iterable[_Miss]) -> Iterator[tuple[int, list[_Miss]]]:
    """The misses of each paragraph, with their places in it; no name reaches over the bound between two."""
    found: dict[int, list[_Miss]] = {}
    for miss in misses:
        number = int(together.of(miss.start))
        first = int(together.starts[number])
        found.setdefault(number, []).append(_Miss(miss.start - first, miss.end - first, miss.expression))
    yield from sorted(found.items())


def _cuts_words(text: str, start: int, end: int) -> bool:
    """Whether a word reaches over an end of this range, so that it is by chance that it looks like an idiom: 建成率|不足."""
    return not {start, end} <= segment.bounds(text, max(0, start - _CONTEXT), end + _CONTEXT)


def _is_allowed(text: str, start: int, end: int, allowed: Iterable[str]) -> bool:
    """Whether this range, or what it is a part of or made from, is a thing that the rule allows."""
    around = text[max(0, start - 4) : end + 4]
    return any(word in around and (word in text[start:end] or text[start:end] in word) for word in allowed)


def _expressions(index: int, options: Options) -> Iterator[tuple[int, str, bool]]:
    yield from zip(repeat(index), options.names, repeat(False))
    if options.idioms:
        yield from zip(repeat(index), idioms().idioms, repeat(True))


KIND = Kind(
    "nearmiss",
    Options,
    block=_prepare,
    together=_together,
    by_sentence=always,
    slots={"use": "应有的写法"},
    fixes=True,
)
