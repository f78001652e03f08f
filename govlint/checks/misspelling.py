"""misspelling: a phrase or an idiom of four characters in which one character is another, or two are turned round.

A wrong character leaves its word in pieces: only where the segmenter leaves two characters by themselves are they held
against what stands beside the word before or behind them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from govlint.analysis.check import BlockFinder, Kind, OptionsError
from govlint.analysis.finding import Edit, Hit
from govlint.document.block import Block
from govlint.language.likeness import likeness
from govlint.language.phrases import Phrases, phrases
from govlint.language.quotation import Quotations
from govlint.language.segment import words as segment
from govlint.text.characters import HAN
from govlint.text.fold import fold
from govlint.text.lazyregex import lazy

_HAN = lazy(f"[{HAN}]{{4}}")
_TWO = lazy(f"[{HAN}]{{2}}")

_ANYWHERE = frozenset(
    "的和与及或等对在是中了不部赴还其为有被将把向从以于至到由这所那该各某两第半几多上下年月日时前后"
    "个也就都而并可能会要使让给很更最来去又再仅正着〇一二三四五六七八九十百千万亿"
)
"""Characters that are words by themselves in any place: one of them beside half a phrase is no sign of a mistake."""

_COUNTRIES = frozenset("俄美英法德日韩朝越泰缅柬老印巴阿哈乌吉塔土沙叙伊以埃非肯尼墨") | frozenset(
    "加古委澳新芬瑞挪丹波匈捷罗塞希意西葡荷比奥欧斐哥秘智厄喀纳斯"
)
"""Short names of countries: any of them stands where another does (德方, 法方)."""


@dataclass(frozen=True)
class Options:
    """What a misspelling rule may say."""

    allow: tuple[str, ...] = field(default=(), metadata={"help": "没有写错的说法，四个字的，或者其中一半"})

    def faults(self) -> Iterator[OptionsError]:
        """Words that cannot be met."""
        for number, word in enumerate(self.allow):
            if fold(word) != word or len(word) not in (2, 4):
                yield OptionsError(f"“{word}”不行：要是两个或四个字，简体", "allow", number)


def _prepare(rules: Sequence[Options]) -> BlockFinder:
    allowed = [frozenset(options.allow) for options in rules]

    def find(block: Block) -> Iterator[tuple[int, Hit]]:
        text = block.folded
        quotations: Quotations | None = None
        if _HAN.search(text):
            for start, ends in _pairs(segment(text)):
                correction = next(_corrections(text, start, ends, phrases()), None)
                if correction is None:
                    continue
                at, right, phrase = correction
                end = start + 2
                quotations = quotations or Quotations(text)
                if quotations.around(start, end):
                    continue
                for index, words in enumerate(allowed):
                    if words.isdisjoint((text[start:end], text[at : at + 4])):
                        yield index, Hit(start, end, {"use": right, "phrase": phrase}, (Edit(start, end, right),))

    return find


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
    if written in known.others:
        return
    for half, start, halves in (
        (text[max(0, pair - 2) : pair], pair - 2, known.heads),
        (text[pair + 2 : pair + 4], pair, known.tails),
    ):
        joined = halves.get(half, "")
        if (written[0] not in joined and written[1] not in joined) or not {start, start + 4} <= ends:
            continue
        if text[start : start + 4] in known.others:
            continue
        rights = (joined[k : k + 2] for k in range(0, len(joined), 2))
        right = next((right for right in rights if _mistaken(written, right)), "")
        if right:
            yield start, right, half + right if start < pair else right + half


def _mistaken(written: str, right: str) -> bool:
    """Whether one of two characters could be taken for what it should be, or they are turned round."""
    if written == right[::-1]:
        return True
    for k in (0, 1):
        wrong, meant = written[k], right[k]
        if written[1 - k] == right[1 - k] and wrong not in _ANYWHERE and not {wrong, meant} <= _COUNTRIES:
            return bool(likeness(wrong, meant))
    return False


KIND = Kind("misspelling", Options, block=_prepare, slots={"use": "应有的写法", "phrase": "和前后的词连成的词组"}, fixes=True)
