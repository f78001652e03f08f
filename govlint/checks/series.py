"""series: the one point of a series, or heading of a level, that is made in another way than its siblings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import field
from typing import NamedTuple

from govlint.analysis.check import Kind, OptionsError, each_document
from govlint.analysis.finding import Edit, Hit, Pointer
from govlint.document.document import Document
from govlint.document.heads import Head, siblings
from govlint.language import common, segment
from govlint.language.wordclass import ADVERBS, VERBS, ends_in_predicate, opens_with_verb
from govlint.text.characters import HAN
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy

_PARTS = lazy("[^，、 \u3000]+")
_HAN = lazy(f"[{HAN}]+")
# 要 as a word of its own: not 重要, 需要, 要素, 要求; nor 向改革要动力, 既要.
_YAO = lazy(
    "(?<![重主需必只还次紧首提扼概纪摘简若就快将想凡刚不既又更也硬])要(?![素求点件闻领义务么害塞职员道地隘目事因案略旨紧])"
    "|必须|务必|应当(?!$)"
)
_ENDS_IN_YAO = lazy("..要[^要]{1,2}$")
_ANY_YAO = lazy("要|必须|务必|应当")
_ASKING = lazy("[向跟找].*要")
_MODAL = lazy("不[能得要可许]|[决绝]不|[严不]禁|必须|务必|应当?|切[忌勿]")
_SORTS = ("阶段", "情况", "方面", "环节", "问题", "到位")
"""Endings that sort things: of three headings two that have one are enough."""
_PREPOSITIONS = ("以", "对", "在", "把", "将", "从")
_ADVERBS = tuple(sorted((adverb for adverb in ADVERBS if len(adverb) > 1), key=len, reverse=True))
_REST = lazy(
    "其[他它].*|附则|总则|(?:有关|工作|相关|几点)要求|(?:保障|工作)措施|组织(?:保障|实施|领导)|下一步.{0,6}|今后.{0,6}|.{0,4}(?:打算|安排)"
)
"""What stands beside the other points without being one of them: 下一步打算 after three heads that end in 情况."""
_MOST = 100
"""How many points may be one series; more are a list."""
_LONGEST = 14
"""Characters of a head's first limb, beyond which it is a sentence and not compared."""
_SENTENCE = 20
_SPREAD = 12


@frozen
class Options:
    """How many siblings there must be."""

    siblings: int = field(default=3, metadata={"help": "同级至少有几条才比"})

    def __post_init__(self) -> None:
        if self.siblings < 3:
            raise OptionsError("siblings 至少是 3：两条之间说不出哪一条不同", "siblings")


class _Odd(NamedTuple):
    """The head that differs, by its index: what the others have, in which case, and what would make it theirs."""

    at: int
    case: str
    word: str = ""
    edit: Edit | None = None


def _find(document: Document, options: Options) -> Iterator[Hit]:
    for heads in siblings(document):
        if not options.siblings <= len(heads) <= _MOST or any(len(head.limb) > _LONGEST for head in heads):
            continue
        odds: dict[int, _Odd] = {}
        for odd in filter(None, (compare(heads) for compare in _COMPARISONS)):
            odds.setdefault(odd.at, odd)
        for odd in odds.values():
            yield _hit(heads, odd)


def _yao(heads: Sequence[Head]) -> _Odd | None:
    """要 in one head alone, or in all but one."""
    found = [None if _REST.fullmatch(head.limb) else _YAO.search(head.limb) for head in heads]
    count = sum(map(bool, found))
    if any(_ASKING.match(head.limb) for head in heads):
        return None
    if count == 1 and sum(_ANY_YAO.search(head.limb) is not None for head in heads) == 1:
        at = next(index for index, match in enumerate(found) if match)
        # 一是要…，二是…: what stands first may govern the rest, where points are sentences.
        if max(len(head.text) for head in heads) > _SENTENCE and any(
            len(h.text) > _LONGEST + len(heads[at].limb) for h in heads
        ):
            return None
        match = found[at]
        start = heads[at].start
        assert match is not None
        edit = Edit(start, start + len(match.group()), "") if match.start() == 0 else None
        return _Odd(at, "only-yao", match.group(), edit)
    # Of three, two must be made alike: 管网疏通要快, 河道清障要实.
    if count == len(heads) - 1 and (
        count > 2 or all(_ENDS_IN_YAO.search(h.limb) for h, m in zip(heads, found, strict=True) if m)
    ):
        at = found.index(None)
        if not _MODAL.search(heads[at].limb) and "要" not in heads[at].limb:
            return _Odd(at, "no-yao", "要")
    return None


def _ending(heads: Sequence[Head]) -> _Odd | None:
    """The last words that all share but one."""
    cores = [head.limb for head in heads]
    for at, own in enumerate(cores):
        others = cores[:at] + cores[at + 1 :]
        word = common.ending(others)
        if len(word) < 2 or own[-1:] == word[-1] or _REST.fullmatch(own) or not _are_short(cores):
            continue
        sorts = word.endswith(_SORTS)
        # 加强作风建设, 强化队伍建设: they do things to one object.
        if not sorts and (len(others) < 3 or any(opens_with_verb(core) for core in others)):
            continue
        end = heads[at].start + len(own)
        fits = sorts and len(own) + 2 in map(len, others) and not ends_in_predicate(own)
        word = word[-2:] if sorts else word
        return _Odd(at, "ending", word, Edit(end, end, word) if fits else None)
    return None


def _opening(heads: Sequence[Head]) -> _Odd | None:
    """The first word that all share but one."""
    limbs = [head.limb for head in heads]
    for at, own in enumerate(limbs):
        others = limbs[:at] + limbs[at + 1 :]
        word = common.opening(others)
        # Halves of one length are looked at for their shape.
        halves = {tuple(map(len, _PARTS.findall(head.core))) for index, head in enumerate(heads) if index != at}
        if len(halves) == 1 and len(min(halves)) > 1:
            continue
        if len(others) < 3 or not word or own.startswith(word[0]) or _REST.fullmatch(own) or not _are_short(limbs):
            continue
        # 数据格式, 数据内容, 时间要求 are names of matters; what they are about is no pattern.
        if not any(opens_with_verb(text) or text.startswith(_PREPOSITIONS) for text in others):
            continue
        # 加强宣传, 加强巡查, 加强演练, 严格值班: another verb is the same grammar.
        if len(word) > 1 and all(map(opens_with_verb, limbs)):
            continue
        # 提升 and 提高 share a character and not a word.
        if word not in ADVERBS and (len(word) > 1 or all(segment.words(text)[0] == word for text in others)):
            return _Odd(at, "opening", word)
    return None


def _voice(heads: Sequence[Head]) -> _Odd | None:
    """A subject with its predicate among verbs with their objects, or the other way round."""
    # 组织领导到位 may be read as either, and says nothing.
    both = [(opens_with_verb(head.limb), ends_in_predicate(head.limb)) for head in heads]
    verbal = [verb and not predicate for verb, predicate in both]
    predicative = [predicate and not verb for verb, predicate in both]
    if sum(verbal) == len(heads) - 1 and sum(predicative) == 1:
        return _Odd(predicative.index(True), "predicate")
    aside = [i for i, head in enumerate(heads) if head.limb.startswith(_PREPOSITIONS) and len(segment.words(head.limb)[0]) == 1]
    if sum(verbal) == len(heads) - 1 and len(aside) == 1 and not verbal[aside[0]]:
        return _Odd(aside[0], "preposition", heads[aside[0]].limb[0])
    if sum(predicative) == len(heads) - 1 and sum(verbal) == 1:
        return _Odd(verbal.index(True), "verb")
    return None


def _noun(heads: Sequence[Head]) -> _Odd | None:
    """Four characters that only name a matter (资金保障, 督导考核) among verbs with their objects."""
    # What stands first may well be of another kind (总体要求).
    for at, head in enumerate(heads[1:], 1):
        others = [other.limb for index, other in enumerate(heads) if index != at]
        own = head.core
        if len(own) != 4 or _REST.fullmatch(own) or not _HAN.fullmatch(own) or min(map(len, others)) < 5:
            continue
        if all(map(opens_with_verb, others)) and not (opens_with_verb(own) and own[2:] not in VERBS):
            words = segment.tags(own)
            if len(words) == 2 and words[0][1].startswith(("n", "vn")) and words[1][1].startswith(("n", "v")):
                return _Odd(at, "noun")
    return None


def _length(heads: Sequence[Head]) -> _Odd | None:
    """One short head among longer ones that are all of one length."""
    texts = [head.core for head in heads]
    for at, own in enumerate(texts[1:], 1):
        others = {len(text) for i, text in enumerate(texts) if i != at}
        if len(texts) > 3 and len(others) == 1 and min(others) > 4 >= len(own) and not _REST.fullmatch(own):
            return _Odd(at, "length") if all(map(_HAN.fullmatch, texts)) else None
    return None


def _adverb(heads: Sequence[Head]) -> _Odd | None:
    """The one head that opens with an adverb (进一步改善生态环境), without which it has the length of all the others."""
    texts = [head.core for head in heads]
    opened = {at: word for at, text in enumerate(texts) if (word := next(filter(text.startswith, _ADVERBS), ""))}
    if len(texts) < 4 or len(opened) != 1:
        return None
    ((at, word),) = opened.items()
    lengths = {len(text) for index, text in enumerate(texts) if index != at}
    if lengths != {len(texts[at]) - len(word)} or not all(map(opens_with_verb, (t.removeprefix(word) for t in texts))):
        return None
    return _Odd(at, "adverb", word, Edit(heads[at].start, heads[at].start + len(word), ""))


_COMPARISONS: tuple[Callable[[Sequence[Head]], _Odd | None], ...] = (
    _yao,
    _ending,
    _opening,
    _voice,
    _noun,
    _length,
    _adverb,
)


def _are_short(limbs: Sequence[str]) -> bool:
    return all(len(limb) <= _SPREAD and _HAN.fullmatch(limb) for limb in limbs)


def _hit(heads: Sequence[Head], odd: _Odd) -> Hit:
    own = heads[odd.at]
    others = [head for head in heads if head is not own]
    like = others[min(odd.at, len(others)) - 1] if odd.at else others[0]
    slots = {"word": odd.word, "example": like.limb, "length": str(len(like.core)), "own": str(len(own.core))}
    related = tuple(Pointer(head.start, head.end, "sibling", {}, head.block) for head in others)
    return Hit(own.start, own.start + len(own.limb), slots, (odd.edit,) if odd.edit else (), related, odd.case, own.block)


KIND = Kind(
    "series",
    Options,
    document=each_document(_find),
    slots={
        "word": "其他各条共有的词；带不带“要”的，就是“要”",
        "example": "相邻一条的文字",
        "length": "其他各条的字数",
        "own": "这一条的字数",
    },
    roles={"sibling": "同级的其他各条"},
    cases={
        "only-yao": "只有这一条带“要”（“必须”“务必”）",
        "no-yao": "只有这一条不带“要”",
        "ending": "只有这一条不用同一个词收尾",
        "opening": "只有这一条不用同一个词打头",
        "predicate": "其他各条都是动宾，这一条是主谓",
        "preposition": "其他各条都是动宾，这一条以“以、对、在、把、将、从”打头",
        "verb": "其他各条都是主谓，这一条是动宾",
        "noun": "其他各条都是动宾，这一条只有四个字的名称",
        "length": "其他各条字数相同，这一条只有两到四个字",
        "adverb": "只有这一条用副词打头，去掉就和其他各条字数相同",
    },
    fixes=True,
)
