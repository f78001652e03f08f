"""misspelling: a phrase or an idiom of four characters in which one character is another, or two are turned round.

A wrong character leaves its word in pieces: only where the segmenter leaves two characters by themselves are they held
against what stands beside the word before or behind them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from typing import Any

from govlint.analysis.check import BlockFinder, Kind, OptionsError, TogetherFinder, always
from govlint.analysis.finding import Edit, Hit
from govlint.document.block import Block
from govlint.language import segment
from govlint.language.likeness import likeness
from govlint.language.phrases import Phrases, phrases, unparted
from govlint.language.quotation import quotations_of
from govlint.language.units import is_unit
from govlint.text.characters import HAN
from govlint.text.fold import fold
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy

_HAN = lazy(f"[{HAN}]{{4}}")
_TWO = lazy(f"[{HAN}]{{2}}")
_PART = lazy("[^，。；：！？、（）“”‘’《》\\s]+")
_PHRASE = 4
"""How many characters a phrase has."""

_ANYWHERE = frozenset(
    "的得和与及或等对在是中了不部赴还其为有被将把向从以于至到由这所那该各某两第半几多上下年月日时前后"
    "个也就都而并可能会要使让给很更最来去又再仅正着〇一二三四五六七八九十百千万亿"
)
"""Characters that are words by themselves in any place: one of them beside half a phrase is no sign of a mistake."""

_PLACES = frozenset("村镇乡县区市路街港桥湾岭山河湖岛屯寨庄")
"""What names of places end in: the character before one of them may be any (黄泥垄村)."""

_COUNTRIES = frozenset("俄美英法德日韩朝越泰缅柬老印巴阿哈乌吉塔土沙叙伊以埃非肯尼墨") | frozenset(
    "加古委澳新芬瑞挪丹波匈捷罗塞希意西葡荷比奥欧斐哥秘智厄喀纳斯"
)
"""Short names of countries: any of them stands where another does (德方, 法方)."""


@frozen
class Options:
    """What a misspelling rule may say."""

    allow: tuple[str, ...] = field(default=(), metadata={"help": "没有写错的说法，四个字的，或者其中一半"})

    def faults(self) -> Iterator[OptionsError]:
        """Words that cannot be met."""
        for number, word in enumerate(self.allow):
            if fold(word) != word or len(word) not in (2, 4):
                yield OptionsError(f"“{word}”不行：要是两个或四个字，简体", "allow", number)


def _prepare(rules: Sequence[Options]) -> BlockFinder:
    def find(block: Block) -> Iterator[tuple[int, Hit]]:
        for first, part in _parts(block.folded):
            pairs = ((first + at, frozenset(first + end for end in ends)) for at, ends in _pairs(segment.words(part)))
            yield from _hits(block.folded, pairs, rules)

    return find


def _parts(text: str) -> Iterable[tuple[int, str]]:
    """What of a text is to be cut into words; no word reaches over a mark, so most of it may be left out."""
    if not _HAN.search(text):
        return ()
    if segment.at_hand():
        return ((0, text),)
    parts = ((part.start(), part.group()) for part in _PART.finditer(text))
    return ((first, part) for first, part in parts if len(part) >= _PHRASE and _may_be_corrected(part))


def _together(rules: Sequence[Options]) -> TogetherFinder:
    import numpy as np

    def find(together: Any) -> Iterator[tuple[int, int, Hit]]:
        for number, places in _candidates(together):
            start, end = together.starts[number], together.ends[number]
            ends = frozenset(np.flatnonzero(together.words[start : end + 1]).tolist())
            pairs = ((place, ends) for place in (places - start).tolist())
            for index, hit in _hits(together.blocks[number].folded, pairs, rules):
                yield number, index, hit

    return find


def _hits(text: str, pairs: Iterable[tuple[int, frozenset[int]]], rules: Sequence[Options]) -> Iterator[tuple[int, Hit]]:
    """What is wrong in these pairs of characters, each with the places where words end."""
    for start, ends in pairs:
        correction = next(_corrections(text, start, ends, phrases()), None)
        if correction is None:
            continue
        at, right, phrase = correction
        end = start + 2
        if quotations_of(text).around(start, end):
            continue
        for index, options in enumerate(rules):
            if text[start:end] not in options.allow and text[at : at + 4] not in options.allow:
                yield index, Hit(start, end, {"use": right, "phrase": phrase}, (Edit(start, end, right),))


def _candidates(together: Any) -> Iterator[tuple[int, Any]]:
    """By paragraph, where two characters by themselves stand beside half a phrase, one of them as in the phrase."""
    import numpy as np

    from govlint.analysis.together import among
    from govlint.text.distinct import distinct

    begins, pairs, codes = together.words, together.pairs, together.codes
    places = np.flatnonzero(begins[:-2] & begins[1:-1] & begins[2:])
    places = places[(places > 1) & (places < len(pairs) - 3)]
    places = places[together.han[places] & together.han[places + 1]]
    everywhere = together.mask("".join(_ANYWHERE))
    own = [codes[places], codes[places + 1]]
    loose = [everywhere[places], everywhere[places + 1]]
    found = np.zeros(len(places), np.bool_)
    for known, half, bound in zip(_halves(), (pairs[places - 2], pairs[places + 2]), (places - 2, places + 4), strict=True):
        is_at = [among(half.astype(np.uint64) << 16 | character, keys) for keys in known for character in own]
        first, turned_first, turned_second, second = is_at
        near = (first & ~loose[1]) | (second & ~loose[0]) | (turned_first & turned_second)
        found |= near & begins[bound]
    places = places[found]
    numbers = together.of(places)
    for number in distinct(numbers).tolist():
        yield number, places[numbers == number]


@cache
def _halves() -> tuple[tuple[Any, Any], tuple[Any, Any]]:
    """For heads and for tails, each half beside the first characters of its other halves, and beside their second ones."""
    import numpy as np

    from govlint.analysis.together import codes, pairs_of

    def keys(halves: Mapping[str, str]) -> tuple[Any, Any]:
        repeated = np.repeat(pairs_of(halves), [len(joined) // 2 for joined in halves.values()]).astype(np.uint64) << 16
        others = codes("".join(halves.values()))
        return np.sort(repeated | others[::2]), np.sort(repeated | others[1::2])

    return keys(phrases().heads), keys(phrases().tails)


def _pairs(words: Sequence[str]) -> Iterator[tuple[int, frozenset[int]]]:
    """Where two characters stand side by side that are no part of a longer word; with the places where words end."""
    at = 0
    ends: frozenset[int] = frozenset()
    for word, after in pairwise(words):
        if len(word) == len(after) == 1 and not (word in _ANYWHERE and after in _ANYWHERE) and _TWO.fullmatch(word + after):
            ends = ends or frozenset(accumulate(map(len, words), initial=0))
            yield at, ends
        at += len(word)


def _corrections(text: str, pair: int, ends: frozenset[int], known: Phrases) -> Iterator[tuple[int, str, str]]:
    """What two characters should be, so that they make a phrase with the half before or behind them; where that begins."""
    written = text[pair : pair + 2]
    for half, start, halves in (
        (text[max(0, pair - 2) : pair], pair - 2, known.heads),
        (text[pair + 2 : pair + 4], pair, known.tails),
    ):
        joined = halves.get(half, "")
        if (written[0] not in joined and written[1] not in joined) or not {start, start + 4} <= ends:
            continue
        if written in known.others or text[start : start + 4] in known.others or is_unit(text, pair + 1):
            continue
        if right := _right(written, joined):
            yield start, right, half + right if start < pair else right + half


def _may_be_corrected(text: str) -> bool:
    """Whether two characters anywhere may be left by themselves and part of a phrase misspelt, however the text is cut."""
    known, whole = phrases(), unparted()
    heads, tails = known.heads, known.tails
    halves = [text[at : at + 2] for at in range(len(text) - 1)]
    for written, before, after in zip(halves, ["", "", *halves], [*halves[2:], "", ""], strict=False):
        for joined in (heads.get(before), tails.get(after)):
            if (
                joined
                and written[1] not in whole.get(written[0], "")
                and (written[0] in joined or written[1] in joined)
                and any(_rights(written, joined))
            ):
                return True
    return False


# A text that is being written holds the same pairs again and again.
@lru_cache(maxsize=4_096)
def _right(written: str, joined: str) -> str:
    return next(_rights(written, joined), "")


def _rights(written: str, joined: str) -> Iterator[str]:
    """Those of some pairs, one after another in `joined`, that two characters could be taken for: turned round, or one of
    them exchanged for one that is like it."""
    one, other = written[0], written[1]
    for first, second in zip(joined[::2], joined[1::2], strict=True):
        if first == other and second == one:
            yield first + second
        elif second == other and second not in _PLACES and _may_differ(one, first):
            if likeness(one, first):
                yield first + second
        elif first == one and _may_differ(other, second) and likeness(other, second):
            yield first + second


def _may_differ(wrong: str, meant: str) -> bool:
    return wrong not in _ANYWHERE and not {wrong, meant} <= _COUNTRIES


KIND = Kind(
    "misspelling",
    Options,
    block=_prepare,
    together=_together,
    by_sentence=always,
    slots={"use": "应有的写法", "phrase": "和前后的词连成的词组"},
    fixes=True,
)
