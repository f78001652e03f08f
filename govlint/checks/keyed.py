"""keyed: two characters that have changed places, or one left out, where official texts know the run with them right."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import field
from itertools import chain
from typing import Literal

from govlint.analysis.check import DocumentFinder, Foresight, Kind, OptionsError
from govlint.analysis.finding import Edit, Hit
from govlint.analysis.suspicion import unmeant
from govlint.document.block import Block, remembered_together
from govlint.document.document import Document
from govlint.language.quotation import quotations_of
from govlint.language.segment import bounds
from govlint.likelihood.slip import Keyed
from govlint.text.fold import fold
from govlint.text.frozen import frozen

_LOOSE = frozenset("的地得了着以到对和与及在为把被从")
"""Characters that stand beside anything: runs with one of them are made by chance."""

_LIGHT = frozenset("比按未已最同经名称")
"""Characters that stand alone beside most words: 能耗比同吨位的低, 按未完成的面积."""

_FREE = frozenset(
    "〇一二三四五六七八九十百千万亿的地得了着过中里上下前后内外时人会者所第个些等来去起好大小多少高低强稳浓准快"
) | frozenset("制证力改批管查报写看说听做干抓修买卖吃穿用住走想问答给收交还拿换补算记读学跑站坐找见停")
"""Characters that end a clause by themselves, whatever else begins with them: 规划中，氛围浓，没有改。"""

_LEADING = frozenset("当把将被让使给")
"""Characters that lead to a word and are no part of one: 把登记当办理."""

_OF_TWO = ("结合", "并举", "并重", "并用", "兼顾", "两国", "关系", "边境", "双方", "两地", "之间", "互补", "互动")
"""What is said of two that stand side by side in any order: 堵疏结合, 蒙中两国."""

_OF_STATES = ("全面", "友好", "战略", "经贸")
"""What is said of two states, either of which may come first: 秘中全面战略伙伴关系."""

_PLACES = tuple("省市县区旗乡镇村")
"""What the name of a place ends in, which may be that of another one turned round."""

_OUTCOMES = frozenset("紧牢严实细准深稳快狠")
"""What may stand before a verb and behind it: 紧盯, 盯紧."""

_CONTEXT = 16
"""How much text on either side of two characters is cut into words with them."""


@frozen
class Options:
    """What a keyed rule may say."""

    smell: Literal["swapped", "dropped", "cut"] = field(
        metadata={"help": "查什么：swapped 相邻两个字颠倒，dropped 漏了一个字，cut 句末漏了一个字", "sample": "swapped"}
    )
    sure: int = field(default=0, metadata={"help": "改好以后的说法多常见（1 到 31）才算很有把握；不到的属于 likely 这种情形"})
    allow: tuple[str, ...] = field(default=(), metadata={"help": "没有写错的说法"})

    def faults(self) -> Iterator[OptionsError]:
        """Words that cannot be met."""
        for number, word in enumerate(self.allow):
            if fold(word) != word:
                yield OptionsError(f"“{word}”要写成“{fold(word)}”：比对时都看作简体", "allow", number)


_Looks = Callable[[Sequence[Block]], Sequence[Sequence[Keyed]]]


def _looking_for(smell: str) -> _Looks:
    @remembered_together
    def look(blocks: Sequence[Block]) -> Sequence[Sequence[Keyed]]:
        texts = [block.folded for block in blocks]
        # Not before there is a text to look at.
        from govlint.likelihood import glance

        may_be = {"swapped": glance.may_be_swapped, "dropped": glance.may_be_dropped, "cut": glance.may_be_cut}
        if glance.worthwhile(texts) and not may_be[smell](texts):
            return [()] * len(texts)
        from govlint.likelihood.cut import cut
        from govlint.likelihood.keyed import dropped, swapped

        found = {"swapped": swapped, "dropped": dropped, "cut": cut}[smell](texts)
        return [
            tuple(one for one in some if not _is_excused(smell, text, one.start))
            for text, some in zip(texts, found, strict=True)
        ]

    return look


_LOOKS: dict[str, _Looks] = {smell: _looking_for(smell) for smell in ("swapped", "dropped", "cut")}


def _ahead(rules: Sequence[Options]) -> Foresight:
    smells = dict.fromkeys(options.smell for options in rules)
    return lambda blocks: [_LOOKS[smell](blocks) for smell in smells]


def _prepare(rules: Sequence[Options]) -> DocumentFinder:
    smells = dict.fromkeys(options.smell for options in rules)

    def find(document: Document) -> Iterator[tuple[int, Hit]]:
        return chain.from_iterable(_hits(document, smell, rules) for smell in smells)

    return find


def _hits(document: Document, smell: str, rules: Sequence[Options]) -> Iterator[tuple[int, Hit]]:
    for index, text, one in unmeant(document, _LOOKS[smell]):
        start, end = one.start, one.start + len(one.written)
        if quotations_of(text).around(start, end):
            continue
        around = text[max(0, start - 4) : end + 4]
        for number, options in enumerate(rules):
            if options.smell == smell and not any(word in around for word in options.allow):
                slots = {"use": one.meant, "near": one.near}
                sure = one.level >= options.sure and not (smell == "swapped" and _reads_on(text, start))
                case = "" if sure else "likely"
                yield number, Hit(start, end, slots, (Edit(start, end, one.meant),), case=case, block=index)


def _is_excused(smell: str, text: str, start: int) -> bool:
    """Whether two characters stand beside each other by chance."""
    if smell == "cut":
        return text[start + 1] in _FREE or start + 1 not in bounds(text, max(0, start - _CONTEXT), start + 2)
    if smell == "swapped" and text.startswith((*_OF_TWO, *_PLACES), start + 2):
        return True
    if smell == "swapped" and "中" in text[start : start + 2] and text.startswith(_OF_STATES, start + 2):
        return True
    if smell == "dropped" and not _LEADING.isdisjoint(text[start : start + 2]):
        return True
    by_chance = not _LOOSE.isdisjoint(text[start : start + 2]) or text[start + 1] in _OUTCOMES
    return (smell == "swapped" and by_chance) or _joins_words(text, start + 1)


def _joins_words(text: str, at: int) -> bool:
    """Whether one word ends here and another begins, each longer than a character: 维和|护航, where nothing is amiss."""
    ends = bounds(text, max(0, at - _CONTEXT), at + _CONTEXT)
    return at in ends and ends.isdisjoint((at - 1, at + 1))


def _reads_on(text: str, start: int) -> bool:
    """Whether two characters make sense as they stand: 势态, 工业类|大宗商品, 比|同|吨位."""
    ends = bounds(text, max(0, start - _CONTEXT), start + 2 + _CONTEXT)
    if (start in ends and (start + 1 in ends) != (start + 2 in ends)) or (start + 1 in ends and start not in ends):
        return True
    return {start, start + 1, start + 2} <= ends and not _LIGHT.isdisjoint(text[start : start + 2])


KIND = Kind(
    "keyed",
    Options,
    document=_prepare,
    ahead=_ahead,
    slots={"use": "多半要写的字", "near": "和前后的字连成的说法"},
    cases={"likely": "没有很大把握的"},
    fixes=True,
)
