"""doubled: a word or a character that was written twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field
from itertools import accumulate, pairwise

from govlint.analysis.check import Kind, OptionsError, TogetherFinder, each_block
from govlint.analysis.finding import Edit, Hit
from govlint.document.block import Block
from govlint.language.doubles import usual
from govlint.language.quotation import quotations_of
from govlint.language.segment import words as segment
from govlint.text.fold import fold
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy

_LONGEST = 8
_TWICE = lazy(rf"([\u4e00-\u9fff]{{1,{_LONGEST}}})\1")
_HAN = lazy(r"[\u3400-\u9fff]*")
_CONTEXT = 16
"""How much text on either side of a candidate is cut into words with it."""
_LONG = 4
"""From this length on a word is made of words, of which one may be what stands twice."""
_COUNTING = frozenset("一二两三四五六七八九十几每大小")
"""What steps and rounds begin with: 一步一步, 大块大块."""
_LEVELS = lazy("([省市州县区旗镇乡村])(?=[长区级委政党直域城属内郊志情史所务])")
"""The end of a place's name and what belongs to the place: 我镇|镇区, 青山县|县委."""
_INSTITUTIONS = frozenset(("医院", "学校", "公司", "银行", "法院", "社区", "大学", "小学", "中学", "协会", "农场"))
"""What a name ends with and a term begins with: 县人民医院|医院感染管理."""
_EACH = lazy("([件事桩户人处时项条村周月天])\\1(?=[有都见能抓查评清落到回讲皆可过通])")
"""Each of them: 件件有回音."""
_HAVING = lazy("有有(?=[组效利害毒机])")
"""The verb, and a word that begins as it does: 有|有效期."""
_ASKING = lazy("[几谁哪啥]|什么|多少|怎么")
"""What makes a pair that is meant: 要几份取几份."""
_PARTICLES = frozenset("的了在是对和为与及将把被从以于要不也就有等这并")
"""Words of one character that never stand twice."""


@frozen
class Options:
    """What a doubled rule may say."""

    allow: tuple[str, ...] = field(default=(), metadata={"help": "本来就这样重叠的说法"})

    def faults(self) -> Iterator[OptionsError]:
        """Words that cannot be met."""
        for number, word in enumerate(self.allow):
            if fold(word) != word:
                yield OptionsError(f"“{word}”要写成“{fold(word)}”：比对时都看作简体", "allow", number)


def _find(block: Block, options: Options) -> Iterator[Hit]:
    text = block.folded
    for match in _TWICE.finditer(text):
        (start, end), once = match.span(), match.end(1)
        found = _is_word_twice(text, start, once, end) if once - start > 1 else _is_character_twice(text, start)
        if not found or _is_allowed(text, start, end, options.allow):
            continue
        if not quotations_of(text).around(start, end):
            case = "word" if once - start > 1 else "character"
            yield Hit(start, end, {"use": block.text[start:once]}, (Edit(once, end, ""),), case=case)


def _together(rules: Sequence[Options]) -> TogetherFinder:
    from govlint.analysis.together import sifted

    return sifted(lambda together, _: together.doubled(_LONGEST), _find)(rules)


def _is_word_twice(text: str, start: int, middle: int, end: int) -> bool:
    if text[start:middle] in _INSTITUTIONS:
        return False
    at, words = _words(text, start, end)
    places = [*accumulate(map(len, words), initial=at)]
    if text[start] in _COUNTING or _ASKING.search(text, start, middle):
        return False
    if middle not in places:
        # 问|责问|责: the segmenter does not know the word, and takes what lies between for one.
        return {start, start + 1, end - 1, end} <= set(places) and end - start == 4
    # The dictionary has longer words too: 进一步|进一步提高, 认真贯彻|贯彻落实.
    here = places.index(middle)
    before, after = middle - places[here - 1], places[here + 1] - middle
    return (start in places or before >= _LONG) and (end in places or after >= _LONG)


def _is_character_twice(text: str, start: int) -> bool:
    """Whether neither of the two belongs to a longer word, or only one: then the other one is too many."""
    # 我镇|镇区; 件件有回音; 5号楼|楼道.
    if (start and _LEVELS.match(text, start + 1)) or _EACH.match(text, start) or text.endswith("号", 0, start):
        return False
    if _HAVING.match(text, start):
        return False
    at, words = _words(text, start, start + 2)
    for word, after in pairwise(words):
        at += len(word)
        if at == start + 1:
            return _is_slip(word, after)
    return False


def _is_slip(word: str, after: str) -> bool:
    """Whether of these words, the one ending and the other beginning with the same character, one is no word here."""
    character = after[0]
    if len(word) > 1 and len(after) > 1:
        return False
    if f"{word} {after}" in usual():
        return False
    if character in _PARTICLES:
        return True
    return not (len(word) == len(after) == 1 or character in usual() or word[0] in _COUNTING)


def _is_allowed(text: str, start: int, end: int, allowed: Sequence[str]) -> bool:
    around = text[max(0, start - 4) : end + 4]
    return any(text[start:end] in word and word in around for word in allowed)


def _words(text: str, start: int, end: int) -> tuple[int, Sequence[str]]:
    """The words of the text around a range, and where the first of them begins."""
    before = _HAN.match(text[max(0, start - _CONTEXT) : start][::-1])
    after = _HAN.match(text, end, end + _CONTEXT)
    assert before and after  # they may be empty
    at = start - before.end()
    return at, segment(text[at : after.end()])


KIND = Kind(
    "doubled",
    Options,
    block=each_block(_find),
    together=_together,
    slots={"use": "写一遍时的样子"},
    cases={"word": "一个词或几个词写了两遍", "character": "一个字写了两遍"},
    fixes=True,
)
